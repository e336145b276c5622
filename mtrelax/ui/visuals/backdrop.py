"""What a breathing form stands in front of: the landscape at night, with the arc of time in it."""

from math import pi
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from mtrelax.domain.timeline import Moment
from mtrelax.ui.landscape import paint_landscape
from mtrelax.ui.visuals.scene import ARC, Scene, draw_time
from mtrelax.ui.visuals.tones import tones

_ASLEEP: Final = 0.35
"""How much of its light the arc keeps when all else is dark."""


class Backdrop:
    """The place one chose, or a black ground, painted once for a scene; in it, the time that is left."""

    def __init__(self, scene: Scene) -> None:
        self._place = night(scene)
        self._time = TimeArc(scene)

    def paint(self, painter: QPainter, moment: Moment) -> None:
        """Paint the place, and the time."""
        painter.drawPixmap(0, 0, self._place)
        self._time.paint(painter, moment)


class TimeArc:
    """The time that is left, in the ring of the whole time; painted anew when it has become shorter."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        reach = round(scene.unit * (ARC + 0.01))
        self._corner = scene.centre.toPoint() - QPoint(reach, reach)
        self._size = QSize(2 * reach, 2 * reach)
        self._steps = round(2 * pi * scene.unit * ARC * scene.ratio)
        pixmap = QPixmap(self._size * scene.ratio)
        pixmap.setDevicePixelRatio(scene.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        self._ring = self._drawn(pixmap, 0.0, tones(scene).ring, 1.0)
        self._painted: tuple[tuple[int, float], QPixmap] | None = None

    def paint(self, painter: QPainter, moment: Moment) -> None:
        """Paint it, weaker while the picture sleeps."""
        light = _ASLEEP + (1.0 - _ASLEEP) * self._scene.awake(moment)
        key = (round(self._steps * moment.fraction), round(light, 3))
        # An arc is slow to draw: it becomes shorter pixel by pixel, and its ring is drawn once.
        if self._painted is None or self._painted[0] != key:
            colour = tones(self._scene).arc
            self._painted = (key, self._drawn(QPixmap(self._ring), moment.fraction, colour, light))
        painter.drawPixmap(self._corner, self._painted[1])

    def _drawn(self, onto: QPixmap, fraction: float, colour: QColor, light: float) -> QPixmap:
        painter = QPainter(onto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._corner)
        painter.setOpacity(light)
        draw_time(painter, self._scene, fraction, self._scene.unit * ARC, colour)
        painter.end()
        return onto


def night(scene: Scene) -> QPixmap:
    """Return the landscape at night, or none at all."""
    colours = tones(scene)
    if not colours.is_pure:
        return paint_landscape(scene.size, scene.playlist, dimmed=True, dpr=scene.ratio)
    pixmap = QPixmap(scene.size * scene.ratio)
    pixmap.setDevicePixelRatio(scene.ratio)
    pixmap.fill(colours.ground)
    return pixmap
