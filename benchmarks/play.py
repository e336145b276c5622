"""The processor time of playing, against ``mpv`` with one file; both play into SDL's dummy driver."""

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from subprocess import Popen
from typing import TYPE_CHECKING, Final

from benchmarks.process import ROOT, CannotMeasureError, begun, measured, ours, processor_time
from benchmarks.table import Row

if TYPE_CHECKING:  # loaded by the program that is measured, and not by the one that measures
    from mtrelax.services.player import SessionPlayer

_DUMMY: Final = {"SDL_AUDIODRIVER": "dummy", "QT_QPA_PLATFORM": "offscreen"}
_MPV: Final = ("mpv", "--no-config", "--no-video", "--really-quiet", "--ao=sdl")
_TICK: Final = 0.2


def rows(*, quick: bool) -> list[Row]:
    """Measure what a program uses once it plays: the difference between two moments of one run."""
    begin, end = (20, 60) if quick else (60, 180)
    measured(ours("material"))
    commands = {
        "sound": ours("play", end + 20),
        "window": ours("play", end + 20, "window"),
        "mpv": [*_MPV, str(ROOT / "benchmarks" / ".material" / "one.opus")],
    }
    used = _used(commands, begin, end)
    share = {name: f"{100 * seconds / (end - begin):.2f} %" for name, seconds in used.items()}
    return [
        Row(
            f"play music, rain and voice without a window, {begin} to {end} s",
            share["sound"],
            f"mpv, one file {share['mpv']}",
            used["sound"] / used["mpv"],
            most=1.5,
        ),
        Row(
            "… with the session screen, 1280x800, painted in software",
            share["window"],
            f"without {share['sound']}",
            used["window"] / used["sound"],
        ),
    ]


def _used(commands: Mapping[str, Sequence[str]], begin: float, end: float) -> dict[str, float]:
    """Run programs side by side, so that all meet the same machine, and look at them twice."""
    with tempfile.TemporaryFile() as told:
        running = {name: begun(command, _DUMMY, told.fileno()) for name, command in commands.items()}
        try:
            early = _look(running, begin)
            late = _look(running, end - begin)
        finally:
            for process in running.values():
                process.terminate()
                process.wait()
        told.seek(0)
        output = told.read().decode(errors="replace")
    if stopped := [name for name in running if late.get(name) is None or early.get(name) is None]:
        raise CannotMeasureError(f"{', '.join(stopped)} stopped playing:\n{output.strip()[-1500:]}")
    return {name: (late[name] or 0.0) - (early[name] or 0.0) for name in running}


def _look(running: Mapping[str, Popen[bytes]], wait: float) -> dict[str, float | None]:
    """Return what each has used after a while; nothing for one that has ended."""
    threading.Event().wait(wait)
    return {
        name: None if process.poll() is not None else processor_time(process)
        for name, process in running.items()
    }


def play(seconds: float) -> None:
    """Play without a window, as ``mtrelax play`` does."""
    player = _player()
    player.begin()
    pause = threading.Event()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pause.wait(_TICK)
        player.tick()
        player.moment()
    player.close()


def play_in_window(seconds: float) -> None:
    """Play with the screen of a session, at the size that the window has first."""
    from pathlib import Path

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from mtrelax.domain.materials import Playlist
    from mtrelax.services.settings import SettingsKeeper
    from mtrelax.ui.session.screen import SessionScreen
    from mtrelax.ui.theme import Look

    qt = QApplication([])
    player = _player()
    playlist = Playlist("measured", "Measured", tuple[Path, ...](), scene="water")
    screen = SessionScreen(Look(), player, playlist, "orb", SettingsKeeper(_nothing_kept, _keep_nothing))
    screen.resize(1280, 800)
    screen.show()
    player.begin()
    ticking = QTimer(interval=round(_TICK * 1000))
    ticking.timeout.connect(player.tick)
    ticking.start()
    QTimer.singleShot(round(seconds * 1000), qt.quit)
    qt.exec()
    player.close()


def _player() -> "SessionPlayer":
    from benchmarks.material import breathing_session
    from mtrelax.backstage import Ears, sound
    from mtrelax.domain.time import Decibels
    from mtrelax.services.player import SessionPlayer

    plan, timeline, materials = breathing_session(20)
    return SessionPlayer(timeline, materials, sound(Ears()), plan.levels, Decibels(0.0))


def _nothing_kept() -> dict[str, bool | int | float | str]:
    return {}


def _keep_nothing(_values: object) -> None:
    """Forget the settings."""


_HOW: Final[Mapping[str, Callable[[float], None]]] = {"": play, "window": play_in_window}

if __name__ == "__main__":
    _HOW[sys.argv[2] if len(sys.argv) > 2 else ""](float(sys.argv[1]))
