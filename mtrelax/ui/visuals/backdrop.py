"""What a breathing form stands in front of: the landscape at night, with the arc of time in it."""

from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from mtrelax.domain.timeline import Moment
from mtrelax.ui.landscape import paint_landscape
from mtrelax.ui.visuals.scene import ARC, Scene, awake_at, draw_time
from mtrelax.ui.visuals.tones import tones

_STEPS: Final = 5760
"""As many as an arc can be told apart in."""
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
        self._painted: tuple[tuple[int, float], QPixmap] | None = None

    def paint(self, painter: QPainter, moment: Moment) -> None:
        """Paint it, weaker while the picture sleeps."""
        awake = 1.0 if self._scene.is_still else awake_at(moment)
        key = (round(_STEPS * moment.fraction), round(_ASLEEP + (1.0 - _ASLEEP) * awake, 3))
        # An arc is slow to draw.
        if self._painted is None or self._painted[0] != key:
            self._painted = (key, self._drawn(moment.fraction, key[1]))
        painter.drawPixmap(self._corner, self._painted[1])

    def _drawn(self, fraction: float, light: float) -> QPixmap:
        scene, colours = self._scene, tones(self._scene)
        pixmap = QPixmap(self._size * scene.ratio)
        pixmap.setDevicePixelRatio(scene.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._corner)
        draw_time(painter, scene, 0.0, scene.unit * ARC, colours.ring)
        painter.setOpacity(light)
        draw_time(painter, scene, fraction, scene.unit * ARC, colours.arc)
        painter.end()
        return pixmap


def night(scene: Scene) -> QPixmap:
    """Return the landscape at night, or none at all."""
    colours = tones(scene)
    if not colours.is_pure:
        return paint_landscape(scene.size, scene.playlist, dimmed=True, dpr=scene.ratio)
    pixmap = QPixmap(scene.size * scene.ratio)
    pixmap.setDevicePixelRatio(scene.ratio)
    pixmap.fill(colours.ground)
    return pixmap
