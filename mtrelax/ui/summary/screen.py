"""The end of a session: what was said before and after, what was heard, and a way on."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSpacerItem

from mtrelax.domain.record import SessionRecord
from mtrelax.ui.announce import announce
from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.summary.pair import AnswerPair
from mtrelax.ui.summary.words import answers_of, is_comparable, story_of
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowRow, Label, LinkButton, Page, PrimaryButton
from mtrelax.ui.words import breakable, heard_of

_WIDEST: Final = 760


class SummaryScreen(Page):
    """Shows a session that is over. It may be taken out of the log, and put back."""

    done = Signal()
    history_requested = Signal()
    discard_requested = Signal()
    undo_requested = Signal()

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

    def _lay_out(self) -> None:
        self.column.addStretch(2)
        self.column.addWidget(self._title)
        self.column.addSpacerItem(self._gap)
        self.column.addWidget(self._pair, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(SPACES[1])
        self.column.addWidget(self._story)
        self.column.addSpacing(SPACES[0])
        for label in (self._heard, self._note):
            self.column.addWidget(label)
        self.column.addSpacing(SPACES[1])
        self.column.addStretch(1)
        self.column.addWidget(self._done, 0, Qt.AlignmentFlag.AlignHCenter)
        ways = FlowRow(0, Qt.AlignmentFlag.AlignHCenter)
        for button in (self._history, self._keep_not, self._undo):
            ways.addWidget(button)
        self.column.addLayout(ways)
        self.column.addStretch(4)

    def _connect(self) -> None:
        self._done.clicked.connect(self.done)
        self._history.clicked.connect(self.history_requested)
        self._keep_not.clicked.connect(self.discard_requested)
        self._undo.clicked.connect(self.undo_requested)

    def _show(self, *, kept: bool) -> None:
        """Show the session, or that it was let go."""
        self._title.setText(tr("Welcome back") if kept else tr("This session is not kept"))
        story = story_of(self._record) if kept else tr("Nothing of it stays in the log.")
        self._story.setText(story)
        self._pair.setVisible(kept and is_comparable(self._record))
        self._heard.setVisible(kept)
        self._note.setVisible(kept and bool(self._record.note.strip()))
        self._history.setVisible(kept)
        self._keep_not.setVisible(kept)
        self._undo.setVisible(not kept)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(f"{story} {self._heard.text()}" if kept else story)

    def _line(self, text: str, role: str) -> Label:
        label = Label(text, role)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return label

    def _link(self, name: str, text: str) -> LinkButton:
        button = LinkButton(self.look, text)
        button.setObjectName(name)
        return button
