"""The time that is left: a star on its way over the sky."""

from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from mtrelax.domain.timeline import Moment
from mtrelax.ui.scenery.place import falloff
from mtrelax.ui.theme import faded
from mtrelax.ui.visuals.scene import ARC, Scene
from mtrelax.ui.visuals.tones import tones

_WIDE: Final = 0.62
"""How far the way reaches to each side, in units of the scene, where there is room."""
_HIGH: Final = 0.09
"""How much higher its middle is than its ends."""
_STAR: Final = 0.026
"""How far the star's light reaches."""


class Way:
    """The whole way, barely seen, and the star where the session has come to."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._star = _star(scene)

    def paint(self, painter: QPainter, moment: Moment) -> None:
        """Paint where the star is."""
        awake = self._scene.awake(moment)
        reach = self._scene.unit * _STAR
        at = _point(self._scene, moment.fraction) - QPointF(reach, reach)
        painter.setOpacity(0.35 + 0.65 * awake)
        painter.drawPixmap(at, self._star)
        painter.setOpacity(1.0)


def paint_way(painter: QPainter, scene: Scene) -> None:
    """Paint the whole way."""
    first, middle, last = (_point(scene, fraction) for fraction in (0.0, 0.5, 1.0))
    path = QPainterPath(first)
    path.quadTo(middle * 2.0 - (first + last) / 2.0, last)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tones(scene).ring, max(1.5, scene.unit * 0.0032), c=Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)


def _point(scene: Scene, fraction: float) -> QPointF:
    """Return where the star is when so much is over."""
    aside = 2 * fraction - 1
    wide = min(scene.size.width() * 0.4, scene.unit * _WIDE)
    top = scene.centre.y() - scene.unit * ARC
    return QPointF(scene.centre.x() + aside * wide, top + scene.unit * _HIGH * aside**2)


def _star(scene: Scene) -> QPixmap:
    """Return the star: a small clear light in a soft one."""
    colours, reach = tones(scene), scene.unit * _STAR * scene.ratio
    pixmap = QPixmap(ceil(2 * reach), ceil(2 * reach))
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(scene.ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.scale(1 / scene.ratio, 1 / scene.ratio)
    middle = QPointF(reach, reach)
    if not colours.is_pure:
        painter.fillRect(QRectF(0, 0, 2 * reach, 2 * reach), falloff(middle, reach, colours.warm, 0.45))
    core = max(2.0, reach * (0.35 if colours.is_pure else 0.2))
    painter.setBrush(faded(colours.arc, 0.95))
    painter.drawEllipse(middle, core, core)
    painter.end()
    return pixmap
