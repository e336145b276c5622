"""How one feels, asked the same way before and after; it may always be skipped."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.domain.record import EnteredBy, When
from mtrelax.domain.scales import RatingScale
from mtrelax.ui.announce import announce
from mtrelax.ui.headline import air, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.rating.parts import AddNote, TryLevel, WhyAsked
from mtrelax.ui.rating.question import Question
from mtrelax.ui.rating.quiet import Elsewhere, QuietStart
from mtrelax.ui.rating.words import WORDINGS
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import LinkButton, Notice, Page

_WIDEST: Final = 1040
_ARROWS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class RatingScreen(Page):
    """Asks one question. After a session it first waits until the person is back.

    In clinic it is told who enters the answer, and offers to change that. Where the client has a screen of
    their own it is ``elsewhere`` that they are asked: a ``Question`` there gives its answer to ``answered``.
    """

    answered = Signal(object)
    """The answer, or ``None`` for a skip."""
    level_requested = Signal()
    master_changed = Signal(float)
    left = Signal()
    why_given = Signal(object)
    entered_by_changed = Signal(object)
    """Somebody else enters the answer now."""
    asked = Signal()
    """The time that somebody was given is over: the question is there."""

    def __init__(
        self,
        look: Look,
        scale: RatingScale,
        when: When,
        *,
        master: float = 0.0,
        delay_ms: int = 0,
        ask_why: bool = False,
        note: str = "",
        entered_by: EnteredBy | None = None,
        elsewhere: bool = False,
    ) -> None:
        super().__init__(look, widest=_WIDEST)
        self._when = when
        self._entered_by = entered_by or EnteredBy.SELF
        self._has_elsewhere = elsewhere
        self._is_waiting = when is When.AFTER and delay_ms > 0
        self._brought: QWidget | None = None
        self._notice = Notice(look, tr("Close"))
        self._who = LinkButton(look, "")
        self._question = Question(look, scale)
        self._elsewhere = Elsewhere()
        self._quiet = QuietStart(look)
        self._try = TryLevel(look, master)
        self._why = WhyAsked(look)
        self._add_note = AddNote(look)
        self._waiting = QTimer(self, singleShot=True, interval=delay_ms)
        self.setObjectName("check_in" if when is When.BEFORE else "check_out")
        self._lay_out()
        self._connect()
        self._why.setVisible(ask_why)
        self._add_note.show_text(note)
        self._try.setVisible(when is When.BEFORE)
        self._who.setVisible(entered_by is not None)
        self._show_who()
        if self._is_waiting:
            self._waiting.start()

    @property
    def note(self) -> str:
        """What the person wrote down."""
        return self._add_note.text

    @property
    def entered_by(self) -> EnteredBy:
        """Who enters the answer."""
        return self._entered_by

    @property
    def is_asked(self) -> bool:
        """Whether the question is there, and nobody is given time any more."""
        return not self._is_waiting

    def enter_for_client(self) -> None:
        """Let whoever leads enter the answer."""
        if self._entered_by is EnteredBy.SELF:
            self._let_the_other()

    def show_notice(
        self, text: str, action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Say a sentence, and perhaps offer something to do about it."""
        self._notice.say(text, action_text, action)
        self._bring(self._notice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave check-in by Escape, go on by Enter, answer by digits and arrows from anywhere."""
        if is_escape(event):
            self._escape()
        elif is_enter(event):
            self._enter()
        elif not self._question.isHidden() and (event.key() in _ARROWS or event.text().isdigit()):
            self._question.answers.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        low = is_low(self, self.look)
        self._question.set_air(air(self, self.look), low=low)
        self._quiet.headline.set_low(low)

    def _lay_out(self) -> None:
        above, below = QWidget(), QWidget()
        _stack(above, self._top(), self._notice)
        above.setContentsMargins(0, 0, 0, SPACES[1])
        _stack(below, self._try, self._add_note, self._why)
        # What opens above and below takes of their room, so that the question does not move.
        self.column.addWidget(above, 2)
        self.column.addWidget(self._quiet)
        self.column.addWidget(self._question)
        self.column.addWidget(self._elsewhere)
        self.column.addWidget(below, 3)

    def _top(self) -> QWidget:
        back = LinkButton(self.look, tr("Back"), icon_name="arrow-left")
        back.setObjectName("back")
        back.clicked.connect(self.left)
        back.setVisible(self._when is When.BEFORE)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(back)
        row.addStretch(1)
        self._who.setObjectName("who_enters")
        row.addWidget(self._who)
        return top

    def _connect(self) -> None:
        self._waiting.timeout.connect(self._ask)
        self._quiet.ready.connect(self._ask)
        self._who.clicked.connect(self._let_the_other)
        self._question.answered.connect(self.answered)
        self._try.level_requested.connect(self.level_requested)
        self._try.master_changed.connect(self.master_changed)
        self._try.opened.connect(partial(self._bring, self._try))
        self._add_note.opened.connect(partial(self._bring, self._add_note))
        self._why.given.connect(self.why_given)
        self._why.given.connect(self._why_said)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._bring_again)

    def _bring(self, part: QWidget, *_what: object) -> None:
        """Scroll to what was opened or said, once it has its place."""
        self._brought = part
        QTimer.singleShot(0, self, partial(self.ensure_seen, part))

    def _why_said(self, _reason: object) -> None:
        """Show the thanks, and let the keyboard be at nothing: least of all at an answer."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring(self._why)

    def _bring_again(self, *_range: int) -> None:
        """Scroll once more: what was opened may turn its rows where it is narrow, and grows."""
        if self._brought is not None:
            self._bring(self._brought)

    def _ask(self) -> None:
        """Ask the question, once the person was left in peace for a while."""
        if not self._is_waiting:
            return
        self._is_waiting = False
        self._waiting.stop()
        self._show_what_is_asked()
        self.asked.emit()
        if self.isVisible():
            announce(self, self.accessibleName())
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_the_other(self) -> None:
        """Let the other one of the two enter it."""
        is_self = self._entered_by is EnteredBy.SELF
        self._entered_by = EnteredBy.THERAPIST if is_self else EnteredBy.SELF
        self._show_who()
        announce(self, self.accessibleName())
        self.entered_by_changed.emit(self._entered_by)

    def _show_who(self) -> None:
        """Speak to whoever enters the answer."""
        asked_there = self._is_asked_elsewhere
        reader = EnteredBy.THERAPIST if asked_there else self._entered_by
        for part in (self._quiet, self._why):
            part.ask_as(reader)
        self._question.ask_as(self._entered_by)
        self._who.setText(tr(WORDINGS[self._entered_by].other))
        self._who.setAccessibleName(self._who.text())
        self._who.updateGeometry()
        self._show_what_is_asked()

    def _show_what_is_asked(self) -> None:
        waits, there = self._is_waiting, self._is_asked_elsewhere
        self._quiet.setVisible(waits)
        self._elsewhere.setVisible(there and not waits)
        self._question.setVisible(not there and not waits)
        self._add_note.setVisible(self._when is When.AFTER and not waits)
        title = self._quiet.title if waits else self._elsewhere.title if there else self._question.text
        self.setAccessibleName(title)
        self.setAccessibleDescription("" if waits or there else self._question.how)

    @property
    def _is_asked_elsewhere(self) -> bool:
        return self._has_elsewhere and self._entered_by is EnteredBy.SELF

    def _escape(self) -> None:
        """Leave check-in; after a session, Escape was pressed to end it and must not skip the question."""
        if self._when is When.BEFORE:
            self.left.emit()

    def _enter(self) -> None:
        """Press what the keyboard is at, or go on with the chosen answer."""
        if self._question.isHidden():
            if not press_focused():
                self._ask()
        elif self._question.is_at_answer or not press_focused():
            self._question.go_on()


def _stack(holder: QWidget, *parts: QWidget) -> None:
    """Put parts one below the other at the top of a holder."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACES[0])
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
