"""Layouts that go on below where a row is full."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from mtrelax.ui.theme import Look
from mtrelax.ui.widgets.base import is_mirrored

_COLUMNS: Final = (4, 2, 1)

_Row = tuple[list[QLayoutItem], int]
"""Items that stand side by side, and the height of the highest."""


class _Flow(QLayout):
    """Items in rows: as many as a width needs, from the right where one reads from there."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt asks for none past the end, its stubs do not know
        """Return one of them, or nothing."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt asks for none past the end, its stubs do not know
        """Give one of them away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the whole width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Say that less width needs more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows in a width."""
        rows = self._rows(width)
        return sum(height for _, height in rows) + self.spacing() * max(0, len(rows) - 1)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        parent = self.parentWidget()
        mirrored = parent is not None and is_mirrored(parent)
        top = rect.top()
        for row, height in self._rows(rect.width()):
            for item, place in zip(row, self._places(row, height, rect.width()), strict=True):
                left = rect.width() - place.right() - 1 if mirrored else place.left()
                item.setGeometry(QRect(rect.left() + left, top + place.top(), place.width(), place.height()))
            top += height + self.spacing()

    def _seen(self) -> list[QLayoutItem]:
        """Return the items that are not hidden."""
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[_Row]:
        """Return the items row by row."""
        raise NotImplementedError

    def _places(self, row: Sequence[QLayoutItem], height: int, width: int) -> list[QRect]:
        """Return where the items of a row stand in it, from the left."""
        raise NotImplementedError


class FlowGrid(_Flow):
    """Items of one size, in the most columns in which each has its least width; it grows with the text."""

    def __init__(self, look: Look, least: int, columns: Sequence[int] = _COLUMNS, spacing: int = 4) -> None:
        super().__init__(spacing)
        self._look = look
        self._wanted = least
        self._columns = tuple(columns)
        look.changed.connect(self.invalidate)

    def columns_in(self, width: int) -> int:
        """Return how many stand in a row of a width."""
        gap = self.spacing()
        fitting = [each for each in self._columns if (width + gap) / each - gap >= self._least]
        return max(fitting, default=min(self._columns))

    def sizeHint(self) -> QSize:
        """Return the size in the most columns."""
        width = self._least * max(self._columns) + self.spacing() * (max(self._columns) - 1)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return one column's width."""
        return QSize(self._least, 0)

    @property
    def _least(self) -> int:
        """The least width of an item."""
        return self._look.theme.px(self._wanted)

    def _item_width(self, width: int) -> int:
        """Return how wide each item is in a width."""
        columns = self.columns_in(width)
        return (width - self.spacing() * (columns - 1)) // columns

    def _rows(self, width: int) -> list[_Row]:
        columns, item_width, seen = self.columns_in(width), self._item_width(width), self._seen()
        rows = [seen[at : at + columns] for at in range(0, len(seen), columns)]
        return [(row, max(_height_in(item, item_width) for item in row)) for row in rows]

    def _places(self, row: Sequence[QLayoutItem], height: int, width: int) -> list[QRect]:
        wide = self._item_width(width)
        return [QRect(at * (wide + self.spacing()), 0, wide, height) for at in range(len(row))]


class FlowRow(_Flow):
    """Items one after the other, each at its own size."""

    def __init__(self, spacing: int = 4, alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading) -> None:
        super().__init__(spacing)
        self._alignment = alignment

    def sizeHint(self) -> QSize:
        """Return everything in one row."""
        sizes = [item.sizeHint() for item in self._seen()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the widest of the items alone."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    def _rows(self, width: int) -> list[_Row]:
        rows: list[list[QLayoutItem]] = []
        room = 0
        for item in self._seen():
            needed = item.sizeHint().width()
            if not rows or needed > room:
                rows.append([])
                room = width
            rows[-1].append(item)
            room -= needed + self.spacing()
        return [(row, max(item.sizeHint().height() for item in row)) for row in rows]

    def _places(self, row: Sequence[QLayoutItem], height: int, width: int) -> list[QRect]:
        sizes = [item.sizeHint().boundedTo(QSize(width, height)) for item in row]
        used = sum(size.width() for size in sizes) + self.spacing() * (len(row) - 1)
        left = (width - used) // 2 if self._alignment & Qt.AlignmentFlag.AlignHCenter else 0
        places: list[QRect] = []
        for size in sizes:
            places.append(QRect(left, (height - size.height()) // 2, size.width(), size.height()))
            left += size.width() + self.spacing()
        return places


def _height_in(item: QLayoutItem, width: int) -> int:
    """Return how high an item wants to be in a width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
