"""Places with one light that somebody left on: a house at dusk, and a window in a valley at night."""

from random import Random

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPolygonF

from mtrelax.ui.scenery.place import Place, falloff
from mtrelax.ui.scenery.ridges import paint_fir, paint_ridges
from mtrelax.ui.theme import faded, mixed


def paint_house(painter: QPainter, place: Place) -> None:
    """Paint hills at dusk, and on the nearest a house with light in its windows."""
    paint_ridges(painter, place, count=5, first=0.56, last=0.80)
    _paint_knoll(painter, place)
    # At night farther aside, so that it is not behind the form that breathes.
    aside = 0.11 if place.night else 0.3
    x = place.width * (aside if place.turned else 1 - aside)
    _paint_home(painter, place, QPointF(x, place.height * 0.8))


def paint_night(painter: QPainter, place: Place) -> None:
    """Paint a valley in the light of the moon, firs to both sides, and one lit window far below."""
    paint_ridges(painter, place, count=5, first=0.6, last=0.86, height=0.26, wooded=1)
    at = QPointF(place.width * (0.37 if place.turned else 0.63), place.height * 0.735)
    if not place.night:
        _paint_glow(painter, place, at, place.height * 0.13, 0.5)
        painter.setBrush(_flame(place))
        size = place.height * 0.010
        painter.drawRoundedRect(
            QRectF(at.x() - size / 2, at.y() - size * 0.7, size, size * 1.4), size * 0.15, size * 0.15
        )
    _paint_frame(painter, place)


def _flame(place: Place) -> QColor:
    """Return the colour of lamplight."""
    return mixed(place.glow, "#ffffff", 0.12) if place.night else mixed(place.glow, "#ffd9a0", 0.5)


def _paint_glow(painter: QPainter, place: Place, at: QPointF, reach: float, strength: float) -> None:
    """Paint the light around a lamp."""
    box = QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach)
    painter.fillRect(box, falloff(at, reach, _flame(place), strength * (0.3 if place.night else 1.0)))


def _paint_knoll(painter: QPainter, place: Place) -> None:
    """Paint the near ground on which the house stands."""
    points = [
        QPointF(step / 48 * place.width, place.height * (0.845 - 0.05 * (1 - (2 * step / 48 - 1) ** 2)))
        for step in range(49)
    ]
    slope = QLinearGradient(0, place.height * 0.79, 0, place.height)
    slope.setColorAt(0, mixed(place.near, place.low, 0.12))
    slope.setColorAt(1, place.near)
    painter.setBrush(slope)
    corners = [QPointF(place.width + 2, place.height + 2), QPointF(-2, place.height + 2)]
    painter.drawPolygon(QPolygonF([*points, *corners]))


def _paint_home(painter: QPainter, place: Place, foot: QPointF) -> None:
    """Paint the house, two trees beside it, and its light on the ground."""
    unit = place.height * 0.075
    dark = mixed(place.near, "#000000", 0.25)
    _paint_glow(painter, place, foot - QPointF(0, unit * 0.6), unit * 4.2, 0.34)
    painter.setBrush(dark)
    for away, high in ((-2.15, 2.5), (-1.65, 1.8), (1.9, 2.1)):
        paint_fir(painter, foot + QPointF(unit * away, unit * 0.25), unit * high)
    wall = QPolygonF(
        [
            foot + QPointF(unit * x, unit * y)
            for x, y in ((-1, 0.4), (-1, -0.8), (-0.0, -1.75), (1, -0.8), (1, 0.4))
        ]
    )
    painter.drawPolygon(wall)
    painter.drawRect(QRectF(foot.x() + unit * 0.45, foot.y() - unit * 1.72, unit * 0.2, unit * 0.7))
    roof = QPolygonF(
        [
            foot + QPointF(unit * x, unit * y)
            for x, y in ((-1.22, -0.72), (0, -1.9), (1.22, -0.72), (1.1, -0.62), (0, -1.68), (-1.1, -0.62))
        ]
    )
    painter.setBrush(mixed(dark, place.low, 0.16))
    painter.drawPolygon(roof)
    for x in (-0.62, 0.14):
        window = QRectF(foot.x() + unit * x, foot.y() - unit * 0.62, unit * 0.48, unit * 0.56)
        _paint_window(painter, place, window)
    spill = QPointF(foot.x(), foot.y() + unit * 0.55)
    painter.save()
    painter.translate(spill)
    painter.scale(2.4, 0.5)
    _paint_glow(painter, place, QPointF(0, 0), unit * 1.1, 0.5)
    painter.restore()


def _paint_window(painter: QPainter, place: Place, window: QRectF) -> None:
    """Paint a lit window, brighter where the lamp stands."""
    lamp = _flame(place)
    light = QLinearGradient(window.topLeft(), window.bottomLeft())
    light.setColorAt(0, faded(mixed(lamp, place.low, 0.25), 0.5 if place.night else 1.0))
    light.setColorAt(
        1, faded(mixed(lamp, "#ffffff", 0.0 if place.night else 0.25), 0.5 if place.night else 1.0)
    )
    painter.setBrush(light)
    painter.drawRoundedRect(window, window.width() * 0.06, window.width() * 0.06)
    painter.setBrush(faded(place.near, 0.65))
    bar = window.width() * 0.07
    painter.drawRect(QRectF(window.center().x() - bar / 2, window.top(), bar, window.height()))
    painter.drawRect(QRectF(window.left(), window.top() + window.height() * 0.42, window.width(), bar))
    _paint_glow(painter, place, window.center(), window.height() * 2.2, 0.34)


def _paint_frame(painter: QPainter, place: Place) -> None:
    """Paint tall firs at both sides, as one sees them from below."""
    random = Random(place.seed * 59 + 8)
    painter.setBrush(mixed(place.near, "#000000", 0.35))
    for side in (0, 1):
        for step in range(4):
            away = place.height * (0.075 * step + random.uniform(-0.03, 0.03)) * (0.8 + 0.2 * step)
            x = place.width - away if side else away
            high = place.height * (0.62 - 0.1 * step) * random.uniform(0.75, 1.1)
            paint_fir(painter, QPointF(x, place.height * 1.01), high)
