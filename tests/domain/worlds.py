"""Plans and materials as people might have them, for hypothesis to choose from."""

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

from hypothesis import strategies as st

from mtrelax.domain.breathing import Pattern, Step, StepKind
from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import ScriptTooLong
from mtrelax.domain.materials import Layered, Materials, Sound
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Bells, Breathing, CueStyle, Ending, PhaseChoice, Recipe, SessionPlan
from mtrelax.domain.script import (
    Narration,
    Paragraph,
    Recording,
    Script,
    ScriptUse,
    Sentence,
    SpokenCue,
    words_hash,
)
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Timeline
from mtrelax.domain.track import Loudness, Track


def steps(*lengths: float) -> tuple[Step, ...]:
    kinds = (StepKind.INHALE, StepKind.HOLD, StepKind.EXHALE, StepKind.REST)
    return tuple(Step(kind, Seconds(length)) for kind, length in zip(kinds, lengths, strict=False) if length)


GENTLE: Final = Pattern("gentle-slow", "Gentle slow", steps(4, 0, 6))
BOX: Final = Pattern("box", "Box", steps(4, 4, 4, 4))
SOFT: Final = Pattern("soft-start", "Soft start", steps(3.5, 0, 4), gentle_start=True)
FOUR_SEVEN_EIGHT: Final = Pattern("4-7-8", "4-7-8", steps(4, 7, 8), max_cycles=4)
SIGH: Final = Pattern(
    "sigh",
    "Sigh",
    (
        Step(StepKind.INHALE, Seconds(2)),
        Step(StepKind.TOP_UP, Seconds(1)),
        Step(StepKind.EXHALE, Seconds(6)),
    ),
    max_minutes=5,
)
PATTERNS: Final = (GENTLE, BOX, SOFT, FOUR_SEVEN_EIGHT, SIGH)

HOME: Final = Recipe("home", "Home", Seconds(60), Seconds(180), Seconds(120), Seconds(240), Seconds(80))
CLINIC: Final = Recipe(
    "clinic",
    "Clinic",
    *map(Seconds, (180, 360, 300, 600, 240)),
    longest_induction=Seconds(360.0),
)
U_SHAPE: Final = Recipe("u", "U", *map(Seconds, (30, 120, 360, 240, 390)), longest_closing=Seconds(390.0))
ONLY_BREATH: Final = Recipe("breath", "Breath", *map(Seconds, (60, 600, 0, 0, 60)))
RECIPES: Final = (HOME, CLINIC, U_SHAPE, ONLY_BREATH)
_SHARE: Final = st.sampled_from((0.0, 30.0, 300.0, 3600.0)).map(Seconds)
_LONGEST: Final = st.sampled_from((300.0, 7200.0)).map(Seconds)
OWN_RECIPES: Final = st.builds(
    Recipe,
    *(st.just("own"), st.just("Own"), *(_SHARE,) * 4, st.sampled_from((30.0, 600.0)).map(Seconds)),
    longest_induction=_LONGEST,
    longest_closing=_LONGEST,
)
"""Recipes as people may write them, some of which leave no room for words."""

LEADING: Final = (PhaseKind.SETTLE, PhaseKind.INDUCTION, PhaseKind.DEEPENING, PhaseKind.MUSIC)
BELL: Final = Sound("bell", "Bell", Path("bell.opus"), Seconds(6.0), Loudness(Decibels(-20)))
RAIN: Final = Sound("rain", "Rain", Path("rain.opus"), Seconds(40.0), Loudness(Decibels(-30)))
WIND: Final = Sound("wind", "Wind", Path("wind.opus"), Seconds(55.5), Loudness(Decibels(-26)))
BREATH_WORDS: Final = {
    kind: Sound(kind, kind, Path(f"{kind}.opus"), Seconds(0.8), Loudness(Decibels(-23)))
    for kind in (StepKind.INHALE, StepKind.HOLD, StepKind.EXHALE, StepKind.REST)
}

SENTENCES: Final = tuple(
    Sentence(text, Seconds(pause))
    for pause in (0.0, 2.5, 8.0, 20.0)
    for text in (
        "Rest.",
        "You might notice the sea!",
        "Slowly the breath becomes warm, and you are resting here, with nothing at all that needs to be done.",
    )
)


def recorded(script: Script, chance: Random) -> Narration:
    """A recording with some sentences left out, and some said in other words."""
    now, cues = 0.0, []
    for i, paragraph in enumerate(script.paragraphs):
        for j, sentence in enumerate(paragraph.sentences):
            length = chance.uniform(1.0, 12.0)
            said = chance.choice((sentence.text, sentence.text, sentence.text, "Other words.", None))
            if said is not None:
                cues.append(SpokenCue(i, j, Seconds(now), Seconds(now + length), words_hash(said)))
            now += length + 0.25
    path = Path(f"{script.slug}.voice.opus")
    return Narration(script, Recording(path, "voice", tuple(cues), Decibels(-18)))


