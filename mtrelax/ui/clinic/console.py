"""The console: everything that whoever leads a session must see and may do, calm in a dim room."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mtrelax.domain.breathing import Pattern
from mtrelax.services.playing import Notice as PlayerNotice
from mtrelax.services.playing import Player, PlayerState
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui.announce import announce
from mtrelax.ui.clinic import notes
from mtrelax.ui.clinic.breath import BreathPanel
from mtrelax.ui.clinic.display import ClientDisplay, place_words
from mtrelax.ui.clinic.glance import Ahead, TimeLeft
from mtrelax.ui.clinic.mirror import Mirror
from mtrelax.ui.clinic.notes import Notes
from mtrelax.ui.clinic.strip import Strip
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, press_focused
from mtrelax.ui.session import actions
from mtrelax.ui.session.action_button import ActionButton
from mtrelax.ui.session.actions import Action, Live, action_of, perform
from mtrelax.ui.session.drawers import Levels, ScriptPanel, script_of
from mtrelax.ui.session.sentences import sentence_at
from mtrelax.ui.theme import SPACES, TITLE, Look, style_sheet
from mtrelax.ui.widgets import FlowGrid, FlowRow, Label, Notice
from mtrelax.ui.words import breakable, notice_sentence

_REFRESH_MS: Final = 200
_SAID_MS: Final = 6000
_GROUNDED_MS: Final = 5000
"""How long Escape does not cut short what was just asked for to lead back."""
_LOW: Final = 600
_COLUMN: Final = 250
_Place = tuple[int, int, int, int]
_PLACES: Final[tuple[tuple[int, tuple[_Place, ...]], ...]] = (
    (1120, ((0, 0, 1, 1), (1, 0, 1, 1), (0, 1, 2, 1), (0, 2, 2, 1))),
    (640, ((0, 0, 1, 2), (1, 0, 1, 2), (2, 0, 1, 1), (2, 1, 1, 1))),
    (0, ((0, 0, 1, 2), (1, 0, 1, 2), (2, 0, 1, 2), (3, 0, 1, 2))),
)
"""Where the sentence, actions, breath and notes, and levels stand, by the least width.

