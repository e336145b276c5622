"""A log in a folder of its own, and a person who is not root."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import Rating, SessionRecord, When
from mtrelax.storage.database import Log, open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock

NOBODY = 65534
EVENING = datetime(2026, 3, 14, 20, 15, tzinfo=UTC)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "data" / "mtrelax.db"


@pytest.fixture
def log(path) -> Iterator[Log]:
    log = open_log(path)
    yield log
    log.close()


@pytest.fixture
def lock(path) -> Iterator[SessionLock]:
    lock = SessionLock(path.parent)
    yield lock
    lock.release()


@pytest.fixture
def journal(log, lock) -> Journal:
    return Journal(log, lock)


@pytest.fixture
def make_record():
    def make(slug: str = "one", days: int = 0, **changes) -> SessionRecord:
        started = EVENING + timedelta(days=days)
        before = Rating("stress", When.BEFORE, started, 7)
        record = SessionRecord(slug, started, SessionPlan("still-water"), ratings=(before,))
        return replace(record, **changes)

    return make


@pytest.fixture
def ordinary_folder(give_away) -> Iterator[Path]:
    """A folder that somebody without root's rights can reach, wherever these sources and their tests lie."""
    places = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")]
    reached = next((place for place in places if os.getuid() != 0 or all_may_enter(place)), None)
    if reached is None:
        pytest.skip("only root may enter the temporary folders of this system")
    with tempfile.TemporaryDirectory(prefix="mtrelax-", dir=reached) as name:
        give_away(Path(name))
        yield Path(name)
        Path(name).chmod(0o700)


def all_may_enter(folder: Path) -> bool:
    return folder.is_dir() and all(each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))


@pytest.fixture
def give_away():
    """Make a folder and its files those of an ordinary person, where the tests run as root."""

    def give(folder: Path) -> None:
        if os.getuid() == 0:
            for each in (folder, *folder.iterdir()):
                os.chown(each, NOBODY, NOBODY)

    return give


@pytest.fixture
def as_ordinary_person():
    """Give a context in which the rights of files count, also when the tests run as root."""

    @contextmanager
    def become():
        if os.getuid() != 0:
            yield
            return
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)

    return become
