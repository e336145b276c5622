"""Round lights without an edge, painted once: the halo of a form, the glow in it."""

from math import exp
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap, QRadialGradient

from mtrelax.ui.dither import deep_image, dithered_pixmap
from mtrelax.ui.theme import faded, mixed
from mtrelax.ui.visuals.scene import Scene
from mtrelax.ui.visuals.tones import tones

SHARE: Final = 0.4
"""Lights without an edge are kept this small: they look alike, and a small source is read faster."""


class Halo:
    """The light around a form: that of the smallest goes over into that of the largest.

    Neither is ever scaled, which costs a fifth of scaling one to each size in between.
    """

    def __init__(
        self, scene: Scene, centre: QPointF, least: float, most: float, warmth: float = 0.15
    ) -> None:
        self._centre = centre
        colours = tones(scene)
        reaches = () if colours.is_pure else (least, most)
        self._pixmaps = [
            _halo(scene, reach, mixed(colours.cool, colours.warm, warmth), colours.deep) for reach in reaches
        ]

    def paint(self, painter: QPainter, full: float, light: float) -> None:
        """Paint it; ``full`` is how large the form is, 0..1."""
        for pixmap, share in zip(self._pixmaps, (1.0 - full, full), strict=False):
            if share * light > 0.0:
                size = pixmap.deviceIndependentSize()
                corner = self._centre - QPointF(size.width() / 2, size.height() / 2)
                painter.setOpacity(share * light)
                painter.drawPixmap(corner.toPoint(), pixmap)


def draw_light(painter: QPainter, pixmap: QPixmap, centre: QPointF, radius: float, light: float) -> None:
    """Draw a round pixmap around a centre."""
    painter.setOpacity(light)
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))


def round_light(side: int, light: QRadialGradient) -> QPixmap:
    """Return a round light, dithered only where there is any."""
    image = deep_image(QSize(side, side))
    painter = QPainter(image)
    painter.fillRect(image.rect(), light)
    painter.end()
    mask = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    mask.setColorAt(0.75, QColor("#ffffff"))
    mask.setColorAt(1, QColor(255, 255, 255, 0))
    return dithered_pixmap(image, opaque=False, within=QBrush(mask))


def bell(at: float, steepness: float) -> float:
    """Return a bell curve from 1 in the middle to 0 at 1."""
    edge = exp(-steepness)
    return max(0.0, (exp(-steepness * at * at) - edge) / (1.0 - edge))


def _halo(scene: Scene, reach: float, near: QColor, far: QColor) -> QPixmap:
    """Return the light around a form: a bell curve."""
    whole = round(2 * scene.unit * reach * scene.ratio)
    side = round(whole * SHARE)
    light = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    for step in range(25):
        at = step / 24
        light.setColorAt(at, faded(mixed(near, far, min(1.0, at * 1.5)), 0.62 * bell(at, 5.2)))
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    pixmap = round_light(side, light).scaled(QSize(whole, whole), *ways)
    pixmap.setDevicePixelRatio(scene.ratio)
    return pixmap
