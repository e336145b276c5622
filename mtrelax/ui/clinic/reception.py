"""Where a session begins in clinic: for whom it is, and the screens for two people."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.materials import Playlist
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import EnteredBy, When
from mtrelax.services.settings import SettingsKeeper
from mtrelax.services.sitting import SCALE, Sitting
from mtrelax.ui.clinic.answered import AnsweredScreen
from mtrelax.ui.clinic.asleep import AsleepScreen
from mtrelax.ui.clinic.code import ClientCodeScreen
from mtrelax.ui.clinic.console import ConsoleScreen
from mtrelax.ui.clinic.display import ClientDisplay, place_words
from mtrelax.ui.clinic.monitors import Monitors
from mtrelax.ui.clinic.words import words_of_plan
from mtrelax.ui.course import Course
from mtrelax.ui.i18n import tr
from mtrelax.ui.rating import RatingScreen
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.screens import Screens

_TOO_SMALL: Final = (
    "Your client’s display is too small for the whole question: ask them, and enter what they say."
)
_LOOKED_AT = 100
"""How many sessions back the codes of late are looked for."""


class ClinicScreens(Screens):
    """A console for whoever leads, and a display for the client, from check-in to the summary."""

    def __init__(self, rooms: Rooms, monitors: Monitors) -> None:
        super().__init__(rooms)
        self._monitors = monitors
        self._display: ClientDisplay | None = None
        self._had_screen = False

    @property
    def display(self) -> ClientDisplay | None:
        """What the client sees, while somebody sits there."""
        return self._display

    def check_in(self, sitting: Sitting) -> RatingScreen:
        """Return what asks before a session, and ask the client."""
        rooms = self._rooms
        screen = RatingScreen(
            rooms.look,
            rooms.house.librarian.scales[SCALE],
            When.BEFORE,
            master=rooms.keeper.now.starting_level,
            entered_by=self._reader,
            elsewhere=rooms.keeper.now.client_rates,
        )
        self._ask_there(screen, self._opened(sitting.playlist))
        return screen

    def waiting(
        self, answered: RatingScreen, begin: Callable[[], None], leave: Callable[[], None]
    ) -> QWidget | None:
        """Return what waits for whoever leads to begin, whoever entered the answer."""
        written = self._rooms.house.diary.open_session
        screen = AnsweredScreen(self._rooms.look, written.rating(When.BEFORE, SCALE) if written else None)
        screen.begun.connect(begin)
        screen.closed.connect(leave)
        return screen

    def session(self, sitting: Sitting) -> QWidget:
        """Return the console, and show the client the session."""
        rooms, player = self._rooms, sitting.player
        display, keeper = self._opened(sitting.playlist), _for_this_session(rooms.keeper)
        display.play(player, sitting.plan.visual, keeper)
        patterns = list(rooms.house.patterns.patterns.values())
        console = ConsoleScreen(rooms.look, player, keeper, display, patterns, sitting.client)
        console.full_screen_requested.connect(rooms.window.toggle_full_screen)
        return console

    def check_out(self, client: str, *, delay_ms: int, ask_why: bool, note: str = "") -> RatingScreen:
        """Return what asks after a session; a client who is not there any more is not asked."""
        if not client:
            return super().check_out(client, delay_ms=delay_ms, ask_why=ask_why, note=note)
        rooms, display = self._rooms, self._display
        screen = RatingScreen(
            rooms.look,
            rooms.house.librarian.scales[SCALE],
            When.AFTER,
            delay_ms=delay_ms,
            ask_why=ask_why,
            note=note,
            entered_by=self._reader if display is not None else EnteredBy.THERAPIST,
            elsewhere=rooms.keeper.now.client_rates and display is not None,
        )
        if display is not None:
            self._ask_there(screen, display)
        return screen

    def after_sleep(self, client: str, go_on: Callable[[], None]) -> QWidget:
        """Return where whoever leads may still write; the client's display is dark."""
        rooms = self._rooms
        if self._display is not None:
            self._display.darken()
        look = rooms.look.by_night(rooms.window)
        screen = AsleepScreen(look, rooms.house.diary.open_session, client)
        look.setParent(screen)
        screen.written.connect(self._write_down)
        screen.done.connect(go_on)
        return screen

    def _write_down(self, note: str, adverse: str) -> None:
        diary = self._rooms.house.diary
        try:
            diary.write_down(note)
            diary.add_adverse_event(adverse)
        except MtrelaxError as error:
            self._rooms.tell(error)

    def put_away(self) -> None:
        """Close the client's display."""
        if self._display is not None:
            self._display.let_go()
            self._display = None

    @property
    def _reader(self) -> EnteredBy:
        return EnteredBy.SELF if self._rooms.keeper.now.client_rates else EnteredBy.THERAPIST

    def _is_awaited(self, screen: RatingScreen) -> bool:
        """Tell whether it is the client who answers, on their display."""
        there = self._rooms.keeper.now.client_rates and self._display is not None
        return there and screen.entered_by is EnteredBy.SELF

    def _on_moved(self) -> None:
        """Let the answer be entered here, when the screen on which it was asked for is gone."""
        display, screen = self._display, self._rooms.window.screen_shown
        if display is None:
            return
        had, self._had_screen = self._had_screen, display.has_screen
        if isinstance(screen, RatingScreen) and not display.has_screen and (had or display.is_behind):
            self._enter_here(screen, place_words(display))

    def _on_cramped(self) -> None:
        """Ask again on the client's display, which has become smaller."""
        screen = self._rooms.window.screen_shown
        if self._display is not None and isinstance(screen, RatingScreen):
            self._follow(screen, self._display)

    def _enter_here(self, screen: RatingScreen, why: str) -> None:
        screen.enter_for_client()
        screen.show_notice(why)

    def _opened(self, playlist: Playlist) -> ClientDisplay:
        """Return the client's display; it opens once."""
        if self._display is None:
            self._display = ClientDisplay(self._rooms.look, self._rooms.window, self._monitors, playlist)
            self._display.open()
            self._had_screen = self._display.has_screen
            self._display.moved.connect(self._on_moved)
            self._display.cramped.connect(self._on_cramped)
        return self._display

    def _ask_there(self, screen: RatingScreen, display: ClientDisplay) -> None:
        """Ask on the client's display for as long as the answer is awaited there."""
        display.answered.connect(screen.answered)
        screen.answered.connect(display.calm)
        screen.asked.connect(partial(self._follow, screen, display))
        screen.entered_by_changed.connect(partial(self._follow, screen, display))
        if display.is_behind:
            self._enter_here(screen, place_words(display))
        self._follow(screen, display)

    def _follow(self, screen: RatingScreen, display: ClientDisplay, *_whatever: object) -> None:
        if not (self._is_awaited(screen) and screen.is_asked):
            display.calm()
        elif not display.ask(self._rooms.house.librarian.scales[SCALE]):
            self._enter_here(screen, tr(_TOO_SMALL))


