"""Exit statuses: 2 for wrong input, 1 for a fault."""

from typing import Final

from mtrelax.domain.errors import (
    MtrelaxError,
    MusicNotCleared,
    NothingToPlay,
    ScriptTooLong,
    UnknownFormat,
    UnknownName,
    WrongFile,
)

WRONG_INPUT: Final = 2
FAULT: Final = 1
_WRONG: Final = (WrongFile, UnknownName, ScriptTooLong, NothingToPlay, UnknownFormat, MusicNotCleared)


def is_wrong_input(error: MtrelaxError) -> bool:
    """Return whether a failure lies in what was asked for."""
    return isinstance(error, _WRONG)
