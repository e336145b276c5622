"""A button for one action: its words, and its key beside them."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from mtrelax.ui.session.actions import Action, Live
from mtrelax.ui.theme import BODY, SMALL, TARGET, Look
from mtrelax.ui.widgets import OUTSET, Pressable, is_mirrored

_RADIUS, _AIR, _CAP_AIR = 12, 14, 7


class ActionButton(Pressable):
    """Shows what an action does now, and whether it can be done."""

    def __init__(self, look: Look, action: Action, live: Live, parent: QWidget | None = None) -> None:
        super().__init__(look, action.words(live), parent)
        self.action: Final = action
        self._live = live
        self.setObjectName(action.name)
        # A press of the pointer takes no focus: Space after it must pause, and not press again.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.refresh()

    def refresh(self) -> None:
        """Show what it does now."""
        self.setText(self.action.words(self._live))
        self.setAccessibleName(self.action.named(self._live))
        self.setEnabled(self.action.answers(self._live))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Space to the session, which it pauses; Enter presses."""
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for the words and the key."""
        words = QFontMetricsF(self._words_font()).horizontalAdvance(self.text())
        width = words + self._cap_width() + 3 * _AIR + 2 * OUTSET
        return QSize(round(width), self.theme.high(TARGET) + OUTSET)

    def minimumSizeHint(self) -> QSize:
        """Return the same; words are not cut."""
        return self.sizeHint()

    def body(self) -> QRectF:
        """Return the button without the room for its mark; rows of them stand close together."""
        return QRectF(self.rect()).adjusted(OUTSET, OUTSET / 2, -OUTSET, -OUTSET / 2)

    def marked_around(self) -> tuple[QRectF, float]:
        """Return a little less, so that the mark stays inside."""
        return self.body().adjusted(2, 3, -2, -3), _RADIUS - 2

    def draw(self, painter: QPainter) -> None:
        """Draw a soft tone, the words, and the key on a tone of its own."""
        body, theme = self.body(), self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.surface())
        painter.drawRoundedRect(body, _RADIUS, _RADIUS)
        mirrored, wide = is_mirrored(self), self._cap_width()
        cap = QRectF(0, 0, wide, theme.high(22, SMALL))
        cap.moveCenter(body.center())
        cap.moveLeft(body.left() + _AIR if mirrored else body.right() - _AIR - wide)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(cap, 5, 5)
        painter.setPen(theme.colour("quiet"))
        painter.setFont(theme.font(SMALL))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.action.key)
        room = body.adjusted(_AIR, 0, -2 * _AIR - wide, 0)
        if mirrored:
            room = body.adjusted(2 * _AIR + wide, 0, -_AIR, 0)
        painter.setPen(theme.colour("text"))
        painter.setFont(self._words_font())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        place = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(room, int(place.value), self.text())

    def _cap_width(self) -> float:
        """Return how wide the key is drawn."""
        metrics = QFontMetricsF(self.theme.font(SMALL))
        return max(metrics.horizontalAdvance(self.action.key) + 2 * _CAP_AIR, self.theme.px(24))

    def _words_font(self) -> QFont:
        """Return the font of the words."""
        return self.theme.font(BODY, QFont.Weight.Medium)
