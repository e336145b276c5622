"""Among tall trunks in the morning, with the sun in the mist between them."""

from functools import partial
from math import cos, pi, sin
from random import Random
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QConicalGradient, QLinearGradient, QPainter, QPolygonF

from mtrelax.ui.scenery.place import Place, falloff, paint_softly, smooth
from mtrelax.ui.scenery.ridges import paint_mist
from mtrelax.ui.theme import faded, mixed


class _Row(NamedTuple):
    """Trunks at one distance, in heights of the picture."""

    apart: float
    wide: float
    foot: float
    nearness: float


_ROWS: Final = (
    _Row(0.095, 0.011, 0.66, 0.1),
    _Row(0.17, 0.019, 0.70, 0.25),
    _Row(0.31, 0.034, 0.76, 0.5),
    _Row(0.58, 0.066, 0.86, 0.85),
)


def paint_woods(painter: QPainter, place: Place) -> None:
    """Paint rows of trunks, each nearer one darker and fewer, and light that falls between them."""
    air = QLinearGradient(0, 0, 0, place.height)
    air.setColorAt(0, faded(place.mist, 0.0))
    air.setColorAt(0.62, faded(mixed(place.mist, place.glow, 0.3), 0.75))
    air.setColorAt(1, place.mist)
    painter.fillRect(place.box, air)
    random = Random(place.seed * 71 + 9)
    for row in _ROWS:
        if row is _ROWS[-2]:
            paint_softly(painter, place, 0.2, partial(_paint_beams, place))
        _paint_row(painter, place, row, random)
        paint_mist(painter, place, place.height * row.foot, row.nearness)
    _paint_crown(painter, place)
    painter.fillRect(place.box, falloff(place.disc, place.height * 0.8, place.glow, 0.2))


def _paint_row(painter: QPainter, place: Place, row: _Row, random: Random) -> None:
    """Paint the ground of a row and its trunks; the nearest leave the middle free."""
    colour = mixed(mixed(place.mist, place.top, 0.25), place.near, row.nearness)
    knots = [random.random() for _ in range(24)]
    ground = [
        QPointF(
            step / 64 * place.width,
            place.height * (row.foot + 0.045 - 0.07 * smooth(knots, step / 64 * 5)),
        )
        for step in range(65)
    ]
    slope = QLinearGradient(0, place.height * (row.foot - 0.03), 0, place.height * (row.foot + 0.22))
    slope.setColorAt(0, mixed(colour, place.mist, 0.25 * (1 - row.nearness)))
    slope.setColorAt(1, mixed(colour, place.mist, 0.45 * (1 - row.nearness)))
    painter.setBrush(slope)
    corners = [QPointF(place.width + 2, place.height + 2), QPointF(-2, place.height + 2)]
    painter.drawPolygon(QPolygonF([*ground, *corners]))
    at = -random.random() * row.apart * place.height
    while at < place.width:
        at += place.height * row.apart * random.uniform(0.45, 1.55)
        aside = abs(at - place.disc.x()) / place.width
        if aside < 0.26 * row.nearness - 0.04:
            continue
        foot = place.height * (row.foot + 0.02 + 0.05 * row.nearness * random.random())
        _paint_trunk(painter, place, QPointF(at, foot), row, random)


def _paint_trunk(painter: QPainter, place: Place, foot: QPointF, row: _Row, random: Random) -> None:
    """Paint one trunk: it leans a little, grows thinner, and stands on its roots."""
    wide = place.height * row.wide * random.uniform(0.65, 1.25)
    lean = place.height * random.uniform(-0.03, 0.03)
    bend = place.height * random.uniform(-0.012, 0.012)
    left: list[QPointF] = []
    right: list[QPointF] = []
    for step in range(25):
        up = step / 24
        x = foot.x() + lean * up + bend * sin(pi * up)
        half = wide / 2 * (1 - 0.42 * up + 0.75 * max(0.0, 1 - up / 0.08) ** 2)
        y = foot.y() * (1 - up) - 4 * up
        left.append(QPointF(x - half, y))
        right.append(QPointF(x + half, y))
    dark = mixed(mixed(place.mist, place.top, 0.3), place.near, row.nearness)
    lit = mixed(dark, place.glow, 0.16 * row.nearness)
    towards = 1 if place.disc.x() > foot.x() else -1
    bark = QLinearGradient(foot.x() - towards * wide * 0.6, 0, foot.x() + towards * wide * 0.75, 0)
    bark.setColorAt(0.5, dark)
    bark.setColorAt(1, lit)
    painter.setBrush(bark)
    painter.drawPolygon(QPolygonF([*left, *reversed(right)]))


def _paint_beams(place: Place, painter: QPainter) -> None:
    """Paint the light that comes through, a little brighter here and there."""
    random = Random(place.seed * 43 + 6)
    knots = [random.random() for _ in range(40)]
    beams = QConicalGradient(place.disc, 0)
    for step in range(121):
        at = step / 120
        # Only downwards, and softly: the sun stands above the trees.
        down = max(0.0, -sin(2 * pi * at)) * (0.6 + 0.4 * cos(2 * pi * at) ** 2)
        strength = 0.26 * down**0.7 * smooth(knots, at * 38) ** 1.5
        beams.setColorAt(at, faded(place.glow, strength * (0.4 if place.night else 1.0)))
    painter.fillRect(QRectF(0, place.disc.y(), place.width, place.height - place.disc.y()), beams)


def _paint_crown(painter: QPainter, place: Place) -> None:
    """Paint the leaves overhead: soft shade at the top and at the sides."""
    random = Random(place.seed * 67 + 4)
    shade = mixed(place.top, place.near, 0.6)
    top = QLinearGradient(0, 0, 0, place.height * 0.42)
    for at, strength in ((0.0, 0.62), (0.35, 0.34), (1.0, 0.0)):
        top.setColorAt(at, faded(shade, strength))
    painter.fillRect(QRectF(0, 0, place.width, place.height * 0.42), top)
    for _ in range(round(9 * place.width / max(1.0, place.height)) + 4):
        x = random.random() * place.width
        aside = min(1.0, abs(x - place.disc.x()) / (place.width * 0.45))
        y = place.height * random.uniform(-0.06, 0.02 + 0.2 * aside)
        reach = place.height * random.uniform(0.1, 0.24)
        painter.fillRect(
            QRectF(x - reach, y - reach, 2 * reach, 2 * reach),
            falloff(QPointF(x, y), reach, shade, random.uniform(0.3, 0.6)),
        )
