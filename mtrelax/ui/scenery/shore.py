"""A long beach: the sea, a far headland, and waves that run out on the sand."""

from math import pi, sin
from random import Random
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QLinearGradient, QPainter, QPolygonF

from mtrelax.ui.scenery.place import Place, falloff, paint_dusk, smooth
from mtrelax.ui.scenery.water import paint_glints
from mtrelax.ui.theme import faded, mixed

_HORIZON: Final = 0.55
_WAVES: Final = ((0.0, 0.5), (0.032, 0.34), (0.078, 0.24), (0.128, 0.16), (0.172, 0.1))
"""How far out each wave is when it has all the water before it, and how bright."""
_STEPS: Final = 96


def paint_shore(painter: QPainter, place: Place) -> None:
    """Paint sea and sky, and a beach that curves away to the side."""
    line = round(place.height * _HORIZON)
    pale = mixed(place.low, place.glow, 0.45)
    _paint_headland(painter, place, line)
    sea = QLinearGradient(0, line, 0, place.height)
    for at, colour in (
        (0.0, mixed(place.low, place.glow, 0.3)),
        (0.1, mixed(place.low, place.top, 0.25)),
        (0.42, mixed(place.low, place.top, 0.55)),
        (0.8, mixed(place.top, pale, 0.55)),
    ):
        sea.setColorAt(at, colour)
    painter.fillRect(QRectF(0, line, place.width, place.height - line), sea)
    paint_glints(painter, place, line)
    for out, light in reversed(_WAVES[1:]):
        _paint_wave(painter, place, out, light)
    _paint_sand(painter, place)
    _paint_wave(painter, place, *_WAVES[0])
    painter.fillRect(place.box, falloff(place.disc, place.height * 0.75, place.glow, 0.14))
    paint_dusk(painter, place)


def _paint_headland(painter: QPainter, place: Place, line: int) -> None:
    """Paint land on the other side, and the haze over the sea."""
    random = Random(place.seed * 37 + 2)
    for far in (1, 0):
        knots = [random.random() for _ in range(24)]
        reach = place.width * (0.62 if far else 0.4)
        ridge: list[QPointF] = []
        for step in range(_STEPS + 1):
            along = step / _STEPS
            rise = (1 - along) ** (0.8 + 0.5 * far) * (0.55 + 0.45 * smooth(knots, along * 7))
            x = along * reach
            ridge.append(
                QPointF(
                    x if place.turned else place.width - x, line - place.height * (0.085 + 0.03 * far) * rise
                )
            )
        end = 0.0 if place.turned else place.width
        painter.setBrush(mixed(place.mist, place.near, 0.3 - 0.14 * far))
        painter.drawPolygon(QPolygonF([*ridge, QPointF(end, line + 1)]))
    haze = QLinearGradient(0, line - place.height * 0.1, 0, line)
    haze.setColorAt(0, faded(place.mist, 0))
    haze.setColorAt(1, faded(mixed(place.mist, place.glow, 0.3), 0.42))
    painter.fillRect(QRectF(0, line - place.height * 0.1, place.width, place.height * 0.1), haze)


def _shore(place: Place, along: float, out: float) -> float:
    """Return the height of the water's edge, or of a wave so far out, at a share of the width."""
    if place.turned:
        along = 1 - along
    phase = place.seed * 1.7
    sweep = 0.93 - 0.25 * along**1.7
    # Waves come in at an angle: near one is apart from the next, far off they lie close together.
    nearness = 1.15 - 0.75 * along
    swing = 0.010 * sin(2 * pi * 1.3 * along + phase + 17 * out) + 0.005 * sin(
        2 * pi * 3.1 * along + 2 * phase + 31 * out
    )
    return place.height * (sweep + nearness * (swing - out))


def _paint_wave(painter: QPainter, place: Place, out: float, light: float) -> None:
    """Paint a wave as a soft line of foam that comes and goes along it, and the water's slope behind it."""
    random = Random(place.seed * 53 + round(1000 * out))
    knots = [random.random() for _ in range(16)]
    foam = mixed(place.glow, "#ffffff", 0.1 if place.night else 0.6)
    for thick, share in ((0.026, 0.22), (0.013, 0.35), (0.005, 0.75)):
        upper: list[QPointF] = []
        lower: list[QPointF] = []
        for step in range(_STEPS + 1):
            along = step / _STEPS
            y = _shore(place, along, out)
            wide = place.height * thick * (0.25 + 0.75 * smooth(knots, along * 6)) * (0.5 if out else 1.0)
            upper.append(QPointF(along * place.width, y - wide))
            lower.append(QPointF(along * place.width, y + wide * 0.12))
        painter.setBrush(faded(foam, light * share * (0.45 if place.night else 1.0)))
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))


def _paint_sand(painter: QPainter, place: Place) -> None:
    """Paint the sand: wet and holding the sky where the water was, dry before it."""
    dry = mixed(place.near, place.glow, 0.58)
    wet = mixed(mixed(place.near, place.low, 0.45), place.glow, 0.2)
    for drawn, colour in ((0.0, wet), (-0.03, mixed(wet, dry, 0.4)), (-0.055, dry)):
        edge = [
            QPointF(step / _STEPS * place.width, _shore(place, step / _STEPS, drawn))
            for step in range(_STEPS + 1)
        ]
        top = min(point.y() for point in edge)
        slope = QLinearGradient(0, top, 0, place.height)
        slope.setColorAt(0, faded(colour, 0.9))
        slope.setColorAt(1, mixed(colour, place.near, 0.4))
        painter.setBrush(slope)
        corners = [QPointF(place.width + 2, place.height + 2), QPointF(-2, place.height + 2)]
        painter.drawPolygon(QPolygonF([*edge, *corners]))
