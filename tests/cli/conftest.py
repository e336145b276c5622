"""Commands as somebody types them, with a data folder of their own and short music."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from small_music import write_playlist, write_tune

from mtrelax.cli import main
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import Rating, SessionRecord, When
from mtrelax.storage.database import open_log
from mtrelax.storage.folders import folders
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock


@pytest.fixture(scope="session")
def tune(tmp_path_factory):
    return write_tune(tmp_path_factory.mktemp("music") / "dusk.opus")


@pytest.fixture
def data(tmp_path, tune):
    """The folder of somebody who has a playlist of their own."""
    folder = folders(tmp_path / "data").data
    write_playlist(folder, "evening", "Evening", [tune])
    return folder


@pytest.fixture
def run(data):
    """Run a command; return what came of it."""

    def run(*words):
        return CliRunner().invoke(main, ["--data-dir", str(data), *map(str, words)])

    return run


@pytest.fixture
def told(run):
    """Run a command for programs; return what it tells them."""

    def told(*words):
        result = run(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return told


@pytest.fixture
def plan(tmp_path):
    """A plan of one minute with one short piece."""
    path = tmp_path / "plan.toml"
    path.write_text('format = 1\nminutes = 1\nplaylist = "evening"\n[breathing]\npattern = "none"\n')
    return path


@pytest.fixture
def process(data):
    """Run a command in a process of its own, on a machine without a sound card."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("SDL_")}
    env |= {"MTRELAX_DATA_DIR": str(data), "SDL_AUDIODRIVER": "alsa"}

    @contextmanager
    def begun(*words):
        running = subprocess.Popen(
            [sys.executable, "-m", "mtrelax", *map(str, words)],
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            yield running
        finally:
            running.kill()
            running.communicate()

    return begun


BEGAN = datetime(2026, 3, 14, 20, 15, tzinfo=UTC)


@pytest.fixture
def session(data):
    """A session that is in the log, with a note that is nobody's business."""
    log = open_log(data / "mtrelax.db")
    ratings = (Rating("stress", When.BEFORE, BEGAN, 7), Rating("stress", When.AFTER, BEGAN, 3))
    record = SessionRecord(
        "one", BEGAN, SessionPlan("evening"), ended=BEGAN, ratings=ratings, note="a secret", closed=True
    )
    Journal(log, SessionLock(data)).save(record)
    log.close()
    return record
