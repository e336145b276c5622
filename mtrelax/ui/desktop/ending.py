"""Ctrl-C in the terminal, or a machine that shuts down, closes the window as its own button does."""

import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Final

from PySide6.QtCore import QSocketNotifier

_ENDINGS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def ending_gently(close: Callable[[], object]) -> Generator[None]:
    """Call something when the program is asked to end while Qt runs; asked again, it ends at once."""
    ear, mouth = socket.socketpair()
    with ear, mouth:
        mouth.setblocking(False)
        # Python hears a signal only when it is running; this wakes Qt, which then runs Python.
        notifier = QSocketNotifier(ear.fileno(), QSocketNotifier.Type.Read)
        notifier.activated.connect(partial(_hear, ear, close))
        woken_before = signal.set_wakeup_fd(mouth.fileno())
        before = {each: signal.signal(each, _note) for each in _ENDINGS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
            signal.set_wakeup_fd(woken_before)
            notifier.setEnabled(False)


def _note(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)


def _hear(ear: socket.socket, close: Callable[[], object], *_which: object) -> None:
    ear.recv(1)
    close()
