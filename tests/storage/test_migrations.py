"""An older log is brought up to date: whole or not at all, and never without a copy."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from mtrelax.domain.errors import DiskFull, LogDamaged
from mtrelax.storage import migrate as migrate_module
from mtrelax.storage.database import HEAD, open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock
from mtrelax.storage.migrate import REVISIONS, migrate, newest
from mtrelax.storage.tables import METADATA

SESSIONS = 40


@pytest.fixture
def later(tmp_path) -> Path:
    """The revisions of a later version: ours and one more."""
    folder = tmp_path / "100% later"
    shutil.copytree(REVISIONS, folder)
    for file in (Path(__file__).parent / "revisions").glob("*.py"):
        shutil.copy(file, folder / "versions")
    return folder


@pytest.fixture
def filled(path, make_record) -> Path:
    """A log of this version, full, and last used by a program that was killed: much of it is in ``-wal``."""
    log = open_log(path)
    journal = Journal(log, SessionLock(path.parent))
    for index in range(SESSIONS):
        journal.save(make_record(str(index), days=index, note="slept well"))
    crashed = path.parent / "crashed"
    crashed.mkdir()
    for file in path.parent.glob("mtrelax.db*"):
        shutil.copy(file, crashed)
    log.close()
    return crashed / path.name


def ask(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def counts(path: Path) -> tuple[object, ...]:
    return ask(path, "SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM rating)")[0]


def test_the_program_reads_the_newest_revision():
    assert newest() == HEAD


def test_the_revisions_make_the_tables_that_the_program_uses(log):
    with log.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_later_version_keeps_every_session_and_every_rating(filled, later):
    migrate(filled, later)
    assert counts(filled) == (SESSIONS, SESSIONS)
    assert ask(filled, "SELECT version_num FROM alembic_version") == [("0002",)]
    assert ask(filled, "SELECT DISTINCT remark FROM session") == [("slept well",)]


def test_foreign_keys_still_hold_after_a_table_was_rebuilt(filled, later):
    migrate(filled, later)
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("DELETE FROM session WHERE id = '0'")


def test_a_copy_is_kept_with_what_was_still_in_the_wal(filled, later):
    with closing(sqlite3.connect(filled)) as another_window:  # as long as it is open, the wal stays
        another_window.execute("SELECT count(*) FROM session").fetchall()
        migrate(filled, later)
    copy = filled.with_name("mtrelax.before-0002.db")
    assert counts(copy) == (SESSIONS, SESSIONS)
    assert ask(copy, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_that_cannot_be_made_leaves_the_log_as_it_was(filled, later, monkeypatch):
    def no_room(*_):
        raise DiskFull("copy")

    monkeypatch.setattr(migrate_module, "back_up", no_room)
    with pytest.raises(DiskFull):
        migrate(filled, later)
    assert ask(filled, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_a_kill_in_the_middle_leaves_the_log_as_it_was(filled, later, monkeypatch):
    monkeypatch.setenv("MTRELAX_TEST_DIE", "yes")
    code = (
        "from pathlib import Path; from mtrelax.storage.migrate import migrate;"
        f"migrate(Path({str(filled)!r}), Path({str(later)!r}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    log = open_log(filled)
    assert Journal(log, SessionLock(filled.parent)).count() == SESSIONS
    log.close()
    monkeypatch.delenv("MTRELAX_TEST_DIE")
    migrate(filled, later)
    assert counts(filled) == (SESSIONS, SESSIONS)


def test_a_step_that_leaves_ratings_without_their_session_is_undone(filled, later, monkeypatch):
    monkeypatch.setenv("MTRELAX_TEST_BREAK", "yes")
    with pytest.raises(LogDamaged):
        migrate(filled, later)
    assert counts(filled) == (SESSIONS, SESSIONS)
    assert ask(filled, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_a_log_that_another_window_brought_up_to_date_is_left_alone(filled, later):
    migrate(filled, later)
    filled.with_name("mtrelax.before-0002.db").unlink()
    migrate(filled, later)
    assert counts(filled) == (SESSIONS, SESSIONS)
    assert list(filled.parent.glob("*before*")) == []


def test_a_new_log_needs_no_copy(log):
    assert list(log.path.parent.glob("*before*")) == []
