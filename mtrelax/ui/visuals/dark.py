"""Nearly nothing: for closed eyes, for sleep, and for people whom moving light does not suit."""

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from mtrelax.domain.timeline import Moment
from mtrelax.ui.visuals.scene import ARC, Scene, draw_time, inside, lively_around, night_of
from mtrelax.ui.visuals.tones import tones

_LIGHT, _PURE_LIGHT = QColor("#141b22"), QColor("#9a9a9a")


class DarkVisual:
    """A dark room with a barely visible arc for the time that is left."""

    ink = "quiet"
    glides = False

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment."""
        colours = tones(scene)
        with inside(painter, rect, moment, scene):
            painter.fillRect(QRectF(QPointF(), rect.size()), night_of(scene))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            light = _PURE_LIGHT if colours.is_pure else _LIGHT
            draw_time(painter, scene, moment.fraction, scene.unit * ARC, light)

    def lively(self, scene: Scene) -> QRect:
        """Return where the arc is."""
        return lively_around(scene, ARC)

    def word_at(self, scene: Scene) -> None:
        """Say nothing: nobody looks."""
