"""What is noted while a session runs: words with their moment, the stop signal, an adverse event."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mtrelax.domain.record import Mark, MarkKind
from mtrelax.ui.clinic.ahead import clock
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape
from mtrelax.ui.session.action_button import ActionButton
from mtrelax.ui.session.actions import Action, Live, is_on
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import OUTSET, Label
from mtrelax.ui.words import breakable

_MARK_WORDS: Final[Mapping[MarkKind, str]] = {
    MarkKind.NOTE: "Note",
    MarkKind.STOP_SIGNAL: "Stop signal",
    MarkKind.ADVERSE_EVENT: "Adverse event",
    MarkKind.CHANGE: "Changed",
}
_SHOWN: Final = 40


def _stop_words(_live: Live) -> str:
    return tr("Stop signal given")


def _adverse_words(_live: Live) -> str:
    return tr("Adverse event")


def _note_words(_live: Live) -> str:
    return tr("Write a note")


NOTE: Final = Action("note", (Qt.Key.Key_F2,), _note_words, enabled=is_on)
STOP_SIGNAL: Final = Action("stop_signal", (Qt.Key.Key_S,), _stop_words, enabled=is_on)
ADVERSE_EVENT: Final = Action("adverse_event", (Qt.Key.Key_A,), _adverse_words, enabled=is_on)


def mark_words(mark: Mark) -> str:
    """Return what was noted, in a line."""
    kind = tr(_MARK_WORDS[mark.kind])
    text = breakable(mark.text) if mark.kind is MarkKind.NOTE and mark.text else kind
    if mark.text and mark.kind is not MarkKind.NOTE:
        text = f"{kind}: {breakable(mark.text)}"
    return f"{clock(mark.time)}   {text}"


class NoteField(QLineEdit):
    """One line of words. No key that is typed here reaches anything else."""

    kept = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the words by Enter, leave by Escape."""
        if is_enter(event):
            self.kept.emit()
        elif is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)
        event.accept()


class Notes(QWidget):
    """A field for notes, two buttons, and everything that was noted so far, newest first."""

    said = Signal(str)
    left = Signal()
    """The keyboard may go back to the console."""

    def __init__(self, look: Look, live: Live) -> None:
        super().__init__()
        self._player = live.player
        self._kind = MarkKind.NOTE
        self._shown: tuple[Mark, ...] | None = None
        self.field: Final = NoteField()
        self.field.setObjectName("console_note")
        self.field.setMaxLength(2000)
        self.field.kept.connect(self._keep)
        self.field.left.connect(self._leave)
        self.buttons: Final = [ActionButton(look, each, live) for each in (STOP_SIGNAL, ADVERSE_EVENT)]
        self._list = Label("", "body")
        self._list.setObjectName("marks")
        self._list.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        line = QHBoxLayout()
        line.setContentsMargins(OUTSET, 0, OUTSET, 0)
        line.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addSpacing(SPACES[0] // 2)
        for button in self.buttons:
            column.addWidget(button)
        column.addSpacing(SPACES[0])
        column.addWidget(self._list)
        column.addStretch(1)
        self._ask_for(MarkKind.NOTE)
        self.refresh()

    def refresh(self) -> None:
        """Show what was noted."""
        for button in self.buttons:
            button.refresh()
        marks = self._player.marks
        if marks != self._shown:
            self._shown = marks
            lines = [mark_words(each) for each in reversed(marks[-_SHOWN:])]
            self._list.setText("\n".join(lines) or tr("Nothing is noted yet."))

    def begin(self) -> None:
        """Let one write."""
        self._ask_for(MarkKind.NOTE)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_what_happened(self) -> None:
        """Ask for a word on something that should not have happened."""
        self._ask_for(MarkKind.ADVERSE_EVENT)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.said.emit(tr("What happened? A word is enough; Enter keeps it with the time."))

    def note_stop_signal(self) -> None:
        """Note that the person gave the signal, and say what may be done."""
        self._player.mark(MarkKind.STOP_SIGNAL)
        self.said.emit(tr("The stop signal is noted. G leads back with open eyes, Space pauses."))
        self.refresh()

    def _ask_for(self, kind: MarkKind) -> None:
        self._kind = kind
        adverse = kind is MarkKind.ADVERSE_EVENT
        name = tr("What happened? A word is enough.") if adverse else tr("A note of this moment (F2)")
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.field.setAccessibleDescription(tr("Enter keeps it with the time. Escape goes back."))

    def _keep(self) -> None:
        """Keep the words with the moment; an adverse event needs none."""
        text = self.field.text().strip()
        if text or self._kind is MarkKind.ADVERSE_EVENT:
            self._player.mark(self._kind, text)
            adverse = self._kind is MarkKind.ADVERSE_EVENT
            self.said.emit(tr("The adverse event is noted.") if adverse else tr("Noted."))
        self._clear()

    def _leave(self) -> None:
        """Go back; words that were begun stay, unless they were about something else."""
        if self._kind is MarkKind.ADVERSE_EVENT:
            self._clear()
        else:
            self.left.emit()

    def _clear(self) -> None:
        self.field.clear()
        self._ask_for(MarkKind.NOTE)
        self.refresh()
        self.left.emit()
