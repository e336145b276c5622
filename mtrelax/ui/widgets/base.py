"""What all controls share: warming under the pointer, the mark of the keyboard, rings, words."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from mtrelax.ui.theme import Look, Theme, faded
from mtrelax.ui.widgets.glide import Glide

OUTSET: Final = 10
"""Room around every control for its rings, inside its own rectangle. Labels keep the same, so edges align."""
_RING_AT, _RING_WIDTH = 4.5, 2.5
_MARK_AT, _MARK_WIDTH = 4.5, 3.0
_LEG: Final = 14.0
"""How far the corners of the mark go on along the edges."""


class Label(QLabel):
    """Words on a page: ``headline``, ``title``, ``lead``, ``large``, ``body``, ``quiet`` or ``small``."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(OUTSET, 0, OUTSET, 0)


class Pressable(QAbstractButton):
    """A control one can press. It warms under the pointer, and shows when the keyboard is at it."""

    def __init__(self, look: Look, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._marked = False
        self._warming = Glide(look, self)
        self._warming.moved.connect(self.update)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._restyle)

    @property
    def theme(self) -> Theme:
        """The theme of this moment."""
        return self._look.theme

    @property
    def warmth(self) -> float:
        """How far the pointer has warmed it, 0..1."""
        return self._warming.value

    @property
    def is_marked(self) -> bool:
        """Whether it shows that the keyboard is at it."""
        return self._marked and self.hasFocus()

    def body(self) -> QRectF:
        """Return what is pressed: everything but the room for the rings."""
        return QRectF(self.rect()).adjusted(OUTSET, OUTSET, -OUTSET, -OUTSET)

    def surface(self) -> QColor:
        """Return the tone of a quiet surface, as warm as it is now."""
        rest, warm = self.theme.colour("surface"), self.theme.colour("raised")
        share = 1.0 if self.isDown() else self.warmth
        return faded(warm if share else rest, rest.alphaF() + (warm.alphaF() - rest.alphaF()) * share)

    def draw(self, painter: QPainter) -> None:
        """Draw the body; what is particular to each control."""
        raise NotImplementedError

    def marked_around(self) -> tuple[QRectF, float]:
        """Return the rectangle that the keyboard's mark and the ring go around, and its radius."""
        return self.body(), self.body().height() / 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the body, and the mark of the keyboard around it."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        self.draw(painter)
        if self.is_marked:
            draw_mark(painter, *self.marked_around(), self.theme)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Begin to warm."""
        super().enterEvent(event)
        self._warming.go(1.0 if self.isEnabled() else 0.0)

    def leaveEvent(self, event: QEvent) -> None:
        """Begin to cool."""
        super().leaveEvent(event)
        self._warming.go(0.0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the mark, unless it was the pointer that came here."""
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._marked = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.update()

    def _restyle(self) -> None:
        """Draw and measure anew, in another theme or size of text."""
        self.updateGeometry()
        self.update()


def is_mirrored(widget: QWidget) -> bool:
    """Tell whether one reads from right to left there."""
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft


def draw_words(painter: QPainter, room: QRectF, text: str, *, mirrored: bool, wrapped: bool = True) -> None:
    """Draw words, in as many lines as they need, at the side where one begins to read."""
    # The words themselves say in which direction they are read: '20 minutes' begins with no letter.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    place = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
    lines = Qt.TextFlag.TextWordWrap if wrapped else Qt.TextFlag.TextSingleLine
    painter.drawText(room, int(place.value | lines.value), text)


def words_height(font: QFont, text: str, width: float) -> float:
    """Return how high words are that ``draw_words`` draws into a width."""
    room = QRectF(0, 0, width, 10_000)
    return QFontMetricsF(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap.value), text).height()


def draw_ring(painter: QPainter, around: QRectF, radius: float, theme: Theme, strength: float = 1.0) -> None:
    """Draw the ring of what is chosen: closed, warm, with a gap."""
    outer = around.adjusted(-_RING_AT, -_RING_AT, _RING_AT, _RING_AT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = theme.colour("ring")
    painter.setPen(QPen(faded(ring, strength), _RING_WIDTH))
    painter.drawRoundedRect(outer, radius + _RING_AT, radius + _RING_AT)


def draw_mark(painter: QPainter, around: QRectF, radius: float, theme: Theme) -> None:
    """Draw the mark of the keyboard: four open corners, cool, so that it never looks like the ring."""
    outer = around.adjusted(-_MARK_AT, -_MARK_AT, _MARK_AT, _MARK_AT)
    round_by = min(radius + _MARK_AT, outer.height() / 2, outer.width() / 2)
    arc = QRectF(0, 0, 2 * round_by, 2 * round_by)
    leg_x = min(_LEG, max(0.0, outer.width() / 4 - round_by))
    leg_y = min(_LEG, max(0.0, outer.height() / 4 - round_by))
    path = QPainterPath()
    for right, down in ((1, 0), (0, 0), (0, 1), (1, 1)):
        arc.moveTo(outer.right() - arc.width() if right else outer.left(), 0)
        arc.moveTop(outer.bottom() - arc.height() if down else outer.top())
        edge_x = outer.right() if right else outer.left()
        edge_y = outer.bottom() if down else outer.top()
        inner = arc.center()
        path.moveTo(edge_x, inner.y() + (-leg_y if down else leg_y))
        path.lineTo(edge_x, inner.y())
        # Clockwise or not, so that the arc always ends at the horizontal edge.
        path.arcTo(arc, 0 if right else 180, 90 if bool(right) is not bool(down) else -90)
        path.lineTo(inner.x() + (-leg_x if right else leg_x), edge_y)
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # What lies below is covered first: on a ring, the corners must be seen as corners.
    for colour, width in ((theme.colour("ground"), _MARK_WIDTH + 3.0), (theme.colour("focus"), _MARK_WIDTH)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
    painter.restore()
