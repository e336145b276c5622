"""The notice of Home. It lies over the headline, which can wait: nothing moves, what one needs is seen."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SPACES
from mtrelax.ui.widgets import OUTSET, Notice, Page


class HeadlineNotice(Notice):
    """Follows the headline wherever the page has it."""

    def __init__(self, page: Page, headline: QWidget, sub: QWidget, wide: QWidget) -> None:
        super().__init__(page.look, tr("Close"), page)
        self._page, self._headline, self._sub, self._wide = page, headline, sub, wide
        headline.installEventFilter(self)
        page.scrolled.connect(self._follow)

    def come(self) -> None:
        """Fade in where the headline is now."""
        super().come()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go where the headline goes."""
        if watched is self._headline and event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        head, wide = self._page.place_of(self._headline), self._page.place_of(self._wide)
        if not self._sub.isHidden():
            head = head.united(self._page.place_of(self._sub))
        # A little more than the headline, so that nothing of it is seen beside the round corners.
        high = max(head.height() + 2 * OUTSET, self.height_in(wide.width()))
        self.setGeometry(wide.left(), max(SPACES[0], head.top() - OUTSET), wide.width(), high)
        self.raise_()
