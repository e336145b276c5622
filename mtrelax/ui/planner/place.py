"""Where everything of a session stands on the strip."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from mtrelax.domain.time import Seconds
from mtrelax.ui.theme import BODY, SMALL, Theme
from mtrelax.ui.widgets import OUTSET

_AIR: Final = 12
_BREATH, _VOICE, _BELL = 30, 8, 9
_GAP: Final = 8
_BETWEEN: Final = 4


@dataclass(frozen=True, slots=True)
class StripPlace:
    """The strip in a width: a picture with lanes in it, and two lines below."""

    theme: Theme
    width: float
    length: Seconds
    mirrored: bool
    words: float
    """How high the name of a phase and its minutes are."""
    line: float
    """How high a small line is."""
    picture: QRectF
    """Where the phases are."""
    has_foot: bool

    @classmethod
    def of(
        cls, theme: Theme, width: float, length: Seconds, *, mirrored: bool, has_foot: bool
    ) -> "StripPlace":
        """Return the strip in a width: what is measured once for all of it."""
        large, line = (QFontMetricsF(theme.font(size)).height() for size in (BODY, SMALL))
        words = large + line + _GAP
        lanes = words + theme.px(_BREATH + _VOICE + _BELL) + 2 * _GAP
        picture = QRectF(OUTSET, OUTSET, width - 2 * OUTSET, 2 * _AIR + lanes)
        return cls(theme, width, length, mirrored, words, line, picture, has_foot)

    @property
    def height(self) -> int:
        """How high all of it is."""
        return round((self.foot if self.has_foot else self.ticks).bottom() + _BETWEEN)

    @property
    def breath(self) -> QRectF:
        """Where the breath is drawn."""
        top = self.picture.top() + _AIR + self.words
        return self._lane(top, _BREATH)

    @property
    def voice(self) -> QRectF:
        """Where the voice is drawn."""
        return self._lane(self.breath.bottom() + _GAP, _VOICE)

    @property
    def bell(self) -> QRectF:
        """Where the bells are drawn."""
        return self._lane(self.voice.bottom() + _GAP, _BELL)

    @property
    def ticks(self) -> QRectF:
        """Where the minutes are written."""
        return QRectF(OUTSET, self.picture.bottom() + _BETWEEN, self.picture.width(), self.line)

    @property
    def foot(self) -> QRectF:
        """Where the music is written."""
        return self.ticks.translated(0, self.ticks.height() + _BETWEEN)

    def x_of(self, time: float) -> float:
        """Return where a moment is."""
        share = time / self.length
        return self.picture.left() + self.picture.width() * (1 - share if self.mirrored else share)

    def time_at(self, x: float) -> Seconds:
        """Return which moment is there; the nearest one, outside the picture."""
        share = min(1.0, max(0.0, (x - self.picture.left()) / self.picture.width()))
        return Seconds(self.length * (1 - share if self.mirrored else share))

    def span(self, start: float, end: float, lane: QRectF | None = None) -> QRectF:
        """Return a stretch of time in the picture, or in one of its lanes."""
        left, right = sorted((self.x_of(start), self.x_of(end)))
        high = lane or self.picture
        return QRectF(QPointF(left, high.top()), QPointF(right, high.bottom()))

    def _lane(self, top: float, high: float) -> QRectF:
        return QRectF(self.picture.left(), top, self.picture.width(), self.theme.px(high))
