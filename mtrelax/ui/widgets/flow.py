"""A layout for cards: four, two or one in a row, as the width allows; all of one size."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from mtrelax.ui.theme import Look

_COLUMNS: Final = (4, 2, 1)


class FlowGrid(QLayout):
    """Lays items out in the most columns in which each is at least ``least`` wide; it grows with the text."""

    def __init__(self, look: Look, least: int, columns: Sequence[int] = _COLUMNS, spacing: int = 4) -> None:
        super().__init__()
        self._look = look
        self._wanted = least
        self._columns = tuple(columns)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        look.changed.connect(self.invalidate)

    @property
    def _least(self) -> int:
        """The least width of an item."""
        return self._look.theme.px(self._wanted)

    def columns_in(self, width: int) -> int:
        """Return how many stand in a row of a width."""
        gap = self.spacing()
        fitting = [each for each in self._columns if (width + gap) / each - gap >= self._least]
        return max(fitting, default=min(self._columns))

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return one of them, or nothing."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Give one of them away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the whole width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Say that fewer columns need more height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows in a width."""
        rows = self._rows(width)
        return sum(height for _, height in rows) + self.spacing() * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        """Return the size in the most columns."""
        width = self._least * max(self._columns) + self.spacing() * (max(self._columns) - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return one column's width."""
        return QSize(self._least, 0)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place; from the right where one reads from there."""
        super().setGeometry(rect)
        columns = self.columns_in(rect.width())
        width = self._item_width(rect.width())
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        top = rect.top()
        for row, height in self._rows(rect.width()):
            for place, item in enumerate(row):
                column = columns - 1 - place if mirrored else place
                item.setGeometry(QRect(rect.left() + column * (width + self.spacing()), top, width, height))
            top += height + self.spacing()

    def _item_width(self, width: int) -> int:
        """Return how wide each item is in a width."""
        columns = self.columns_in(width)
        return (width - self.spacing() * (columns - 1)) // columns

    def _rows(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """Return the items row by row, each with the height of its highest."""
        columns, item_width = self.columns_in(width), self._item_width(width)
        seen = [item for item in self._items if not item.isEmpty()]
        rows = [seen[at : at + columns] for at in range(0, len(seen), columns)]
        return [(row, max(_height_in(item, item_width) for item in row)) for row in rows]


def _height_in(item: QLayoutItem, width: int) -> int:
    """Return how high an item wants to be in a width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class FlowRow(QLayout):
    """Lays its items out one after the other at their own size, and goes on below where the row is full."""

    def __init__(self, spacing: int = 4, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading) -> None:
        super().__init__()
        self._alignment = alignment
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return one of them, or nothing."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Give one of them away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the whole width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow row goes on below."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows in a width."""
        rows = self._rows(width)
        return sum(height for _, height in rows) + self.spacing() * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        """Return everything in one row."""
        seen = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in seen) + self.spacing() * max(0, len(seen) - 1)
        return QSize(width, max((size.height() for size in seen), default=0))

    def minimumSize(self) -> QSize:
        """Return the widest of the items alone."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        parent = self.parentWidget()
        mirrored = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        top = rect.top()
        for row, height in self._rows(rect.width()):
            widths = [min(item.sizeHint().width(), rect.width()) for item in row]
            used = sum(widths) + self.spacing() * (len(row) - 1)
            left = (rect.width() - used) // 2 if self._alignment & Qt.AlignmentFlag.AlignHCenter else 0
            for item, width in zip(row, widths, strict=True):
                high = min(height, item.sizeHint().height())
                place = QRect(rect.left() + left, top + (height - high) // 2, width, high)
                if mirrored:
                    place.moveRight(rect.right() - left)
                item.setGeometry(place)
                left += width + self.spacing()
            top += height + self.spacing()

    def _rows(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """Return the items row by row, each with the height of its highest."""
        rows: list[list[QLayoutItem]] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needed = item.sizeHint().width()
            if not rows or needed > room:
                rows.append([])
                room = width
            rows[-1].append(item)
            room -= needed + self.spacing()
        return [(row, max(item.sizeHint().height() for item in row)) for row in rows]
