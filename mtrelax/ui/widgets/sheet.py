"""A soft sheet above the rest, which comes when it is wanted and is not there otherwise."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtrelax.ui.theme import RADIUS, Look
from mtrelax.ui.widgets.glide import Fade


class Sheet(QWidget):
    """Fades in and out; the same for a notice and for the controls of a session."""

    faded_out = Signal()

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, radius: float = RADIUS, inset: int = 0
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._radius, self._inset = radius, inset
        self._wanted = False
        self._fade = Fade(look, self)
        self._fade.arrived.connect(self._settle)
        self.setVisible(False)
        look.changed.connect(self.update)

    @property
    def is_wanted(self) -> bool:
        """Whether it is there, or coming."""
        return self._wanted

    def come(self) -> None:
        """Fade in."""
        if not self._wanted:
            self._wanted = True
            self.setVisible(True)
            self._fade.go(1.0)

    def go(self) -> None:
        """Fade out."""
        if self._wanted:
            self._wanted = False
            self._fade.go(0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # Opaque: what lies below, a word perhaps, must not be read through the words above it.
        painter.setBrush(self._look.theme.colour("sheet"))
        radius = min(self._radius, self.height() / 2)
        body = QRectF(self.rect()).adjusted(self._inset, 0, -self._inset, 0)
        painter.drawRoundedRect(body, radius, radius)
        painter.end()

    def _settle(self) -> None:
        """Be wholly there, or not at all."""
        if not self._wanted:
            self.setVisible(False)
            self.faded_out.emit()
