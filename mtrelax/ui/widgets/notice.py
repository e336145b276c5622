"""One calm sentence about something that happened, and perhaps something to do about it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from mtrelax.ui.theme import Look
from mtrelax.ui.widgets.base import OUTSET, Label
from mtrelax.ui.widgets.buttons import IconButton, LinkButton
from mtrelax.ui.widgets.sheet import Sheet

_WIDEST_ACTION: Final = 0.32
"""How much of the width an action may take beside the words."""
_PASSES_AFTER_MS: Final = 8000


class Notice(Sheet):
    """A bar that comes when there is something to say. It never takes the keyboard from where it is."""

    def __init__(self, look: Look, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, inset=OUTSET)
        self._words = Label("", "body")
        self._words.setObjectName("notice_words")
        self._action = LinkButton(look, "")
        self._action.setObjectName("notice_action")
        self._close = IconButton(look, "close", close_name, size=20)
        self._close.setObjectName("notice_close")
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.hush)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(OUTSET + 10, 4, OUTSET + 2, 4)
        layout.setSpacing(0)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(0)
        self._body.addWidget(self._words, 1)
        self._body.addWidget(self._action)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._close)
        self._wanted_act: Callable[[], object] | None = None
        self._passing = False
        self._seen_enough = QTimer(self, singleShot=True, interval=_PASSES_AFTER_MS)
        self._seen_enough.timeout.connect(self._pass)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def text(self) -> str:
        """What it says; empty when it is not there."""
        return "" if self.isHidden() else self._words.text()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard can come to."""
        return self._action, self._close

    def say(
        self, text: str, action: str = "", act: Callable[[], object] | None = None, *, passing: bool = False
    ) -> None:
        """Say a sentence; good news may pass by itself, what offers something to do stays."""
        self._wanted_act = act
        self._words.setText(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._action.setEnabled(True)
        self._action.updateGeometry()
        self._arrange(self.width())
        self.setAccessibleName(text)
        self._passing = passing and not action
        self._seen_enough.stop()
        self.come()
        self._wait_if_seen()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def height_in(self, width: int) -> int:
        """Return how high it is in a width."""
        self._arrange(width)
        return self.heightForWidth(width)

    def focus_action(self) -> None:
        """Let the keyboard be at what is offered."""
        if not self._action.isHidden():
            self._action.setFocus(Qt.FocusReason.OtherFocusReason)

    def hush(self) -> None:
        """Fade away."""
        self._seen_enough.stop()
        self.go()

    def showEvent(self, event: QShowEvent) -> None:
        """Pass only once it could be read."""
        super().showEvent(event)
        self._wait_if_seen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the action beside the words, or below them."""
        super().resizeEvent(event)
        self._arrange(self.width())

    def _wait_if_seen(self) -> None:
        if self._passing and self.isVisible():
            self._seen_enough.start()

    def _pass(self) -> None:
        """Go, unless somebody is about to use it."""
        at = QApplication.focusWidget()
        if self.underMouse() or (at is not None and self.isAncestorOf(at)):
            self._seen_enough.start()
        else:
            self.hush()

    def _arrange(self, width: int) -> None:
        """Give the words the whole width where the action would take too much of it."""
        below = self._action.sizeHint().width() > _WIDEST_ACTION * width
        self._body.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag.AlignVCenter
        self._body.setAlignment(self._action, side)

    def _act(self) -> None:
        """Say that it is wanted, once: a second, hasty press does nothing more."""
        self._action.setEnabled(False)
        act, self._wanted_act = self._wanted_act, None
        if act is not None:
            self.hush()
            act()
