"""The question of a rating on the client's display: all of it is seen, as large as there is room for."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mtrelax.domain.scales import RatingScale
from mtrelax.ui.rating.question import Question
from mtrelax.ui.theme import LARGEST_SHOWN, SPACES, Look, style_sheet
from mtrelax.ui.widgets import Page

_STEPS: Final = 8
"""In how many steps the type becomes twice as large."""
_EDGE: Final = 48
"""Which part of the width lies on either side."""

_ENDLESS: Final = 100_000


@dataclass(frozen=True, slots=True)
class _Way:
    """How large the question is."""

    factor: float = 1.0
    air: int = 0
    low: bool = False
    close: bool = False


_WAYS: Final = (
    _Way(low=True, close=True),
    _Way(low=True, close=True, air=SPACES[1]),
    _Way(low=True, air=SPACES[1]),
    *(_Way(each / _STEPS, SPACES[2]) for each in range(_STEPS, round(_STEPS * LARGEST_SHOWN) + 1)),
)
"""From the smallest that can be read, whose numbers a finger still meets, to what fills a wall."""


class Asked(Page):
    """The question, for a finger or a pointer. Nothing of it has to be scrolled to."""

    answered = Signal(object)
    cramped = Signal()
    """There is no room for it any more."""

    def __init__(self, look: Look, scale: RatingScale) -> None:
        own = Look(look.theme.name, reduced_motion=look.theme.reduced_motion)
        super().__init__(own)
        own.setParent(self)
        self.question: Final = Question(own, scale)
        self.question.answered.connect(self.answered)
        self.column.addStretch(1)
        self.column.addWidget(self.question)
        self.column.addStretch(1)

    def fit(self, size: QSize) -> bool:
        """Be as large as a display of a size allows; tell whether all of it is seen there."""
        edge = size.width() // _EDGE
        room = size - QSize(2 * edge, 0)

        def is_too_much(way: _Way) -> bool:
            return not self._fits(way, room)

        fitting = bisect_left(_WAYS, True, key=is_too_much)
        self._take(_WAYS[max(0, fitting - 1)])
        self.column.setContentsMargins(edge, 0, edge, 0)
        return fitting > 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become larger or smaller with the display."""
        super().resizeEvent(event)
        if not self.fit(event.size()):
            # Whoever hears it puts something else in its place: not while it is being put there.
            QTimer.singleShot(0, self, self.cramped.emit)

    def _measure(self) -> None:
        """Keep no measure but that of the display."""

    def _fits(self, way: _Way, room: QSize) -> bool:
        self._take(way)
        question, wide = self.question, room.width()
        high = question.heightForWidth(wide)
        # Only what needs no second line is enlarged.
        whole = way.factor == 1 or high <= question.heightForWidth(_ENDLESS)
        return whole and question.minimumSizeHint().width() <= wide and high <= room.height()

    def _take(self, way: _Way) -> None:
        self.look.set_text_factor(way.factor)
        self.setStyleSheet(style_sheet(self.look.theme))
        self.question.set_air(self.look.theme.px(way.air), low=way.low)
        self.question.answers.set_close(way.close)
        for part in self.question.findChildren(QWidget):
            part.ensurePolished()
