"""Sliders that say in words what they are set to: how loud, how long."""

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


class WordSlider(QSlider):
    """A slider with its label and its value in words above the rail."""

    def __init__(self, look: Look, label: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._label = label
        self._marked = False
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._describe)
        look.changed.connect(self._restyle)

    @property
    def value_text(self) -> str:
        """The value in words."""
        raise NotImplementedError

    def set_label(self, label: str) -> None:
        """Be called otherwise."""
        self._label = label
        self.setAccessibleName(label)
        self.update()

    def show_value(self, value: int) -> None:
        """Show a value, without a signal."""
        blocked = self.blockSignals(True)
        self.setValue(value)
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
        share = (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
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
        span = self.maximum() - self.minimum()
        self.setValue(self.minimum() + round(min(1.0, max(0.0, share)) * span))

    def _body(self) -> QRectF:
        """Return everything but the room for the mark."""
        return QRectF(self.rect()).adjusted(OUTSET, OUTSET, -OUTSET, -OUTSET)

    def _rail(self) -> QRectF:
        """Return where the knob moves."""
        body, knob = self._body(), self._look.theme.px(_KNOB)
        top = body.bottom() - TARGET / 2 - _RAIL / 2 + 4
        return QRectF(body.left() + knob, top, body.width() - 2 * knob, _RAIL)

    def _describe(self) -> None:
        """Say the value in words to those who hear it."""
        self.setAccessibleDescription(self.value_text)

    def _restyle(self) -> None:
        """Measure and draw anew."""
        self.updateGeometry()
        self.update()


class LevelSlider(WordSlider):
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
        super().__init__(look, label, parent)
        self._words = tuple(words)
        self._low, self._high = low, high
        self.setRange(0, _STEPS)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.valueChanged.connect(self._tell)
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
        self.show_value(0 if level <= SILENCE else max(1, min(_STEPS, round(share * _STEPS))))

    def _tell(self) -> None:
        """Give the new level on."""
        self.level_changed.emit(self.level)


class LengthSlider(WordSlider):
    """A length in tenths of a second; its lowest end is that there is none."""

    def __init__(
        self, look: Look, label: str, longest: int, words: str, none: str, parent: QWidget | None = None
    ) -> None:
        """``words`` has a place for the length; ``none`` is said where there is none."""
        super().__init__(look, label, parent)
        self._words, self._none = words, none
        self.setRange(0, longest)
        self.setSingleStep(1)
        self.setPageStep(10)
        self._describe()

    @property
    def value_text(self) -> str:
        """The length in words."""
        return self._words.format(length=f"{self.value() / 10:.1f}") if self.value() else self._none
