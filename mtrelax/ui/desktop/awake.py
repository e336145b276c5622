"""Keeps the screen awake while a session plays, and only then."""

import logging
from typing import Any

from wakepy import keep

_log = logging.getLogger(__name__)


class Awake:
    """Holds the screen awake, or lets it go. A machine that does not know how is no fault."""

    def __init__(self) -> None:
        self._mode: Any = None

    def hold(self) -> None:
        """Ask the machine not to dim or lock the screen; asking twice is asking once."""
        if self._mode is None:
            self._mode = keep.presenting(on_fail="pass")
            self._mode.__enter__()
            _log.info("screen held awake: %s", bool(self._mode.active))

    def release(self) -> None:
        """Let the machine do as it likes again."""
        if self._mode is not None:
            self._mode.__exit__(None, None, None)
            self._mode = None
