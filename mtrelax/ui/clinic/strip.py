"""The whole session as a strip: its parts, where one breathes, where words are, what was noted, and now."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.domain.record import MarkKind
from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import Player
from mtrelax.ui.clinic.ahead import counted
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import BODY, SMALL, Look, faded
from mtrelax.ui.widgets import OUTSET, is_mirrored
from mtrelax.ui.words import PHASE_WORDS

_HIGH, _TICKS, _GAP, _RADIUS = 44, 18, 2, 8


class Strip(QWidget):
    """Shows where the session is. Time runs as one reads."""

    def __init__(self, look: Look, player: Player) -> None:
        super().__init__()
        self._look, self._player = look, player
        self._moment = player.moment()
        self.setObjectName("strip")
        self.setAccessibleName(tr("The course of the session"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_moment(self, moment: Moment) -> None:
        """Show where it is now."""
        self._moment = moment
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for one line of words, and for what lies below."""
        return QSize(400, self._look.theme.high(_HIGH) + _TICKS + 2 * OUTSET)

    def minimumSizeHint(self) -> QSize:
        """Return less width."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts, what is in them, and the present moment over all."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._draw_parts(painter)
        self._draw_contents(painter)
        self._draw_marks(painter)
        self._draw_now(painter)
        self._draw_words(painter)
        painter.end()

    def _body(self) -> QRectF:
        return QRectF(OUTSET, OUTSET, self.width() - 2 * OUTSET, self._look.theme.high(_HIGH))

    def _x(self, time: float) -> float:
        """Return where a moment is; time that was held is not counted."""
        body, length = self._body(), max(1.0, self._moment.length)
        share = min(1.0, counted(time, self._player.timeline.held) / length)
        return (
            body.right() - body.width() * share if is_mirrored(self) else body.left() + body.width() * share
        )

    def _between(self, start: float, end: float, top: float, high: float) -> QRectF:
        left, right = sorted((self._x(start), self._x(end)))
        return QRectF(left, top, right - left, high)

    def _draw_parts(self, painter: QPainter) -> None:
        theme, body, now = self._look.theme, self._body(), self._moment.position
        for phase in self._player.timeline.phases:
            box = self._between(phase.start, phase.end, body.top(), body.height()).adjusted(0, 0, -_GAP, 0)
            here = phase.start <= now < phase.end
            painter.setBrush(theme.colour("raised" if here else "surface"))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)

    def _draw_contents(self, painter: QPainter) -> None:
        """Draw a line below where the breath is paced, and a dash for each sentence."""
        theme, top = self._look.theme, self._body().bottom() + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(theme.colour("focus"), 0.55))
        for span in self._player.timeline.paced:
            painter.drawRoundedRect(self._between(span.start, span.end, top, 3), 1.5, 1.5)
        painter.setBrush(faded(theme.colour("quiet"), 0.8))
        for caption in self._player.timeline.captions:
            painter.drawRect(self._between(caption.start, caption.end, top + 5, 2).adjusted(0, 0, -1, 0))

    def _draw_marks(self, painter: QPainter) -> None:
        """Draw a small sign for what was noted; what went wrong stands out by its shape."""
        theme, top = self._look.theme, self._body().top()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        for mark in self._player.marks:
            x = self._x(mark.time)
            if mark.kind in {MarkKind.STOP_SIGNAL, MarkKind.ADVERSE_EVENT}:
                painter.drawPolygon(
                    QPolygonF([QPointF(x - 5, top - 8), QPointF(x + 5, top - 8), QPointF(x, top)])
                )
            elif mark.kind is MarkKind.NOTE:
                painter.drawEllipse(QPointF(x, top - 4), 3, 3)

    def _draw_now(self, painter: QPainter) -> None:
        body, x = self._body(), self._x(self._moment.position)
        painter.setPen(
            QPen(self._look.theme.colour("accent"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        painter.drawLine(QPointF(x, body.top() - 6), QPointF(x, body.bottom() + _TICKS - 4))

    def _draw_words(self, painter: QPainter) -> None:
        """Write what each part is, over all else; where there is no room for it, nothing."""
        theme, body, now = self._look.theme, self._body(), self._moment.position
        place = int((Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter).value)
        for phase in self._player.timeline.phases:
            here = phase.start <= now < phase.end
            font = theme.font(BODY if here else SMALL, QFont.Weight.Medium)
            room = self._between(phase.start, phase.end, body.top(), body.height()).adjusted(10, 0, -6, 0)
            text = tr(PHASE_WORDS[phase.kind])
            cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            if len(cut) > 1:
                painter.setFont(font)
                painter.setPen(theme.colour("text" if here else "quiet"))
                painter.drawText(room, place, cut)
