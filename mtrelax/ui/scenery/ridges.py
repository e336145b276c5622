"""Hills behind hills, with mist at their feet, and trees on them."""

from math import cos, pi, sin
from random import Random
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QLinearGradient, QPainter, QPolygonF

from mtrelax.ui.scenery.place import Place, falloff, smooth
from mtrelax.ui.theme import faded, mixed

_TURN: Final = 2 * pi


def paint_hills(painter: QPainter, place: Place) -> None:
    """Paint hills behind hills, each nearer one darker, with mist at their feet."""
    paint_ridges(painter, place, count=6, first=0.56, last=0.93)


def paint_forest(painter: QPainter, place: Place) -> None:
    """Paint hills whose nearest ridges carry trees."""
    paint_ridges(painter, place, count=6, first=0.56, last=0.9, wooded=2)


def paint_ridges(
    painter: QPainter,
    place: Place,
    count: int,
    first: float,
    last: float,
    height: float = 0.22,
    wooded: int = 0,
) -> None:
    """Paint ``count`` ridges from the farthest to the nearest, between two heights of the picture."""
    far = mixed(place.mist, place.top, 0.4 if place.night else 0.12)
    for index in range(count):
        nearness = (index + 1) / count
        foot = place.height * (first + (last - first) * (index / (count - 1)))
        rough = 1 - nearness
        rise = place.height * height * (0.6 + 0.55 * rough)
        ridge = ridge_line(place, index, foot, rise, rough)
        top = min(point.y() for point in ridge)
        colour = mixed(far, place.near, nearness**1.25)
        last_one = index == count - 1
        slope = QLinearGradient(0, top, 0, foot + place.height * 0.14)
        slope.setColorAt(0, mixed(colour, place.glow, 0.10 * (1 - nearness)))
        slope.setColorAt(1, colour if last_one else mixed(colour, place.mist, 0.55 * (1 - 0.6 * nearness)))
        painter.setBrush(slope)
        shape = QPolygonF([*ridge, QPointF(place.width + 2, place.height), QPointF(-2, place.height)])
        painter.drawPolygon(shape)
        if index >= count - wooded:
            painter.setBrush(mixed(colour, place.near, 0.4))
            paint_trees(painter, place, ridge, index, nearness)
        if not last_one:
            paint_mist(painter, place, foot, nearness)
    light = falloff(place.disc, place.height * 0.75, place.glow, 0.16)
    painter.fillRect(place.box, light)


def ridge_line(place: Place, index: int, foot: float, rise: float, rough: float) -> list[QPointF]:
    """Return the line of a ridge; far ones have peaks, near ones are round."""
    random = Random(place.seed * 101 + index)
    knots = [[random.random() for _ in range(40)] for _ in range(5)]
    shares = (1.0, 0.5, 0.24 * (0.4 + rough), 0.12 * (0.2 + rough), 0.05 * rough)
    step = max(2.0, place.width / 640)
    points: list[QPointF] = []
    for number in range(int(place.width / step) + 3):
        x = number * step - step
        along = x / place.width
        level = 0.0
        for octave, (share, knot) in enumerate(zip(shares, knots, strict=True)):
            level += share * smooth(knot, along * 1.6 * 2**octave + 0.37 * index)
        level /= sum(shares)
        points.append(QPointF(x, foot - rise * (level**1.2 * 1.5 - 0.25)))
    return points


def paint_trees(painter: QPainter, place: Place, ridge: list[QPointF], index: int, nearness: float) -> None:
    """Paint firs along a ridge, in groups, with clearings between."""
    random = Random(place.seed * 31 + index)
    size = place.height * 0.085 * nearness**2
    clearing = random.random() * _TURN
    at = 0.0
    while at < place.width:
        at += size * random.uniform(0.14, 0.42)
        along = at / place.width
        dense = 0.5 + 0.5 * sin(along * 9 + clearing) * cos(along * 4 + 2 * clearing)
        if random.random() > dense:
            continue
        point = ridge[min(len(ridge) - 1, int(along * (len(ridge) - 2)))]
        high = size * random.uniform(0.55, 1.0)
        paint_fir(painter, QPointF(at, point.y() + high * 0.12), high)


def paint_fir(painter: QPainter, foot: QPointF, high: float) -> None:
    """Paint one fir."""
    outline: list[QPointF] = [QPointF(foot.x(), foot.y() - high)]
    tiers = 4
    for side in (1, -1):
        half: list[QPointF] = []
        for tier in range(1, tiers + 1):
            y = foot.y() - high * (1 - tier / tiers * 0.9)
            reach = high * 0.2 * tier / tiers
            half += [
                QPointF(foot.x() + side * reach, y),
                QPointF(foot.x() + side * reach * 0.55, y - high * 0.03),
            ]
        outline += half if side == 1 else half[::-1]
        if side == 1:
            outline += [QPointF(foot.x() + high * 0.03, foot.y()), QPointF(foot.x() - high * 0.03, foot.y())]
    painter.drawPolygon(QPolygonF(outline))


def paint_mist(painter: QPainter, place: Place, foot: float, nearness: float) -> None:
    """Paint a band of mist at the foot of a ridge."""
    reach = place.height * 0.12
    top = foot - reach * 0.35
    band = QLinearGradient(0, top, 0, top + 2 * reach)
    strength = 0.42 * (1 - 0.75 * nearness)
    for at, share in ((0.0, 0.0), (0.3, 0.6), (0.5, 1.0), (0.75, 0.5), (1.0, 0.0)):
        band.setColorAt(at, faded(place.mist, strength * share))
    painter.fillRect(QRectF(0, top, place.width, 2 * reach), band)
