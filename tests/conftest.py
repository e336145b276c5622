"""What every test relies on: no screen, no sound card, none of the person's own folders, and a quiet log."""

import atexit
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything of Qt, SDL or mtrelax is imported. A test that needs another SDL driver sets it itself.
_HOME = Path(tempfile.mkdtemp(prefix="mtrelax-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ.update(
    {
        "QT_QPA_PLATFORM": "offscreen",
        "SDL_AUDIODRIVER": "dummy",
        "SDL_VIDEODRIVER": "dummy",
        "PYGAME_HIDE_SUPPORT_PROMPT": "1",
        "HOME": str(_HOME),
        "XDG_CACHE_HOME": str(_HOME / "cache"),
        "XDG_CONFIG_HOME": str(_HOME / "config"),
        "XDG_DATA_HOME": str(_HOME / "data"),
        "XDG_STATE_HOME": str(_HOME / "state"),
        "XDG_RUNTIME_DIR": str(_HOME / "run"),
    },
)
for _variable in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "MTRELAX_DATA_DIR"):
    os.environ.pop(_variable, None)
(_HOME / "run").mkdir(mode=0o700)

settings.register_profile("mtrelax", deadline=None, max_examples=60)
settings.register_profile("mtrelax-ci", settings.get_profile("mtrelax"), derandomize=True)
settings.load_profile("mtrelax-ci" if "CI" in os.environ else "mtrelax")

_PATIENCE_SECONDS = 2.0


class _Warnings(logging.Handler):
    """Keeps what was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning which nobody expected."""
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.lines and "expects_warnings" not in request.keywords:
        pytest.fail("unexpected in the log:\n" + "\n".join(handler.lines), pytrace=False)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and _is_ours(thread)]
    for thread in left:
        thread.join(_PATIENCE_SECONDS)
    names = [thread.name for thread in left if thread.is_alive()]
    if names:
        pytest.fail(f"threads left behind: {', '.join(names)}", pytrace=False)


def _is_ours(thread: threading.Thread) -> bool:
    """Tell whether Python started a thread; one that Qt or SDL started only passed through."""
    return not isinstance(thread, threading._DummyThread)  # noqa: SLF001 - it has no other name
