"""Sessions in which everything is asked for, in any order and at any moment."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from mtrelax.domain import revise
from mtrelax.domain.breathing import Pattern
from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import CannotExtend
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Breathing, Layer, SessionPlan
from mtrelax.domain.script import Narration, Paragraph, Script, ScriptUse, Sentence
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import PacedSpan, Timeline
from mtrelax.domain.track import Track
from tests.domain.hearing import clips_of
from tests.domain.worlds import (
    BELL,
    GENTLE,
    HOME,
    PATTERNS,
    World,
    planned,
    worlds,
)

EXACTLY = 1e-6


@dataclass(frozen=True)
class Wish:
    """What a person, or a broken file, asks of a running session, and after which share of what is left."""

    kind: str
    share: float
    extra: float = 300.0
    pattern: Pattern = GENTLE

    def applied(self, world: World, timeline: Timeline, now: Seconds) -> Timeline:
        materials, extra = world.materials, Seconds(self.extra)
        match self.kind:
            case "broken":
                return revise.without_piece(timeline, now, materials, playing(world, timeline, now))
            case "broken later":
                return revise.without_piece(timeline, now, materials, materials.tracks[-1].path)
            case "extend":
                return longer(world, timeline, now, extra)
            case "shorten":
                return revise.shorten(timeline, now, extra, materials)
            case "pace":
                return revise.pace(timeline, now, self.pattern, materials)
            case "go_on_holding":
                held = revise.is_held(timeline, now)
                return revise.go_on_holding(timeline, now, materials) if held else timeline
            case name:
                return getattr(revise, name)(timeline, now, materials)


ENDS = ("return_now", "way_out")
"""What leads out; it can be taken back (``stay``)."""
STAYS = ("hold", "go_on_holding", "release", "pace", "mute", "unmute", "next_piece")
"""What leaves the words and their order as they are."""
KINDS = (*ENDS, "stay", *STAYS, "extend", "shorten", "skip", "broken", "broken later")
# Times are frames: none is a millionth of one.
shares = st.integers(0, 9999).map(lambda n: n / 9999) | st.sampled_from((0.5, 0.95, 0.99, 1.0))
soon = st.integers(0, 999).map(lambda n: n / 9999) | shares
lengths = st.sampled_from((1.0, 60.0, 300.0, 1234.5))
wishes = st.builds(Wish, st.sampled_from(KINDS), soon, lengths, st.sampled_from(PATTERNS))
gentle_wishes = st.builds(Wish, st.sampled_from(KINDS[:-2]), soon, lengths, st.sampled_from(PATTERNS))


def playing(world: World, timeline: Timeline, now: Seconds) -> Path:
    """The piece that began last."""
    begun = [clip.path for clip in clips_of(timeline, Layer.MUSIC) if clip.start <= now]
    return Path(begun[-1]) if begun else world.materials.tracks[0].path


def longer(world: World, timeline: Timeline, now: Seconds, extra: Seconds) -> Timeline:
    """Extend where that is possible."""
    try:
        return revise.extend(timeline, now, extra, world.materials)
    except CannotExtend:
        return timeline


def story(world: World, asked: list[Wish]) -> list[tuple[Seconds, Timeline, Timeline]]:
    """Every change of a session, with the moment of it: (now, before, after)."""
    timeline, now, found = world.timeline(), 0.0, []
    left = None
    for wish in asked:
        now += (timeline.length - now) * wish.share
        if wish.kind == "stay":
            after = revise.stay(timeline, Seconds(now), *left, world.materials) if left else timeline
            left = None
        else:
            after = wish.applied(world, timeline, Seconds(now))
            begins = wish.kind in ENDS and now < timeline.phases[-1].start
            left = (timeline, Seconds(now)) if begins else left
        found.append((Seconds(now), timeline, after))
        timeline = after
    return found


several = st.lists(wishes, min_size=1, max_size=6)
gentle = st.lists(gentle_wishes, min_size=1, max_size=6)
everywhere = worlds() | planned()


def fullness(timeline: Timeline, time: float) -> float:
    """How full the lungs are, and after the pacing, where they rest."""
    moment = timeline.at(Seconds(time))
    return moment.breath.fullness if moment.breath else moment.natural_from * (moment.natural_for == 0)


def whole(span: PacedSpan) -> bool:
    breaths = span.pacer.breaths_at(Seconds(span.end - span.start))
    return abs(breaths - round(breaths)) < EXACTLY


SILENT = Narration(Script("none", "None", "en", ScriptUse.RETURN, ()))
PIECES = tuple(Track(Path(f"{name}.opus"), Seconds(200.0), name) for name in "abc")
PLAIN = Materials(PIECES, HOME, SILENT, SILENT, pattern=GENTLE, bell=BELL)


def twenty_minutes(materials: Materials = PLAIN) -> Timeline:
    """A session without words, whose breath is paced for eight and a half minutes if nothing limits it."""
    return compile_session(SessionPlan("some", minutes=20, breathing=Breathing("gentle-slow")), materials)


def narration(*phases: PhaseKind) -> Narration:
    """A script with a sentence for each phase, to be read."""
    paragraphs = tuple(Paragraph(phase, (Sentence(f"You hear of {phase}."),)) for phase in phases)
    return Narration(Script("story", "Story", "en", ScriptUse.IMAGERY, paragraphs))
