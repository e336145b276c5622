"""The answer to a rating: one number of a row, all alike, none chosen beforehand."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.ui.theme import BODY, TARGET, TITLE, Look
from mtrelax.ui.widgets.base import OUTSET, Label, Pressable, draw_ring, is_mirrored

_SIDE, _LEAST_SIDE, _GAP, _RADIUS = 72, 56, 16, 20
_SECOND_DIGIT: Final = 800
"""How long a second digit may take, milliseconds."""
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
}


class _Answer(Pressable):
    """One number."""

    def __init__(self, look: Look, number: int, parent: QWidget) -> None:
        super().__init__(look, str(number), parent)
        self.number = number
        self.setCheckable(True)
        self.setObjectName(f"answer_{number}")

    def marked_around(self) -> tuple[QRectF, float]:
        """Return the soft square."""
        return self.body(), min(_RADIUS, self.body().height() * 0.3)

    def draw(self, painter: QPainter) -> None:
        """Draw the number on a tone that is the same for all."""
        body, radius = self.marked_around()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("raised") if self.isChecked() else self.surface())
        painter.drawRoundedRect(body, radius, radius)
        if self.isChecked():
            draw_ring(painter, body, radius, self.theme)
        painter.setPen(self.theme.colour("text"))
        weight = QFont.Weight.Medium if self.isChecked() else QFont.Weight.Normal
        font = self.theme.font(TITLE, weight)
        font.setPixelSize(min(font.pixelSize(), round(body.height() * 0.56)))
        painter.setFont(font)
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrows and digits to the row."""
        if event.key() in _STEPS or event.text().isdigit():
            event.ignore()
            return
        super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Be chosen; pressing again changes nothing."""
        self.setChecked(True)


class AnswerRow(QWidget):
    """All possible answers. Digits choose one, arrows go to the next; ``answered`` says which it is."""

    answered = Signal(int)

    def __init__(
        self,
        look: Look,
        low: str,
        high: str,
        numbers: Sequence[int] = range(11),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._value: int | None = None
        self._first_digit = ""
        self._is_close = False
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_SECOND_DIGIT)
        self._waiting.timeout.connect(self._forget_digit)
        self._buttons = [_Answer(look, number, self) for number in numbers]
        for button in self._buttons:
            button.clicked.connect(partial(self.choose, button.number))
        self._low, self._high = Label(low, "quiet", self), Label(high, "quiet", self)
        self._buttons[0].setAccessibleDescription(low)
        self._buttons[-1].setAccessibleDescription(high)
        self._one_tab_stop()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self._buttons[0])
        look.changed.connect(self._restyle)

    @property
    def value(self) -> int | None:
        """The answer, once there is one."""
        return self._value

    @property
    def buttons(self) -> tuple[Pressable, ...]:
        """The numbers, in order."""
        return tuple(self._buttons)

    def set_close(self, close: bool) -> None:
        """Take the smallest targets, where there is little room; or those that are easily met."""
        self._is_close = close
        self._restyle()

    @property
    def _least_side(self) -> int:
        return TARGET if self._is_close else max(self._look.theme.px(_LEAST_SIDE), TARGET)

    def choose(self, number: int) -> None:
        """Take an answer."""
        self._value = number
        for button in self._buttons:
            button.setChecked(button.number == number)
        self._one_tab_stop()
        self.answered.emit(number)

    def clear(self) -> None:
        """Have no answer again."""
        self._value = None
        for button in self._buttons:
            button.setChecked(False)
        self._one_tab_stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digits, or go on by arrows."""
        if event.key() in _STEPS:
            step = _STEPS[Qt.Key(event.key())]
            horizontal = event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}
            self._go(-step if horizontal and is_mirrored(self) else step)
        elif event.text().isdigit() and not event.isAutoRepeat():
            self._digit(event.text())
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Say that it may take two rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows and of what stands below."""
        return self._arranged(width)[1]

    def sizeHint(self) -> QSize:
        """Return everything in one row."""
        width = len(self._buttons) * (self._look.theme.px(_SIDE) + _GAP) + 2 * OUTSET - _GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return two rows of the smallest targets."""
        width = -(-len(self._buttons) // 2) * (TARGET + 8) + 2 * OUTSET
        return QSize(width, self.heightForWidth(width))

    def event(self, event: QEvent) -> bool:
        """Put everything in its place anew when words below have grown."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the numbers in one row or two, each end of the scale beside its number."""
        (*places, low, high), _ = self._arranged(self.width())
        # Absolute, because otherwise the words themselves, in whatever script, would choose their side.
        begin, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if is_mirrored(self):
            begin, end = end, begin
        upright = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
        self._low.setAlignment(begin | upright)
        self._high.setAlignment(end | upright)
        for widget, place in zip((*self._buttons, self._low, self._high), (*places, low, high), strict=True):
            widget.setGeometry(self._mirrored(place))

    def _arranged(self, width: int) -> tuple[list[QRect], int]:
        """Return where each number stands in a width, then the ends of the scale, and the height of all."""
        count, theme = len(self._buttons), self._look.theme
        room = width - 2 * OUTSET
        rows = 1 if room >= count * self._least_side + (count - 1) * 8 else 2
        columns = -(-count // rows)
        gap = max(8, min(_GAP, (room - columns * self._least_side) // max(1, columns - 1)))
        most = TARGET if self._is_close else theme.px(_SIDE)
        side = max(TARGET, min(most, (room - (columns - 1) * gap) // columns))
        wide = columns * (side + gap) - gap + 2 * OUTSET
        left = max(0, (width - wide) // 2)
        # In two rows the lowest number is above and the highest below; so are the words.
        end = wide if rows == 2 else wide // 2
        low, high = self._low.heightForWidth(end), self._high.heightForWidth(end)
        top = low + 4 if rows == 2 else 0
        places = [
            QRect(
                left + index % columns * (side + gap),
                top + index // columns * (side + gap),
                side + 2 * OUTSET,
                side + 2 * OUTSET,
            )
            for index in range(count)
        ]
        below = places[-1].bottom() + 5
        right = places[-1].right() + 1
        if rows == 2:
            high = self._high.heightForWidth(right - left)
            return [*places, QRect(left, 0, end, low), QRect(left, below, right - left, high)], below + high
        ends = [QRect(left, below, end, low), QRect(right - end, below, end, high)]
        return [*places, *ends], below + max(low, high)

    def _mirrored(self, place: QRect) -> QRect:
        """Return a place as seen by somebody who reads from right to left, if so."""
        if not is_mirrored(self):
            return place
        return QRect(self.width() - place.right() - 1, place.top(), place.width(), place.height())

    def _go(self, step: int) -> None:
        """Go to the next answer; the first step goes to the nearest end."""
        numbers = [button.number for button in self._buttons]
        if self._value is None:
            at = 0 if step > 0 else len(numbers) - 1
        else:
            at = min(len(numbers) - 1, max(0, numbers.index(self._value) + step))
        self.choose(numbers[at])
        self._buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _digit(self, digit: str) -> None:
        """Choose the number that was typed; a quick second digit belongs to the first."""
        numbers = {button.number: button for button in self._buttons}
        both = int(self._first_digit + digit)
        number = both if both in numbers else int(digit)
        self._first_digit = "" if self._first_digit and both in numbers else digit
        self._waiting.start()
        if number in numbers:
            self.choose(number)
            numbers[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_digit(self) -> None:
        """Let the next digit begin a new number."""
        self._first_digit = ""

    def _one_tab_stop(self) -> None:
        """Let Tab come to the chosen answer, or to the first, and go on from there."""
        stop = next((button for button in self._buttons if button.isChecked()), self._buttons[0])
        for button in self._buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.setFocusProxy(stop)

    def _restyle(self) -> None:
        """Measure anew."""
        for label in (self._low, self._high):
            label.setFont(self._look.theme.font(BODY))
        self.updateGeometry()
        self._place()
