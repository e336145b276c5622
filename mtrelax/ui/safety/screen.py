"""One short page: how to relax safely, who asks first, where there is help."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.ui.back_page import BackPage
from mtrelax.ui.i18n import tr
from mtrelax.ui.safety.help import HelpSheet
from mtrelax.ui.safety.words import ADVICE, ASK_FIRST, NO_DEVICE, Advice
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Emblem, FlowGrid, FlowRow, Label, PrimaryButton

_WIDEST = 960
_LEAST_COLUMN = 360


class SafetyScreen(BackPage):
    """What to know. Before the first session it is read once; later it can be looked up, help first.

    Who leads sessions for others reads also what to ask them.
    """

    read = Signal()

    def __init__(self, look: Look, *, again: bool = False, leads: bool = False) -> None:
        title = tr("Help, and what is good to know") if again else tr("Before you begin")
        super().__init__(look, "safety", title, widest=_WIDEST)
        self._again = again
        self.column.addStretch(1)
        self.column.addWidget(self._headline)
        parts = [HelpSheet(look), self._advice()]
        if not again:
            self.column.addWidget(Label(tr("Four things that are good to know. It takes a minute."), "lead"))
            parts.reverse()
        if leads:
            parts.insert(0, Label(tr(ASK_FIRST), "body"))
            parts[0].setObjectName("ask_first")
        for part in parts:
            self.column.addSpacing(SPACES[1])
            self.column.addWidget(part)
        self.column.addStretch(2)
        self.strip.column.addWidget(self._bottom())

    def _advice(self) -> QWidget:
        holder = QWidget()
        grid = FlowGrid(self.look, _LEAST_COLUMN, columns=(2, 1))
        holder.setLayout(grid)
        for advice in ADVICE:
            grid.addWidget(_Sentence(self.look, advice))
        return holder

    def _bottom(self) -> QWidget:
        """Return what is seen without scrolling: to say that it was read."""
        go_on = PrimaryButton(self.look, tr("Back to today") if self._again else tr("I have read this"))
        go_on.setObjectName("close" if self._again else "safety_read")
        go_on.clicked.connect(self.go_on)
        holder = QWidget()
        row = FlowRow(SPACES[1])
        holder.setLayout(row)
        row.addWidget(go_on)
        note = Label(tr(NO_DEVICE), "small")
        note.setMinimumWidth(self.look.theme.px(300))
        row.addWidget(note)
        return holder

    def go_on(self) -> None:
        """Say that it was read, or that it was looked up."""
        (self.closed if self._again else self.read).emit()


class _Sentence(QWidget):
    """One thing to know, with its drawing."""

    def __init__(self, look: Look, advice: Advice) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(tr(advice.title), "large"))
        words.addWidget(Label(tr(advice.text), "quiet"))
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACES[0], SPACES[1], SPACES[0])
        row.setSpacing(0)
        row.addWidget(Emblem(look, advice.icon), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
