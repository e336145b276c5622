"""The course of one session: safety page, check-in, session, check-out, summary."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mtrelax.domain.errors import MtrelaxError, UnknownName
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import SessionRecord, StoppedEarly
from mtrelax.domain.time import Decibels
from mtrelax.services.diary import Answer
from mtrelax.services.playing import Notice, Player, PlayerState
from mtrelax.services.settings import CUE_LEVELS
from mtrelax.services.sitting import SCALE, Sitting
from mtrelax.ui.desktop.mpris import PlayerControl
from mtrelax.ui.i18n import tr
from mtrelax.ui.rating import RatingScreen
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.safety import SafetyScreen
from mtrelax.ui.screens import Screens
from mtrelax.ui.summary import SummaryScreen, UnkeptScreen
from mtrelax.ui.words import notice_sentence, sentence

KEEP_EVERY_MS: Final = 5000
"""How often the row of a running session is brought up to date."""
TICK_MS: Final = 200


class Course(QObject):
    """Leads through one session after the other. Whatever happens, it ends at Home."""

    history_wanted = Signal()

    def __init__(self, rooms: Rooms) -> None:
        super().__init__(rooms.window)
        self.screens = Screens(rooms)
        """What makes the screens; another one may be put here between two sessions."""
        self._rooms, self._look, self._keeper = rooms, rooms.look, rooms.keeper
        self._sitting: Sitting | None = None
        self._control = PlayerControl(self)
        self._control.raise_requested.connect(rooms.window.come_to_front)
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self._saver = QTimer(self, interval=KEEP_EVERY_MS)
        self._saver.timeout.connect(self._keep_progress)
        rooms.window.close_asked.connect(self._close_gently)

    @property
    def player(self) -> Player | None:
        """The session that plays, or was the last to play."""
        return self._sitting.player if self._sitting is not None else None

    def begin(self, plan: SessionPlan, client: str = "") -> None:
        """Make the session ready; whatever cannot be is said on Home, before anything is asked."""
        settings, house = self._keeper.now, self._rooms.house
        try:
            sitting = Sitting(
                house, plan, settings.starting_level, keep_awake=settings.keep_awake, client=client
            )
        except UnknownName as error:
            # What is gone had a title; its name in the plan tells nobody anything.
            text = tr("The {kind} of that session is not there any more. Choose another one.")
            self._rooms.home.show_notice(text.format(kind=tr(error.kind)))
            return
        except MtrelaxError as error:
            self._rooms.home.show_notice(sentence(error))
            return
        sitting.ended.subscribe(self._ended)
        sitting.troubled.subscribe(self._rooms.tell)
        sitting.noticed.subscribe(self._tell_of_device)
        self._sitting = sitting
        if settings.safety_read:
            self._check_in(sitting)
        else:
            screen = SafetyScreen(self._look, leads=settings.clinic)
            screen.read.connect(partial(self._safety_read, sitting))
            screen.closed.connect(self._abandon)
            self._rooms.show(screen)

    def _safety_read(self, sitting: Sitting) -> None:
        self._rooms.keep("safety_read", value=True)
        self._check_in(sitting)

    def close(self) -> None:
        """Let go of the session, wherever it is; one that plays should fade first."""
        self._ticker.stop()
        self._keep_note()
        if self._sitting is not None:
            self._sitting.abandon()
            self._sitting = None
        self.screens.put_away()

    def _keep_note(self) -> None:
        """Keep what was written, though the last question is left open."""
        screen = self._rooms.window.screen_shown
        if isinstance(screen, RatingScreen) and self._rooms.house.diary.open_session is not None:
            self._rooms.in_log(partial(self._rooms.house.diary.write_down, screen.note))

    def _abandon(self) -> None:
        if self._sitting is not None:
            self._sitting.abandon()
        self._go_home()

    def _go_home(self) -> None:
        self._rooms.go_home()
        self.screens.put_away()

    def _check_in(self, sitting: Sitting) -> None:
        screen = self.screens.check_in(sitting)
        screen.answered.connect(partial(self._checked_in, sitting, screen))
        screen.level_requested.connect(self._try_level)
        screen.master_changed.connect(self._set_master)
        screen.left.connect(self._abandon)
        self._rooms.show(screen)

    def _try_level(self) -> None:
        if self._sitting is not None:
            self._sitting.try_level()
            self._ticker.start()

    def _tell_of_device(self, notice: Notice) -> None:
        screen = self._rooms.window.screen_shown
        if isinstance(screen, RatingScreen):
            screen.show_notice(tr(notice_sentence(notice)))

    def _set_master(self, level: float) -> None:
        if self._sitting is not None:
            self._sitting.set_master(Decibels(level))

    def _checked_in(self, sitting: Sitting, screen: RatingScreen, value: int | None) -> None:
        """Write the answer, and only then go on."""
        try:
            sitting.check_in(value, screen.entered_by)
        except MtrelaxError as error:
            self._cannot_log(screen, error)
        else:
            self._play_when_ready(sitting, screen)

    def _play_when_ready(self, sitting: Sitting, screen: RatingScreen) -> None:
        """Play, or wait until whoever leads wants it; an answer without its session stays written."""
        waiting = self.screens.waiting(screen, partial(self._play, sitting), self._leave_answered)
        if waiting is None:
            self._play(sitting)
        else:
            self._rooms.show(waiting)

    def _leave_answered(self) -> None:
        if self._rooms.in_log(self._close_unplayed):
            self._abandon()

    def _close_unplayed(self) -> None:
        diary = self._rooms.house.diary
        diary.end(StoppedEarly.NOT_SAID)
        diary.rate([])

    def _cannot_log(self, screen: RatingScreen, error: MtrelaxError) -> None:
        """Say that an answer could not be kept; the session may go on without."""
        screen.show_notice(sentence(error), tr("Go on without keeping it"), self._go_unlogged)

    def _go_unlogged(self) -> None:
        sitting = self._sitting
        if sitting is not None and sitting.player.state is PlayerState.READY:
            sitting.go_unlogged()
            self._play(sitting)
        else:
            self._rooms.house.diary.go_on_without()
            self._welcome(tr("What you answered last is not kept. What was written before is safe."))

    def _play(self, sitting: Sitting) -> None:
        screen = self.screens.session(sitting)
        self._rooms.window.set_busy(busy=True)
        sitting.begin()
        if self._keeper.now.media_keys:
            self._control.offer(sitting.player, sitting.playlist.title)
        if sitting.is_remembered:
            self._rooms.home.remember(sitting.plan)
        self._ticker.start()
        self._saver.start()
        self._rooms.show(screen)

    def _tick(self) -> None:
        sitting = self._sitting
        if sitting is not None:
            sitting.tick()
        if sitting is None or sitting.is_silent:
            self._ticker.stop()

    def _keep_progress(self) -> None:
        if self._sitting is not None:
            self._sitting.keep_progress()

    def break_off(self, fault: str) -> None:
        """Fade out and keep what there is, after something that should not happen."""
        if self._sitting is not None:
            self._sitting.break_off(fault)

    def _ended(self, _nothing: None) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        self._saver.stop()
        self._ticker.stop()
        self._remember(sitting)
        self._control.withdraw()
        self._rooms.window.set_busy(busy=False)
        if sitting.is_closing:
            self._rooms.window.close_now()
        elif sitting.fell_asleep:
            self._stay_dark(sitting)
        elif not sitting.is_logged:
            self._welcome(tr("Nothing of this session is kept."))
        else:
            delay = self._rooms.around.settling_ms
            self._check_out(sitting.client, ask_why=sitting.stopped_early, delay_ms=delay)

    def _remember(self, sitting: Sitting) -> None:
        """Let the next session sound as this one did at its end."""
        player = sitting.player
        self._rooms.keep("last_level", value=float(player.master))
        if not sitting.is_remembered:
            return
        self._rooms.home.remember(sitting.plan_as_heard)
        style = player.timeline.cue_style
        if player.timeline.paced and style in CUE_LEVELS:
            self._rooms.keep(CUE_LEVELS[style], value=float(player.levels.cue))

    def _stay_dark(self, sitting: Sitting) -> None:
        """Ask nothing of somebody who sleeps; the next start does."""
        leading = self.screens.after_sleep(sitting.client, partial(self._leave_asleep, sitting))
        if leading is not None:
            self._rooms.show(leading)
            return
        sitting.leave_open()
        screen = self.screens.night()
        was_full = self._rooms.window.isFullScreen()
        self._fill_screen(full=True)
        screen.woken.connect(partial(self._wake, was_full))
        self._rooms.show(screen)

    def _leave_asleep(self, sitting: Sitting) -> None:
        sitting.leave_open()
        self._go_home()

    def _wake(self, was_full: bool) -> None:
        self._fill_screen(full=was_full)
        self._go_home()

    def _fill_screen(self, *, full: bool) -> None:
        if self._rooms.window.isFullScreen() is not full:
            self._rooms.window.toggle_full_screen()

    def _close_gently(self) -> None:
        if self._sitting is not None and not self._sitting.is_closing:
            self._sitting.close_gently()

    def rate_late(self, record: SessionRecord) -> None:
        """Ask for the second rating of a session that was cut off, or that ended in sleep."""
        self._sitting = None
        diary = self._rooms.house.diary
        if not self._rooms.in_log(partial(diary.resume, record)):
            return
        if diary.open_session is None:  # another window has closed it meanwhile
            self._go_home()
        else:
            self._check_out(record.client, ask_why=False, delay_ms=0, note=diary.open_session.note)

    def _check_out(self, client: str, *, ask_why: bool, delay_ms: int, note: str = "") -> None:
        screen = self.screens.check_out(client, ask_why=ask_why, delay_ms=delay_ms, note=note)
        screen.answered.connect(partial(self._checked_out, screen))
        screen.why_given.connect(self._why)
        self._rooms.show(screen)

    def _why(self, reason: StoppedEarly) -> None:
        if self._sitting is not None:
            try:
                self._sitting.say_why(reason)
            except MtrelaxError as error:
                # Only said: the second answer is still to come, and is written together with it.
                self._rooms.tell(error)

    def _checked_out(self, screen: RatingScreen, value: int | None) -> None:
        answer = Answer(SCALE, value, screen.entered_by)
        try:
            record = self._rooms.house.diary.rate([answer], screen.note)
        except MtrelaxError as error:
            self._cannot_log(screen, error)
            return
        if record is None:
            self._go_home()
        else:
            self._summarise(record)

    def _welcome(self, truth: str) -> None:
        """Welcome somebody back of whose session nothing more is written."""
        screen = UnkeptScreen(self._look, truth)
        screen.done.connect(self._go_home)
        self._rooms.show(screen)

    def _summarise(self, record: SessionRecord) -> None:
        screen = SummaryScreen(self._look, record, self._rooms.title_of(record.plan.playlist))
        screen.done.connect(self._go_home)
        screen.history_requested.connect(self._to_history)
        screen.discard_requested.connect(partial(self._discard, screen, record))
        screen.undo_requested.connect(partial(self._bring_back, screen))
        screen.note_written.connect(partial(self._annotate, record))
        self._rooms.show(screen)

    def _annotate(self, record: SessionRecord, note: str) -> None:
        try:
            self._rooms.house.diary.annotate(record.id, note)
        except MtrelaxError as error:
            self._rooms.tell(error)

    def _to_history(self) -> None:
        self.screens.put_away()
        self.history_wanted.emit()

    def _discard(self, screen: SummaryScreen, record: SessionRecord) -> None:
        if self._rooms.in_log(partial(self._rooms.house.diary.delete, record.id)):
            screen.show_kept(kept=False)

    def _bring_back(self, screen: SummaryScreen) -> None:
        if self._rooms.undo():
            screen.show_kept(kept=True)
