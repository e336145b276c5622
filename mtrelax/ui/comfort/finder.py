"""Leads through the comfort finder, from one pace to the next."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from mtrelax.domain.comfort import RATES, TRIED_FOR, most_comfortable, paced_at
from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.plan import SessionPlan
from mtrelax.services.playing import Player, PlayerState
from mtrelax.ui.comfort.pages import AskPage, FinderPage, IntroPage, RestPage, ResultPage
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_escape
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.session.picture import SessionPicture
from mtrelax.ui.words import sentence

_TICK_MS: Final = 200
_SPACE: Final = " "


class ComfortFinder(QObject):
    """Five paces, each breathed for two minutes and then asked about; any of them may be left out."""

    finished = Signal(str)
    """The slug of the pace that was kept; empty if none was."""

    def __init__(self, rooms: Rooms, plan: SessionPlan) -> None:
        """``plan`` has the music, the picture and how the breath is told."""
        super().__init__(rooms.window)
        self._rooms, self._plan = rooms, plan
        self._answers: dict[float, int] = {}
        self._tried = 0
        self._player: Player | None = None
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._tick)

    def begin(self) -> None:
        """Say what it is."""
        page = IntroPage(self._rooms.look)
        page.agreed.connect(self._breathe)
        page.left.connect(self._leave)
        self._rooms.show(page)

    def close(self) -> None:
        """Let go of what still sounds."""
        self._ticker.stop()
        if self._player is not None:
            self._player.close()
            self._player = None

    def _breathe(self) -> None:
        """Pace the next breath."""
        rooms = self._rooms
        master = rooms.keeper.now.starting_level
        try:
            player = rooms.house.stage.practise(paced_at(RATES[self._tried]), self._plan, TRIED_FOR, master)
            playlist = rooms.house.librarian.music_of(self._plan.playlist).playlist
        except MtrelaxError as error:
            self._say(sentence(error))
            return
        self._player = player
        player.state_changed.subscribe(self._on_state)
        screen = _Breathing(rooms.look, player, playlist, self._plan.visual, rooms.keeper)
        screen.setObjectName("comfort_breathing")
        screen.setAccessibleName(tr("Pace {number} of 5").format(number=self._tried + 1))
        rooms.show(screen)
        player.begin()
        self._ticker.start()

    def _say(self, text: str) -> None:
        page = self._rooms.window.screen_shown
        if isinstance(page, FinderPage):
            page.show_notice(text)

    def _tick(self) -> None:
        if self._player is not None:
            self._player.tick()

    def _on_state(self, state: PlayerState) -> None:
        if state is PlayerState.OVER and self._player is not None:
            self._ticker.stop()
            left = self._player.leaving
            self._player = None
            # Whoever stopped was not comfortable, or was disturbed: nothing is asked of that pace.
            if left:
                self._go_on(None)
            else:
                self._ask()

    def _ask(self) -> None:
        page = AskPage(self._rooms.look)
        page.answered.connect(self._go_on)
        page.left.connect(partial(self._go_on, None))
        self._rooms.show(page)

    def _go_on(self, answer: int | None) -> None:
        """Keep an answer, and rest before the next pace."""
        if answer is not None:
            self._answers[RATES[self._tried]] = answer
        self._tried += 1
        if self._tried == len(RATES):
            self._conclude()
            return
        page = RestPage(self._rooms.look, self._tried)
        page.agreed.connect(self._breathe)
        page.left.connect(self._conclude)
        self._rooms.show(page)

    def _conclude(self) -> None:
        """Offer the pace that felt best; without an answer there is none."""
        best = most_comfortable(self._answers)
        if best is None:
            self._leave()
            return
        page = ResultPage(self._rooms.look, self._answers, best)
        page.kept.connect(partial(self._keep, best))
        page.left.connect(self._leave)
        self._rooms.show(page)

    def _leave(self) -> None:
        self.finished.emit("")

    def _keep(self, rate: float, title: str) -> None:
        try:
            kept = self._rooms.house.patterns.keep(paced_at(rate, title))
        except MtrelaxError as error:
            self._say(sentence(error))
        else:
            self.finished.emit(kept.slug)


class _Breathing(SessionPicture):
    """A pace to follow; Space pauses, Escape ends it softly."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pause, or end with a short fade."""
        if event.text() == _SPACE:
            paused = self._player.state is PlayerState.PAUSED
            (self._player.resume if paused else self._player.pause)()
        elif is_escape(event):
            # The second request to leave is the one with the short fade.
            if not self._player.leaving:
                self._player.leave()
            self._player.leave()
        else:
            super().keyPressEvent(event)
