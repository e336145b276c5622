"""One session of the past: a few words, and on request what was noted while it ran."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.domain.record import Mark, SessionRecord
from mtrelax.ui.history.words import about, change_of, day_of, mark_words, spoken_change_of
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import RADIUS, SPACES, TITLE, Look
from mtrelax.ui.widgets import OUTSET, IconButton, Label, LinkButton
from mtrelax.ui.words import breakable

_LINK_INSET: Final = 12
"""How far the words of a link stand from its body's edge."""


class SessionRow(QWidget):
    """When, what, how it was; its notes open below."""

    opened = Signal(bool)

    def __init__(self, look: Look, record: SessionRecord, title: str, *, is_open: bool = False) -> None:
        super().__init__()
        self._look = look
        day, heard, spoken = day_of(record.started), about(record, title), spoken_change_of(record)
        self.setObjectName(f"session_{record.id}")
        self.setAccessibleName(", ".join(part for part in (day, heard, spoken, record.note) if part))
        self.delete = IconButton(look, "trash", tr("Delete the session of {day}").format(day=day), size=20)
        self.delete.setObjectName("delete")
        change = Label(change_of(record), "title")
        change.setWordWrap(False)
        change.setFont(look.theme.font(TITLE))
        change.setAccessibleName(spoken)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Label(day, "large"))
        words.addWidget(Label(breakable(heard), "small"))
        if record.note:
            words.addWidget(Label(f"“{breakable(record.note)}”", "body"))
        if record.marks:
            self._add_marks(words, record.marks, day, is_open=is_open)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(OUTSET + 12, 14, OUTSET + 2, 14)
        row.addLayout(words, 1)
        row.addWidget(change)
        row.addWidget(self.delete)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the quiet surface that it stands on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(OUTSET, 0, -OUTSET, 0), RADIUS, RADIUS)
        painter.end()

    def _add_marks(self, words: QVBoxLayout, marks: tuple[Mark, ...], day: str, *, is_open: bool) -> None:
        """Offer what was noted, and when."""
        link = LinkButton(self._look, tr("What was noted"), icon_name="note")
        link.setObjectName("marks_link")
        link.setAccessibleName(tr("What was noted in the session of {day}").format(day=day))
        link.clicked.connect(self._toggle)
        self._marks = _Marks(marks)
        self._marks.setVisible(is_open)
        beside = QHBoxLayout()
        beside.addSpacing(-_LINK_INSET)
        beside.addWidget(link)
        beside.addStretch(1)
        words.addSpacing(-OUTSET)
        words.addLayout(beside)
        words.addSpacing(-OUTSET)
        words.addWidget(self._marks)

    def _toggle(self) -> None:
        self._marks.setVisible(self._marks.isHidden())
        self.opened.emit(not self._marks.isHidden())


class _Marks(QWidget):
    """What was noted, one below the other, each with its moment in the session."""

    def __init__(self, marks: tuple[Mark, ...]) -> None:
        super().__init__()
        self.setObjectName("marks")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, SPACES[0])
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, mark in enumerate(marks):
            moment = Label(mark.clock, "quiet")
            moment.setWordWrap(False)
            moment.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(moment, line, 0)
            grid.addWidget(Label(breakable(mark_words(mark)), "body"), line, 1)
