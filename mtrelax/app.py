"""Builds the window and its first screen, and wires everything: the only module that knows all."""

import importlib
import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, cast

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication

import mtrelax
from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.plans import parse_plan, write_plan
from mtrelax.domain.errors import MtrelaxError
from mtrelax.services.jobs import MainThread
from mtrelax.services.settings import Settings, SettingsKeeper
from mtrelax.storage.folders import Folders
from mtrelax.storage.log_file import keep_log
from mtrelax.storage.settings_file import load_settings, save_settings
from mtrelax.ui.desktop.ending import ending_gently
from mtrelax.ui.home import HomeScreen
from mtrelax.ui.surroundings import Surroundings
from mtrelax.ui.theme import Look
from mtrelax.ui.window import MainWindow
from mtrelax.ui.words import sentence, unexpected

if TYPE_CHECKING:  # all of it comes in behind the first paint
    from mtrelax.services.house import House
    from mtrelax.ui.flow import Flow

CONTRAST: Final = "contrast"
_log = logging.getLogger("mtrelax.app")


class Backstage(Protocol):
    """The module that has sound, library and log."""

    def build(self, folders: Folders, keeper: SettingsKeeper, main: MainThread) -> "House":
        """Return everything that a session needs."""
        ...


class FlowModule(Protocol):
    """The module that has every screen behind Home."""

    def conduct(
        self,
        window: MainWindow,
        home: HomeScreen,
        keeper: SettingsKeeper,
        house: "House",
        around: Surroundings,
    ) -> "Flow":
        """Wake up Home, and lead wherever somebody wants to go."""
        ...


class QtMainThread(QObject):
    """Calls things on Qt's thread, from any other."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Call something there, soon."""
        self._posted.emit(call)

    def _call(self, call: Callable[[], None]) -> None:
        call()


class Program:
    """The running program: its window, and what is built behind it."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.log_file = keep_log(folders.log)
        self.house: House | None = None
        self.flow: Flow | None = None
        self._main = QtMainThread()
        self.keeper = SettingsKeeper(
            partial(load_settings, folders.settings), partial(save_settings, folders.settings)
        )
        self.look = Look()
        self._dress(self.keeper.now)
        self.window = MainWindow(self.look)
        shelf = load_catalogue(folders.assets, folders.data, spoken=False)
        self.home = HomeScreen(self.look, self.keeper, shelf, parse_plan, write_plan, _hour)
        self.window.show_screen(self.home, keep=True)
        self.keeper.changed.subscribe(self._dress)
        self._asked: list[Callable[[], None]] = []
        for signal in (self.home.tab_requested, self.home.music_brought, self.window.files_dropped):
            signal.connect(partial(self._remember, signal))
        self._thread = threading.Thread(target=self._prepare, name="backstage", daemon=True)

    def start(self) -> None:
        """Show the window, and build the rest once it is seen."""
        self.window.first_painted.connect(self._thread.start)
        self.window.show()

    def close(self) -> None:
        """Let go of everything, in the order in which it was built backwards."""
        if self._thread.is_alive():
            self._thread.join()
        if self.flow is not None:
            self.flow.close()
        if self.house is not None:
            self.house.jobs.close()
            self.house.close()
            self.house = None

    def _prepare(self) -> None:
        """Build sound, library and log. In a thread of its own."""
        backstage = cast("Backstage", importlib.import_module("mtrelax.backstage"))
        self.house = house = backstage.build(self.folders, self.keeper, self._main)
        flow = cast("FlowModule", importlib.import_module("mtrelax.ui.flow"))
        self._main.post(partial(self._open, flow, house))

    def _open(self, flow: FlowModule, house: "House") -> None:
        """Let the window lead on from Home."""
        folders = self.folders
        around = Surroundings(_now, folders.data, folders.log, _credits(folders.assets), mtrelax.__version__)
        self.flow = flow.conduct(self.window, self.home, self.keeper, house, around)
        # A session that was cut off is offered first.
        if self.window.screen_shown is self.home:
            for again in self._asked:
                again()

    def _remember(self, signal: SignalInstance, what: object) -> None:
        """Keep what was asked for while nobody could answer, to ask for it again."""
        if self.flow is None:
            self._asked.append(partial(signal.emit, what))

    def _dress(self, settings: Settings) -> None:
        self.look.choose(CONTRAST if settings.high_contrast else settings.theme)
        self.look.set_text_factor(settings.text_size / 100)
        self.look.set_reduced_motion(settings.reduced_motion)

    def on_fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Note what nobody has caught: a failure of the world is said, at any other fault the music fades."""
        if isinstance(error, MtrelaxError):
            _log.warning("%r", error)
        else:
            _log.critical("unexpected fault", exc_info=(kind, error, trace))
        if not issubclass(kind, KeyboardInterrupt):
            self._main.post(partial(self._tell, error))

    def _tell(self, error: BaseException) -> None:
        """Say it where one looks; nothing that plays goes on after what should not happen."""
        text = sentence(error) if isinstance(error, MtrelaxError) else unexpected(self.log_file)
        if self.flow is None:
            self.home.show_notice(text)
            return
        if not isinstance(error, MtrelaxError):
            self.flow.break_off()
        self.flow.say(text)


def run(folders: Folders) -> int:
    """Open the window and stay until it is closed."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(qt, QApplication):
        raise TypeError("another kind of Qt application runs already")
    qt.setApplicationName("mtrelax")
    qt.setDesktopFileName("mtrelax")
    program = Program(folders)
    sys.excepthook = program.on_fault
    threading.excepthook = partial(_thread_fault, program)
    program.start()
    with ending_gently(program.window.close):
        status = qt.exec()
    program.close()
    return status


def _thread_fault(program: Program, what: threading.ExceptHookArgs) -> None:
    if what.exc_value is not None:
        program.on_fault(what.exc_type, what.exc_value, what.exc_traceback)


def _now() -> datetime:
    """Return the moment, with its offset from UTC: a rating keeps the time that the person saw."""
    return datetime.now(UTC).astimezone()


def _hour() -> int:
    return _now().hour


def _credits(assets: Path) -> str:
    """Return what the about page says of everybody's work."""
    for place in (assets / "CREDITS.md", assets.parent / "CREDITS.md"):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return ""
