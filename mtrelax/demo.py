"""The real window, driven through one short session by its own buttons: for machines without a screen."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mtrelax.app import Program
from mtrelax.catalogue.plans import write_plan
from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import Sessions
from mtrelax.services.exporter import export_log
from mtrelax.storage.folders import folders
from mtrelax.ui.desktop.screen import has_screen
from mtrelax.ui.flow import Flow
from mtrelax.ui.words import minutes_of, sentence

BEFORE, AFTER = 6, 3
"""The answers that the demo gives."""
_EVERY_MS: Final = 200
_PATIENCE: Final = 60.0
"""How long, beyond the session itself, the demo may take before it has failed, in seconds."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the demo is asked for."""

    out: Path
    minutes: int = 1
    theme: str = "dark"
    size: tuple[int, int] = (1280, 800)
    data_dir: Path | None = None


def run_demo(wish: Wish, say: Callable[[str], None]) -> int:
    """Play a session in the window; return 0 when all of it happened."""
    _without_a_screen()
    wish.out.mkdir(parents=True, exist_ok=True)
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(qt, QApplication):
        raise TypeError("another kind of Qt application runs already")
    with _data_folder(wish.data_dir) as data:
        program = Program(folders(data))
        program.keeper.change("theme", wish.theme)
        visitor = _Visitor(program, wish, say)
        program.window.resize(*wish.size)
        program.start()
        QTimer.singleShot(0, visitor.begin)
        before = signal.signal(signal.SIGINT, visitor.stop)
        qt.exec()
        signal.signal(signal.SIGINT, before)
        done = visitor.finish()
        program.close()
    return 0 if done else 1


