"""Planning: what lies on the desk stays there, whichever page is seen; dropped plans come onto it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Breathing, SessionPlan
from mtrelax.domain.script import Script
from mtrelax.domain.time import Decibels
from mtrelax.services.drafting import Draftsman
from mtrelax.services.plan_desk import PlanDesk
from mtrelax.services.plans import is_plan
from mtrelax.ui.patterns import PatternMaker
from mtrelax.ui.planner import Listening, PlannerScreen
from mtrelax.ui.reading import ReadingScreen
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.tab_page import TabPage


class Planning(QObject):
    """Opens the planner, and gives on what was planned there."""

    tab_requested = Signal(str)
    plan_chosen = Signal(object)

    def __init__(self, rooms: Rooms) -> None:
        super().__init__(rooms.window)
        self._rooms = rooms
        self._desk: PlanDesk | None = None
        self._maker = PatternMaker(rooms)
        self._maker.finished.connect(self._pattern_made)
        self._draftsman = Draftsman(
            rooms.house.librarian, rooms.house.diary.count, rooms.house.patterns.own_file
        )
        self._listening = Listening(rooms.house.stage, self._master, self)
        rooms.window.files_dropped.connect(self.bring)
        rooms.home.music_brought.connect(self.bring)

    def screen(self) -> PlannerScreen:
        """Return the planner, with what was left on the desk."""
        rooms = self._rooms
        chosen = replace(rooms.home.plan(), title="")
        if self._desk is None:
            self._desk = PlanDesk(rooms.house.plans, chosen)
        else:
            self._desk.refresh()
            self._desk.follow(chosen)
        screen = PlannerScreen(rooms.look, rooms.keeper, self._desk, self._draftsman, self._listening)
        screen.tab_requested.connect(self.tab_requested)
        screen.plan_chosen.connect(self.plan_chosen)
        screen.begin_requested.connect(self._begin)
        screen.pattern_editor_requested.connect(self._make_pattern)
        screen.reading_requested.connect(self._read)
        return screen

    def close(self) -> None:
        """Let go of what still sounds: the window is gone."""
        self._maker.close()

    def bring(self, paths: list[Path]) -> None:
        """Open the first plan among some files, unless something else is going on."""
        plan = next((path for path in paths if is_plan(path)), None)
        shown = self._rooms.window.screen_shown
        if plan is None or not (shown is self._rooms.home or isinstance(shown, TabPage)):
            return
        if not isinstance(shown, PlannerScreen):
            self.tab_requested.emit("plan")
        screen = self._rooms.window.screen_shown
        if isinstance(screen, PlannerScreen):
            screen.open_file(plan)

    def _begin(self, plan: SessionPlan) -> None:
        """Begin a session from Home, where it is said what cannot be."""
        home = self._rooms.home
        self._rooms.go_home()
        home.show_plan(plan)
        home.begin_requested.emit(plan)

    def _make_pattern(self) -> None:
        """Go over to the pattern editor, and come back with what was kept there."""
        plan = self._desk.plan if self._desk is not None else self._rooms.home.plan()
        self._maker.begin(self._draftsman.playable(plan))

    def _pattern_made(self, slug: str) -> None:
        desk = self._desk
        if desk is not None and slug:
            breathing = replace(desk.plan.breathing or Breathing(), pattern=slug, start_rate=None)
            desk.change(replace(desk.plan, breathing=breathing))
        self.tab_requested.emit("plan")

    def _read(self, script: Script, said: frozenset[PhaseKind]) -> None:
        screen = ReadingScreen(self._rooms.look, script, said)
        screen.closed.connect(partial(self.tab_requested.emit, "plan"))
        self._rooms.show(screen)

    def _master(self) -> Decibels:
        return self._rooms.keeper.now.starting_level
