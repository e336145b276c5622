"""A switch: on or off, with the words beside it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.ui.theme import BODY, RADIUS, SMALL, TARGET, Look, mixed, over
from mtrelax.ui.widgets.base import OUTSET, Pressable, draw_words, is_mirrored, words_height
from mtrelax.ui.widgets.glide import Glide

_WIDTH, _HEIGHT, _AIR = 48, 28, 16
_KNOB: Final = 10
_GAP: Final = 3


class Toggle(Pressable):
    """A switch. ``toggled`` says that it was moved."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None, note: str = "") -> None:
        super().__init__(look, text, parent)
        self._note = note
        self.setAccessibleDescription(note)
        self._moving = Glide(look, self)
        self._moving.moved.connect(self.update)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._move_over)

    def sizeHint(self) -> QSize:
        """Return room for the words in one line, and the switch."""
        words = QFontMetricsF(self.theme.font(BODY)).horizontalAdvance(self.text())
        width = round(words) + self.theme.px(_WIDTH) + _AIR + 2 * OUTSET + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return less width: the words may take several lines."""
        width = self.theme.px(_WIDTH + 90) + _AIR + 2 * OUTSET
        return QSize(width, self.theme.px(TARGET) + 2 * OUTSET)

    def hasHeightForWidth(self) -> bool:
        """Say that long words take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words in a width."""
        words, note = self._heights(width - 2 * OUTSET - self.theme.px(_WIDTH) - _AIR)
        return max(self.theme.px(TARGET), round(words + note) + 8) + 2 * OUTSET

    def marked_around(self) -> tuple[QRectF, float]:
        """Return words and switch."""
        return self.body(), RADIUS

    def draw(self, painter: QPainter) -> None:
        """Draw the words where one begins to read, and the switch at the other end."""
        body, theme = self.body(), self.theme
        width, height = theme.px(_WIDTH), theme.px(_HEIGHT)
        mirrored, on = is_mirrored(self), self._moving.value
        rail = QRectF(0, 0, width, height)
        left = body.left() if mirrored else body.right() - width
        rail.moveTopLeft(QPointF(left, body.center().y() - height / 2))
        words = body.adjusted(*((width + _AIR, 0, 0, 0) if mirrored else (0, 0, -width - _AIR, 0)))
        high, note_high = self._heights(words.width())
        words.setTop(body.center().y() - (high + note_high) / 2)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(BODY))
        draw_words(painter, words, self.text(), mirrored=mirrored)
        if self._note:
            words.setTop(words.top() + high + _GAP)
            painter.setPen(theme.colour("quiet"))
            painter.setFont(theme.font(SMALL))
            draw_words(painter, words, self._note, mirrored=mirrored)
        off = over(theme.colour("raised"), theme.colour("ground"))
        # On and off differ in place, tone and outline, so that colour is never all there is.
        outline = mixed(theme.colour("quiet"), theme.colour("ring"), on)
        painter.setPen(QPen(outline, 1.5))
        painter.setBrush(mixed(off, theme.colour("accent"), on))
        painter.drawRoundedRect(rail.adjusted(1, 1, -1, -1), height / 2 - 1, height / 2 - 1)
        knob = theme.px(_KNOB) * (0.8 + 0.1 * max(on, self.warmth))
        place = 1.0 - on if mirrored else on
        reach = width - height
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(theme.colour("quiet"), theme.colour("on_accent"), on))
        painter.drawEllipse(QPointF(rail.left() + height / 2 + reach * place, rail.center().y()), knob, knob)

    def _heights(self, width: float) -> tuple[float, float]:
        """Return the height of the words, and of the note with its distance."""
        words = words_height(self.theme.font(BODY), self.text(), width)
        note = words_height(self.theme.font(SMALL), self._note, width) + _GAP if self._note else 0.0
        return words, note

    def _move_over(self, on: bool) -> None:
        """Go slowly to the other end."""
        self._moving.go(float(on), slowly=self.isVisible())
