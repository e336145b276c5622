"""One breath as a line: how full the lungs are, from its beginning to its end."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.domain.breathing import ease
from mtrelax.domain.envelope import Step, StepKind
from mtrelax.ui.theme import RADIUS, Look, faded
from mtrelax.ui.widgets import OUTSET

_HEIGHT, _LOW = 200, 96
_AIR: Final = 24
_FINE: Final = 24
"""Points for each step."""


class BreathCurve(QWidget):
    """Draws steps, also those that are not safe."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._steps: tuple[Step, ...] = ()
        self._at: float | None = None
        self._height = _HEIGHT
        self.setObjectName("curve")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_steps(self, steps: Sequence[Step], words: str) -> None:
        """Draw other steps; the words are for those who do not see them."""
        self._steps = tuple(steps)
        self.setAccessibleName(words)
        self.update()

    def show_place(self, share: float | None) -> None:
        """Show how much of a breath is over, 0..1, while it is heard; ``None`` when it is not."""
        if share != self._at:
            self._at = share
            self.update()

    def set_low(self, low: bool) -> None:
        """Give way in a low window."""
        self._height = _LOW if low else _HEIGHT
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a wide, low picture."""
        return QSize(self._look.theme.px(420), self._look.theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface, the line, what lies below it, and where one is."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(OUTSET, OUTSET, -OUTSET, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(body, RADIUS, RADIUS)
        room = body.adjusted(_AIR, _AIR, -_AIR, -_AIR)
        points = self._points(room)
        if points:
            line = QPainterPath(points[0])
            for point in points[1:]:
                line.lineTo(point)
            self._draw_below(painter, line, room)
            pen = QPen(theme.colour("ring"), 3.0)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(line)
            self._draw_place(painter, points)
        painter.end()

    def _draw_below(self, painter: QPainter, line: QPainterPath, room: QRectF) -> None:
        below = QPainterPath(line)
        below.lineTo(room.right(), room.bottom())
        below.lineTo(room.left(), room.bottom())
        light = QLinearGradient(room.topLeft(), room.bottomLeft())
        ring = self._look.theme.colour("ring")
        light.setColorAt(0, faded(ring, 0.28))
        light.setColorAt(1, faded(ring, 0.02))
        painter.setBrush(light)
        painter.drawPath(below)

    def _draw_place(self, painter: QPainter, points: Sequence[QPointF]) -> None:
        if self._at is None:
            return
        x = points[0].x() + (points[-1].x() - points[0].x()) * self._at
        nearest = min(points, key=lambda point: abs(point.x() - x))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("text"))
        painter.drawEllipse(nearest, 6.0, 6.0)

    def _points(self, room: QRectF) -> list[QPointF]:
        """Return the line, left to right, in whatever direction one reads: time goes on."""
        cycle = sum(step.length for step in self._steps)
        if not cycle:
            return []
        points: list[QPointF] = []
        time = low = 0.0
        for step, high in zip(self._steps, _levels(self._steps), strict=True):
            for fine in range(_FINE + 1):
                share = fine / _FINE
                full = low + (high - low) * ease(share)
                x = room.left() + room.width() * (time + share * step.length) / cycle
                points.append(QPointF(x, room.bottom() - room.height() * full))
            time, low = time + step.length, high
        return points


def _levels(steps: Sequence[Step]) -> list[float]:
    """Return how full the lungs are after each step."""
    rising = sum(step.length for step in steps if step.kind.rises)
    full, levels = 0.0, list[float]()
    for step in steps:
        if step.kind.rises:
            full += step.length / rising
        elif step.kind is StepKind.EXHALE:
            full = 0.0
        levels.append(full)
    return levels
