"""A wide sky: clouds that stand still, over a horizon far below."""

from functools import partial
from random import Random
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from mtrelax.ui.scenery.place import Place, falloff, paint_dusk, paint_softly
from mtrelax.ui.scenery.ridges import paint_ridges
from mtrelax.ui.theme import mixed


class _Cloud(NamedTuple):
    """Where a cloud stands, in shares of width and height, and its size in heights."""

    x: float
    y: float
    wide: float
    high: float
    body: float


_CLOUDS: Final = (
    _Cloud(0.12, 0.735, 0.75, 0.030, 0.5),
    _Cloud(0.58, 0.70, 0.85, 0.034, 0.5),
    _Cloud(0.95, 0.655, 0.62, 0.044, 0.6),
    _Cloud(0.30, 0.60, 0.52, 0.075, 0.75),
    _Cloud(0.80, 0.475, 0.56, 0.125, 0.9),
    _Cloud(0.03, 0.40, 0.56, 0.135, 0.9),
    _Cloud(0.50, 0.13, 0.62, 0.03, 0.3),
)


def paint_open_sky(painter: QPainter, place: Place) -> None:
    """Paint clouds, and the land as a low line."""
    paint_softly(painter, place, 0.4, partial(_paint_clouds, place))
    paint_dusk(painter, place)
    paint_ridges(painter, place, count=3, first=0.86, last=0.965, height=0.07)


def _paint_clouds(place: Place, painter: QPainter) -> None:
    """Paint clouds, the farther ones low and thin."""
    random = Random(place.seed * 83 + 1)
    turned = random.random() < 0.5
    for cloud in _CLOUDS:
        x = (1 - cloud.x if turned else cloud.x) + random.uniform(-0.05, 0.05)
        _paint_cloud(painter, place, cloud, x * place.width, random)


def _paint_cloud(painter: QPainter, place: Place, cloud: _Cloud, x: float, random: Random) -> None:
    """Paint a cloud from soft pieces: shade at its flat foot, light on its heads."""
    shade = mixed(place.low, place.top, 0.22)
    light = mixed(place.glow, "#ffffff", 0.0 if place.night else 0.55)
    strength = cloud.body * (0.3 if place.night else 1.0)
    wide, high, foot = (
        cloud.wide * place.height,
        cloud.high * place.height,
        cloud.y * place.height,
    )
    heads = [(random.uniform(-0.36, 0.36), random.uniform(0.55, 1.0)) for _ in range(3)]
    puffs: list[tuple[float, float, float]] = []
    for _ in range(34):
        along = random.uniform(-0.5, 0.5)
        # As high as the nearest head allows, and thin at both ends.
        tall = max(size * max(0.0, 1 - (abs(along - at) / 0.3) ** 2) for at, size in heads)
        tall = max(0.12, tall) * (1 - (2 * abs(along)) ** 2.2)
        puffs.append((along, tall * random.random() ** 0.8, tall))
    # From the top down, so that the light of one lies above the shade of the one before.
    for along, rise, tall in sorted(puffs, key=_rise, reverse=True):
        size = high * (0.34 + 0.42 * tall) * random.uniform(0.8, 1.2)
        at = QPointF(x + along * wide, foot - rise * high)
        lit = min(1.0, 0.25 + rise / max(0.2, tall) * 0.9)
        longer = max(1.9, 0.22 * cloud.wide / cloud.high)
        _paint_puff(painter, at, QSizeF(size * longer, size), mixed(shade, light, lit), strength * 0.5)


def _rise(puff: tuple[float, float, float]) -> float:
    return puff[1]


def _paint_puff(painter: QPainter, at: QPointF, size: QSizeF, colour: QColor, strength: float) -> None:
    """Paint one soft piece."""
    painter.save()
    painter.translate(at)
    painter.scale(size.width(), size.height())
    painter.fillRect(QRectF(-1, -1, 2, 2), falloff(QPointF(0, 0), 1, colour, strength))
    painter.restore()
