"""From the start of the program to the first picture of its window, against a window with nothing in it."""

import importlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Final, NamedTuple

from benchmarks.process import measured, ours
from benchmarks.table import Row

_OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen", "SDL_AUDIODRIVER": "dummy"}


def rows(*, quick: bool) -> list[Row]:
    """Measure both in turn, many times."""
    runs = 5 if quick else 15
    mine: list[_Start] = []
    theirs: list[_Start] = []
    for run in range(runs + 1):
        one, other = _start("mtrelax"), _start("empty")
        if run:  # the first one fills the caches of the disk
            mine.append(one)
            theirs.append(other)
    one, other = _Start.middle(mine), _Start.middle(theirs)
    return [
        Row(
            "start to first paint",
            f"{1000 * one.wall:.0f} ms",
            f"empty PySide6 window {1000 * other.wall:.0f} ms",
            one.wall / other.wall,
            most=1.5,
        ),
        Row(
            "… its processor time",
            f"{1000 * one.processor:.0f} ms",
            f"{1000 * other.processor:.0f} ms",
            one.processor / other.processor,
        ),
    ]


class _Start(NamedTuple):
    """What it took until something was painted."""

    wall: float
    processor: float

    @classmethod
    def middle(cls, starts: "list[_Start]") -> "_Start":
        """Return the median of each."""
        return cls(median(each.wall for each in starts), median(each.processor for each in starts))


def _start(what: str) -> _Start:
    """Start a program, and end it once it has painted."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.monotonic()
        cost = measured(ours("start", what, folder), _OFFSCREEN)
        return _Start(float(cost.output.split()[-1]) - begin, cost.processor)


def show_mtrelax(folder: str) -> None:
    """Start the program as somebody does who calls it for the first time."""
    # In the program's own order: whatever is imported once Qt is there takes longer.
    import mtrelax.cli

    importlib.import_module("mtrelax.app")

    kept = watch()
    mtrelax.cli.main(["--data-dir", folder])
    del kept


def show_empty(_folder: str) -> None:
    """Show a window of the same size."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    kept = watch()
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    QApplication.exec()
    del kept


def watch() -> object:
    """Return what says when the first window has been painted, and ends the process."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint:
                application.removeEventFilter(self)
                # The event belongs to the first of many widgets; once Qt looks again, all are painted.
                QTimer.singleShot(0, _tell)
            return False

    application = QApplication(sys.argv[:1])
    watching = Watch()
    application.installEventFilter(watching)
    return application, watching


def _tell() -> None:
    print(time.monotonic(), flush=True)
    os._exit(0)


_SHOW: Final[Mapping[str, Callable[[str], None]]] = {"mtrelax": show_mtrelax, "empty": show_empty}

if __name__ == "__main__":
    _SHOW[sys.argv[1]](sys.argv[2])
