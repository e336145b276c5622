"""What the tiles on Home offer, in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.materials import Sound
from mtrelax.domain.noise import Noise
from mtrelax.domain.plan import AmbienceChoice, Breathing, SessionPlan
from mtrelax.domain.script import Narration, Script
from mtrelax.services.shelf import Shelf, on_shelf
from mtrelax.ui.i18n import tr
from mtrelax.ui.widgets import Choice

LENGTHS: Final = (5, 10, 15, 20, 25, 30, 40, 45, 50, 60)
FIRST_SCRIPT: Final = "shore-at-dusk"
FIRST_PATTERN: Final = "gentle-slow"
FIRST_AMBIENCE: Final = "surf"
FIRST_LENGTH: Final = 20.0
_VISUAL_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "orb": ("A soft light", "It breathes with you, in the place you chose."),
    "lotus": ("A lotus", "Its petals open as you breathe in, and close as you breathe out."),
    "wave": ("A shore", "The water comes up the sand, and goes back, with your breath."),
    "horizon": ("A slow dawn", "The sky brightens and dims with you. Nothing else moves."),
    "thread": ("A thread", "It shows the breath to come, for those who like to see ahead."),
    "plain": ("A bar and a word", "Large and clear."),
    "dark": ("Nothing", "The screen stays dark. For closed eyes."),
}
"""Every picture in words; they are painted by ``ui.visuals``, which takes its time to load."""


def first_plan(shelf: Shelf) -> SessionPlan | None:
    """Return what is offered before anything was ever chosen; nothing without music."""
    playlist = next(iter(on_shelf(shelf.playlists)), None)
    if playlist is None:
        return None
    script, pattern = _first(shelf.imagery, FIRST_SCRIPT), _first(shelf.patterns, FIRST_PATTERN)
    return SessionPlan(
        playlist,
        FIRST_LENGTH,
        script=script,
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
            tr("1 minute") if each == 1 else tr("{count} minutes").format(count=f"{each:.3g}"),
            reason if each < shortest else None,
            each >= shortest,
        )
        for each in sorted(lengths)
    ]


def pattern_choices(patterns: Mapping[str, Pattern]) -> list[Choice]:
    """Return the breathing patterns, the gentle one first, and to breathe as one likes."""
    ordered = sorted(patterns, key=lambda slug: _pattern_rank(patterns[slug]))
    named = [Choice(slug, patterns[slug].title, patterns[slug].description) for slug in ordered]
    return [*named, Choice(None, tr("No pacing"), tr("Your breath comes and goes by itself."))]


def script_choices(narrations: Mapping[str, Narration], shortest: Callable[[str], int]) -> list[Choice]:
    """Return the scripts, each with what to know of it, and to hear music alone."""
    named = [
        Choice(slug, narrations[slug].script.title, _script_note(narrations[slug].script, shortest(slug)))
        for slug in sorted(narrations, key=lambda slug: _script_rank(narrations[slug].script))
    ]
    return [*named, Choice(None, tr("Just music"), tr("No voice but a few words at the end."))]


def ambience_choices(sounds: Mapping[str, Sound]) -> list[Choice]:
    """Return the sounds that can surround the music."""
    ordered = sorted(sounds.values(), key=_sound_rank)
    return [*(Choice(each.slug, each.title) for each in ordered), Choice(None, tr("Nothing"))]


def visual_choices() -> list[Choice]:
    """Return what there is to look at."""
    return [Choice(name, tr(text), tr(note)) for name, (text, note) in _VISUAL_WORDS.items()]


def caution_of(plan: SessionPlan, patterns: Mapping[str, Pattern]) -> str:
    """Return what should be known before a pattern is breathed."""
    return (
        patterns[plan.breathing.pattern].caution
        if plan.breathing and plan.breathing.pattern in patterns
        else ""
    )


def _first(names: Iterable[str], wanted: str) -> str | None:
    """Return the wanted name if there is such a thing; otherwise any."""
    there = list(names)
    return wanted if wanted in there else next(iter(there), None)


def _pattern_rank(pattern: Pattern) -> tuple[bool, bool, str]:
    """Return where a pattern stands: the first one, plain ones, those of which something is to be known."""
    return pattern.slug != FIRST_PATTERN, bool(pattern.caution), pattern.title.casefold()


def _script_rank(script: Script) -> tuple[bool, bool, bool, str]:
    """Return where a script stands: the first one, places, the body, what is for children."""
    return (
        script.slug != FIRST_SCRIPT,
        "children" in script.themes,
        "body" in script.themes,
        script.title.casefold(),
    )


def _sound_rank(sound: Sound) -> tuple[bool, bool, str]:
    """Return where a sound stands: the first one, places, noises."""
    return sound.slug != FIRST_AMBIENCE, isinstance(sound.path, Noise), sound.title.casefold()


def _script_note(script: Script, shortest: int) -> str | None:
    """Return how much time a script needs, where that is known, and what not everybody wants to hear of."""
    parts = [
        tr("From {count} minutes").format(count=shortest) if shortest else "",
        tr("touches on {themes}").format(themes=", ".join(map(tr, script.cautions)))
        if script.cautions
        else "",
    ]
    note = " · ".join(part for part in parts if part)
    return note[:1].upper() + note[1:] or None
