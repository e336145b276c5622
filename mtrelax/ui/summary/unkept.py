"""The end of a session that nothing is written of: a welcome, and the plain truth."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Label, Page, PrimaryButton

_WIDEST: Final = 760


class UnkeptScreen(Page):
    """Gives time, and asks nothing: an answer would lead nowhere."""

    done = Signal()

    def __init__(self, look: Look, truth: str) -> None:
        super().__init__(look, widest=_WIDEST)
        self.setObjectName("unkept")
        self._title = Headline(tr("Welcome back"))
        lead = Label(tr("Take your time. Look around the room, and stretch a little if you like."), "lead")
        told = Label(truth, "quiet")
        told.setObjectName("truth")
        button = PrimaryButton(look, tr("Done"))
        button.setObjectName("done")
        button.clicked.connect(self.done)
        self.column.addStretch(2)
        self.column.addWidget(self._title)
        for label in (lead, told):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addSpacing(SPACES[0])
            self.column.addWidget(label)
        self.column.addSpacing(SPACES[3])
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(3)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(truth)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be done by Enter; Escape was pressed to end the session, and must not skip the welcome."""
        if is_enter(event) and not press_focused():
            self.done.emit()
        elif not is_escape(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        self._title.set_low(is_low(self, self.look))
