"""The one large sentence of a page, which gives way where a window is low or its text is large."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Label

_LOW, _ORDINARY = 560, 700


def is_low(page: QWidget, look: Look, taken: int = 0) -> bool:
    """Tell whether a page is so low, for the size of its text, that air and headline must give way.

    ``taken`` is the height of what stands below the part that scrolls.
    """
    return page.height() - taken < look.theme.px(_LOW)


def air(page: QWidget, look: Look) -> int:
    """Return the distance between the parts of a page, as its height allows."""
    room = page.height() / look.theme.text_factor
    return SPACES[4] if room >= _ORDINARY else SPACES[2] if room >= _LOW else SPACES[1]


class Headline(Label):
    """A headline; a title where there is little room."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, centred: bool = True) -> None:
        super().__init__(text, "headline", parent)
        if centred:
            self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def set_low(self, low: bool) -> None:
        """Take the smaller size, or the large one."""
        role = "title" if low else "headline"
        if self.property("role") != role:
            self.setProperty("role", role)
            # A style sheet looks at a property only when a widget is polished.
            self.style().unpolish(self)
            self.style().polish(self)
            self.updateGeometry()
