"""One calm sentence about something that happened, and perhaps something to do about it."""

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QSizePolicy, QWidget

from mtrelax.ui.theme import RADIUS, Look
from mtrelax.ui.widgets.base import OUTSET, Label
from mtrelax.ui.widgets.buttons import IconButton, LinkButton


class Notice(QWidget):
    """A bar that fades in when there is something to say, and is not there otherwise."""

    acted = Signal()
    dismissed = Signal()

    def __init__(self, look: Look, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words = Label("", "body")
        self._words.setObjectName("notice_words")
        self._action = LinkButton(look, "")
        self._action.setObjectName("notice_action")
        self._close = IconButton(look, "close", close_name, size=20)
        self._close.setObjectName("notice_close")
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self._dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(OUTSET + 10, 4, OUTSET + 2, 4)
        layout.setSpacing(0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self._fading = QPropertyAnimation(self)
        self._fading.setPropertyName(b"opacity")
        self._fading.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._fading.finished.connect(self._settle)
        self._leaving = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setVisible(False)
        look.changed.connect(self.update)

    @property
    def text(self) -> str:
        """What it says; empty when it is not there."""
        return "" if self.isHidden() else self._words.text()

    def say(self, text: str, action: str = "", dismissible: bool = True) -> None:
        """Say a sentence."""
        self._words.setText(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._close.setVisible(dismissible)
        self.setAccessibleName(text)
        self.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._fade(0.0, 1.0, leaving=False)

    def hush(self) -> None:
        """Fade away."""
        if not self.isHidden():
            self._fade(1.0, 0.0, leaving=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("sheet"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(OUTSET, 0, -OUTSET, 0), RADIUS, RADIUS)
        painter.end()

    def _dismiss(self) -> None:
        """Go away because the person has read it."""
        self.hush()
        self.dismissed.emit()

    def _fade(self, start: float, end: float, leaving: bool) -> None:
        """Go from one opacity to another."""
        self._fading.stop()
        self._leaving = leaving
        motion = self._look.theme.motion
        if not motion:
            self._settle()
            return
        effect = QGraphicsOpacityEffect(self)
        effect.setOpacity(start)
        self.setGraphicsEffect(effect)
        self._fading.setTargetObject(effect)
        self._fading.setDuration(motion)
        self._fading.setStartValue(start)
        self._fading.setEndValue(end)
        self._fading.start()

    def _settle(self) -> None:
        """Be wholly there, or not at all."""
        # The effect costs a copy of the picture at each paint, so it goes when it has done its work.
        self.setGraphicsEffect(None)  # pyright: ignore[reportArgumentType]
        if self._leaving:
            self.setVisible(False)
