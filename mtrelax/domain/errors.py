"""What can go wrong in the world. Errors carry facts; ``ui.words`` has the sentences."""

from dataclasses import dataclass
from typing import Final

WHOLE_FILE: Final = "the whole file"
"""The key of what is wrong with a file, where no single key is."""


class MtrelaxError(Exception):
    """A failure of the world, not of the program: it is told to the person in one calm sentence."""


@dataclass(eq=False)
class WrongFile(MtrelaxError):
    """A text file says something that is not allowed."""

    file: str
    key: str
    allowed: str


@dataclass(eq=False)
class UnknownName(MtrelaxError):
    """Something was asked for by a name that nothing has."""

    kind: str
    name: str
    known: tuple[str, ...]


@dataclass(eq=False)
class ScriptTooLong(MtrelaxError):
    """A script does not fit into so short a session."""

    title: str
    shortest_minutes: int | None
    """From how many minutes on it fits; ``None`` if no session is long enough."""


@dataclass(eq=False)
class UnreadableAudio(MtrelaxError):
    """A sound file cannot be opened, or not be decoded to its end."""

    name: str
    reason: str


@dataclass(eq=False)
class NothingToPlay(MtrelaxError):
    """A playlist has no piece that can be played."""

    playlist: str


@dataclass(eq=False)
class CannotExtend(MtrelaxError):
    """A session that is already in its return cannot be made longer."""


@dataclass(eq=False)
class UnknownDevice(MtrelaxError):
    """An output device is not there."""

    name: str


@dataclass(eq=False)
class UnknownFormat(MtrelaxError):
    """A file is to be written in a format that is not offered."""

    suffix: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class RenderFailed(MtrelaxError):
    """A sound file could not be written."""

    file: str
    reason: str


@dataclass(eq=False)
class AlreadyThere(MtrelaxError):
    """A file of that name exists, and nobody said that it may be replaced."""

    file: str


@dataclass(eq=False)
class MusicNotCleared(MtrelaxError):
    """Pieces would be copied whose licence nobody knows."""

    titles: tuple[str, ...]


@dataclass(eq=False)
class Cancelled(MtrelaxError):
    """Long work was called off by the person."""


@dataclass(eq=False)
class LogUnavailable(MtrelaxError):
    """The session log, or the settings, cannot be opened or written; some of the reasons have kinds below."""

    path: str


@dataclass(eq=False)
class LogTooNew(LogUnavailable):
    """The log was written by a newer version of the program."""


@dataclass(eq=False)
class LogDamaged(LogUnavailable):
    """The log is not a sound database."""


@dataclass(eq=False)
class LogReadOnly(LogUnavailable):
    """The log may be read and not written."""


@dataclass(eq=False)
class DiskFull(LogUnavailable):
    """There is no room left to write to."""


@dataclass(eq=False)
class LogBusy(LogUnavailable):
    """Another window runs a session on this log."""


@dataclass(eq=False)
class SettingsDamaged(MtrelaxError):
    """The settings could not be read; they were set aside under another name."""

    kept_as: str
