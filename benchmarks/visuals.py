"""One frame of each picture that breathes, against copying a pixmap of that size. Painted in software."""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.process import measured, ours
from benchmarks.table import Row

if TYPE_CHECKING:  # loaded by the program that is measured, and not by the one that measures
    from PySide6.QtGui import QPixmap

    from mtrelax.domain.time import Seconds
    from mtrelax.domain.timeline import Moment, Timeline
    from mtrelax.ui.visuals import Scene, Visual

    Paint = Callable[[Moment], None]

_OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen"}
_BURST: Final = 12
"""Frames that follow each other as on a screen: what is kept from one to the next must pay within them."""
_TRIES: Final = 5


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
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QColor, QPixmap
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
        draw = partial(_drawn, screen, visual, scene)
        copy = partial(_copied, screen, copied)
        draw(timeline.at(Seconds(60)))  # the first frame makes what is painted only once
        frames = [
            _least(draw, copy, _burst(timeline, Seconds(60 + 1.37 * number))) for number in range(bursts)
        ]
        found[name] = (fmean(each[0] for each in frames), fmean(each[1] for each in frames))
    application.quit()
    return found


def _burst(timeline: "Timeline", start: "Seconds") -> "list[Moment]":
    """Return moments that follow each other as on a screen."""
    from mtrelax.domain.time import Seconds

    return [timeline.at(Seconds(start + frame / 60)) for frame in range(_BURST)]


def _least(draw: "Paint", copy: "Paint", moments: "list[Moment]") -> tuple[float, float]:
    """Return what a frame and a copy take; the least of some tries, since other programs only add to it."""
    tries = [_both(draw, copy, moments) for _ in range(_TRIES)]
    return min(each[0] for each in tries), min(each[1] for each in tries)


def _both(draw: "Paint", copy: "Paint", moments: "list[Moment]") -> tuple[float, float]:
    drawing = copying = 0.0
    for moment in moments:
        begin = time.perf_counter()
        draw(moment)
        drawn = time.perf_counter()
        copy(moment)
        copying += time.perf_counter() - drawn
        drawing += drawn - begin
    return drawing / len(moments), copying / len(moments)


def _drawn(screen: "QPixmap", visual: "Visual", scene: "Scene", moment: "Moment") -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    painter = QPainter(screen)
    visual.paint(painter, QRectF(screen.rect()), moment, scene)
    painter.end()


def _copied(screen: "QPixmap", source: "QPixmap", _moment: "Moment") -> None:
    from PySide6.QtGui import QPainter

    painter = QPainter(screen)
    painter.drawPixmap(0, 0, source)
    painter.end()


if __name__ == "__main__":
    print(json.dumps(paint(*map(int, sys.argv[1:4]))))
