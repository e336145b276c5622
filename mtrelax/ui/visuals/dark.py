"""Nearly nothing: for closed eyes, for sleep, and for people whom moving light does not suit."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from mtrelax.domain.timeline import Moment
from mtrelax.ui.visuals.scene import ARC, Scene, draw_time

_GROUND: Final = QColor("#05080c")
_LIGHT: Final = QColor("#141b22")


class DarkVisual:
    """A dark room with a barely visible arc for the time that is left."""

    ink = "quiet"

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment."""
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, _GROUND)
        painter.translate(rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_time(painter, scene, moment.fraction, scene.unit * ARC, _LIGHT)
        painter.restore()
