"""Keeps ALSA from printing to the terminal; what fails is raised by SDL anyway, and told calmly."""

import ctypes
import sys
from typing import Final

_LOADED_BY_NAME: Final = "libasound.so.2"


def quieten(user: str) -> None:
    """Silence the ALSA that a library uses, given by its path; nothing where there is none.

    Looking for a device that is not there, ALSA prints a dozen lines to stderr, from C, past everything that
    Python could redirect. They are about its own files; whether there is a device, SDL says.
    """
    if not sys.platform.startswith("linux"):
        return
    # A wheel brings an ALSA of its own, found through its user; other SDLs load the system's by name.
    for library in (user, _LOADED_BY_NAME):
        try:
            set_handler = ctypes.CDLL(library).snd_lib_error_set_handler
        except (OSError, AttributeError):
            continue
        set_handler.argtypes, set_handler.restype = [ctypes.c_void_p], None
        # getpid ignores what it is given; and it is C, as SDL's threads may call it while Python ends.
        set_handler(ctypes.cast(ctypes.CDLL(None).getpid, ctypes.c_void_p))
