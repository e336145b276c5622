"""What follows what: from Home through check-in, session and check-out to the summary, and back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from mtrelax.domain.errors import LogBusy, LogUnavailable, MtrelaxError
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import SETTLING_TIME, SessionRecord, StoppedEarly, When
from mtrelax.domain.time import Decibels
from mtrelax.services.diary import Answer
from mtrelax.services.exporter import export_log
from mtrelax.services.house import House
from mtrelax.services.librarian import Added, Shelf
from mtrelax.services.playing import Player, PlayerState
from mtrelax.services.settings import SettingsKeeper
from mtrelax.services.sitting import SCALE, Sitting
from mtrelax.ui.about import AboutScreen
from mtrelax.ui.history import HistoryScreen
from mtrelax.ui.home import HomeScreen
from mtrelax.ui.i18n import tr
from mtrelax.ui.rating import RatingScreen
from mtrelax.ui.safety import SafetyScreen
from mtrelax.ui.session import SessionScreen
from mtrelax.ui.settings import SettingsScreen
from mtrelax.ui.summary import SummaryScreen
from mtrelax.ui.theme import Look
from mtrelax.ui.unfinished import UnfinishedScreen
from mtrelax.ui.window import MainWindow
from mtrelax.ui.words import sentence

KEEP_EVERY_MS: Final = 5000
"""How often the row of a running session is brought up to date."""
TICK_MS: Final = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window needs to know before everything else is there."""

    shelf: Shelf
    read_plan: Callable[[str], SessionPlan]
    write_plan: Callable[[SessionPlan], str]
    now: Callable[[], datetime]
    data_folder: Path
    log_folder: Path
    credits: str
    version: str
    settling_ms: int = int(SETTLING_TIME * 1000)


class Cancellable(Protocol):
    """Long work that can be called off."""

    def cancel(self) -> None:
        """Ask it to stop."""
        ...


