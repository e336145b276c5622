"""What the client's display shows when nothing is asked of anybody: the place of the session, dimmed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.ui.landscape import paint_landscape
from mtrelax.ui.night import NIGHT
from mtrelax.ui.theme import Look, faded

_VEIL: Final = faded(QColor("#05080c"), 0.25)
_CROSSING_MS: Final = 1200


class Calm(QWidget):
    """A landscape at night. Nothing moves."""

    def __init__(self, playlist: Playlist) -> None:
        super().__init__()
        self.setObjectName("calm")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._playlist = playlist
        self._painted: QPixmap | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the place; anew only in another size."""
        ratio = self.devicePixelRatioF()
        if self._painted is None or self._painted.size() != self.size() * ratio:
            self._painted = paint_landscape(self.size(), self._playlist, dimmed=True, dpr=ratio)
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), self._painted)
        painter.fillRect(self.rect(), _VEIL)
        painter.end()


class Dark(QWidget):
    """Nothing, for somebody who sleeps."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dark")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the night."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), NIGHT)
        painter.end()


class Leaving(QWidget):
    """What was seen before, going slowly: whatever lies below comes without a step."""

    def __init__(self, look: Look, seen: QPixmap, parent: QWidget, gone: Callable[[], None]) -> None:
        super().__init__(parent)
        self._seen = seen
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._going = QVariantAnimation(self, startValue=1.0, endValue=0.0)
        self._going.setDuration(_CROSSING_MS if look.theme.motion else 0)
        self._going.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._going.valueChanged.connect(self.update)
        self._going.finished.connect(gone)
        self._going.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of it as is left."""
        painter = QPainter(self)
        painter.setOpacity(float(self._going.currentValue() or 0.0))
        painter.drawPixmap(self.rect(), self._seen)
        painter.end()
