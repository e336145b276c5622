"""What the planner says."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from mtrelax.domain.errors import WHOLE_FILE, ScriptTooLong, WrongFile
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import LONGEST_MINUTES, SessionPlan
from mtrelax.domain.sharing import SLEEP_FADE
from mtrelax.services.drafting import Missing
from mtrelax.services.planning import Moved, Stop
from mtrelax.ui.i18n import tr
from mtrelax.ui.words import PHASE_WORDS

_BEFORE, _AFTER = r"[^\d\-−–.,]*", r"\D*"
"""Words may stand around a number, but nothing that makes another one of it."""
_CLOCK: Final = re.compile(rf"{_BEFORE}(\d+):([0-5]?\d){_AFTER}")
_NUMBER: Final = re.compile(rf"{_BEFORE}(\d*[.,]?\d+){_AFTER}")
_KINDS: Final = {
    "playlist": "the music “{name}”",
    "script": "the script “{name}”",
    "recipe": "the course “{name}”",
    "pattern": "the breathing “{name}”",
    "ambience": "the sound “{name}”",
}
_VALUES: Final = {
    "playlist": "its music",
    "title": "its name",
    "minutes": "its length in minutes",
    "recipe": "its course",
    "script": "its script",
    "voice": "its voice",
    "visual": "its picture",
    "ending": "its ending",
    "bells": "its bells",
    "bell_minutes": "its minutes between bells",
}
_TABLES: Final = {
    "breathing": "its breathing",
    "levels": "its levels",
    "phase": "its phases",
    "ambience": "the sounds around",
}
"""What the keys of a plan file are called."""
_STOPS: Final = {
    Stop.SCRIPT: "“{title}” takes {count} here, and is never hurried.",
    Stop.CLOSING: "There is always time for the way back.",
    Stop.SLEEP: "The sound takes {least} to {longest} minutes to fall silent.",
    Stop.LEAST: "A phase lasts half a minute at least. Under “Phase by phase”, 0 leaves it out.",
    Stop.LONGEST: "A session lasts {most} minutes at most.",
}


def tenths(seconds: float) -> str:
    """Return a number of minutes, to a tenth: ``4``, ``2.5``."""
    return f"{max(1, round(seconds / 6)) / 10:g}"


def minutes_told(seconds: float) -> str:
    """Return a length in minutes, to a tenth."""
    return tr("{count} min").format(count=tenths(seconds))


def minutes_spoken(seconds: float) -> str:
    """Return the same for those who hear it."""
    count = tenths(seconds)
    return tr("1 minute") if count == "1" else tr("{count} minutes").format(count=count)


def minutes_allowed() -> str:
    """Return what may be typed where minutes are wanted."""
    return tr("Minutes are a number from 0 to {most}, like 7, 7.5 or 7:30.").format(most=LONGEST_MINUTES)


def minutes_typed(text: str) -> float | None:
    """Return the minutes that somebody typed, as ``7``, ``7.5``, ``7,5`` or ``7:30``; ``None`` for none."""
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) + int(clock[2]) / 60
    number = _NUMBER.fullmatch(text)
    return float(number[1].replace(",", ".")) if number else None


def phase_name(kind: PhaseKind) -> str:
    """Return what a phase is called."""
    return tr(PHASE_WORDS[kind])


def stop_sentence(moved: Moved) -> str:
    """Return why a phase did not become as short, or as long, as somebody wanted it."""
    if moved.stop is None or moved.kind is None:
        return ""
    narration, length = moved.sketch.materials.narration, moved.sketch.told.get(moved.kind, 0.0)
    return tr(_STOPS[moved.stop]).format(
        title=narration.script.title if narration else "",
        count=minutes_spoken(length),
        most=LONGEST_MINUTES,
        least=f"{SLEEP_FADE[0] / 60:g}",
        longest=f"{SLEEP_FADE[1] / 60:g}",
    )


def missing_sentence(missing: Iterable[Missing]) -> str:
    """Return what of a plan is not here, and what to do about it."""
    each = list(dict.fromkeys(tr(_KINDS[one.kind]).format(name=one.name) for one in missing))
    *first, last = each
    names = tr("{names} and {last}").format(names=", ".join(first), last=last) if first else last
    if len(each) == 1:
        return tr("This plan uses {name}, which is not here. Choose another.").format(name=names)
    return tr("This plan uses {names}, which are not here. Choose others.").format(names=names)


def unreadable_sentence(problem: WrongFile) -> str:
    """Return which file is no plan, and what is wrong with it."""
    key, part = problem.key, re.split(r"[.\[]", problem.key)[0]
    if key in {WHOLE_FILE, "format"}:
        why = tr("it is no session plan of this version")
    elif key in _VALUES:
        why = tr("{part} should be {allowed}").format(part=tr(_VALUES[key]), allowed=problem.allowed)
    elif part in _TABLES:
        why = tr("something is not right in {part} ({key})").format(part=tr(_TABLES[part]), key=key)
    else:
        why = tr("it has “{key}”, which no plan has").format(key=key)
    text = tr("“{file}” could not be opened: {why}. Nothing was changed.")
    return text.format(file=Path(problem.file).name, why=why)


def grown_sentence(needed: ScriptTooLong) -> str:
    """Return why a plan became longer."""
    text = tr("“{title}” needs {count} minutes, so the session has become longer.")
    return text.format(title=needed.title, count=needed.shortest_minutes)


def title_of(plan: SessionPlan) -> str:
    """Return what a plan is called."""
    return plan.title or tr("Without a name")
