"""What the tiles on Home offer, in words."""

from collections.abc import Callable, Mapping
from typing import Final

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.materials import Sound
from mtrelax.domain.plan import AmbienceChoice, Breathing, SessionPlan
from mtrelax.domain.script import Narration
from mtrelax.services.shelf import Shelf
from mtrelax.ui.i18n import tr
from mtrelax.ui.visuals import VISUALS
from mtrelax.ui.widgets import Choice

LENGTHS: Final = (5, 10, 15, 20, 25, 30, 40, 45, 50, 60)
FIRST_PATTERN: Final = "gentle-slow"
FIRST_AMBIENCE: Final = "rain"
FIRST_LENGTH: Final = 20.0
_VISUAL_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "orb": ("A soft light", "It breathes with you, in the place you chose."),
    "dark": ("Nothing", "The screen stays dark. For closed eyes."),
}


def first_plan(shelf: Shelf) -> SessionPlan | None:
    """Return what is offered before anything was ever chosen; nothing without music."""
    playlist = next(iter(shelf.playlists), None)
    if playlist is None:
        return None
    pattern = FIRST_PATTERN if FIRST_PATTERN in shelf.patterns else next(iter(shelf.patterns), None)
    return SessionPlan(
        playlist,
        FIRST_LENGTH,
        script=next(iter(shelf.imagery), None),
        breathing=Breathing(pattern) if pattern else None,
        ambience=(AmbienceChoice(FIRST_AMBIENCE),) if FIRST_AMBIENCE in shelf.ambience else (),
    )


def length_choices(minutes: float, shortest: int, title: str) -> list[Choice]:
    """Return the lengths; those into which a script does not fit say so."""
    reason = tr("“{title}” takes at least {count} minutes").format(title=title, count=shortest)
    lengths: set[float] = {*(float(each) for each in LENGTHS), minutes}
    if shortest > LENGTHS[-1]:
        lengths.add(float(shortest))
    return [
        Choice(
            each,
            tr("1 minute") if each == 1 else tr("{count} minutes").format(count=f"{each:g}"),
            reason if each < shortest else None,
            each >= shortest,
        )
        for each in sorted(lengths)
    ]


def pattern_choices(patterns: Mapping[str, Pattern]) -> list[Choice]:
    """Return the breathing patterns, the gentle one first, and to breathe as one likes."""
    ordered = sorted(patterns, key=FIRST_PATTERN.__ne__)
    named = [Choice(slug, patterns[slug].title, patterns[slug].description) for slug in ordered]
    return [*named, Choice(None, tr("No pacing"), tr("Your breath comes and goes by itself."))]


def script_choices(narrations: Mapping[str, Narration], shortest: Callable[[str], int]) -> list[Choice]:
    """Return the scripts with the time they take, and to hear music alone."""
    named = [Choice(slug, each.script.title, _from(shortest(slug))) for slug, each in narrations.items()]
    return [*named, Choice(None, tr("Just music"), tr("No voice but a few words at the end."))]


def ambience_choices(sounds: Mapping[str, Sound]) -> list[Choice]:
    """Return the sounds that can surround the music."""
    return [*(Choice(slug, each.title) for slug, each in sounds.items()), Choice(None, tr("Nothing"))]


def visual_choices() -> list[Choice]:
    """Return what there is to look at."""
    return [_visual(name) for name in VISUALS]


def _visual(name: str) -> Choice:
    """Return a picture in words; one that has none yet is called by its name."""
    text, note = _VISUAL_WORDS.get(name, (name.replace("-", " ").capitalize(), ""))
    return Choice(name, tr(text), tr(note) if note else None)


def caution_of(plan: SessionPlan, patterns: Mapping[str, Pattern]) -> str:
    """Return what should be known before a pattern is breathed."""
    return (
        patterns[plan.breathing.pattern].caution
        if plan.breathing and plan.breathing.pattern in patterns
        else ""
    )


def _from(shortest: int) -> str | None:
    """Return how much time a script needs, where that is known."""
    return tr("From {count} minutes").format(count=shortest) if shortest else None
