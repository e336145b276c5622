"""History: every session that was kept, newest first."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.record import SessionRecord
from mtrelax.services.diary import Diary
from mtrelax.ui.header import Header, Strip
from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.history.words import about, change_of, day_of, month_of, spoken_change_of
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.theme import RADIUS, SPACES, TITLE, Look
from mtrelax.ui.widgets import OUTSET, IconButton, Label, LinkButton, Notice, Page, PrimaryButton
from mtrelax.ui.words import sentence

_WIDEST: Final = 1152
_AT_ONCE: Final = 40
"""How many sessions are shown before one asks for more."""
_FORMATS: Final = "For a spreadsheet (*.csv);;Everything (*.json)"


class HistoryScreen(Page):
    """The log. A session can be deleted, and brought back; the whole can be written to a file."""

    tab_requested = Signal(str)
    export_requested = Signal(object)

    def __init__(self, look: Look, diary: Diary, titles: Callable[[str], str]) -> None:
        super().__init__(look, widest=_WIDEST, has_header=True)
        self.setObjectName("history")
        self._diary, self._titles = diary, titles
        self._shown = _AT_ONCE
        self._act: Callable[[], None] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACES[0])
        self._export = LinkButton(look, tr("Write to a file"))
        self._export.setObjectName("export")
        self._more = LinkButton(look, tr("Show earlier sessions"))
        self._more.setObjectName("more")
        self._empty = _Empty(look)
        self._notice = Notice(look, tr("Close"))
        self._lay_out()
        self._show()
        # A notice may be asked for and the diary may change while a row's own button is being pressed.
        self._forget = diary.changed.subscribe(self._diary_changed)
        self.destroyed.connect(partial(_call, self._forget))

    def show_notice(
        self, text: str, action_text: str | None = None, action: Callable[[], None] | None = None
    ) -> None:
        """Say a sentence, and perhaps offer something to do about it."""
        self._act = action
        self._notice.say(text, action_text or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press what the keyboard is at; go back to the first page by Escape."""
        if is_escape(event):
            self.tab_requested.emit("today")
        elif not is_enter(event):
            super().keyPressEvent(event)
        else:
            press_focused()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the strip in the measure of the page."""
        super().resizeEvent(event)
        self._strip.keep_measure(self, SPACES[1])
        self._headline.set_low(is_low(self, self.look))

    def _lay_out(self) -> None:
        look = self.look
        header = Header(look, "history")
        header.tab_requested.connect(self.tab_requested)
        head = QHBoxLayout()
        self._headline = Headline(tr("Your sessions"), centred=False)
        head.addWidget(self._headline, 1)
        head.addWidget(self._export, 0, Qt.AlignmentFlag.AlignBottom)
        # As high as with the way to a file, which is there only when there is something to write.
        head.addStrut(self._export.sizeHint().height())
        self.column.addWidget(header)
        self.column.addSpacing(SPACES[0])
        self.column.addLayout(head)
        self.column.addSpacing(SPACES[0])
        self.column.addLayout(self._list)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self._empty, 1)
        self.column.addStretch(1)
        self._strip = Strip(look, _WIDEST)
        self._strip.column.addWidget(self._notice)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self._strip)
        self._export.clicked.connect(self._ask_where)
        self._more.clicked.connect(self._show_more)
        self._notice.acted.connect(self._act_on_notice)
        self._empty.begin.clicked.connect(partial(self.tab_requested.emit, "today"))

    def _diary_changed(self, _nothing: None) -> None:
        QTimer.singleShot(0, self, self._show)

    def _show(self) -> None:
        """Show the sessions as they are now."""
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        records = self._diary.sessions(self._shown + 1)
        month = ""
        for record in records[: self._shown]:
            if month_of(record.started) != month:
                month = month_of(record.started)
                self._list.addWidget(_heading(month))
            row = _Row(self.look, record, self._titles(record.plan.playlist))
            row.delete.setEnabled(not self._diary.read_only)
            row.delete.clicked.connect(partial(self._delete, record.id))
            self._list.addWidget(row)
        self._more.setVisible(len(records) > self._shown)
        self._empty.setVisible(not records)
        self._export.setVisible(bool(records))

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
        self.show_notice(tr("The session was deleted."), tr("Undo"), self._undo)
        # What the keyboard was at is gone; the way back is where it goes on.
        self._notice.focus_action()

    def _undo(self) -> None:
        try:
            self._diary.undo()
        except MtrelaxError as error:
            self.show_notice(sentence(error))

    def _act_on_notice(self) -> None:
        self._notice.hush()
        if self._act is not None:
            self._act()

    def _ask_where(self) -> None:
        """Ask for a file to write to."""
        dialog = QFileDialog(self, tr("Write your sessions to a file"))
        dialog.setObjectName("export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(tr(_FORMATS).split(";;"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("mtrelax.csv")
        dialog.filterSelected.connect(partial(_follow_filter, dialog))
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, name: str) -> None:
        self.export_requested.emit(Path(name))


class _Row(QWidget):
    """One session."""

    def __init__(self, look: Look, record: SessionRecord, title: str) -> None:
        super().__init__()
        self._look = look
        day, heard = day_of(record.started), about(record, title)
        change = change_of(record)
        self.setObjectName(f"session_{record.id}")
        self.setAccessibleName(", ".join(part for part in (day, heard, spoken_change_of(record)) if part))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Label(day, "large"))
        words.addWidget(Label(heard, "small"))
        if record.note:
            words.addWidget(Label(f"“{record.note}”", "body"))
        words.addStretch(1)
        self._change = Label(change, "title")
        self._change.setWordWrap(False)
        self._change.setFont(look.theme.font(TITLE))
        self._change.setAccessibleName(spoken_change_of(record))
        self.delete = IconButton(look, "trash", tr("Delete the session of {day}").format(day=day), size=20)
        self.delete.setObjectName("delete")
        row = QHBoxLayout(self)
        row.setContentsMargins(OUTSET + 12, 14, OUTSET + 2, 14)
        row.addLayout(words, 1)
        row.addWidget(self._change)
        row.addWidget(self.delete)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the quiet surface that it stands on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(OUTSET, 0, -OUTSET, 0), RADIUS, RADIUS)
        painter.end()


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


def _heading(text: str) -> Label:
    label = Label(text, "quiet")
    label.setContentsMargins(OUTSET, SPACES[1], OUTSET, 0)
    return label


def _follow_filter(dialog: QFileDialog, chosen: str) -> None:
    """Let the name end as the chosen kind of file does."""
    dialog.setDefaultSuffix("json" if "json" in chosen else "csv")


def _call(forget: Callable[[], None], _gone: object = None) -> None:
    forget()
