"""The screen of a running session at home. It shows and asks; time is counted by the player alone."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent, QShortcut

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import Notice, Player, PlayerState
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui import widgets
from mtrelax.ui.announce import announce
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.session import actions
from mtrelax.ui.session.actions import ACTIONS, Live, action_of
from mtrelax.ui.session.controls import Controls
from mtrelax.ui.session.picture import SessionPicture
from mtrelax.ui.session.sentences import sentence_at
from mtrelax.ui.theme import SPACES, Look, style_sheet
from mtrelax.ui.visuals import ARC, Scene
from mtrelax.ui.words import PHASE_WORDS, notice_sentence

_TWO_LINES: Final = 72
"""Room for a long sentence, and a little air."""
_A_MOVE: Final = 3
"""Fewer pixels are a trembling table, not somebody who wants the controls."""


class SessionScreen(SessionPicture):
    """A form that breathes, the time that is left, one sentence; and controls for whoever wants them."""

    finished = Signal()
    full_screen_requested = Signal(bool)

    def __init__(
        self,
        look: Look,
        player: Player,
        playlist: Playlist,
        visual: str,
        keeper: SettingsKeeper,
        patterns: Sequence[Pattern] = (),
        *,
        is_kept: bool = True,
    ) -> None:
        super().__init__(look, player, playlist, visual, keeper)
        self._is_kept = is_kept
        self._phase: PhaseKind | None = None
        self._was_paced = False
        self._was_leaving = False
        self._pointer: QPoint | None = None
        self._notice = widgets.Notice(self._look, tr("Close"), self)
        self._controls = Controls(self._look, Live(player, keeper, tuple(patterns)), self)
        self._prepare()
        self._connect()

    def show_notice(
        self, text: str, action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Say a calm sentence; without something to do about it, it goes by itself."""
        self._notice.say(text, action_text, action, passing=True)
        self._place()

    def say_closing(self) -> None:
        """Say that the window closes as soon as the music has faded."""
        self._sentences.close(kept=self._is_kept)
        self._tell_way_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place; perhaps the window fills the screen now."""
        super().resizeEvent(event)
        self._controls.refresh()
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for (Escape puts away first what is open); any key wakes."""
        action = action_of(event, ACTIONS)
        if is_escape(event) and self._controls.open_drawer is not None:
            self._controls.close_drawers()
        elif action is not None:
            self._controls.do(action)
        elif not (is_enter(event) and press_focused()):
            super().keyPressEvent(event)
        self._wake()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Bring the controls when the pointer really moves."""
        place = event.position().toPoint()
        if self._pointer is None:
            self._pointer = place
        elif (place - self._pointer).manhattanLength() >= _A_MOVE:
            self._pointer = place
            self._wake()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the controls to a touch; put away what is open."""
        self._controls.close_drawers()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._wake()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fill the screen, or stop filling it."""
        self.full_screen_requested.emit(not self.window().isFullScreen())

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Bring the controls before the keyboard goes to one of them."""
        self._wake()
        return super().focusNextPrevChild(next)

    def _prepare(self) -> None:
        self.setObjectName("session")
        self.setAccessibleName(tr("Session"))
        self.setAccessibleDescription(
            tr("Space pauses. Escape leaves gently. Tab goes to the controls, Enter presses them.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setStyleSheet(style_sheet(self._look.theme))
        self._hide_cursor()

    def _connect(self) -> None:
        # Before any button hears of it: Space pauses wherever the keyboard is, and Enter presses.
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self, autoRepeat=False)
        space.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        space.activated.connect(partial(self._controls.do, actions.PAUSE))
        self._controls.full_screen_requested.connect(self.full_screen_requested)
        self._controls.leave_requested.connect(self._leave)
        self._controls.drawer_moved.connect(self._on_drawer)
        self._controls.said.connect(self._mention)
        self._controls.faded_out.connect(self._leave_alone)
        self._unsubscribe = self._listen()

    def _listen(self) -> list[Callable[[], None]]:
        """Hear also of what happens to the sound."""
        return [*super()._listen(), self._player.noticed.subscribe(self._on_notice)]

    def _tell_changes(self, moment: Moment) -> None:
        """Say to those who hear the screen what those who see it see; what was done, in the open drawer."""
        self._sentences.is_awake = self._controls.is_wanted
        drawer = self._controls.open_drawer
        if drawer is not None and drawer.tell(self._sentences.done or self._sentences.way_out):
            self._place()
        if moment.phase is not self._phase:
            self._phase = moment.phase
            if not self._is_return_said(moment.phase):
                announce(self, tr(PHASE_WORDS[moment.phase]))
        paced = moment.breath is not None
        if paced is not self._was_paced:
            self._was_paced = paced
            announce(self, sentence_at(moment, self._player.timeline, captions=False))
        if self._player.leaving is not self._was_leaving:
            self._was_leaving = self._player.leaving
            self._tell_way_out()

    def _tell_way_out(self) -> None:
        """Say that it goes out, and put away what would cover that."""
        announce(self, self._sentences.way_out)
        self._controls.close_drawers()
        self._controls.refresh()
        self._place()

    def _is_return_said(self, phase: PhaseKind) -> bool:
        """Whether somebody who asked for the way back has heard already that it begins."""
        return phase is PhaseKind.RETURN and (self._player.leaving or bool(self._sentences.done))

    def _paint_sentences(self, painter: QPainter, scene: Scene) -> None:
        """Paint what can be read, unless something lies above it."""
        if self._controls.open_drawer is not None:
            return  # what matters stands in its head
        if self._notice.isHidden():
            self._sentences.paint_above(painter, scene)
        ceiling, word = self._ceiling(scene), self._word_place(scene)
        self._sentences.paint_below(painter, scene, self._visual.ink, ceiling, word)

    def _ceiling(self, scene: Scene) -> float:
        """Return how high words may reach: below a notice, where there is one."""
        if self._notice.isHidden():
            return super()._ceiling(scene)
        return float(self._notice.geometry().bottom() + SPACES[0])

    def _worded(self, scene: Scene) -> float:
        """Return the same as ever, but give no way to a sentence that a drawer covers."""
        return 1.0 if self._controls.open_drawer is not None else super()._worded(scene)

    def _foot(self, scene: Scene) -> float:
        """Return how low words may reach: above the controls, and even before they come if there is room."""
        controls = self._controls
        roomy = controls.y() - scene.centre.y() - ARC * scene.unit >= scene.theme.px(_TWO_LINES)
        bottom = controls.y() if roomy or controls.isVisible() else self.height() - SPACES[1]
        return float(bottom - SPACES[0])

    def _leave(self) -> None:
        """Ask for the way out; the second time, for the end."""
        if self._player.leaving:
            self._sentences.end_now()
            announce(self, self._sentences.way_out)
        self._player.leave()
        self._controls.close_drawers()

    def _wake(self) -> None:
        """Bring controls and pointer."""
        self.unsetCursor()
        foot = self._scene_now().foot
        self._controls.wake()
        self._place()
        if self._scene_now().foot != foot:
            self.update()

    def _on_drawer(self) -> None:
        """Let a drawer that opens be headed by its own words: what was done before it is not said in it."""
        if self._controls.open_drawer is not None:
            self._sentences.say_no_more()
        self.update()

    def _leave_alone(self) -> None:
        """Let the picture be alone again."""
        self._hide_cursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _hide_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)

    def _place(self) -> None:
        self._controls.place(self.width(), self.height())
        wide = min(self.width() - 2 * SPACES[0], self._look.theme.px(720))
        # Whether its action stands below the words is known once it has its width.
        self._notice.resize(wide, self._notice.height())
        high = max(self._notice.minimumSizeHint().height(), self._notice.heightForWidth(wide))
        self._notice.setGeometry((self.width() - wide) // 2, SPACES[1], wide, high)
        self._notice.raise_()

    def _on_state(self, state: PlayerState) -> None:
        """Say that it is over; show whether it stands still."""
        super()._on_state(state)
        self._controls.refresh()
        if state is PlayerState.OVER:
            self.finished.emit()
        elif state is PlayerState.PAUSED:
            self._wake()
            announce(self, self._sentences.at(self._moment))

    def _on_notice(self, notice: Notice) -> None:
        self.show_notice(tr(notice_sentence(notice)))

    def _mention(self, text: str) -> None:
        """Say what was done."""
        self._sentences.mention(text, self._moment)
        announce(self, text)

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._look.theme))
        self._place()
        super()._restyle()
