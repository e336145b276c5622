"""What the marks on the strip mean."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SMALL, TARGET, Look
from mtrelax.ui.widgets import OUTSET, is_mirrored

_MARKS: Final = (("breath", "breath"), ("voice", "voice"), ("bell", "bell"))
_MARK, _GAP, _BETWEEN = 20, 6, 16


class Legend(QWidget):
    """Breath, voice and bell, each with its mark."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        look.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        """Return all marks in one row."""
        wide = sum(self._width(tr(words)) for _, words in _MARKS) + 2 * OUTSET
        return QSize(round(wide), self._look.theme.high(TARGET))

    def minimumSizeHint(self) -> QSize:
        """Return the same; words are not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks."""
        theme = self._look.theme
        colour = theme.colour("quiet")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(SMALL))
        mirrored, left = is_mirrored(self), float(OUTSET)
        for mark, words in _MARKS:
            wide = self._width(tr(words))
            start = self.width() - left - wide + theme.px(_BETWEEN) if mirrored else left
            size = theme.px(_MARK)
            text = wide - size - theme.px(_GAP + _BETWEEN)
            place = start + text + theme.px(_GAP) if mirrored else start
            _draw(painter, mark, QRectF(place, self.height() / 2 - size / 4, size, size / 2), colour)
            box = QRectF(start if mirrored else start + size + theme.px(_GAP), 0, text + 2, self.height())
            painter.setPen(colour)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter.value), tr(words))
            left += wide
        painter.end()

    def _width(self, words: str) -> float:
        theme = self._look.theme
        metrics = QFontMetricsF(theme.font(SMALL))
        return theme.px(_MARK + _GAP + _BETWEEN) + metrics.horizontalAdvance(words)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _draw(painter: QPainter, mark: str, box: QRectF, colour: QColor) -> None:
    """Draw a mark as the strip has it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if mark == "voice":
        line = box.adjusted(0, box.height() * 0.2, 0, -box.height() * 0.2)
        painter.drawRoundedRect(line, line.height() / 2, line.height() / 2)
    elif mark == "bell":
        painter.drawEllipse(box.center(), box.height() * 0.36, box.height() * 0.36)
    else:
        wave = QPainterPath(box.bottomLeft())
        third = box.width() / 4
        for count in range(2):
            x = box.left() + 2 * third * count
            wave.cubicTo(
                QPointF(x + third * 0.5, box.bottom()),
                QPointF(x + third * 0.5, box.top()),
                QPointF(x + third, box.top()),
            )
            wave.cubicTo(
                QPointF(x + third * 1.5, box.top()),
                QPointF(x + third * 1.5, box.bottom()),
                QPointF(x + 2 * third, box.bottom()),
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.5))
        painter.drawPath(wave)