def _without_a_screen() -> None:
    """Let Qt paint into memory where there is no screen."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@contextmanager
def _data_folder(chosen: Path | None) -> Generator[Path]:
    if chosen is not None:
        yield chosen
    else:
        with tempfile.TemporaryDirectory(prefix="mtrelax-demo-") as folder:
            yield Path(folder)


class _Visitor(QObject):
    """Somebody who goes through all of it: looks at each screen, presses its buttons, keeps pictures."""

    def __init__(self, program: Program, wish: Wish, say: Callable[[str], None]) -> None:
        super().__init__()
        self._program, self._wish, self._say = program, wish, say
        self._pictures = 0
        self._failure = ""
        self._left = 0.0
        self._visit: Iterator[Callable[[], bool]] | None = None
        self._waits_for: Callable[[], bool] = _now
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Start to look and to press."""
        self._left = self._wish.minutes * 60 + _PATIENCE
        self._visit = self._steps()
        self._timer.start()

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Give up: Ctrl-C was pressed."""
        self._fail("you stopped it")

    def finish(self) -> bool:
        """Write the log and the sound; return whether everything happened."""
        try:
            if not self._failure:
                self._write_log()
            if not self._failure:
                self._write_sound()
        except MtrelaxError as error:
            self._failure = sentence(error).removesuffix(".")
        except OSError as error:
            self._failure = f"{error.filename or 'a file'} could not be written"
        if self._failure:
            self._say(f"The demo did not get to its end: {self._failure}.")
            return False
        self._say(f"Everything is in {self._wish.out}: {self._pictures} pictures, session.opus, log.json.")
        return True

    def _steps(self) -> Iterator[Callable[[], bool]]:
        """Say what to wait for, and act in between."""
        yield self._ready
        self._say("Home: choosing a session.")
        self._flow.open_plan(self._plan())
        yield from self._picture("home")
        self._press("begin")
        yield partial(self._is_at, "safety", "check_in")
        if self._shown == "safety":
            yield from self._picture("safety")
            self._press("safety_read")
        yield partial(self._is_at, "check_in")
        self._press(f"answer_{BEFORE}")
        yield from self._picture("check-in")
        self._press("continue")
        yield partial(self._is_at, "session")
        self._say(f"Session: {minutes_of(self._wish.minutes * 60)} of sound.")
        for name, part in (("session", 0.3), ("session-breathing", 0.4), ("session-return", 0.72)):
            yield partial(self._has_heard, part)
            yield from self._picture(name)
        self._stir()
        yield from self._picture("session-controls")
        yield partial(self._is_at, "check_out")
        yield from self._picture("check-out")
        self._press("ready")
        yield _Looks(2)
        self._press(f"answer_{AFTER}")
        yield from self._picture("check-out-question")
        self._press("continue")
        yield partial(self._is_at, "summary")
        yield from self._picture("summary")
        self._press("history")
        yield partial(self._is_at, "history")
        yield from self._picture("history")
        self._flow.go_to("settings")
        yield partial(self._is_at, "settings")
        yield from self._picture("settings")

    def _look(self) -> None:
        """See whether what is waited for has happened, and go on."""
        self._left -= _EVERY_MS / 1000
        if self._visit is None or not self._waits_for():
            if self._left < 0:
                self._fail(f"it waited too long on the screen {self._shown}")
            return
        try:
            self._waits_for = next(self._visit)
        except StopIteration:
            self._end()
        except LookupError as error:
            self._fail(str(error))

    def _fail(self, why: str) -> None:
        self._failure = why
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._visit = None
        QGuiApplication.exit()

    @property
    def _shown(self) -> str:
        return self._program.window.screen_shown.objectName()

    @property
    def _flow(self) -> Flow:
        flow = self._program.flow
        if flow is None:
            raise LookupError("the window was not ready")
        return flow

    def _ready(self) -> bool:
        return self._program.flow is not None and self._child("begin").isEnabled()

    def _is_at(self, *names: str) -> bool:
        return self._shown in names

    def _has_heard(self, part: float) -> bool:
        player = self._flow.player
        return player is not None and player.moment().fraction >= part

    def _child(self, name: str) -> QWidget:
        found = self._program.window.screen_shown.findChild(QWidget, name)
        if found is None:
            raise LookupError(f"the screen {self._shown} has no control {name}")
        return found

    def _press(self, name: str) -> None:
        control = self._child(name)
        if not (control.isVisible() and control.isEnabled()):
            raise LookupError(f"{name} on the screen {self._shown} cannot be pressed")
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)

    def _stir(self) -> None:
        """Move the pointer, as somebody does who looks for the controls."""
        screen = self._program.window.screen_shown
        QTest.mouseMove(screen, QPoint(screen.width() // 2, screen.height() // 2))
        QTest.mouseMove(screen, QPoint(screen.width() // 2 + 40, screen.height() // 2))

    def _picture(self, name: str) -> Iterator[Callable[[], bool]]:
        """Keep what the window shows, once it has faded in and all is painted."""
        yield _Looks(3)
        self._pictures += 1
        path = self._wish.out / f"{self._pictures:02d}-{name}.png"
        if not self._program.window.grab().save(str(path)):
            raise LookupError(f"{path.name} could not be written")

    def _plan(self) -> SessionPlan:
        """Return what Home offers at first, without the imagery script that needs more time."""
        return replace(self._program.home.plan(), minutes=self._wish.minutes, script=None)

    def _write_log(self) -> None:
        house = self._program.house
        records = house.diary.sessions() if house is not None else Sessions()
        if house is None or not records or [rating.value for rating in records[0].ratings] != [BEFORE, AFTER]:
            self._failure = "the log does not hold both ratings"
            return
        export_log(records, self._wish.out / "log.json", house.librarian.scales)

    def _write_sound(self) -> None:
        """Render the session that was played: the same plan through the same mixer."""
        from mtrelax.services.rendering import render_session  # noqa: PLC0415 - it loads the audio libraries

        house = self._program.house
        if house is None:
            return
        plan = house.diary.sessions()[0].plan
        (self._wish.out / "plan.toml").write_text(write_plan(plan), encoding="utf-8")
        timeline, materials = house.librarian.timeline(plan, 0)
        done = render_session(plan, timeline, materials, self._wish.out / "session.opus", _nobody, _never)
        if done.faults or done.captions is None:
            self._failure = "a part of the session is silent, or it has no captions"


class _Looks:
    """True after so many looks."""

    def __init__(self, count: int) -> None:
        self._left = count

    def __call__(self) -> bool:
        """Look once more."""
        self._left -= 1
        return self._left < 0


def _now() -> bool:
    return True


def _nobody(_fraction: float) -> None:
    """Show no progress: a minute is written in a second."""


def _never() -> bool:
    return False
