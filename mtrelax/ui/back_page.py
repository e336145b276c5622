"""Pages that one goes to and comes back from: a way back, a headline, what Enter and Escape do."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from mtrelax.ui.header import Strip
from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.telling import TellingPage
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import LinkButton, Notice


class BackPage(TellingPage):
    """Put its parts into ``column`` below ``top``, and what acts on all of it into that.

    What must be seen without scrolling goes into ``strip``.
    """

    closed = Signal()

    def __init__(self, look: Look, name: str, title: str, *, widest: int, centred: bool = False) -> None:
        super().__init__(look, widest=widest)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._notice = Notice(look, tr("Close"))
        self._headline = Headline(title, centred=centred)
        back = LinkButton(look, tr("Back"), icon_name="arrow-left")
        back.setObjectName("back")
        back.clicked.connect(self.closed)
        self.top = QHBoxLayout()
        self.top.addWidget(back)
        self.top.addStretch(1)
        self.column.addLayout(self.top)
        self.column.addWidget(self._notice)
        self.strip = Strip(look, widest)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self.strip)

    def go_on(self) -> None:
        """Do what Enter does where the keyboard is at nothing in particular; nothing, unless it is said."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Escape; press what the keyboard is at by Enter, or go on."""
        if is_escape(event):
            self.closed.emit()
        elif not is_enter(event):
            super().keyPressEvent(event)
        elif not press_focused():
            self.go_on()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way where the window is low, and keep the strip in the measure of the page."""
        super().resizeEvent(event)
        self._give_way(low=is_low(self, self.look, self.strip.sizeHint().height()))

    def _give_way(self, *, low: bool) -> None:
        self._headline.set_low(low)
        self.strip.keep_measure(self, SPACES[0] if low else SPACES[1])
        if self.strip.sizeHint().height():
            sides = self.column.contentsMargins()
            self.column.setContentsMargins(sides.left(), SPACES[1 if low else 2], sides.right(), 0)
