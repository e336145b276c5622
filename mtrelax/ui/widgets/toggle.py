"""A switch: on or off, with the words beside it."""

from typing import Final

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.ui.theme import BODY, RADIUS, SMALL, TARGET, Look, mixed, over
from mtrelax.ui.widgets.base import OUTSET, Pressable

_WIDTH, _HEIGHT, _AIR = 48, 28, 16
_KNOB: Final = 10
_GAP: Final = 3
_FLAGS: Final = int(
    (Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop).value | Qt.TextFlag.TextWordWrap.value
)


class Toggle(Pressable):
    """A switch. ``toggled`` says that it was moved."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None, note: str = "") -> None:
        super().__init__(look, text, parent)
        self._note = note
        self.setAccessibleDescription(note)
        self._place = 0.0
        self._moving = QVariantAnimation(self)
        self._moving.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._moving.valueChanged.connect(self._move)
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
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        rail = QRectF(0, 0, width, height)
        left = body.left() if mirrored else body.right() - width
        rail.moveTopLeft(QPointF(left, body.center().y() - height / 2))
        words = body.adjusted(*((width + _AIR, 0, 0, 0) if mirrored else (0, 0, -width - _AIR, 0)))
        high, note_high = self._heights(words.width())
        words.setTop(body.center().y() - (high + note_high) / 2)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(BODY))
        painter.drawText(words, _FLAGS, self.text())
        if self._note:
            words.setTop(words.top() + high + _GAP)
            painter.setPen(theme.colour("quiet"))
            painter.setFont(theme.font(SMALL))
            painter.drawText(words, _FLAGS, self._note)
        off = over(theme.colour("raised"), theme.colour("ground"))
        # On and off differ in place, tone and outline, so that colour is never all there is.
        outline = mixed(theme.colour("quiet"), theme.colour("ring"), self._place)
        painter.setPen(QPen(outline, 1.5))
        painter.setBrush(mixed(off, theme.colour("accent"), self._place))
        painter.drawRoundedRect(rail.adjusted(1, 1, -1, -1), height / 2 - 1, height / 2 - 1)
        knob = theme.px(_KNOB) * (0.8 + 0.1 * max(self._place, self.warmth))
        place = 1.0 - self._place if mirrored else self._place
        reach = width - height
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(theme.colour("quiet"), theme.colour("on_accent"), self._place))
        painter.drawEllipse(QPointF(rail.left() + height / 2 + reach * place, rail.center().y()), knob, knob)

    def _heights(self, width: float) -> tuple[float, float]:
        """Return the height of the words, and of the note with its distance."""
        room = QRectF(0, 0, width, 10_000)
        words = QFontMetricsF(self.theme.font(BODY)).boundingRect(room, _FLAGS, self.text()).height()
        if not self._note:
            return words, 0.0
        note = QFontMetricsF(self.theme.font(SMALL)).boundingRect(room, _FLAGS, self._note).height()
        return words, note + _GAP

    def _move_over(self, on: bool) -> None:
        """Go slowly to the other end."""
        self._moving.stop()
        if not self.theme.motion or not self.isVisible():
            self._move(float(on))
            return
        self._moving.setDuration(self.theme.motion)
        self._moving.setStartValue(self._place)
        self._moving.setEndValue(float(on))
        self._moving.start()

    def _move(self, place: float) -> None:
        """Stand at a place between off and on."""
        self._place = float(place)
        self.update()
