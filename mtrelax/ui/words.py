"""Every sentence that more than one place says: failures, greetings, breaths, phases."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mtrelax.domain import errors
from mtrelax.domain.breathing import StepKind
from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.record import StoppedEarly
from mtrelax.services.playing import MachineSlept, Notice, PieceFailed, SoundBack, SoundLost

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONG_WORD: Final = re.compile(r"\S{24}")
A_LITTLE: Final = 30
"""Less than this, in seconds, was hardly a session."""

STEP_WORDS: Final[Mapping[StepKind, str]] = {
    StepKind.INHALE: "breathe in",
    StepKind.TOP_UP: "a little more",
    StepKind.HOLD: "hold softly",
    StepKind.EXHALE: "breathe out",
    StepKind.REST: "rest",
}

PHASE_WORDS: Final[Mapping[PhaseKind, str]] = {
    PhaseKind.SETTLE: "Settling",
    PhaseKind.INDUCTION: "Breathing",
    PhaseKind.DEEPENING: "Deepening",
    PhaseKind.MUSIC: "Music",
    PhaseKind.RETURN: "Returning",
    PhaseKind.SLEEP: "Towards sleep",
}

WHY_WORDS: Final[Mapping[StoppedEarly, str]] = {
    StoppedEarly.ENOUGH: "It was enough",
    StoppedEarly.INTERRUPTED: "Something came up",
    StoppedEarly.DISTRESS: "It did not feel good",
    StoppedEarly.NOT_SAID: "I would rather not say",
}

SOFTLY: Final = "Soft and small, as if nobody should notice you breathing."
HELD: Final = "This part stays until you go on."
NATURAL: Final = "Now let your breath come and go as it likes."


def greeting(hour: int) -> str:
    """Return the question that Home asks, by the time of day."""
    if 5 <= hour < 11:
        return "What would help this morning?"
    if 11 <= hour < 17:
        return "What would help this afternoon?"
    if 17 <= hour < 21:
        return "What would help this evening?"
    if hour < 5:
        return "What would help you rest?"
    return "What would help tonight?"


def minutes_of(seconds: float) -> str:
    """Return a length in whole minutes."""
    count = max(1, round(seconds / 60))
    return "1 minute" if count == 1 else f"{count} minutes"


def rate_words(rate: float) -> str:
    """Return a rate of breath, as fine as it can be felt."""
    return f"{rate:.1f} breaths a minute"


def heard_of(seconds: float) -> str:
    """Return how much of a session was heard."""
    return minutes_of(seconds) if seconds >= A_LITTLE else "less than a minute"


def breakable(text: str) -> str:
    """Return words of people's own, of which none is too long for a line: it may be broken anywhere."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)


def notice_sentence(notice: Notice) -> str:
    """Return what is said when something happens during a session."""
    match notice:
        case PieceFailed(path=path):
            return f"“{path.stem}” could not be played. The session goes on without it."
        case SoundLost(was_there=True):
            return "The sound device went away. The session is paused; go on whenever you like."
        case SoundLost():
            return (
                "No sound device was found. The session can be seen and read, "
                "and is heard as soon as there is one."
            )
        case SoundBack(is_paused=True):
            return "The sound is back. The session is paused; go on whenever you like."
        case SoundBack():
            return "The sound is back."
        case MachineSlept():
            return "The computer was asleep. The session is paused; go on whenever you like."


def unexpected(log_file: Path) -> str:
    """Return what is said after something that should not happen."""
    return f"Something unexpected happened. What you entered is kept. The details are in {log_file}."


def left_out(unreadable: int) -> str:
    """Return what is said where some sessions of the log cannot be read."""
    what = "1 session cannot be read and is" if unreadable == 1 else "{count} sessions cannot be read and are"
    text = f"{what} left out. Nothing was changed; a copy of the log may still have what is missing."
    return text.format(count=unreadable)


def sentence(error: MtrelaxError) -> str:
    """Return the one calm sentence for a failure: what happened, that nothing was lost, what to do."""
    match error:
        case errors.WrongFile(file=file, key=errors.WHOLE_FILE, allowed=allowed):
            return f"{file} is not right: it should be {allowed}."
        case errors.WrongFile(file=file, key=key, allowed=allowed):
            return f"{file}: {key} is not right. Allowed: {allowed}."
        case errors.UnknownName(kind=kind, name=name):
            return f"There is no {kind} called “{name}” here. Choose another."
        case errors.ScriptTooLong(title=title, shortest_minutes=None):
            return f"“{title}” fits into no session of this kind. Choose another script, or another recipe."
        case errors.ScriptTooLong(title=title, shortest_minutes=shortest):
            return f"“{title}” needs at least {shortest} minutes. Choose a longer session, or another script."
        case errors.UnreadableAudio(name=name):
            return f"“{name}” cannot be played. The file was not touched; another format may work."
        case errors.NothingToPlay(playlist=playlist):
            return f"“{playlist}” has no piece that can be played. Choose other music, or find its files."
        case errors.CannotExtend():
            return "The session is already coming to its end. You can begin another one after it."
        case errors.UnknownDevice(name=name):
            return f"“{name}” is not connected. The system's own sound output is used instead."
        case errors.UnknownFormat(suffix="", allowed=allowed):
            return f"The end of the file's name tells its format. Choose one of {', '.join(allowed)}."
        case errors.UnknownFormat(suffix=suffix, allowed=allowed):
            return f"“{suffix}” is not a format that is offered. Choose one of {', '.join(allowed)}."
        case errors.RenderFailed(file=file, reason=reason):
            return f"{file} could not be written ({reason}). Nothing else was changed; try another place."
        case errors.AlreadyThere(file=file):
            return f"{file} is there already and was left as it is. Choose another name, or say --overwrite."
        case errors.MusicNotCleared(titles=titles):
            return (
                f"Nobody knows whether these may be copied: {', '.join(titles)}. "
                "Playing them is fine; to write them into a file, say that you may (--cleared)."
            )
        case errors.Cancelled():
            return "Stopped. Nothing was changed."
        case errors.LogTooNew(path=path):
            return (
                f"The log {path} was written by a newer version of mtrelax. "
                "It was not touched; install the newer version to go on with it."
            )
        case errors.LogDamaged(path=path):
            return (
                f"The log {path} cannot be read. It was not touched; "
                "restore a copy of it, or move it away to begin a new one."
            )
        case errors.LogReadOnly(path=path):
            return (
                f"{path} can be read but not written: nothing new is kept. "
                "Give yourself the right to write there."
            )
        case errors.DiskFull(path=path):
            return (
                f"There is no room left for {path}. What was kept before is safe; free some space to go on."
            )
        case errors.LogBusy():
            return "Another window is running a session. Until it is over, this one shows the log."
        case errors.SettingsDamaged(kept_as=kept_as):
            return (
                f"The settings could not be read. They were kept as {kept_as}, and everything is as at first."
            )
        case errors.LogUnavailable(path=path):
            return f"{path} cannot be opened. Nothing in it was changed; look whether its drive is there."
        case _:
            return "Something could not be done. Nothing was lost."