class Reception(QObject):
    """Asks for whom a session is, where sessions are led for others; then the course takes over."""

    def __init__(self, rooms: Rooms, course: Course) -> None:
        super().__init__(course)
        self._rooms, self._course = rooms, course
        self._alone, self._clinic = course.screens, ClinicScreens(rooms, Monitors(self))
        self._choose_screens()

    def begin(self, plan: SessionPlan) -> None:
        """Begin a session, for whoever it is."""
        self._choose_screens()
        settings = self._rooms.keeper.now
        if not settings.clinic:
            self._course.begin(plan)
            return
        screen = ClientCodeScreen(
            self._rooms.look,
            self._recent(),
            session=self._words_of(plan),
            tell_unencrypted=not settings.clinic_told,
        )
        screen.chosen.connect(partial(self._begin_for, plan))
        screen.closed.connect(self._go_home)
        self._rooms.show(screen)

    def _words_of(self, plan: SessionPlan) -> str:
        """Return what the session will be: what was chosen for the last client is still chosen."""
        materials = None
        with suppress(MtrelaxError):  # what is missing is said when it is to begin
            materials = self._rooms.house.librarian.materials(plan)
        return words_of_plan(plan, self._rooms.title_of(plan.playlist), materials)

    def _begin_for(self, plan: SessionPlan, client: str) -> None:
        self._rooms.keep("clinic_told", value=True)
        before = self._rooms.window.screen_shown
        self._course.begin(plan, self._known(client))
        if self._rooms.window.screen_shown is before:  # it could not begin, and Home says why
            self._rooms.window.show_screen(self._rooms.home)

    def _go_home(self) -> None:
        self._rooms.go_home()

    def _choose_screens(self) -> None:
        """Take the screens for one person, or for two."""
        self._course.screens = self._clinic if self._rooms.keeper.now.clinic else self._alone

    def _recent(self) -> list[str]:
        """Return the codes of late, the last one first; none where the log cannot be read."""
        try:
            sessions = self._rooms.house.diary.sessions(_LOOKED_AT)
        except MtrelaxError:  # what is wrong with the log is said where it matters
            return []
        first: dict[str, str] = {}
        for each in reversed(sessions):
            first.setdefault(_same(each.client), each.client)
        return [first[code] for code in dict.fromkeys(_same(each.client) for each in sessions if each.client)]

    def _known(self, client: str) -> str:
        """Return a code as it is written in the log, whoever writes it otherwise today."""
        try:
            clients = self._rooms.house.diary.clients()
        except MtrelaxError:  # what is wrong with the log is said where it matters
            clients = []
        return next((each for each in clients if _same(each) == _same(client)), client.strip())


def _for_this_session(keeper: SettingsKeeper) -> SettingsKeeper:
    """Return the settings of now, whose changes are kept nowhere: the next client has their own."""
    values = asdict(keeper.now)
    return SettingsKeeper(values.copy, values.update)


def _same(code: str) -> str:
    """Return what two spellings of one code have in common."""
    return code.strip().casefold()
