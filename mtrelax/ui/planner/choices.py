"""What the tiles of the planner offer, in words."""

from collections.abc import Iterable, Mapping
from typing import Final

from mtrelax.domain.breathing import FASTEST_CYCLE, Pattern
from mtrelax.domain.materials import Sound
from mtrelax.domain.plan import Bells, CueStyle, Ending, Recipe, SessionPlan
from mtrelax.domain.script import Narration
from mtrelax.services.plans import NEW, SavedPlan
from mtrelax.services.shelf import Music, on_shelf
from mtrelax.ui.home.choices import ambience_choices
from mtrelax.ui.home.words import line_of
from mtrelax.ui.i18n import tr
from mtrelax.ui.planner.words import title_of
from mtrelax.ui.settings.rows import SECTIONS, Pick
from mtrelax.ui.widgets import Choice
from mtrelax.ui.words import minutes_of

_BELLS: Final = (
    (Bells.ENDS, "At both ends", "One when it has begun, one before it is over."),
    (Bells.PHASES, "At each phase", "Also as each part begins, but for the last one."),
    (Bells.INTERVAL, "Every few minutes", "Also at even distances."),
    (Bells.NONE, "None", None),
)
_ENDINGS: Final = (
    (Ending.RETURN, "Led back", "A calm return to the room."),
    (Ending.SLEEP, "Into sleep", "The sound fades slowly, and nothing calls you back."),
)
_CUES: Final = (
    (CueStyle.NONE, "Nothing", "The breath can be seen, and is not heard."),
    (CueStyle.TONE, "Two soft tones", "One to breathe in, another to breathe out."),
    (CueStyle.CONTINUOUS, "A gliding tone", "It rises as you breathe in, and falls as you breathe out."),
    (CueStyle.VOICE, "Words", "A voice says “in”, and “and out”."),
)
BELL_MINUTES: Final = (1, 2, 3, 5, 10, 15, 20)
_RAMPS: Final = (1, 2, 3, 5, 8, 10)
_RATES: Final = (4.5, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0)


def kept_choices(
    saved: Iterable[SavedPlan], changed: Iterable[str], begun: SessionPlan | None
) -> list[Choice]:
    """Return the plans that were saved, and before them the one that was begun, if there is one."""
    with_changes = set(changed)
    listed = [
        Choice(
            each.name,
            title_of(each.plan),
            " · ".join(
                part
                for part in (
                    minutes_of(each.plan.minutes * 60),
                    tr("changed, not saved") if each.name in with_changes else "",
                )
                if part
            ),
        )
        for each in saved
    ]
    new = Choice(NEW, begun.title or tr("A new plan"), tr("Not saved yet")) if begun else None
    return [new, *listed] if new else listed


def playlist_choices(music: Iterable[Music], chosen: str | None = None) -> list[Choice]:
    """Return the music that can be played; with what was chosen, though it is not here."""
    there = {each.playlist.slug: each for each in music}
    known = [
        Choice(slug, there[slug].playlist.title, line_of(there[slug]), bool(there[slug].tracks))
        for slug in on_shelf(there)
    ]
    return with_missing(known, chosen)


def recipe_choices(recipes: Mapping[str, Recipe], chosen: str) -> list[Choice]:
    """Return the courses that a session can take."""
    return with_missing(
        [Choice(each.slug, each.title, each.description) for each in recipes.values()], chosen
    )


def voice_choices(narration: Narration | None, chosen: str | None) -> list[Choice]:
    """Return who can speak."""
    rows = (row for _, section in SECTIONS for row in section if isinstance(row, Pick) and row.key == "voice")
    named = dict(next(rows).values)
    recordings = (narration.recording, *narration.others) if narration else ()
    voices = {each.voice for each in recordings if each}
    listed = [Choice(name, tr(text)) for name, text in named.items()]
    listed += [Choice(name, name) for name in sorted(voices - {str(name) for name in named})]
    return with_missing([Choice(None, tr("As in the settings")), *listed], chosen)


def bell_choices() -> list[Choice]:
    """Return when a bell can be struck."""
    return [Choice(value, tr(text), tr(note) if note else None) for value, text, note in _BELLS]


def bell_minute_choices(chosen: float) -> list[Choice]:
    """Return how far bells can be apart."""
    counts = sorted({*map(float, BELL_MINUTES), chosen})
    return [
        Choice(each, minutes_of(each * 60) if each == round(each) else f"{each:g} min") for each in counts
    ]


def ending_choices() -> list[Choice]:
    """Return how a session can end."""
    return [Choice(value, tr(text), tr(note)) for value, text, note in _ENDINGS]


def cue_choices() -> list[Choice]:
    """Return how the breath can be told to closed eyes."""
    return [Choice(value, tr(text), tr(note)) for value, text, note in _CUES]


def rate_choices(pattern: Pattern, chosen: float | None) -> list[Choice]:
    """Return how fast the breath can start: faster than it goes on, and never too fast."""
    fastest = 60.0 / FASTEST_CYCLE
    rates: set[float] = {each for each in _RATES if pattern.rate + 0.01 < each <= fastest} | (
        {chosen} if chosen else set()
    )
    listed = [Choice(each, tr("{count:g} a minute").format(count=each)) for each in sorted(rates)]
    own = tr("{count:.2g} breaths a minute from the beginning").format(count=pattern.rate)
    return [Choice(None, tr("Its own pace"), own), *listed]


def ramp_choices(chosen: float) -> list[Choice]:
    """Return over how many minutes the breath can slow down."""
    counts: list[float] = sorted({*map(float, _RAMPS), *([chosen] if chosen else [])})
    return [Choice(each, tr("over {minutes}").format(minutes=minutes_of(each * 60))) for each in counts]


def sound_choices(sounds: Mapping[str, Sound], chosen: str, taken: Iterable[str]) -> list[Choice]:
    """Return the sounds that can take the place of one; what surrounds already is not offered twice."""
    others = set(taken) - {chosen}
    return with_missing(
        [each for each in ambience_choices(sounds) if each.value and each.value not in others], chosen
    )


def with_missing(known: list[Choice], chosen: object) -> list[Choice]:
    """Return choices with the one that a plan asks for, though nobody has it here."""
    if chosen is None or chosen in [each.value for each in known]:
        return known
    return [Choice(chosen, str(chosen).rsplit("/", 1)[-1], tr("Not here")), *known]
