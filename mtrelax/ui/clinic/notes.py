"""What is noted while a session runs: words with their moment, the stop signal, an adverse event."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mtrelax.domain.record import Mark, MarkKind
from mtrelax.ui.history.words import mark_words
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape
from mtrelax.ui.session.actions import Action, Live, is_on
from mtrelax.ui.theme import SPACES
from mtrelax.ui.widgets import OUTSET, Label
from mtrelax.ui.words import breakable

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


class NoteField(QLineEdit):
    """One line of words. No key that is typed here reaches anything else."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Enter and by Escape."""
        if is_enter(event) or is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)
        event.accept()


class Notes(QWidget):
    """A field for notes, and everything that was noted so far, newest first.

    What is typed is noted as it is typed, at the moment at which one began: whatever ends, nothing is lost.
    """

    said = Signal(str)
    left = Signal()
    """The keyboard may go back to the console."""

    def __init__(self, live: Live) -> None:
        super().__init__()
        self._player = live.player
        self._kind = MarkKind.NOTE
        self._mark: Mark | None = None
        self._shown: tuple[Mark, ...] | None = None
        self.field: Final = NoteField()
        self.field.setObjectName("console_note")
        self.field.setMaxLength(2000)
        self.field.textEdited.connect(self._write)
        self.field.left.connect(self._leave)
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
        column.addSpacing(SPACES[0])
        column.addWidget(self._list)
        column.addStretch(1)
        self._ask_for(MarkKind.NOTE)
        self.refresh()

    def refresh(self) -> None:
        """Show what was noted."""
        marks = self._player.marks
        if marks != self._shown:
            self._shown = marks
            lines = [f"{each.clock}   {breakable(mark_words(each))}" for each in reversed(marks[-_SHOWN:])]
            self._list.setText("\n".join(lines) or tr("Nothing is noted yet."))

    def begin(self) -> None:
        """Let one write of this moment, or go on with what one began to write."""
        if not (self.field.text() and self._kind is MarkKind.NOTE):
            self._start(MarkKind.NOTE)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_what_happened(self) -> None:
        """Note that something happened that should not have, and ask for a word on it."""
        self._start(MarkKind.ADVERSE_EVENT)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.said.emit(tr("The adverse event is noted. What happened? A word is enough."))

    def note_stop_signal(self) -> None:
        """Note that the person gave the signal, and say what may be done."""
        self._player.mark(MarkKind.STOP_SIGNAL)
        self.said.emit(
            tr("The stop signal is noted. The way back has begun; “End now” ends it at once.")
            if self._player.leaving
            else tr("The stop signal is noted. G leads back with open eyes, Space pauses.")
        )
        self.refresh()

    def _start(self, kind: MarkKind) -> None:
        """Note that something is written of this moment; its words come later."""
        self._end()
        self._ask_for(kind)
        self._mark = self._player.mark(kind)
        self.refresh()

    def _end(self) -> None:
        """Be ready for something new; a note without words was none."""
        if self._mark is not None and self._kind is MarkKind.NOTE and not self._mark.text:
            self._player.amend(self._mark, None)
        self._mark = None
        self.field.clear()

    def _ask_for(self, kind: MarkKind) -> None:
        self._kind = kind
        adverse = kind is MarkKind.ADVERSE_EVENT
        name = tr("What happened? A word is enough.") if adverse else tr("A note of this moment (F2)")
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.field.setAccessibleDescription(tr("What you write is kept. Enter or Escape goes back."))

    def _write(self, words: str) -> None:
        """Note what stands in the field now."""
        if self._mark is None:
            self._mark = self._player.mark(self._kind)
        self._mark = self._player.amend(self._mark, words.strip())
        self.refresh()

    def _leave(self) -> None:
        """Go back to the session; what was written is kept already."""
        if self._kind is MarkKind.ADVERSE_EVENT:
            self.said.emit(tr("The adverse event is noted."))
        elif self._mark is not None and self._mark.text:
            self.said.emit(tr("Noted."))
        self._end()
        self._ask_for(MarkKind.NOTE)
        self.refresh()
        self.left.emit()