Row, column, how many of each.
"""
_ALWAYS: Final = (actions.PAUSE, actions.GROUND, notes.STOP_SIGNAL, notes.ADVERSE_EVENT, actions.RETURN)
"""What is never scrolled away, in a window of any size."""
_SHOWN: Final = (
    *(each for each in actions.COURSE if each not in _ALWAYS),
    *actions.SOUND,
    actions.CAPTIONS,
    actions.SCRIPT,
    actions.FULL_SCREEN,
)
_UNDER_SCRIPT: Final = (notes.NOTE, notes.ADVERSE_EVENT, actions.LEVELS)
"""What leads to something that the words of the script would cover."""
KEYS: Final = (*actions.ACTIONS, notes.NOTE, notes.STOP_SIGNAL, notes.ADVERSE_EVENT)


class ConsoleScreen(QWidget):
    """A glance at the top, what may be done below. Everything has a key; none works while one writes."""

    finished = Signal()
    full_screen_requested = Signal(bool)

    def __init__(
        self,
        look: Look,
        player: Player,
        keeper: SettingsKeeper,
        display: ClientDisplay,
        patterns: Sequence[Pattern] = (),
        client: str = "",
    ) -> None:
        super().__init__()
        self._look = look.by_night(self)
        self._player, self._display = player, display
        self._live = Live(player, keeper, tuple(patterns), "client_captions")
        self._unsubscribe: list[Callable[[], None]] = []
        self._places: tuple[_Place, ...] = ()
        self._notice = Notice(self._look, tr("Close"))
        self._time, self._ahead = TimeLeft(self._look, player), Ahead(self._look, player)
        self._strip, self._mirror = Strip(self._look, player), Mirror(self._look, display)
        self._where = Label("", "small")
        self._caption, self._said = Label("", "title"), Label("", "body")
        self._whose = Label(tr("For {client}").format(client=breakable(client)), "quiet")
        self._whose.setHidden(not client)
        self._had_screen = display.has_screen
        self._always = [ActionButton(self._look, each, self._live) for each in _ALWAYS]
        self._buttons = [ActionButton(self._look, each, self._live) for each in _SHOWN]
        self._breath = BreathPanel(self._look, self._live, self._say)
        self._levels = Levels(self._look, player, 240, (1,))
        self._levels.grid.setSpacing(0)
        self._notes = Notes(self._live)
        self._script = ScriptPanel(self._look, player, self)
        self._refreshing = QTimer(self, interval=_REFRESH_MS)
        self._hushing = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._grounding = QTimer(self, singleShot=True, interval=_GROUNDED_MS)
        self._own: dict[str, Callable[[], None]] = {
            actions.LEVELS.name: self._go_to_levels,
            actions.SCRIPT.name: self._toggle_script,
            actions.FULL_SCREEN.name: self._ask_full_screen,
            actions.LEAVE.name: self._leave,
            notes.NOTE.name: self._notes.begin,
            notes.STOP_SIGNAL.name: self._notes.note_stop_signal,
            notes.ADVERSE_EVENT.name: self._notes.ask_what_happened,
        }
        self._prepare()
        self._lay_out()
        self._connect()
        self._refresh()
        if display.is_behind:
            self._tell_place()

    def show_notice(
        self, text: str, action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Say a sentence here; the client's display never says anything."""
        self._notice.say(text, action_text, action, passing=True)

    def take_key(self, event: QKeyEvent) -> None:
        """Take a key that was pressed on the client's display."""
        self.keyPressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for; Escape first puts away what is open."""
        action = action_of(event, KEYS)
        if event.key() == Qt.Key.Key_Escape and self._script.is_wanted:
            self._script.go()
        elif action is actions.LEAVE and self._grounding.isActive():
            self._say(tr("The way back has begun. “End now” ends it at once; so does Esc in a moment."))
        elif action is not None:
            self.do(action)
        elif not (is_enter(event) and press_focused()):
            super().keyPressEvent(event)

    def do(self, action: Action) -> None:
        """Do something, and say what was done."""
        own, was_leaving = self._own.get(action.name), self._player.leaving
        if action in _UNDER_SCRIPT and self._script.is_wanted:
            self._script.put_away()
        if own is not None:
            if action.enabled(self._live):
                own()
        elif said := perform(action, self._live):
            self._say(said)
        if action is actions.GROUND and self._player.leaving and not was_leaving:
            self._grounding.start()
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a plain dark ground: nothing here is to be looked at for its own sake."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.colour("ground"))
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look at the session."""
        super().showEvent(event)
        self._refreshing.start()
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        super().hideEvent(event)
        self._refreshing.stop()
        if not event.spontaneous():
            for forget in self._unsubscribe:
                forget()
            self._unsubscribe.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way where there is little room."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        theme = self._look.theme
        low = self.height() < theme.px(_LOW)
        self._time.set_low(low)
        self._set_glance(low=low)
        self._mirror_side.setVisible(self.width() >= theme.px(560))
        self._arrange(self.width() / theme.text_factor)
        self._place_script()

    def _place_script(self) -> None:
        """Give the words all the room but that of what must be seen, pressed and heard of at once."""
        area = self._area.geometry()
        wide = min(area.width(), self._look.theme.px(self._script.widest))
        high = min(area.height(), self._script.height_in(wide))
        self._script.setGeometry(area.left() + (area.width() - wide) // 2, area.top(), wide, high)

    def _set_glance(self, *, low: bool) -> None:
        """Let what comes, and what the client sees, scroll with the rest where the window is low."""
        if low == self._body.isAncestorOf(self._glance):
            return
        if low:
            self._inner.insertWidget(self._inner.count() - 1, self._glance)
            self._top.addWidget(self._whose, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._clock.insertWidget(1, self._whose)
            self._top.insertWidget(1, self._glance, 1)

    def _prepare(self) -> None:
        self.setObjectName("console")
        self.setAccessibleName(tr("Console"))
        self.setAccessibleDescription(
            tr("Space pauses, G leads back with open eyes, F2 writes a note, S notes the stop signal.")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(style_sheet(self._look.theme))
        self._caption.setObjectName("spoken")
        self._caption.setAccessibleDescription(tr("What is said now"))
        self._said.setObjectName("said")
        self._whose.setObjectName("whose")
        self._hush()
        self._where.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def _lay_out(self) -> None:
        self._mirror_side = _filled(QWidget(), self._mirror, self._where, space=2)
        self._glance, self._top = QWidget(), QHBoxLayout()
        beside = QHBoxLayout(self._glance)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._ahead, 1, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(self._mirror_side, 0, Qt.AlignmentFlag.AlignTop)
        self._top.setSpacing(SPACES[1])
        self._clock = QVBoxLayout()
        self._clock.setSpacing(2)
        self._clock.addWidget(self._time)
        self._clock.addWidget(self._whose)
        self._clock.addStretch(1)
        self._top.addLayout(self._clock)
        self._top.addWidget(self._glance, 1)
        self._parts = QGridLayout()
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.setRowStretch(1, 1)
        side = _filled(QWidget(), self._breath, self._notes)
        self._groups = (self._caption, self._actions(), side, self._levels)
        self._body = QWidget()
        self._inner = QVBoxLayout(self._body)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(SPACES[0])
        self._inner.addWidget(self._strip)
        self._inner.addLayout(self._parts)
        self._inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(1)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACES[2], SPACES[1], SPACES[2], SPACES[0])
        column.setSpacing(SPACES[0])
        column.addLayout(self._top)
        row = FlowRow(0)
        for button in self._always:
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self._area, 1)
        # Below all else: what is said in many words moves nothing that one wants to press.
        column.addWidget(self._notice)
        column.addWidget(self._said)

    def _actions(self) -> QWidget:
        holder = QWidget()
        grid = FlowGrid(self._look, _COLUMN, columns=(3, 2, 1), spacing=0)
        holder.setLayout(grid)
        for button in self._buttons:
            grid.addWidget(button)
        return holder

    def _arrange(self, width: float) -> None:
        """Put what may be done beside each other, in as many columns as a width has room for."""
        places = next(places for least, places in _PLACES if width >= least)
        if places == self._places:
            return
        self._places = places
        for group, place in zip(self._groups, places, strict=True):
            self._parts.removeWidget(group)
            self._parts.addWidget(group, *place)
        is_wide = places == _PLACES[0][1]
        # Room for the longest sentence there is: nothing below it may move.
        self._caption.setMinimumHeight(round((3.8 if is_wide else 2.6) * self._look.theme.px(TITLE)))
        for column, stretch in enumerate((6, 4, 3) if is_wide else (1, 1, 0)):
            self._parts.setColumnStretch(column, stretch)

    def _connect(self) -> None:
        for button in (*self._always, *self._buttons, *self._breath.buttons):
            button.clicked.connect(partial(self.do, button.action))
        self._refreshing.timeout.connect(self._refresh)
        self._hushing.timeout.connect(self._hush)
        self._notes.said.connect(self._say)
        self._notes.left.connect(self._take_keyboard)
        self._display.key_pressed.connect(self.take_key)
        self._display.moved.connect(self._on_display_moved)
        self._look.changed.connect(self._restyle)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._bring)
        self._unsubscribe = [
            self._player.state_changed.subscribe(self._on_state),
            self._player.noticed.subscribe(self._on_notice),
        ]

    def _refresh(self) -> None:
        """Show the session as it is now."""
        moment = self._player.moment()
        for part in (self._time, self._ahead, self._strip):
            part.show_moment(moment)
        self._caption.setText(sentence_at(moment, self._player.timeline, captions=True) or "–")
        for button in (*self._always, *self._buttons):
            button.refresh()
        self._breath.refresh()
        self._notes.refresh()
        if self._display.has_screen:
            self._where.setText(tr("Your client sees this"))
        elif self._display.is_behind:
            self._where.setText(tr("Your client’s window, behind this one"))
        else:
            self._where.setText(tr("Your client’s window: no second screen"))

    def _on_display_moved(self) -> None:
        """Say that a screen is gone, or back; the session goes on."""
        had, self._had_screen = self._had_screen, self._display.has_screen
        if self._had_screen and not had:
            self._notice.hide()
            self._say(tr("Your client has a screen of their own now."))
        elif not self._had_screen and (had or self._display.is_behind):
            self._tell_place()
        elif not self._had_screen:
            self._notice.hide()
        self._refresh()

    def _tell_place(self) -> None:
        """Say where the client's window is; it stays said."""
        self._notice.say(place_words(self._display))

    def _say(self, text: str) -> None:
        """Say for a while what was done."""
        self._said.setText(text)
        self._hushing.start()
        announce(self, text)

    def _hush(self) -> None:
        # A line stays where it was: nothing below it may move.
        self._said.setText(" ")

    def _leave(self) -> None:
        again = self._player.leaving
        self._player.leave()
        self._say(
            tr("The music fades. It is over in a moment.")
            if again
            else tr("The session leads out. H stays after all, Esc again ends it now.")
        )

    def _go_to_levels(self) -> None:
        self._levels.sliders[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle_script(self) -> None:
        if self._script.is_wanted:
            self._script.put_away()
        elif not script_of(self._player.timeline):
            self._say(tr("Nothing is said in this session."))
        else:
            self._script.raise_()
            self._script.come()
            self._place_script()

    def _ask_full_screen(self) -> None:
        self.full_screen_requested.emit(not self.window().isFullScreen())

    def _take_keyboard(self) -> None:
        """Let the keys be the session's again, and what is said and done be seen."""
        self._area.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what the keyboard came to."""
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, SPACES[0])

    def _on_state(self, state: PlayerState) -> None:
        self._refresh()
        if state is PlayerState.OVER:
            self._refreshing.stop()
            self.finished.emit()
        else:
            self._levels.refresh()

    def _on_notice(self, notice: PlayerNotice) -> None:
        self.show_notice(tr(notice_sentence(notice)))

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._look.theme))
        self._give_way()
        self.update()


def _filled(holder: QWidget, *parts: QWidget, space: int = SPACES[0]) -> QWidget:
    """Return a holder with parts in it, one below the other."""
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(space)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return holder
