"""One frame of each picture that breathes, against copying a pixmap of that size. Painted in software."""

import json
import sys
import time
from statistics import median
from typing import Final, NamedTuple

from benchmarks.process import measured, ours
from benchmarks.table import Row

_OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen"}
_BURST: Final = 12
"""Frames that follow each other as on a screen: what is kept from one to the next must pay within them."""


class Screen(NamedTuple):
    """How large a picture is, and what it may take."""

    width: int
    height: int
    most: float
    """Times the copy."""
    milliseconds: float


_SCREENS: Final = (Screen(1920, 1080, 10.0, 8.0), Screen(3840, 2160, 7.0, 16.0))


def rows(*, quick: bool) -> list[Row]:
    """Measure each picture on each screen."""
    bursts = 5 if quick else 25
    found: list[Row] = []
    for screen in _SCREENS:
        told = measured(ours("visuals", screen.width, screen.height, bursts), _OFFSCREEN).output
        for name, (frame, copy) in json.loads(told).items():
            found.append(
                Row(
                    f"a frame of {name}, {screen.width}x{screen.height}",
                    f"{1000 * frame:.2f} ms",
                    f"copy {1000 * copy:.2f} ms",
                    frame / copy,
                    most=screen.most,
                    also=1000 * frame < screen.milliseconds,
                    also_aim=f"< {screen.milliseconds:g} ms",
                )
            )
    return found


def paint(width: int, height: int, bursts: int) -> dict[str, tuple[float, float]]:
    """Return the seconds for a frame, and for a copy, of every picture; both in turn."""
    from PySide6.QtCore import QRectF, QSize
    from PySide6.QtGui import QColor, QPainter, QPixmap
    from PySide6.QtWidgets import QApplication

    from benchmarks.material import breathing_session
    from mtrelax.domain.materials import Playlist
    from mtrelax.domain.time import Seconds
    from mtrelax.ui.theme import Theme
    from mtrelax.ui.visuals import VISUALS, Scene
    from mtrelax.ui.words import STEP_WORDS

    application = QApplication([])
    size = QSize(width, height)
    screen, copied = QPixmap(size), QPixmap(size)
    screen.fill(QColor("black"))
    copied.fill(QColor("navy"))
    _, timeline, _ = breathing_session(20)
    found: dict[str, tuple[float, float]] = {}
    # Water costs most: it holds a reflection.
    scene = Scene(size, Playlist("measured", "Measured", (), scene="water"), Theme(), STEP_WORDS)
    for name, make in VISUALS.items():
        visual = make()
        times: list[tuple[float, float]] = []
        for burst in range(bursts + 1):
            painting = copying = 0.0
            for frame in range(_BURST):
                # The bursts lie so that every fullness comes up.
                moment = timeline.at(Seconds(60 + 1.37 * burst + frame / 60))
                painter = QPainter(screen)
                begin = time.perf_counter()
                visual.paint(painter, QRectF(0, 0, width, height), moment, scene)
                painted = time.perf_counter()
                painter.drawPixmap(0, 0, copied)
                copying += time.perf_counter() - painted
                painting += painted - begin
                painter.end()
            times.append((painting / _BURST, copying / _BURST))
        # The first frame makes what is painted only once.
        found[name] = (median(each[0] for each in times[1:]), median(each[1] for each in times[1:]))
    application.quit()
    return found


if __name__ == "__main__":
    print(json.dumps(paint(*map(int, sys.argv[1:4]))))
