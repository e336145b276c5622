"""Asks for whom a session is: a code, not a name."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from mtrelax.ui.back_page import BackPage
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowRow, Label, PrimaryButton, QuietButton
from mtrelax.ui.words import breakable

LONGEST: Final = 40
_RECENT: Final = 12
_WIDEST: Final = 720
_INITIALS: Final = 2
_DATE: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b(19|20)\d{6}\b")


def hint_of(text: str) -> str:
    """Return what is gently said of a code: that it is too long, or that it tells who somebody is."""
    if len(text) >= LONGEST:
        said = tr("A code has {count} signs at most; what comes after them is left out.")
        return said.format(count=LONGEST)
    if "@" in text:
        return tr("This looks like an address. A code tells others less.")
    if _DATE.search(text):
        return tr("This looks like a date. A code tells others less.")
    if " " in text or (text.isalpha() and len(text) > _INITIALS):
        return tr("This looks like a name. A code tells others less.")
    return " "


class ClientCodeScreen(BackPage):
    """A field, the codes of late, what the session will be, and a way back."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        recent: Sequence[str] = (),
        *,
        session: str = "",
        tell_unencrypted: bool = False,
    ) -> None:
        super().__init__(look, "client_code", tr("Who is here today?"), widest=_WIDEST, centred=True)
        self._field = QLineEdit()
        self._field.setObjectName("code")
        self._field.setMaxLength(LONGEST)
        self._field.setAccessibleName(tr("A code, not a name"))
        self._field.setPlaceholderText(tr("for example K-17"))
        self._hint = Label("", "quiet")
        self._hint.setObjectName("code_hint")
        self._go_on = PrimaryButton(look, tr("Continue"))
        self._go_on.setObjectName("code_continue")
        self._session = Label(session, "body")
        self._session.setObjectName("what_session")
        self._session.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._session.setVisible(bool(session))
        self._lay_out(recent[:_RECENT], tell_unencrypted=tell_unencrypted)
        self._field.textChanged.connect(self._look_at)
        self._go_on.clicked.connect(self.go_on)
        self.setFocusProxy(self._field)
        self._look_at()

    def _lay_out(self, recent: Sequence[str], *, tell_unencrypted: bool) -> None:
        self.column.addStretch(2)
        self.column.addWidget(self._headline)
        lead = Label(tr("Write a code, not a name. The session and its ratings are kept under it."), "lead")
        lead.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(lead)
        self.column.addSpacing(SPACES[1])
        self.column.addWidget(self._field)
        self.column.addWidget(self._hint)
        if recent:
            self.column.addLayout(self._recent(recent))
        if tell_unencrypted:
            told = Label(
                tr(
                    "The log is not encrypted: whoever may use this computer can read it. "
                    "Encrypt its disk, or keep the computer locked. This is said once."
                ),
                "body",
            )
            told.setObjectName("not_encrypted")
            self.column.addWidget(told)
        self.column.addSpacing(SPACES[1])
        self.column.addWidget(self._session)
        self.column.addSpacing(SPACES[0])
        row = FlowRow(SPACES[1], Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(self._go_on)
        self.column.addLayout(row)
        self.column.addStretch(3)

    def _recent(self, recent: Sequence[str]) -> FlowRow:
        row = FlowRow(0, Qt.AlignmentFlag.AlignHCenter)
        for code in recent:
            button = QuietButton(self.look, breakable(code))
            button.setObjectName(f"recent_{code}")
            button.clicked.connect(partial(self.chosen.emit, code))
            row.addWidget(button)
        return row

    def _look_at(self) -> None:
        """Say gently if it looks like a name; nothing is refused."""
        text = self._field.text().strip()
        self._go_on.setEnabled(bool(text))
        words = hint_of(text)
        self._hint.setText(words)
        self._field.setAccessibleDescription(words.strip())

    def go_on(self) -> None:
        """Begin for the code that was written."""
        if text := self._field.text().strip():
            self.chosen.emit(text)
