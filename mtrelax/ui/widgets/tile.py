"""A choice in two lines: what it is about, and what is chosen. Pressed, it opens a calm list."""

from collections.abc import Sequence
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mtrelax.ui.icons import drawing
from mtrelax.ui.theme import BODY, LARGE, RADIUS, SMALL, TARGET, Look, mixed
from mtrelax.ui.widgets.base import OUTSET, Pressable, draw_ring, draw_words, is_mirrored, words_height

_HEIGHT, _LOW, _AIR, _CHEVRON = 76, 56, 20, 20
_WIDTH, _LEAST_WIDTH = 200, 140
_NOTE: Final = Qt.ItemDataRole.UserRole
_MOST_SEEN: Final = 7
_FEW: Final = 4
"""A list opens downwards, as one expects, if so many of its choices can be seen there."""


class Choice(NamedTuple):
    """One thing to choose; the note says in small words what it is, or why it cannot be chosen now."""

    value: object
    text: str
    note: str | None = None
    enabled: bool = True


class ChoiceTile(Pressable):
    """A quiet label, and below it what is chosen. ``changed`` gives the new value."""

    changed = Signal(object)

    def __init__(
        self, look: Look, label: str, choices: Sequence[Choice] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(look, label, parent)
        self._choices: tuple[Choice, ...] = ()
        self._at = -1
        self._height = _HEIGHT
        self._list: _List | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)
        self.clicked.connect(self.open)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen."""
        return self._choices

    @property
    def value(self) -> object:
        """What is chosen; ``None`` as long as there is nothing to choose."""
        return self._choices[self._at].value if 0 <= self._at < len(self._choices) else None

    @property
    def is_open(self) -> bool:
        """Whether the list is seen."""
        return self._list is not None

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other things; what was chosen stays so, if it is among them and possible."""
        before = self.value
        self._choices = tuple(Choice(*choice) for choice in choices)
        possible = [index for index, choice in enumerate(self._choices) if choice.enabled]
        same = [index for index in possible if self._choices[index].value == before]
        self._at = next(iter(same), next(iter(possible), -1))
        self._tell()

    def set_value(self, value: object) -> None:
        """Show another value as chosen, without a signal."""
        found = [index for index, choice in enumerate(self._choices) if choice.value == value]
        self._at = next(iter(found), self._at)
        self._tell()

    def set_low(self, low: bool) -> None:
        """Give way in a low window."""
        self._height = _LOW if low else _HEIGHT
        self.updateGeometry()

    def open(self) -> None:
        """Open the list."""
        if not self._choices or self._list is not None:
            return
        self._list = _List(self._look, self._choices, self._at, self)
        self._list.picked.connect(self._pick)
        self._list.closed.connect(self._close)
        self._list.show_at(self.body().toRect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter, Space and Alt+Down; arrows alone go to the next or the last one."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or (
            event.key() in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.open()
        elif event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for the longest choice."""
        theme = self.theme
        metrics = QFontMetricsF(theme.font(LARGE))
        longest = max((metrics.horizontalAdvance(choice.text) for choice in self._choices), default=0.0)
        width = max(theme.px(_WIDTH), longest + 3 * _AIR + theme.px(_CHEVRON))
        return QSize(round(width) + 2 * OUTSET, theme.px(self._height) + 2 * OUTSET)

    def minimumSizeHint(self) -> QSize:
        """Return less: a long choice is then cut with an ellipsis."""
        return QSize(self.theme.px(_LEAST_WIDTH) + 2 * OUTSET, self.theme.px(self._height) + 2 * OUTSET)

    def marked_around(self) -> tuple[QRectF, float]:
        """Return the soft rectangle."""
        return self.body(), RADIUS

    def draw(self, painter: QPainter) -> None:
        """Draw the two lines and the chevron."""
        body, theme = self.body(), self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised") if self.is_open else self.surface())
        painter.drawRoundedRect(body, RADIUS, RADIUS)
        mirrored = is_mirrored(self)
        size = theme.px(_CHEVRON)
        left = body.left() + _AIR - 4 if mirrored else body.right() - _AIR - size + 4
        colour = mixed(theme.colour("quiet"), theme.colour("text"), self.warmth)
        chevron = drawing("chevron-down", colour.name(), size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, body.center().y() - size / 2), chevron)
        room = size + _AIR
        words = body.adjusted(*((room, 0, -_AIR, 0) if mirrored else (_AIR, 0, -room, 0)))
        small, large = theme.font(SMALL), theme.font(LARGE)
        above, below = QFontMetricsF(small), QFontMetricsF(large)
        top = words.center().y() - (above.height() + below.height() + 2) / 2
        for font, colour, text, metrics in (
            (small, theme.colour("quiet"), self.text(), above),
            (large, theme.colour("text"), self._chosen_text(), below),
        ):
            painter.setFont(font)
            painter.setPen(colour)
            line = QRectF(words.left(), top, words.width(), metrics.height())
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            draw_words(painter, line, cut, mirrored=mirrored, wrapped=False)
            top += metrics.height() + 2

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list along."""
        super().hideEvent(event)
        if self._list is not None:
            self._list.close()

    def _chosen_text(self) -> str:
        """Return the words of what is chosen."""
        return self._choices[self._at].text if 0 <= self._at < len(self._choices) else ""

    def _step(self, by: int) -> None:
        """Go to the next possible choice in a direction, if there is one."""
        ahead = range(self._at + by, len(self._choices) if by > 0 else -1, by)
        found = next((index for index in ahead if self._choices[index].enabled), None)
        if found is not None:
            self._pick(found)

    def _pick(self, index: int) -> None:
        """Take a choice."""
        changed = index != self._at
        self._at = index
        self._tell()
        if changed:
            self.changed.emit(self.value)

    def _close(self) -> None:
        """Know that the list is gone."""
        self._list = None
        self.update()

    def _tell(self) -> None:
        """Say what is chosen, also to those who hear it."""
        self.setAccessibleName(f"{self.text()}: {self._chosen_text()}" if self._choices else self.text())
        self.setToolTip(self._choices[self._at].note or "" if self._choices and self._at >= 0 else "")
        self.updateGeometry()
        self.update()


class _List(QWidget):
    """What a tile opens: the choices, each with its note. It covers the window; a press beside closes it."""

    picked = Signal(int)
    closed = Signal()

    def __init__(self, look: Look, choices: Sequence[Choice], at: int, tile: QWidget) -> None:
        super().__init__(tile.window())
        self._look = look
        self._tile = tile
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("choices")
        self._view = QListWidget(self)
        self._view.setObjectName("choice_list")
        self._view.setAccessibleName(tile.accessibleName())
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.viewport().setAutoFillBackground(False)
        self._delegate = _Delegate(look, at, self._view)
        self._view.setItemDelegate(self._delegate)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._view.itemEntered.connect(self._view.setCurrentItem)
        self._view.itemClicked.connect(self._take)
        self._view.installEventFilter(self)
        tile.window().installEventFilter(self)
        for choice in choices:
            self._add(choice)
        self._view.setCurrentRow(at)

    def show_at(self, body: QRect) -> None:
        """Open below the tile where a few can be seen there, or where there is more room."""
        window = self._tile.window().rect()
        self.setGeometry(window)
        bar = self._view.verticalScrollBar().sizeHint().width()
        wanted = max(body.width() - 12, self._view.sizeHintForColumn(0) + bar)
        width = min(wanted, window.width() - 2 * OUTSET)
        self._delegate.widest = width - bar
        heights = [self._view.sizeHintForRow(row) for row in range(self._view.count())]
        height = sum(heights[:_MOST_SEEN]) + (heights[0] // 2 if len(heights) > _MOST_SEEN else 0)
        top_left = self._tile.mapTo(self._tile.window(), body.topLeft())
        above, below = top_left.y(), window.height() - top_left.y() - body.height()
        down = below >= min(height, sum(heights[:_FEW])) + 3 * OUTSET or below >= above
        height = min(height, (below if down else above) - 3 * OUTSET)
        top = top_left.y() + body.height() + 2 * OUTSET if down else above - 2 * OUTSET - height
        left = top_left.x() + 6
        if is_mirrored(self._tile):
            left = top_left.x() + body.width() - 6 - width
        left = max(OUTSET, min(left, window.width() - OUTSET - width))
        self._view.setGeometry(left, top, width, height)
        self.show()
        self.raise_()
        self._view.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a soft sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        sheet = QRectF(self._view.geometry()).adjusted(-6, -6, 6, 6)
        for reach in range(12, 0, -2):
            painter.setBrush(QColor(0, 0, 0, 7))
            shade = sheet.adjusted(-reach, 4 - reach, reach, 4 + reach)
            painter.drawRoundedRect(shade, RADIUS + reach, RADIUS + reach)
        painter.setBrush(self._look.theme.colour("sheet"))
        painter.drawRoundedRect(sheet, RADIUS, RADIUS)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close: it was pressed beside the list."""
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take by Enter and Space; Escape and Tab close, and so does a window of another size."""
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self.close()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
                self._take(self._view.currentItem())
                return True
            if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back, and say that it is over."""
        super().hideEvent(event)
        self._tile.window().removeEventFilter(self)
        if self._view.hasFocus() or self.focusWidget() is self._view:
            self._tile.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _add(self, choice: Choice) -> None:
        """Add one choice."""
        item = QListWidgetItem(choice.text, self._view)
        item.setData(_NOTE, choice.note or "")
        spoken = f"{choice.text}. {choice.note}" if choice.note else choice.text
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        if not choice.enabled:
            item.setFlags(item.flags() & ~(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable))

    def _take(self, item: QListWidgetItem | None) -> None:
        """Give the choice on and close, unless it is not possible now."""
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.picked.emit(self._view.row(item))
            self.close()


class _Delegate(QStyledItemDelegate):
    """Draws a choice: its words, its note, a ring around the chosen one."""

    def __init__(self, look: Look, chosen: int, view: QWidget) -> None:
        super().__init__(view)
        self._look = look
        self._chosen = chosen
        self._view = view
        self.widest: int | None = None
        """How wide a choice may be; words that need more take more lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a target that is high enough for the words and the note."""
        lines = self._lines(index)
        words = max(QFontMetricsF(font).horizontalAdvance(text) for font, _, text in lines)
        width = ceil(words) + 1 + 2 * _AIR
        if self.widest is not None:
            width = min(width, self.widest)
        high = sum(words_height(font, text, width - 2 * _AIR) + 2 for font, _, text in lines)
        return QSize(width, max(TARGET, round(high) + 18) + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one choice."""
        theme = self._look.theme
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack what QStyleOption has
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack what QStyleOption has
        box = QRectF(rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        possible = bool(state & QStyle.StateFlag.State_Enabled)
        if state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected) and possible:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(box, 10, 10)
        if index.row() == self._chosen:
            draw_ring(painter, box.adjusted(6, 6, -6, -6), 5, theme)
        inner = box.adjusted(_AIR - 2, 0, 2 - _AIR, 0)
        lines = self._lines(index)
        heights = [words_height(font, text, inner.width()) for font, _, text in lines]
        top = inner.center().y() - (sum(heights) + 2 * (len(lines) - 1)) / 2
        for (font, role, text), height in zip(lines, heights, strict=True):
            painter.setFont(font)
            painter.setPen(theme.colour(role if possible else "quiet"))
            line = QRectF(inner.left(), top, inner.width(), height)
            draw_words(painter, line, text, mirrored=is_mirrored(self._view))
            top += height + 2
        painter.restore()

    def _lines(self, index: QModelIndex | QPersistentModelIndex) -> list[tuple[QFont, str, str]]:
        """Return font, colour and words of a choice, and of its note if it has one."""
        theme, note = self._look.theme, str(index.data(int(_NOTE)))
        lines = [(theme.font(BODY), "text", str(index.data()))]
        return [*lines, (theme.font(SMALL), "quiet", note)] if note else lines
