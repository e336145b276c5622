"""What follows what: Home, the course of a session, and the other tabs."""

from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtrelax.domain.errors import LogBusy, MtrelaxError
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import SessionRecord
from mtrelax.services.exporter import export_log
from mtrelax.services.house import House
from mtrelax.services.playing import Player
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui.about import AboutScreen
from mtrelax.ui.clinic import Reception
from mtrelax.ui.course import Course
from mtrelax.ui.history import HistoryScreen
from mtrelax.ui.home import HomeScreen
from mtrelax.ui.i18n import tr
from mtrelax.ui.own_music import OwnMusic
from mtrelax.ui.planning import Planning
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.safety import SafetyScreen
from mtrelax.ui.settings import SettingsScreen
from mtrelax.ui.surroundings import Surroundings
from mtrelax.ui.unfinished import UnfinishedScreen
from mtrelax.ui.window import MainWindow
from mtrelax.ui.words import left_out, sentence


def conduct(
    window: MainWindow, home: HomeScreen, keeper: SettingsKeeper, house: House, around: Surroundings
) -> "Flow":
    """Wake up Home, now that there is something behind it."""
    return Flow(Rooms(window, home, home.look, keeper, house, around))


class Flow(QObject):
    """Conducts the screens: what is pressed on one of them decides which comes next."""

    def __init__(self, rooms: Rooms) -> None:
        """Wake up Home, and from there on lead wherever somebody wants to go."""
        super().__init__(rooms.window)
        self._rooms, self._house, self._look = rooms, rooms.house, rooms.look
        self._course = Course(rooms)
        self._reception = Reception(rooms, self._course)
        self._own_music = OwnMusic(rooms)
        self._planning = Planning(rooms)
        self._planning.tab_requested.connect(self.go_to)
        self._planning.plan_chosen.connect(self._use_plan)
        self._course.history_wanted.connect(partial(self.go_to, "history"))
        rooms.home.begin_requested.connect(self._reception.begin)
        rooms.home.tab_requested.connect(self.go_to)
        rooms.house.librarian.troubled.subscribe(rooms.tell)
        rooms.home.use(rooms.house.librarian)
        rooms.house.librarian.measure_missing()
        self._greet()

    @property
    def player(self) -> Player | None:
        """The session that plays, or was the last to play."""
        return self._course.player

    def open_plan(self, plan: SessionPlan) -> None:
        """Show a plan on Home, ready to begin."""
        self._rooms.go_home()
        self._rooms.home.show_plan(plan)

    def _use_plan(self, plan: SessionPlan) -> None:
        self.open_plan(plan)
        if plan.title:
            words = tr("“{title}” is ready.").format(title=plan.title)
            self._rooms.home.show_notice(words, passing=True)

    def break_off(self) -> None:
        """Fade out and keep what there is, after something that should not happen."""
        self._course.break_off("unexpected fault")

    def close(self) -> None:
        """Let go of what may still sound: the window is gone."""
        self._planning.close()
        self._course.close()

    def say(self, text: str) -> None:
        """Say a sentence where one looks."""
        self._rooms.say(text)

    def _greet(self) -> None:
        """Say what was found at the start, and offer what was cut off."""
        found: list[MtrelaxError] = [*self._house.problems]
        if self._house.diary.busy:
            found.insert(0, LogBusy(str(self._rooms.around.data_folder)))
        if self._rooms.keeper.problem is not None:
            found.append(self._rooms.keeper.problem)
        if found:
            self._rooms.home.show_notice(" ".join(map(sentence, found)))
        self._rooms.in_log(self._offer_cut_off)

    def _offer_cut_off(self) -> None:
        """Offer the newest session that was cut off; without one, be at Home."""
        if left := self._house.diary.unfinished():
            self._offer(left[0])
        elif self._rooms.window.screen_shown is not self._rooms.home:
            self._rooms.go_home()

    def _offer(self, record: SessionRecord) -> None:
        screen = UnfinishedScreen(self._look, record, self._rooms.around.now())
        screen.rate_requested.connect(partial(self._course.rate_late, record))
        screen.keep_requested.connect(partial(self._keep_late, record))
        screen.discard_requested.connect(partial(self._discard_late, record))
        self._rooms.show(screen)

    def _keep_late(self, record: SessionRecord) -> None:
        if self._rooms.in_log(partial(self._house.diary.keep_as_is, record)):
            self._rooms.in_log(self._offer_cut_off)

    def _discard_late(self, record: SessionRecord) -> None:
        if self._rooms.in_log(partial(self._house.diary.delete, record.id)):
            self._rooms.in_log(self._offer_cut_off)
            self._rooms.home.show_notice(tr("The session was deleted."), tr("Undo"), self._rooms.undo)

    def go_to(self, tab: str) -> None:
        """Show the screen of a tab; Home for a name that has none."""
        makers = {
            "plan": self._planning.screen,
            "history": self._make_history,
            "settings": self._make_settings,
            "about": self._make_about,
            "safety": self._make_safety,
        }
        if tab in makers:
            self._rooms.show(makers[tab]())
        else:
            self._rooms.go_home()

    def _make_history(self) -> QWidget:
        # A history names few playlists, and each of them often.
        screen = HistoryScreen(self._look, self._house.diary, cache(self._rooms.title_of))
        screen.tab_requested.connect(self.go_to)
        screen.export_requested.connect(partial(self._export, screen))
        return screen

    def _make_settings(self) -> QWidget:
        rooms = self._rooms
        screen = SettingsScreen(
            self._look,
            rooms.keeper,
            self._house.stage.devices,
            rooms.around.data_folder,
            rooms.around.log_folder,
        )
        screen.tab_requested.connect(self.go_to)
        return screen

    def _make_about(self) -> QWidget:
        screen = AboutScreen(self._look, self._rooms.around.credits, self._rooms.around.version)
        screen.tab_requested.connect(self.go_to)
        return screen

    def _make_safety(self) -> QWidget:
        screen = SafetyScreen(self._look, again=True, leads=self._rooms.keeper.now.clinic)
        screen.closed.connect(self._rooms.go_home)
        return screen

    def _export(self, screen: HistoryScreen, path: Path) -> None:
        try:
            sessions = self._house.diary.sessions(client=screen.client)
            export_log(sessions, path, self._house.librarian.scales)
        except MtrelaxError as error:
            screen.show_notice(sentence(error))
        except OSError:
            screen.show_notice(tr("{file} could not be written. Try another place.").format(file=path.name))
        else:
            missing = left_out(sessions.unreadable) if sessions.unreadable else ""
            words = tr("Written to {file}.").format(file=path.name)
            screen.show_notice(f"{words} {missing}".strip(), passing=not missing)
