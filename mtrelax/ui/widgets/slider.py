"""How loud something is, in words and by feeling; numbers of decibels stay inside."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from mtrelax.domain.curves import SILENCE
from mtrelax.domain.time import Decibels
from mtrelax.ui.theme import BODY, RADIUS, SMALL, TARGET, Look, mixed
from mtrelax.ui.widgets.base import OUTSET, draw_mark, is_mirrored

_STEPS: Final = 100
_RAIL, _KNOB = 4, 9


class LevelSlider(QSlider):
    """A level from silence to ``high``. ``words`` name it from the softest to the loudest."""

    level_changed = Signal(float)

    def __init__(
        self,
        look: Look,
        label: str,
        words: Sequence[str],
        low: Decibels = Decibels(-30.0),
        high: Decibels = Decibels(0.0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._label = label
        self._words = tuple(words)
        self._low, self._high = low, high
        self._marked = False
        self.setRange(0, _STEPS)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._tell)
        look.changed.connect(self._restyle)
        self._describe()

    @property
    def level(self) -> Decibels:
        """The level, dB; the lowest end is silence."""
        if self.value() == 0:
            return SILENCE
        return Decibels(self._low + (self._high - self._low) * self.value() / _STEPS)

    @property
    def value_text(self) -> str:
        """The level in words."""
        if self.value() == 0:
            return self._words[0]
        rest = len(self._words) - 1
        return self._words[1 + min(rest - 1, (self.value() - 1) * rest // _STEPS)]

    def set_level(self, level: Decibels) -> None:
        """Show a level, without a signal."""
        share = (level - self._low) / (self._high - self._low)
        blocked = self.blockSignals(True)
        self.setValue(0 if level <= SILENCE else max(1, min(_STEPS, round(share * _STEPS))))
        self.blockSignals(blocked)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the words, and a target below them."""
        words = QFontMetricsF(self._look.theme.font(BODY)).height()
        return QSize(self._look.theme.px(260) + 2 * OUTSET, round(words) + TARGET + 2 * OUTSET)

    def minimumSizeHint(self) -> QSize:
        """Return less width."""
        return QSize(self._look.theme.px(150) + 2 * OUTSET, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw label, level in words, rail and knob."""
        theme, body = self._look.theme, self._body()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        line = QRectF(body.left(), body.top(), body.width(), QFontMetricsF(theme.font(BODY)).height())
        painter.setFont(theme.font(BODY))
        painter.setPen(theme.colour("text"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeading.value), self._label)
        painter.setFont(theme.font(SMALL))
        painter.setPen(theme.colour("quiet"))
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, int(trailing.value), self.value_text)
        rail = self._rail()
        share = self.value() / _STEPS
        mirrored = is_mirrored(self)
        at = rail.right() - rail.width() * share if mirrored else rail.left() + rail.width() * share
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(rail, _RAIL / 2, _RAIL / 2)
        full = QRectF(rail)
        full.setLeft(at if mirrored else rail.left())
        full.setRight(rail.right() if mirrored else at)
        painter.setBrush(theme.colour("ring"))
        painter.drawRoundedRect(full, _RAIL / 2, _RAIL / 2)
        knob = theme.px(_KNOB)
        painter.setBrush(mixed(theme.colour("ring"), "#ffffff", 0.25 if self.isSliderDown() else 0.0))
        painter.drawEllipse(QPointF(at, rail.center().y()), knob, knob)
        if self._marked and self.hasFocus():
            draw_mark(painter, body, RADIUS, theme)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where one pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position())
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._go_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay."""
        self.setSliderDown(False)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the mark, unless it was the pointer that came here."""
        self._marked = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def _go_to(self, place: QPointF) -> None:
        """Take the level at a place."""
        rail = self._rail()
        share = (place.x() - rail.left()) / rail.width()
        share = 1 - share if is_mirrored(self) else share
        self.setValue(round(min(1.0, max(0.0, share)) * _STEPS))

    def _body(self) -> QRectF:
        """Return everything but the room for the mark."""
        return QRectF(self.rect()).adjusted(OUTSET, OUTSET, -OUTSET, -OUTSET)

    def _rail(self) -> QRectF:
        """Return where the knob moves."""
        body, knob = self._body(), self._look.theme.px(_KNOB)
        top = body.bottom() - TARGET / 2 - _RAIL / 2 + 4
        return QRectF(body.left() + knob, top, body.width() - 2 * knob, _RAIL)

    def _tell(self) -> None:
        """Give the new level on."""
        self._describe()
        self.level_changed.emit(self.level)

    def _describe(self) -> None:
        """Say the level in words to those who hear it."""
        self.setAccessibleDescription(self.value_text)

    def _restyle(self) -> None:
        """Measure and draw anew."""
        self.updateGeometry()
        self.update()
