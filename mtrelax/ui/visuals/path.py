"""The path of a thread: how full the lungs were and will be, as a line through the picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import acos, ceil, cos, floor, pi
from typing import Final

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPolygonF, QTransform

from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Course, Moment
from mtrelax.ui.visuals.scene import AT_REST, STILL, Scene, fullness_at

HERE: Final = 1 / 3
"""Where the present moment is, in widths of the picture: there is more to see of what comes."""
SWING: Final = 0.125
"""How far the thread goes up and down, in units of the scene."""
_SPEED: Final = 0.066
"""How far it glides in a second, in units of the scene."""
_FINE: Final = 1 / 12
"""The thread is drawn from one moment to the next of these, seconds."""
_LEAP: Final = 2.0
"""For how long it is made in one go, seconds."""
_PIECE: Final = 40
"""In how many steps a piece of it is drawn."""
_SLOW: Final = 10.0
"""How long a breath of the still picture is, seconds."""


@dataclass(frozen=True)
class Thread:
    """A thread as lines: in one, and in pieces that overlap a little, which are far quicker to draw."""

    whole: QPolygonF
    pieces: tuple[QPolygonF, ...]

    @classmethod
    def of(cls, points: Sequence[QPointF]) -> "Thread":
        """Make it of its points."""
        firsts = range(0, len(points), _PIECE)
        return cls(QPolygonF(points), tuple(QPolygonF(points[each : each + _PIECE + 2]) for each in firsts))

    def seen(self, by: QTransform) -> "Thread":
        """Return it as it lies somewhere else."""
        return Thread(by.map(self.whole), tuple(by.map(piece) for piece in self.pieces))


class Path:
    """The thread of a course. It is made for a while ahead; from one picture to the next it only glides."""

    def __init__(self) -> None:
        self._course = Course()
        self._levels: dict[int, float] = {}
        self._made: tuple[tuple[Course, QSize, int], Thread] | None = None

    def at(self, moment: Moment, scene: Scene) -> Thread:
        """Return the thread as it lies at a moment; in a pause it comes to lie level."""
        begin, end = _seen(scene)
        leap = floor((moment.position + begin) / _LEAP)
        key = (moment.course, scene.size, leap)
        if self._made is None or self._made[0] != key:
            self._made = (key, self._make(moment, scene, leap * _LEAP, (leap + 1) * _LEAP + end - begin))
        rest, straight = height_of(scene, AT_REST), 1.0 - moment.stillness
        now = QTransform.fromTranslate(scene.size.width() * HERE - moment.position * _speed(scene), rest)
        return self._made[1].seen(now.scale(1.0, straight).translate(0.0, -rest))

    def _make(self, moment: Moment, scene: Scene, begin: float, end: float) -> Thread:
        """Return the thread from one moment of the session to another."""
        known = self._levels if moment.course == self._course else {}
        seen = range(floor(begin / _FINE), ceil(end / _FINE) + 1)
        self._course = moment.course
        self._levels = {
            each: known[each] if each in known else _level(moment, Seconds(each * _FINE)) for each in seen
        }
        return Thread.of([_place(scene, each * _FINE, full) for each, full in self._levels.items()])


def _level(moment: Moment, time: Seconds) -> float:
    """Return how full the form is at another time of the same session."""
    breath = moment.course.breath(time)
    before = moment.course.before(time) if breath is None else None
    return fullness_at(
        replace(
            moment,
            position=time,
            breath=breath,
            natural_for=Seconds(time - before.end) if before else None,
            natural_from=before.last_fullness if before else 0.0,
            stillness=0.0,
        )
    )


def still_thread(scene: Scene) -> Thread:
    """Return a thread for a picture that does not move: slow even breaths."""
    first, last = (floor(each / _FINE) for each in _seen(scene))
    # It passes the point as full as the still picture is.
    begin = acos(1 - 2 * STILL)
    times = [each * _FINE for each in range(first, last + 2)]
    waves = [_place(scene, time, (1 - cos(2 * pi * time / _SLOW + begin)) / 2) for time in times]
    return Thread.of(waves).seen(QTransform.fromTranslate(scene.size.width() * HERE, 0.0))


def _seen(scene: Scene) -> tuple[float, float]:
    """Return from when to when the thread is seen, in seconds from now."""
    width = scene.size.width() / _speed(scene)
    return -width * HERE, width * (1 - HERE)


def _speed(scene: Scene) -> float:
    """Return how far the thread glides in a second."""
    return scene.unit * _SPEED


def _place(scene: Scene, time: float, full: float) -> QPointF:
    """Return a place of the thread, which begins with the session."""
    return QPointF(time * _speed(scene), height_of(scene, full))


def height_of(scene: Scene, full: float) -> float:
    """Return the height of a fullness."""
    return scene.centre.y() + scene.unit * SWING * (1 - 2 * full)
