"""What the client sees, small: looked at a few times a second, so that it costs next to nothing."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import Look

_LOOK_MS: Final = 250
_WIDE, _HIGH, _RADIUS = 224, 140, 10


class Mirror(QWidget):
    """A small live picture of another window."""

    def __init__(self, look: Look, display: QWidget) -> None:
        super().__init__()
        self._look, self._display = look, display
        self._seen: QPixmap | None = None
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look_again)
        display.destroyed.connect(self._looking.stop)
        self.setObjectName("mirror")
        self.setAccessibleName(tr("What your client sees"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return its size; a picture does not grow with the text."""
        return QSize(_WIDE, _HIGH)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self._look_again()
        self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        super().hideEvent(event)
        self._looking.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what was seen, whole and undistorted."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._seen is not None:
            size = self._seen.deviceIndependentSize()
            box = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, 0, 0)
            box.setSize(size)
        shape = QPainterPath()
        shape.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.fillPath(shape, self._look.theme.colour("surface"))
        if self._seen is not None:
            painter.setClipPath(shape)
            painter.drawPixmap(box.topLeft(), self._seen)
        painter.end()

    def _look_again(self) -> None:
        ratio = self.devicePixelRatioF()
        ways = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self._seen = self._display.grab().scaled(self.size() * ratio, *ways)
        self._seen.setDevicePixelRatio(ratio)
        self.update()
