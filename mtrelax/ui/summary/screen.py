"""The end of a session: what was said before and after, what was heard, and a way on."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSpacerItem

from mtrelax.domain.record import SessionRecord
from mtrelax.ui.announce import announce
from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.summary.pair import AnswerPair
from mtrelax.ui.summary.words import answers_of, is_comparable, reactions_of, story_of
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowRow, Label, LinkButton, Page, PrimaryButton
from mtrelax.ui.words import breakable, heard_of

_WIDEST: Final = 760
_NOTE_HEIGHT: Final = 96
_WRITE_MS: Final = 800
"""How long somebody pauses before what was written is kept."""


class SummaryScreen(Page):
    """Shows a session that is over. It may be taken out of the log, and put back."""

    done = Signal()
    history_requested = Signal()
    discard_requested = Signal()
    undo_requested = Signal()
    note_written = Signal(str)
    """Something was written of a session that was led for somebody."""

    def __init__(self, look: Look, record: SessionRecord, music_title: str) -> None:
        super().__init__(look, widest=_WIDEST)
        self._record = record
        self.setObjectName("summary")
        self._title = Headline()
        self._gap = QSpacerItem(0, SPACES[2])
        self._pair = AnswerPair(look, *answers_of(record))
        self._story = self._line("", "large")
        self._story.setObjectName("story")
        heard = tr("{length} of {music}").format(length=heard_of(record.heard), music=music_title)
        self._heard = self._line(breakable(heard), "quiet")
        self._note = self._line(f"“{breakable(record.note.strip())}”", "quiet")
        named = [record.client, record.plan.title] if record.client else []
        self._whose = self._line(breakable(" · ".join(filter(None, named))), "quiet")
        self._whose.setObjectName("whose")
        self._reactions = self._line("\n".join(map(breakable, reactions_of(record))), "body")
        self._reactions.setObjectName("reactions")
        self._field = _note_field(look, record.note)
        self._writing = QTimer(self, singleShot=True, interval=_WRITE_MS)
        self._done = PrimaryButton(look, tr("Done"))
        self._done.setObjectName("done")
        self._keep_not = self._link("keep_not", tr("Do not keep this session"))
        self._undo = self._link("undo", tr("Undo"))
        self._history = self._link("history", tr("See all sessions"))
        self._lay_out()
        self._connect()
        self._show(kept=True)

    def show_kept(self, *, kept: bool) -> None:
        """Show that the session was let go, or is there again; the keyboard is at the way back."""
        self._show(kept=kept)
        (self._keep_not if kept else self._undo).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._title.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be done by Enter and Escape."""
        if is_escape(event) or (is_enter(event) and not press_focused()):
            self.done.emit()
        elif not is_enter(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        low = is_low(self, self.look)
        self._title.set_low(low)
        self._pair.set_low(low)
        self._gap.changeSize(0, SPACES[0] if low else SPACES[2])
        self.column.invalidate()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written, whatever comes now."""
        super().hideEvent(event)
        self._keep_note()

    def _keep_note(self) -> None:
        if self._writing.isActive():
            self._writing.stop()
            self.note_written.emit(self._field.toPlainText().strip())

    def _on_pause(self) -> None:
        self.note_written.emit(self._field.toPlainText().strip())

    def _lay_out(self) -> None:
        self.column.addStretch(2)
        self.column.addWidget(self._title)
        self.column.addSpacerItem(self._gap)
        self.column.addWidget(self._pair, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(SPACES[1])
        self.column.addWidget(self._story)
        self.column.addSpacing(SPACES[0])
        for label in (self._whose, self._heard, self._reactions, self._note):
            self.column.addWidget(label)
        self.column.addWidget(self._field)
        self.column.addSpacing(SPACES[1])
        self.column.addStretch(1)
        self.column.addWidget(self._done, 0, Qt.AlignmentFlag.AlignHCenter)
        ways = FlowRow(0, Qt.AlignmentFlag.AlignHCenter)
        for button in (self._history, self._keep_not, self._undo):
            ways.addWidget(button)
        self.column.addLayout(ways)
        self.column.addStretch(4)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._writing.start)
        self._writing.timeout.connect(self._on_pause)
        self._done.clicked.connect(self.done)
        self._history.clicked.connect(self.history_requested)
        self._keep_not.clicked.connect(self.discard_requested)
        self._undo.clicked.connect(self.undo_requested)

    def _show(self, *, kept: bool) -> None:
        """Show the session, or that it was let go."""
        self._title.setText(self._welcome() if kept else tr("This session is not kept"))
        story = story_of(self._record) if kept else tr("Nothing of it stays in the log.")
        self._story.setText(story)
        self._pair.setVisible(kept and is_comparable(self._record))
        self._heard.setVisible(kept)
        led = bool(self._record.client)
        self._whose.setVisible(kept and led)
        self._reactions.setVisible(kept and led and bool(self._reactions.text()))
        self._field.setVisible(kept and led)
        self._note.setVisible(kept and not led and bool(self._record.note.strip()))
        self._history.setVisible(kept)
        self._keep_not.setVisible(kept)
        self._undo.setVisible(not kept)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(f"{story} {self._heard.text()}" if kept else story)

    def _welcome(self) -> str:
        return tr("The session is over") if self._record.client else tr("Welcome back")

    def _line(self, text: str, role: str) -> Label:
        label = Label(text, role)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _link(self, name: str, text: str) -> LinkButton:
        button = LinkButton(self.look, text)
        button.setObjectName(name)
        return button


def _note_field(look: Look, note: str) -> QPlainTextEdit:
    """Return where a few words on the session may be written."""
    field = QPlainTextEdit(note)
    field.setObjectName("session_note")
    field.setAccessibleName(tr("A note on this session"))
    field.setPlaceholderText(tr("A note on this session"))
    field.setTabChangesFocus(True)
    field.setFixedHeight(look.theme.px(_NOTE_HEIGHT))
    return field
