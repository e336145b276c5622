"""After a session that led a client into sleep: whoever leads stays awake, and may still write."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from mtrelax.domain.record import SessionRecord
from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.summary.words import reactions_of
from mtrelax.ui.theme import SPACES, Look, style_sheet
from mtrelax.ui.widgets import Label, Page, PrimaryButton
from mtrelax.ui.words import breakable

_WIDEST: Final = 720
_WRITE_MS: Final = 800
"""How long somebody pauses before what was written is kept."""


class AsleepScreen(Page):
    """What was noted, a field for a note and one for an adverse event, and a way on; dark as the room is."""

    done = Signal()
    written = Signal(str, str)
    """The note, and what happened that should not have."""

    def __init__(self, look: Look, record: SessionRecord | None, client: str) -> None:
        super().__init__(look, widest=_WIDEST)
        self.setObjectName("asleep")
        self.setStyleSheet(style_sheet(look.theme))
        self._title = Headline(tr("The session has led into sleep"))
        self.setAccessibleName(self._title.text())
        self._note = _field("session_note", tr("A note on this session"), record.note if record else "")
        self._adverse = _field("adverse_note", tr("An adverse event: what happened? A word is enough."))
        self._writing = QTimer(self, singleShot=True, interval=_WRITE_MS)
        self._writing.timeout.connect(self._write)
        self._done = PrimaryButton(look, tr("Done"))
        self._done.setObjectName("done")
        self._done.clicked.connect(self._finish)
        for field in (self._note, self._adverse):
            field.setVisible(record is not None)
            field.textEdited.connect(self._writing.start)
        self._lay_out(record, client)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press what the keyboard is at by Enter; a key that was meant for the session goes nowhere."""
        if not (is_escape(event) or (is_enter(event) and press_focused())):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        self._title.set_low(is_low(self, self.look))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written, whatever comes now."""
        super().hideEvent(event)
        self._keep()

    def _lay_out(self, record: SessionRecord | None, client: str) -> None:
        self.column.addStretch(2)
        self.column.addWidget(self._title)
        told = tr(
            "Your client’s display stays dark until you are done. How {client} feels is asked when mtrelax "
            "is opened next."
        )
        unkept = tr("Your client’s display stays dark until you are done. Nothing of this session is kept.")
        self._say(told.format(client=breakable(client)) if record else unkept, "lead")
        if record is not None:
            self._say("\n".join(map(breakable, reactions_of(record))), "body")
        self.column.addSpacing(SPACES[1])
        self.column.addWidget(self._note)
        self.column.addWidget(self._adverse)
        self.column.addSpacing(SPACES[1])
        self.column.addWidget(self._done, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(3)

    def _say(self, text: str, role: str) -> None:
        if text:
            label = Label(text, role)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(label)

    def _finish(self) -> None:
        self._keep()
        self.done.emit()

    def _keep(self) -> None:
        if self._writing.isActive():
            self._writing.stop()
            self._write()

    def _write(self) -> None:
        self.written.emit(self._note.text().strip(), self._adverse.text().strip())


def _field(name: str, words: str, text: str = "") -> QLineEdit:
    field = QLineEdit(text)
    field.setObjectName(name)
    field.setMaxLength(2000)
    field.setPlaceholderText(words)
    field.setAccessibleName(words)
    return field
