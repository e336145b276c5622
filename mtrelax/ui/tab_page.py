"""What the pages behind the tabs share: the ways to each other, a headline, and a place for a sentence."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from mtrelax.ui.header import Header, Strip
from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.telling import TellingPage
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Notice

_WIDEST: Final = 1152


class TabPage(TellingPage):
    """A page behind a tab: put its parts into ``column``, and what acts on all of it into ``head``."""

    tab_requested = Signal(str)

    def __init__(self, look: Look, name: str, title: str) -> None:
        super().__init__(look, widest=_WIDEST, has_header=True)
        self.setObjectName(name)
        header = Header(look, name)
        header.tab_requested.connect(self.tab_requested)
        self._headline = Headline(title, centred=False)
        self.head = QHBoxLayout()
        self.head.addWidget(self._headline, 1)
        # As high as with a button in it, so that headlines stand alike on every page.
        self.head.addStrut(header.minimumSizeHint().height())
        self.column.addWidget(header)
        self.column.addSpacing(SPACES[0])
        self.column.addLayout(self.head)
        self._notice = Notice(look, tr("Close"))
        self._strip = Strip(look, _WIDEST)
        self._strip.column.addWidget(self._notice)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self._strip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press what the keyboard is at; go back to the first page by Escape."""
        if is_escape(event):
            self.tab_requested.emit("today")
        elif not is_enter(event):
            super().keyPressEvent(event)
        else:
            press_focused()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the strip in the measure of the page, and give way where the window is low."""
        super().resizeEvent(event)
        self._strip.keep_measure(self, SPACES[1])
        self._headline.set_low(is_low(self, self.look))