class Flow(QObject):
    """Conducts the screens: what is pressed on one of them decides which comes next."""

    shown = Signal(str)
    """A screen came to the front: its object name."""

    def __init__(self, window: MainWindow, look: Look, keeper: SettingsKeeper, around: Surroundings) -> None:
        super().__init__(window)
        self._window, self._look, self._keeper, self._around = window, look, keeper, around
        self._house: House | None = None
        self._sitting: Sitting | None = None
        self._adding: Cancellable | None = None
        self._home = self._make_home()
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self._saver = QTimer(self, interval=KEEP_EVERY_MS)
        self._saver.timeout.connect(self._keep_progress)
        window.files_dropped.connect(self._music_brought)
        window.close_asked.connect(self._close_gently)
        self.go_home()

    # what the window shows first, and what comes in behind it

    def use(self, house: House) -> None:
        """Take what was built behind the scenes; from now on sessions can begin."""
        self._house = house
        self._home.use(house.librarian)
        house.librarian.measure_missing()
        if house.busy:
            self._home.show_notice(sentence(LogBusy(str(self._around.data_folder))))
        elif house.problems:
            self._home.show_notice(" ".join(sentence(problem) for problem in house.problems))
        elif self._keeper.problem is not None:
            self._home.show_notice(sentence(self._keeper.problem))
        if not house.busy and (cut_off := house.diary.unfinished()):
            self._offer(cut_off[0])

    @property
    def player(self) -> Player | None:
        """The session that plays, or was the last to play."""
        return self._sitting.player if self._sitting is not None else None

    def first_plan(self, length: float) -> SessionPlan:
        """Return what Home offers at first, without the imagery script that needs more time."""
        return replace(self._home.plan(), minutes=length, script=None)

    def open_plan(self, plan: SessionPlan) -> None:
        """Show a plan on Home, ready to begin."""
        self.go_home()
        self._home.show_plan(plan)

    def go_home(self) -> None:
        """Show Home."""
        self._window.set_busy(busy=False)
        if self._house is not None:
            self._home.refresh()
        self._show(self._home, keep=True)

    def fault(self, log_file: Path) -> None:
        """Fade out and keep what there is, after something that should not happen."""
        if self._sitting is not None:
            self._sitting.break_off("unexpected fault")
        text = tr("Something unexpected happened. What you entered is kept. The details are in {file}.")
        self._say(text.format(file=log_file))

    # before

    def _make_home(self) -> HomeScreen:
        around = self._around
        home = HomeScreen(
            self._look, self._keeper, around.shelf, around.read_plan, around.write_plan, self._hour
        )
        home.begin_requested.connect(self._begin)
        home.tab_requested.connect(self.go_to)
        home.music_brought.connect(self._music_brought)
        home.own_removed.connect(self._own_removed)
        home.cancel_requested.connect(self._cancel_adding)
        return home

    def _hour(self) -> int:
        return self._around.now().hour

    def _begin(self, plan: SessionPlan) -> None:
        """Make the session ready; whatever cannot be is said on Home, before anything is asked."""
        if self._house is None:
            return
        settings = self._keeper.now
        try:
            sitting = Sitting(self._house, plan, settings.starting_level, keep_awake=settings.keep_awake)
        except MtrelaxError as error:
            self._home.show_notice(sentence(error))
            return
        sitting.ended.subscribe(self._ended)
        sitting.troubled.subscribe(self.tell)
        self._sitting = sitting
        if settings.safety_read:
            self._check_in()
        else:
            screen = SafetyScreen(self._look)
            screen.read.connect(self._safety_read)
            screen.closed.connect(self._abandon)
            self._show(screen)

    def _safety_read(self) -> None:
        self._set("safety_read", value=True)
        self._check_in()

    def _abandon(self) -> None:
        if self._sitting is not None:
            self._sitting.abandon()
            self._sitting = None
        self.go_home()

    def _check_in(self) -> None:
        screen = RatingScreen(
            self._look, self._around.shelf.scales[SCALE], When.BEFORE, master=self._keeper.now.starting_level
        )
        screen.answered.connect(self._checked_in)
        screen.level_requested.connect(self._try_level)
        screen.master_changed.connect(self._set_master)
        screen.left.connect(self._abandon)
        self._show(screen)

    def _try_level(self) -> None:
        if self._sitting is not None:
            self._sitting.try_level()
            self._ticker.start()

    def _set_master(self, level: float) -> None:
        if self._sitting is not None:
            self._sitting.set_master(Decibels(level))

    def _checked_in(self, value: int | None) -> None:
        """Write the answer, and only then go on."""
        if self._sitting is None:
            return
        try:
            self._sitting.check_in(value)
        except MtrelaxError as error:
            self._cannot_log(error)
        else:
            self._play(self._sitting)

    def _cannot_log(self, error: MtrelaxError) -> None:
        """Say that an answer could not be kept; the session may go on without."""
        screen = self._window.screen_shown
        if isinstance(screen, RatingScreen):
            screen.show_notice(sentence(error), tr("Go on without keeping it"), self._go_unlogged)

    def _go_unlogged(self) -> None:
        sitting = self._sitting
        if sitting is not None:
            sitting.go_unlogged()
        if sitting is not None and sitting.player.state is PlayerState.READY:
            self._play(sitting)
        else:
            self.go_home()

    # during

    def _play(self, sitting: Sitting) -> None:
        screen = SessionScreen(
            self._look, sitting.player, sitting.playlist, sitting.plan.visual, self._keeper
        )
        screen.full_screen_requested.connect(self._window.toggle_full_screen)
        self._window.set_busy(busy=True)
        sitting.begin()
        self._ticker.start()
        self._saver.start()
        self._show(screen)

    def _tick(self) -> None:
        if self._sitting is not None:
            self._sitting.tick()

    def _keep_progress(self) -> None:
        if self._sitting is not None:
            self._sitting.keep_progress()

    def tell(self, error: MtrelaxError) -> None:
        """Say what could not be done, where one looks."""
        self._say(sentence(error))

    def _ended(self, _nothing: None) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        self._saver.stop()
        self._ticker.stop()
        self._set("last_level", value=float(sitting.player.master))
        self._window.set_busy(busy=False)
        if sitting.is_closing:
            self._window.close_now()
        else:
            self._check_out(stopped=sitting.stopped_early)

    def _close_gently(self) -> None:
        if self._sitting is not None and not self._sitting.is_closing:
            self._sitting.close_gently()

    # after

    def _check_out(self, *, stopped: bool, delay_ms: int | None = None) -> None:
        screen = RatingScreen(
            self._look,
            self._around.shelf.scales[SCALE],
            When.AFTER,
            delay_ms=self._around.settling_ms if delay_ms is None else delay_ms,
            ask_why=stopped,
        )
        screen.answered.connect(self._checked_out)
        screen.why_given.connect(self._why)
        self._show(screen)

    def _why(self, reason: StoppedEarly) -> None:
        if self._sitting is not None:
            try:
                self._sitting.say_why(reason)
            except MtrelaxError as error:
                self._cannot_log(error)

    def _checked_out(self, value: int | None) -> None:
        screen = self._window.screen_shown
        if self._house is None or not isinstance(screen, RatingScreen):
            return
        try:
            if self._sitting is not None:
                record = self._sitting.check_out(value, screen.note)
            else:
                record = self._house.diary.rate([Answer(SCALE, value)], screen.note)
        except MtrelaxError as error:
            self._cannot_log(error)
            return
        if record is None:
            self.go_home()
        else:
            self._summarise(record)

    def _summarise(self, record: SessionRecord) -> None:
        screen = SummaryScreen(self._look, record, self._title_of(record.plan.playlist))
        screen.done.connect(self.go_home)
        screen.history_requested.connect(partial(self.go_to, "history"))
        screen.discard_requested.connect(partial(self._discard, record))
        screen.undo_requested.connect(self._undo)
        self._show(screen)

    def _discard(self, record: SessionRecord) -> None:
        self._in_log(partial(self._diary_delete, record.id))

    def _diary_delete(self, record_id: str) -> None:
        if self._house is not None:
            self._house.diary.delete(record_id)

    def _undo(self) -> None:
        if self._house is not None:
            self._in_log(self._house.diary.undo)

    def _in_log(self, act: Callable[[], None]) -> bool:
        """Do something with the log; where it cannot be done, say why on Home."""
        try:
            act()
        except LogUnavailable as error:
            self._home.show_notice(sentence(error))
            self.go_home()
            return False
        return True

    # a session that was cut off

    def _offer(self, record: SessionRecord) -> None:
        screen = UnfinishedScreen(self._look, record, self._around.now())
        screen.rate_requested.connect(partial(self._rate_late, record))
        screen.keep_requested.connect(partial(self._keep_late, record))
        screen.discard_requested.connect(partial(self._discard_late, record))
        self._show(screen)

    def _rate_late(self, record: SessionRecord) -> None:
        if self._house is not None:
            self._sitting = None
            if self._in_log(partial(self._house.diary.resume, record)):
                self._check_out(stopped=False, delay_ms=0)

    def _keep_late(self, record: SessionRecord) -> None:
        if self._house is not None and self._in_log(partial(self._house.diary.keep_as_is, record)):
            self._after_offer()

    def _discard_late(self, record: SessionRecord) -> None:
        if self._house is not None and self._in_log(partial(self._diary_delete, record.id)):
            self._after_offer()
            self._home.show_notice(tr("The session was deleted."), tr("Undo"), self._undo)

    def _after_offer(self) -> None:
        """Offer the next one that was cut off, or go home."""
        left = self._house.diary.unfinished() if self._house is not None else []
        if left:
            self._offer(left[0])
        else:
            self.go_home()

    # the other tabs

    def go_to(self, tab: str) -> None:
        """Show the screen of a tab."""
        makers = {
            "history": self._make_history,
            "settings": self._make_settings,
            "about": self._make_about,
            "safety": self._make_safety,
        }
        if tab in makers and (self._house is not None or tab != "history"):
            self._show(makers[tab]())
        elif tab not in makers:
            self.go_home()

    def _make_history(self) -> QWidget:
        assert self._house is not None  # noqa: S101 - asked for only when there is a log
        screen = HistoryScreen(self._look, self._house.diary, self._title_of)
        screen.tab_requested.connect(self.go_to)
        screen.export_requested.connect(partial(self._export, screen))
        for problem in self._house.log_problems:
            screen.show_notice(sentence(problem))
        return screen

    def _make_settings(self) -> QWidget:
        devices = self._house.stage.devices if self._house is not None else list[str]
        screen = SettingsScreen(
            self._look, self._keeper, devices, self._around.data_folder, self._around.log_folder
        )
        screen.tab_requested.connect(self.go_to)
        return screen

    def _make_about(self) -> QWidget:
        screen = AboutScreen(self._look, self._around.credits, self._around.version)
        screen.tab_requested.connect(self.go_to)
        return screen

    def _make_safety(self) -> QWidget:
        screen = SafetyScreen(self._look, again=True)
        screen.closed.connect(self.go_home)
        return screen

    def _export(self, screen: HistoryScreen, path: Path) -> None:
        if self._house is None:
            return
        try:
            export_log(self._house.diary.sessions(), path)
        except MtrelaxError as error:
            screen.show_notice(sentence(error))
        except OSError:
            screen.show_notice(tr("{file} could not be written. Try another place.").format(file=path.name))
        else:
            screen.show_notice(tr("Written to {file}.").format(file=path.name))

    def _title_of(self, playlist: str) -> str:
        """Return the title of a playlist that may be gone by now."""
        if self._house is not None:
            for music in self._house.librarian.music():
                if music.playlist.slug == playlist:
                    return music.playlist.title
        return Path(playlist).stem

    # people's own music

    def _music_brought(self, paths: list[Path]) -> None:
        if self._house is None or self._window.screen_shown is not self._home:
            return
        title = paths[0].stem if len(paths) == 1 else paths[0].parent.name
        self._home.show_progress(0.0, tr("Looking at your music"))
        self._adding = self._house.librarian.add_own(
            title or tr("My music"), paths, self._music_added, self._add_progress
        )

    def _add_progress(self, fraction: float) -> None:
        self._home.show_progress(fraction, tr("Looking at your music"))

    def _music_added(self, added: Added) -> None:
        self._adding = None
        self._home.show_progress(None, "")
        self._home.refresh()
        if added.problem is not None:
            self._home.show_notice(sentence(added.problem))
            return
        if added.music is None:
            self._home.show_notice(tr("There was no music that can be played. Nothing was changed."))
            return
        self._home.choose(added.music.playlist.slug)
        if added.unreadable:
            text = tr("{title} is ready. {count} files could not be read and were left out.")
            self._home.show_notice(text.format(title=added.music.playlist.title, count=added.unreadable))
        else:
            self._home.show_notice(tr("{title} is ready.").format(title=added.music.playlist.title))

    def _own_removed(self, slug: str) -> None:
        if self._house is not None:
            self._in_log(partial(self._house.librarian.remove_own, slug))
            self._home.refresh()

    def _cancel_adding(self) -> None:
        if self._adding is not None:
            self._adding.cancel()

    # small things

    def _say(self, text: str) -> None:
        """Say a sentence on the screen that is seen, or on Home where that has no place for it."""
        screen = self._window.screen_shown
        if isinstance(screen, RatingScreen | SessionScreen | HistoryScreen):
            screen.show_notice(text)
        self._home.show_notice(text)

    def _set(self, key: str, *, value: float | str | bool) -> None:
        try:
            self._keeper.change(key, value)
        except MtrelaxError as error:
            self._home.show_notice(sentence(error))

    def _show(self, screen: QWidget, *, keep: bool = False) -> None:
        self._window.show_screen(screen, keep=keep)
        screen.setFocus()
        self.shown.emit(screen.objectName())
