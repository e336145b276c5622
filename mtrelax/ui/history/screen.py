"""History: every session that was kept, newest first."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from mtrelax.domain.errors import LogUnavailable, MtrelaxError
from mtrelax.domain.record import SessionRecord, Sessions
from mtrelax.services.diary import Diary
from mtrelax.ui.history.row import SessionRow
from mtrelax.ui.history.words import month_of
from mtrelax.ui.i18n import tr
from mtrelax.ui.tab_page import TabPage
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import OUTSET, Choice, ChoiceTile, Label, LinkButton, PrimaryButton
from mtrelax.ui.words import left_out, sentence

_AT_ONCE: Final = 40
"""How many sessions are shown before one asks for more."""
_WHOSE_WIDTH: Final = 300
_FORMATS: Final = "For a spreadsheet (*.csv);;Everything (*.json)"


class HistoryScreen(TabPage):
    """The log. A session can be deleted, and brought back; what is shown can be written to a file."""

    export_requested = Signal(object)

    def __init__(self, look: Look, diary: Diary, titles: Callable[[str], str]) -> None:
        super().__init__(look, "history", tr("Your sessions"))
        self._diary, self._titles = diary, titles
        self._shown = _AT_ONCE
        self._opened: set[str] = set()
        self._whose = ChoiceTile(look, tr("Whose sessions"))
        self._whose.setObjectName("whose")
        self._export = LinkButton(look, tr("Write to a file"))
        self._export.setObjectName("export")
        self._trouble = Label("", "lead")
        self._trouble.setObjectName("trouble")
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACES[0])
        self._more = LinkButton(look, tr("Show earlier sessions"))
        self._more.setObjectName("more")
        self._empty = _Empty(look)
        self._lay_out()
        self._show()
        # A notice may be asked for and the diary may change while a row's own button is being pressed.
        self._forget = diary.changed.subscribe(self._diary_changed)
        self.destroyed.connect(partial(_call, self._forget))

    def _lay_out(self) -> None:
        self.head.addWidget(self._export, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addSpacing(SPACES[0])
        self._whose.setMaximumWidth(self.look.theme.px(_WHOSE_WIDTH))
        self.column.addWidget(self._whose)
        self.column.addWidget(self._trouble)
        self.column.addLayout(self._list)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self._empty, 1)
        self.column.addStretch(1)
        self._whose.changed.connect(self._show_whose)
        self._export.clicked.connect(self._ask_where)
        self._more.clicked.connect(self._show_more)
        self._empty.begin.clicked.connect(partial(self.tab_requested.emit, "today"))

    @property
    def client(self) -> str | None:
        """Whose sessions are shown: a client's, ``""`` for those at home, ``None`` for all."""
        value = self._whose.value
        return value if isinstance(value, str) else None

    def _diary_changed(self, _nothing: None) -> None:
        QTimer.singleShot(0, self, self._show)

    def _show(self) -> None:
        """Show the sessions as they are now."""
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        sessions = self._read()
        month = ""
        for record in sessions[: self._shown]:
            if month_of(record.started) != month:
                month = month_of(record.started)
                self._list.addWidget(_heading(month))
            self._list.addWidget(self._row(record))
        self._more.setVisible(len(sessions) + sessions.unreadable > self._shown)
        self._empty.setVisible(not sessions and self._trouble.isHidden())
        self._export.setVisible(bool(sessions))

    def _row(self, record: SessionRecord) -> SessionRow:
        title = self._titles(record.plan.playlist)
        row = SessionRow(self.look, record, title, is_open=record.id in self._opened)
        row.delete.setEnabled(not self._diary.read_only)
        row.delete.clicked.connect(partial(self._delete, record.id))
        row.opened.connect(partial(self._note_opened, record.id))
        return row

    def _note_opened(self, session: str, is_open: bool) -> None:
        """Remember which notes are open, for when the list is made anew."""
        (self._opened.add if is_open else self._opened.discard)(session)

    def _read(self) -> Sessions:
        """Return the sessions to show, and say what of the log cannot be read."""
        try:
            self._offer_clients(self._diary.clients())
            sessions = self._diary.sessions(self._shown + 1, self.client)
        except LogUnavailable as error:
            sessions, trouble = Sessions(), sentence(error)
        else:
            trouble = left_out(sessions.unreadable) if sessions.unreadable else ""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        return sessions

    def _offer_clients(self, codes: Sequence[str]) -> None:
        """Let one choose whose sessions are shown, where there are clients."""
        each = [Choice(code, code) for code in codes]
        self._whose.set_choices([Choice(None, tr("All")), Choice("", tr("At home")), *each])
        self._whose.setVisible(bool(codes))

    def _show_whose(self, _client: object) -> None:
        self._shown = _AT_ONCE
        self._show()

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._show()

    def _delete(self, session: str) -> None:
        """Take a session out, and offer the way back."""
        try:
            self._diary.delete(session)
        except MtrelaxError as error:
            self.show_notice(sentence(error))
            return
        self._offer_undo()
        # What the keyboard was at is gone; the way back is where it goes on.
        self._notice.focus_action()

    def _offer_undo(self) -> None:
        """Say what is deleted and can still be brought back, one after the other."""
        count = self._diary.deleted
        words = tr("The session was deleted.") if count == 1 else tr("{count} sessions were deleted.")
        self.show_notice(words.format(count=count), tr("Undo"), self._undo)

    def _undo(self) -> None:
        try:
            self._diary.undo()
        except MtrelaxError as error:
            self.show_notice(sentence(error), tr("Undo"), self._undo)
            return
        if self._diary.deleted:
            self._offer_undo()

    def _ask_where(self) -> None:
        """Ask for a file to write to."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, tr("Write your sessions to a file"), documents)
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(tr(_FORMATS).split(";;"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(_file_name(self.client))
        dialog.filterSelected.connect(partial(_follow_filter, dialog))
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, name: str) -> None:
        self.export_requested.emit(Path(name))


class _Empty(QWidget):
    """What is said as long as there is nothing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.begin = PrimaryButton(look, tr("Choose some music"))
        self.begin.setObjectName("to_home")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label(tr("There is nothing here yet. A session you finish will be."), "lead"))
        column.addWidget(Label(tr("You can delete any of them, at any time."), "quiet"))
        column.addSpacing(SPACES[1])
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)


def _file_name(client: str | None) -> str:
    """Return a name for an export; of a client's code only what every file system takes."""
    code = "".join(letter if letter.isalnum() else "-" for letter in client or "").strip("-")
    return f"mtrelax-{code}.csv" if code else "mtrelax.csv"


def _heading(text: str) -> Label:
    label = Label(text, "quiet")
    label.setContentsMargins(OUTSET, SPACES[1], OUTSET, 0)
    return label


def _follow_filter(dialog: QFileDialog, chosen: str) -> None:
    """Let the name end as the chosen kind of file does."""
    dialog.setDefaultSuffix("json" if "json" in chosen else "csv")


def _call(forget: Callable[[], None], _gone: object = None) -> None:
    forget()
