"""The client has answered: whoever leads begins the session when both are ready."""

from typing import Final

from PySide6.QtCore import Qt, Signal

from mtrelax.domain.record import Rating
from mtrelax.ui.back_page import BackPage
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowRow, Label, PrimaryButton

_WIDEST: Final = 720


class AnsweredScreen(BackPage):
    """What they said, for whoever leads alone; a button that begins, and a way back."""

    begun = Signal()

    def __init__(self, look: Look, answer: Rating | None = None) -> None:
        said = answer.value if answer is not None else None
        title = tr("The question was left open.") if said is None else tr("They have answered.")
        super().__init__(look, "answered", title, widest=_WIDEST, centred=True)
        begins = tr("The session begins when you begin it.")
        told = begins if said is None else tr("They said {value}. {begins}").format(value=said, begins=begins)
        lead = Label(told, "lead")
        lead.setObjectName("said")
        lead.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        begin = PrimaryButton(look, tr("Begin the session"))
        begin.setObjectName("begin_session")
        begin.clicked.connect(self.begun)
        row = FlowRow(SPACES[1], Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(begin)
        self.column.addStretch(2)
        self.column.addWidget(self._headline)
        self.column.addWidget(lead)
        self.column.addSpacing(SPACES[1])
        self.column.addLayout(row)
        self.column.addStretch(3)

    def go_on(self) -> None:
        """Begin by Enter."""
        self.begun.emit()
