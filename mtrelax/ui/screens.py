"""The screens that one session is led through."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mtrelax.domain.record import EnteredBy, When
from mtrelax.services.sitting import SCALE, Sitting
from mtrelax.ui.night import NightScreen
from mtrelax.ui.rating import RatingScreen
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.session import SessionScreen
from mtrelax.ui.theme import style_sheet


class Screens:
    """Makes them for somebody who is alone. Where two people sit, others are made in their place."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def check_in(self, sitting: Sitting) -> RatingScreen:
        """Return what asks before a session."""
        scale = self._rooms.house.librarian.scales[SCALE]
        return RatingScreen(
            self._rooms.look, scale, When.BEFORE, master=self._rooms.keeper.now.starting_level
        )

    def waiting(
        self, answered: RatingScreen, begin: Callable[[], None], leave: Callable[[], None]
    ) -> QWidget | None:
        """Return what waits between the first answer and the session: nothing, for whoever is alone."""
        return None

    def session(self, sitting: Sitting) -> QWidget:
        """Return what is seen while it plays."""
        rooms = self._rooms
        patterns = list(rooms.house.patterns.patterns.values())
        screen = SessionScreen(
            rooms.look,
            sitting.player,
            sitting.playlist,
            sitting.plan.visual,
            rooms.keeper,
            patterns,
            is_kept=sitting.is_logged,
        )
        rooms.window.close_asked.connect(screen.say_closing)
        screen.full_screen_requested.connect(rooms.window.toggle_full_screen)
        return screen

    def check_out(self, client: str, *, delay_ms: int, ask_why: bool, note: str = "") -> RatingScreen:
        """Return what asks after a session; of a client who was here before, somebody else enters it.

        Who is given time has just come back: then it is as dark as the session was, and eyes that open
        are not met by a bright page.
        """
        look = self._rooms.look.by_night(self._rooms.window) if delay_ms else self._rooms.look
        screen = RatingScreen(
            look,
            self._rooms.house.librarian.scales[SCALE],
            When.AFTER,
            delay_ms=delay_ms,
            ask_why=ask_why,
            note=note,
            entered_by=EnteredBy.THERAPIST if client else None,
        )
        if look is not self._rooms.look:
            look.setParent(screen)
            screen.setStyleSheet(style_sheet(look.theme))
        return screen

    def night(self) -> NightScreen:
        """Return what is seen after a session that led into sleep; whatever is seen now goes into it."""
        return NightScreen(self._rooms.look, self._rooms.window.screen_shown.grab())

    def after_sleep(self, client: str, go_on: Callable[[], None]) -> QWidget | None:
        """Return what whoever leads sees after a session that led into sleep; who is alone sleeps."""
        return None

    def put_away(self) -> None:
        """Let go of what was opened beside the window: nobody sits here any more."""
