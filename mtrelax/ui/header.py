"""What stands above and below a page: the ways to the other pages, and a strip that never scrolls away."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.icons import mark
from mtrelax.ui.theme import BODY, SPACES, Look
from mtrelax.ui.widgets import OUTSET, Label, LinkButton

TABS: Final = (
    ("today", "Today"),
    ("plan", "Plan"),
    ("history", "History"),
    ("settings", "Settings"),
    ("about", "About"),
    ("safety", "Help now"),
)
"""The pages that one can go to, and their names."""
_MARK: Final = 26


class Header(QWidget):
    """The name of the program, and the ways to the other pages."""

    tab_requested = Signal(str)

    def __init__(self, look: Look, current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._brand = _Brand(look, self)
        self._links = [self._link(look, name, tr(text), here=name == current) for name, text in TABS]
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def hasHeightForWidth(self) -> bool:
        """Say that the ways take a second row where there is little room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return self._arranged(width)[-1].bottom() + 1

    def sizeHint(self) -> QSize:
        """Return everything in one row."""
        return QSize(self._wanted(), self.heightForWidth(self._wanted()))

    def minimumSizeHint(self) -> QSize:
        """Return the widest part alone."""
        width = max(link.sizeHint().width() for link in self._links)
        return QSize(width, self._links[0].sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place."""
        super().resizeEvent(event)
        self._place()

    def _wanted(self) -> int:
        """Return the width of everything in one row."""
        return self._brand.sizeHint().width() + sum(link.sizeHint().width() for link in self._links)

    def _arranged(self, width: int) -> list[QRect]:
        """Return where each way stands: at the end of one row, or in several, and then without the name."""
        left = width - (self._wanted() - self._brand.sizeHint().width())
        one_row = width >= self._wanted()
        places: list[QRect] = []
        at = QPoint(left if one_row else 0, 0)
        for link in self._links:
            size = link.sizeHint()
            if not one_row and at.x() and at.x() + size.width() > width:
                at = QPoint(0, at.y() + size.height() - 2 * OUTSET)
            places.append(QRect(at, size))
            at += QPoint(size.width(), 0)
        return places

    def _place(self) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._brand.setVisible(self.width() >= self._wanted())
        brand = QRect(QPoint(0, 0), self._brand.sizeHint())
        places = [brand, *self._arranged(self.width())]
        for part, place in zip((self._brand, *self._links), places, strict=True):
            if mirrored:
                place.moveRight(self.width() - 1 - place.left())
            part.setGeometry(place)

    def _restyle(self) -> None:
        self.updateGeometry()
        self._place()

    def _link(self, look: Look, name: str, text: str, *, here: bool) -> LinkButton:
        link = LinkButton(look, text, self)
        link.setObjectName(f"tab_{name}")
        link.setCheckable(True)
        link.setChecked(here)
        link.clicked.connect(partial(self._go, link, name, here))
        return link

    def _go(self, link: LinkButton, name: str, here: bool) -> None:
        """Ask for a page; the mark stays where one is until one is somewhere else."""
        link.setChecked(here)
        if not here:
            self.tab_requested.emit(name)


class _Brand(QWidget):
    """The program's mark and name."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._name = Label("mtrelax", "body", self)
        self._name.setWordWrap(False)
        self._restyle()
        look.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return room for both."""
        theme = self._look.theme
        words = self._name.sizeHint().width()
        return QSize(OUTSET + theme.px(_MARK) + words, theme.px(44) + 2 * OUTSET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the name beside the mark."""
        super().resizeEvent(event)
        left = OUTSET + self._look.theme.px(_MARK)
        self._name.setGeometry(left, 0, self.width() - left, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        size = self._look.theme.px(_MARK)
        painter = QPainter(self)
        painter.drawPixmap(OUTSET, (self.sizeHint().height() - size) // 2, mark(size))
        painter.end()

    def _restyle(self) -> None:
        self._name.setFont(self._look.theme.font(BODY))
        self.updateGeometry()
        self.update()


class Strip(QWidget):
    """Stands below the part of a page that scrolls, in the same measure as its column."""

    def __init__(self, look: Look, widest: int) -> None:
        super().__init__()
        self._look = look
        self._widest = widest
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACES[0])
        self._middle = QWidget()
        self._middle.setLayout(self.column)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._middle, 1000)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def hasHeightForWidth(self) -> bool:
        """Say whether words on it may take more lines."""
        return not self._is_bare() and super().hasHeightForWidth()

    def sizeHint(self) -> QSize:
        """Return the size of what stands on it; none at all while that is nothing."""
        return QSize(0, 0) if self._is_bare() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return QSize(0, 0) if self._is_bare() else super().minimumSizeHint()

    def _is_bare(self) -> bool:
        """Whether nothing stands on it."""
        # Not by ``itemAt``: PySide keeps what that gives after Qt has freed it, and takes the next
        # thing at its address for it.
        parts = self._middle.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return all(part.isHidden() for part in parts)

    def keep_measure(self, page: QWidget, below: int) -> None:
        """Take the margins that a page has at its size."""
        side = SPACES[4] if page.width() >= 900 else SPACES[2]
        self.column.setContentsMargins(side - OUTSET, min(below, SPACES[0]), side - OUTSET, below)
        self._middle.setMaximumWidth(self._look.theme.px(self._widest) + 2 * side)
