"""A line drawing on a round, soft ground, before words that it belongs to."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.ui.icons import drawing
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets.base import OUTSET, is_mirrored

_SIDE, _SIZE = 44, 22


class Emblem(QWidget):
    """Shows one drawing; the words beside it say the same."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look, self._name = look, name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    @property
    def name(self) -> str:
        """What it shows."""
        return self._name

    def show_drawing(self, name: str) -> None:
        """Show another drawing."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        """Return the round ground, where the words begin beside it."""
        side = self._look.theme.px(_SIDE)
        return QSize(side + OUTSET, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        theme = self._look.theme
        side, size = theme.px(_SIDE), theme.px(_SIZE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface"))
        circle = QRectF(0 if is_mirrored(self) else self.width() - side, 0, side, side)
        painter.drawEllipse(circle)
        picture = drawing(self._name, theme.colour("ring").name(), size, self.devicePixelRatioF())
        painter.drawPixmap(circle.center() - QPointF(size / 2, size / 2), picture)
        painter.end()