@st.composite
def narrations(
    draw: st.DrawFn, slug: str, phases: tuple[PhaseKind, ...], least: int = 0, most: int = 2
) -> Narration:
    # One seed instead of many draws: scripts are long, and how they shrink matters little.
    chance = Random(draw(st.integers(0, 10_000)))
    paragraphs = [
        Paragraph(phase, tuple(chance.choices(SENTENCES, k=chance.randint(1, 4))))
        for phase in phases
        for _ in range(chance.randint(least, most))
    ]
    script = Script(slug, slug, "en", ScriptUse.IMAGERY, tuple(paragraphs))
    return recorded(script, chance) if chance.random() < 0.7 else Narration(script)


@st.composite
def tracks(draw: st.DrawFn, name: str = "piece") -> tuple[Track, ...]:
    lengths = draw(
        st.lists(
            st.floats(5, 60) | st.floats(60, 600) | st.sampled_from((5.0, 29.9, 30.0)), min_size=1, max_size=5
        )
    )
    loudness = st.none() | st.builds(Loudness, st.floats(-45, -8).map(Decibels))
    return tuple(
        Track(Path(f"{name}-{n}.opus"), Seconds(length), f"{name} {n}", loudness=draw(loudness))
        for n, length in enumerate(lengths)
    )


@dataclass(frozen=True)
class World:
    plan: SessionPlan
    materials: Materials

    @property
    def narration(self) -> Narration | None:
        return self.materials.narration

    def timeline(self) -> Timeline:
        return compile_session(self.plan, self.materials)


@st.composite
def wishes(draw: st.DrawFn, endings: tuple[Ending, ...] = tuple(Ending), *, told: bool = False) -> World:
    """What was asked for; it need not fit."""
    story = narrations("story", (*LEADING, PhaseKind.RETURN), 1 if told else 0)
    breathing = st.builds(
        Breathing,
        st.just("some"),
        st.none() | st.floats(2.0, 8.0),
        st.sampled_from((0.0, 1.0, 3.0)),
        st.sampled_from(CueStyle),
    )
    plan = SessionPlan(
        playlist="some",
        minutes=draw(st.integers(1, 45) | st.floats(1, 60)),
        ending=draw(st.sampled_from(endings)),
        breathing=draw(st.none() | breathing),
    )
    materials = Materials(
        tracks=draw(tracks()),
        recipe=draw(st.sampled_from(RECIPES)),
        closing=draw(narrations("closing", (PhaseKind.RETURN,), 1, 3)),
        grounding=draw(narrations("grounding", (PhaseKind.RETURN,), 1, 2)),
        narration=draw(story if told else st.none() | story),
        pattern=draw(st.none() | st.sampled_from(PATTERNS)),
        ambience=draw(st.sampled_from(((), (Layered(RAIN),), (Layered(RAIN, Decibels(-6)), Layered(WIND))))),
        bell=draw(st.sampled_from((None, BELL))),
        breath_words=draw(st.sampled_from(({}, BREATH_WORDS))),
        pace_limit=draw(st.sampled_from((None, Seconds(300.0)))),
    )
    return World(plan, materials)


@st.composite
def planned(draw: st.DrawFn, endings: tuple[Ending, ...] = tuple(Ending), *, told: bool = False) -> World:
    """What was asked for of the phases, too: how long some are, what plays in them, when bells are struck."""
    world = draw(wishes(endings, told=told))
    lengths = st.none() | st.sampled_from((0.0, 0.1, 0.2)) | st.floats(0, 20)
    choices = [PhaseChoice(kind, draw(lengths)) for kind in draw(st.sets(st.sampled_from(PhaseKind)))]
    own, other = draw(tracks("own")), draw(tracks("other"))
    music = st.dictionaries(st.sampled_from(PhaseKind), st.sampled_from((own, other, world.materials.tracks)))
    plan = replace(
        world.plan,
        phases=tuple(choices),
        bells=draw(st.sampled_from(Bells)),
        bell_minutes=draw(st.sampled_from((1.0, 2.5, 5.0))),
    )
    return made_to_fit(World(plan, replace(world.materials, phase_tracks=draw(music))))


def made_to_fit(world: World) -> World:
    try:
        world.timeline()
    except ScriptTooLong as error:
        return replace(world, plan=replace(world.plan, minutes=error.shortest_minutes))
    return world


def worlds(endings: tuple[Ending, ...] = tuple(Ending), *, told: bool = False) -> st.SearchStrategy[World]:
    """What was asked for, in a session long enough for it; ``told`` always has a script for every phase."""
    return wishes(endings, told=told).map(made_to_fit)
