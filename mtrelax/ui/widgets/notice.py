"""One calm sentence about something that happened, and perhaps something to do about it."""

from typing import Final

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGraphicsOpacityEffect, QHBoxLayout, QSizePolicy, QWidget

from mtrelax.ui.theme import RADIUS, Look
from mtrelax.ui.widgets.base import OUTSET, Label
from mtrelax.ui.widgets.buttons import IconButton, LinkButton

_WIDEST_ACTION: Final = 0.32
"""How much of the width an action may take beside the words."""


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
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self._dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(OUTSET + 10, 4, OUTSET + 2, 4)
        layout.setSpacing(0)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        self._body.addWidget(self._words, 1)
        self._body.addWidget(self._action)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._fading = QPropertyAnimation(self)
        self._fading.setPropertyName(b"opacity")
        self._fading.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._fading.finished.connect(self._settle)
        self._leaving = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
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
        self._action.setEnabled(True)
        self._action.updateGeometry()
        self._arrange()
        self._close.setVisible(dismissible)
        self.setAccessibleName(text)
        self.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._fade(0.0, 1.0, leaving=False)

    def focus_action(self) -> None:
        """Let the keyboard be at what is offered."""
        if not self._action.isHidden():
            self._action.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the action beside the words, or below them."""
        super().resizeEvent(event)
        self._arrange()

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

    def _arrange(self) -> None:
        """Give the words the whole width where the action would take too much of it."""
        below = self._action.sizeHint().width() > _WIDEST_ACTION * self.width()
        self._body.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag.AlignVCenter
        self._body.setAlignment(self._action, side)

    def _act(self) -> None:
        """Say that it is wanted, once: a second, hasty press does nothing more."""
        self._action.setEnabled(False)
        self.acted.emit()

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
