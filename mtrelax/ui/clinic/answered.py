"""The client has answered: whoever leads begins the session when both are ready."""

from typing import Final

from PySide6.QtCore import Qt, Signal

from mtrelax.ui.back_page import BackPage
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowRow, Label, PrimaryButton

_WIDEST: Final = 720


class AnsweredScreen(BackPage):
    """A button that begins, and a way back."""

    begun = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "answered", tr("They have answered."), widest=_WIDEST, centred=True)
        lead = Label(tr("Their answer is written down. The session begins when you begin it."), "lead")
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
