"""What a command says when it could not be done, and its exit status: 2 for wrong input, 1 for a fault."""

from difflib import get_close_matches
from typing import Final

import click

from mtrelax.domain.errors import (
    AlreadyThere,
    Cancelled,
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
INTERRUPTED: Final = 130
"""What shells expect of a command that Ctrl-C has ended."""
_WRONG: Final = (
    WrongFile,
    UnknownName,
    ScriptTooLong,
    NothingToPlay,
    UnknownFormat,
    MusicNotCleared,
    AlreadyThere,
)


def explain(error: Exception) -> tuple[str, int]:
    """Return the one sentence for a failure of the world, and the exit status."""
    # Late: only who fails waits for the words of the window.
    from mtrelax.ui.words import sentence

    match error:
        case click.Abort():
            return sentence(Cancelled()), INTERRUPTED
        case click.UsageError():
            return _usage(error), WRONG_INPUT
        case click.ClickException():
            return error.format_message(), error.exit_code
        case OSError(filename=file, strerror=reason):
            where = file or "A file"
            return (
                f"{where} could not be used ({reason or error}). Nothing was changed; try another place.",
                FAULT,
            )
        case UnknownName(kind=kind, name=name, known=known) if meant := get_close_matches(
            name.casefold(), known, 1
        ):
            return f"There is no {kind} called “{name}”. Did you mean “{meant[0]}”?", WRONG_INPUT
        case UnknownName(kind=kind, name=name, known=known):
            choices = ", ".join(known) or "nothing yet"
            return f"There is no {kind} called “{name}”. There is: {choices}.", WRONG_INPUT
        case MtrelaxError():
            return sentence(error), WRONG_INPUT if isinstance(error, _WRONG) else FAULT
        case _:
            raise error


def _usage(error: click.UsageError) -> str:
    """Return what is wrong with how a command was asked for, and where one finds how to ask."""
    words = error.format_message()
    if "\n" in words:  # click gives the whole help where nothing was asked for
        return words
    if isinstance(error, click.BadParameter) and error.param and error.message:
        words = f"{error.param.get_error_hint(error.ctx)}: {error.message}".replace("'", "")
    command = error.ctx.command_path if error.ctx else "mtrelax"
    return f"{words} “{command} -h” tells what is possible."
