"""Two answers side by side: the same size, the same tone, a soft line between them."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import BODY, HEADLINE, TITLE, Look, faded

_SIDE, _WIDTH, _WORDS = 104, 360, 34
_LOW_SIDE, _LOW_WIDTH = 68, 240


class AnswerPair(QWidget):
    """What was said before and after, drawn without a direction of better or worse."""

    def __init__(self, look: Look, before: int | None, after: int | None) -> None:
        super().__init__()
        self._look = look
        self._ends: Final = ((tr("before"), before), (tr("after"), after))
        self._low = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return two circles, and a word below each."""
        theme = self._look.theme
        side, width = (_LOW_SIDE, _LOW_WIDTH) if self._low else (_SIDE, _WIDTH)
        return QSize(theme.px(width), theme.px(side + _WORDS))

    def set_low(self, low: bool) -> None:
        """Take less room, or all of it."""
        self._low = low
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        theme = self._look.theme
        side = theme.px(_LOW_SIDE if self._low else _SIDE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = QRectF(0, 0, side, side), QRectF(self.width() - side, 0, side, side)
        self._draw_line(painter, first, last)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        circles = (last, first) if mirrored else (first, last)
        for circle, (word, value) in zip(circles, self._ends, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawEllipse(circle)
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font(TITLE if self._low else HEADLINE, QFont.Weight.Light))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "–" if value is None else str(value))
            painter.setPen(theme.colour("quiet"))
            painter.setFont(theme.font(BODY))
            below = QRectF(circle.left(), circle.bottom() + theme.px(8), side, theme.px(_WORDS - 8))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, word)
        painter.end()

    def _draw_line(self, painter: QPainter, first: QRectF, last: QRectF) -> None:
        """Draw what joins them; it is faint at both ends."""
        quiet = self._look.theme.colour("quiet")
        gap = self._look.theme.px(16)
        begin, end = first.right() + gap, last.left() - gap
        light = QLinearGradient(begin, 0, end, 0)
        for at, strength in ((0.0, 0.0), (0.5, 0.6), (1.0, 0.0)):
            light.setColorAt(at, faded(quiet, strength))
        painter.setPen(QPen(light, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        middle = first.center().y()
        painter.drawLine(QPointF(begin, middle), QPointF(end, middle))

    def _restyle(self) -> None:
        """Measure and draw anew."""
        self.updateGeometry()
        self.update()
