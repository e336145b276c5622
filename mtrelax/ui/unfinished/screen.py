"""A session whose last question is open: say how it was, keep it as it is, or let it go."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent

from mtrelax.domain.record import SessionRecord, StoppedEarly, is_late
from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.unfinished.words import moment_words
from mtrelax.ui.widgets import FlowRow, Label, LinkButton, Page, PrimaryButton, QuietButton
from mtrelax.ui.words import A_LITTLE, breakable, minutes_of

_WIDEST: Final = 760


class UnfinishedScreen(Page):
    """Offers a session that was cut off, or ended in sleep. Nothing is lost whichever way one goes on."""

    rate_requested = Signal()
    keep_requested = Signal()
    discard_requested = Signal()

    def __init__(self, look: Look, record: SessionRecord, now: datetime) -> None:
        super().__init__(look, widest=_WIDEST)
        title = _title(record, now)
        self.setObjectName("unfinished")
        self.setAccessibleName(title)
        self.setAccessibleDescription(_story(record, now))
        self.column.addStretch(2)
        self._title = Headline(title)
        self.column.addWidget(self._title)
        self.column.addSpacing(SPACES[0])
        self._say(_story(record, now), "lead")
        if is_late(record.over, now):
            self._say(tr("An answer given now is kept, but not compared with the one before."), "small")
        self.column.addSpacing(SPACES[3])
        self.column.addLayout(self._ways(record.client))
        discard = LinkButton(look, tr("Delete this session"), icon_name="trash")
        discard.setObjectName("discard")
        discard.clicked.connect(self.discard_requested)
        self.column.addSpacing(SPACES[0])
        self.column.addWidget(discard, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep it by Escape, rate it by Enter."""
        if is_escape(event):
            self.keep_requested.emit()
        elif is_enter(event):
            if not press_focused():
                self.rate_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        self._title.set_low(is_low(self, self.look))

    def _say(self, text: str, role: str) -> None:
        label = Label(text, role)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(label)

    def _ways(self, client: str) -> FlowRow:
        keep = QuietButton(self.look, tr("Keep it as it is"))
        keep.setObjectName("keep")
        keep.clicked.connect(self.keep_requested)
        rate = PrimaryButton(
            self.look, tr("Enter how they feel now") if client else tr("Say how you feel now")
        )
        rate.setObjectName("rate")
        rate.clicked.connect(self.rate_requested)
        row = FlowRow(SPACES[0] // 2, Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(keep)
        row.addWidget(rate)
        return row


def _title(record: SessionRecord, now: datetime) -> str:
    """Return what is to be said first; in clinic, whose session it was."""
    if record.client:
        text = (
            tr("The session of {client} ended in sleep")
            if record.ended_in_sleep
            else tr("The session of {client} was not finished")
        )
        return text.format(client=breakable(record.client))
    if not record.ended_in_sleep:
        return tr("A session was not finished")
    was_last_night = moment_words(record.over, now) == tr("last night")
    return tr("Last night ended in sleep") if was_last_night else tr("Your session ended in sleep")


def _story(record: SessionRecord, now: datetime) -> str:
    """Return what is known of the session."""
    if record.ended_in_sleep:
        text = tr("It began {when} and lasted {length}. Nothing was asked, to let you sleep.")
    elif record.ended is None:
        text = tr("It began {when} and was cut off {where}.")
    elif record.stopped_early is StoppedEarly.CLOSED:
        text = tr("It began {when}, and you closed the window {where}.")
    elif record.heard < A_LITTLE:
        text = tr("It began {when}. You left it {where}, and the last question open.")
    else:
        text = tr("It began {when}. You heard {length} of it, and the last question was left open.")
    if record.ended is None and _has_entered(record):
        text = f"{text} {tr('What you entered is kept.')}"
    length = minutes_of(record.heard)
    where = tr("at its beginning") if record.heard < A_LITTLE else tr("after {length}").format(length=length)
    return text.format(when=moment_words(record.started, now), length=length, where=where)


def _has_entered(record: SessionRecord) -> bool:
    """Tell whether anything was answered or written down."""
    return bool(record.note or record.marks) or any(not each.skipped for each in record.ratings)
