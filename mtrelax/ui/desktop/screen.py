"""Whether there is a screen. Loads nothing of Qt, which ends the program where there is none."""

import os
import sys
from typing import Final

_SAID_BY: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_screen() -> bool:
    """Return whether a window can be shown, or something else was named to paint on."""
    return sys.platform in {"win32", "darwin"} or any(os.environ.get(name) for name in _SAID_BY)
