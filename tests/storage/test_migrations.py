"""An older log is brought up to date: whole or not at all, and never without a copy."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from mtrelax.domain.errors import DiskFull, LogDamaged
from mtrelax.domain.plan import AmbienceChoice, Bells, CueStyle, Ending
from mtrelax.domain.record import EnteredBy, StoppedEarly, When
from mtrelax.storage import migrate as migrate_module
from mtrelax.storage.database import HEAD, open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.library import Library
from mtrelax.storage.lock import SessionLock
from mtrelax.storage.migrate import REVISIONS, migrate, newest
from mtrelax.storage.tables import METADATA

SESSIONS = 40
LATER = "0003"
HERE = Path(__file__).parent
RELEASED = sorted((HERE / "released").glob("*.sql"))
"""A filled log of every revision that people have, as that program wrote it."""
COUNTS = ", ".join(f"(SELECT count(*) FROM {table.name})" for table in METADATA.sorted_tables)


@pytest.fixture
def later(tmp_path) -> Path:
    """The revisions of a later version: ours and one more."""
    folder = tmp_path / "100% later"
    shutil.copytree(REVISIONS, folder)
    for file in (HERE / "revisions").glob("*.py"):
        shutil.copy(file, folder / "versions")
    return folder


def released(sql: Path, path: Path) -> Path:
    """Write a log of an older version, last used by a program that was killed: much of it is in ``-wal``."""
    path.parent.mkdir()
    used = path.with_name("used.db")
    with closing(sqlite3.connect(used)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(sql.read_text(encoding="utf-8"))
        for file in path.parent.glob("used.db*"):
            shutil.copy(file, path.with_name(file.name.replace(used.name, path.name)))
    used.unlink()
    return path


@pytest.fixture(params=RELEASED, ids=lambda sql: sql.stem)
def old(request, path) -> Path:
    """A filled log of a released version."""
    return released(request.param, path)


@pytest.fixture(params=[*RELEASED, None], ids=lambda sql: sql.stem if sql else "ours")
def filled(request, path, make_record) -> Path:
    """A filled log, of a released version or of this one; much of it is in ``-wal``."""
    if request.param is not None:
        return released(request.param, path)
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
    return ask(path, f"SELECT {COUNTS}")[0]


def revision(path: Path) -> object:
    return ask(path, "SELECT version_num FROM alembic_version")[0][0]


def test_the_program_reads_the_newest_revision():
    assert newest() == HEAD


def test_a_log_of_every_older_revision_is_at_hand():
    older = [file.name[:4] for file in sorted((REVISIONS / "versions").glob("0*.py"))][:-1]
    assert [sql.stem for sql in RELEASED] == older


def test_the_revisions_make_the_tables_that_the_program_uses(log):
    with log.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_an_older_log_makes_the_same_tables_as_a_new_one(old, tmp_path):
    open_log(old).close()
    open_log(tmp_path / "new" / "mtrelax.db").close()
    tables = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    assert ask(old, tables) == ask(tmp_path / "new" / "mtrelax.db", tables)


def test_all_that_an_older_log_holds_is_there_afterwards(old):
    columns = {
        table.name: ", ".join(
            str(name) for *_, name in ask(old, f"SELECT name FROM pragma_table_info('{table}')")
        )
        for table in METADATA.sorted_tables
    }
    held = {name: ask(old, f"SELECT {those} FROM {name}") for name, those in columns.items()}
    assert all(held.values())
    open_log(old).close()
    assert {name: ask(old, f"SELECT {those} FROM {name}") for name, those in columns.items()} == held


def test_the_first_release_is_read_as_it_was_meant(path):
    log = open_log(released(HERE / "released" / "0001.sql", path))
    journal = Journal(log, SessionLock(path.parent))
    sessions = journal.sessions()
    assert (len(sessions), sessions.unreadable) == (6, 0)
    assert {(each.client, each.automation, each.marks) for each in sessions} == {("", (), ())}
    assert [each.stopped_early for each in sessions[:2]] == [StoppedEarly.CLOSED, StoppedEarly.DISTRESS]
    assert [each.change() for each in sessions] == [None, 0, None, None, None, -4]
    full = sessions[4]
    assert full.started.utcoffset() == timedelta(hours=5, minutes=45)
    assert (full.plan.title, full.plan.ending, full.plan.bells) == (
        "Am Abend, “leise”",
        Ending.SLEEP,
        Bells.ENDS,
    )
    assert full.plan.breathing.cue is CueStyle.VOICE
    assert full.plan.ambience == (AmbienceChoice("rain"), AmbienceChoice("fire"))
    assert full.rating(When.AFTER).entered_by is EnteredBy.THERAPIST
    assert sessions[-1].note == "Wärme\nin den Händen 🙂"
    assert [each.id for each in journal.unfinished()] == [sessions[0].id, sessions[2].id]
    ((own, tracks),) = Library(log).playlists()
    assert (own.slug, [track.title for track in tracks]) == ("own-1", ["Tide", "Röhricht"])
    log.close()


def test_a_later_version_keeps_every_session_and_every_rating(filled, later):
    before, notes = counts(filled), ask(filled, "SELECT note FROM session")
    migrate(filled, later)
    assert counts(filled) == before
    assert revision(filled) == LATER
    assert ask(filled, "SELECT remark FROM session") == notes


def test_foreign_keys_still_hold_after_a_table_was_rebuilt(filled, later):
    migrate(filled, later)
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("DELETE FROM session WHERE id IN (SELECT session FROM rating)")


def test_a_copy_is_kept_with_what_was_still_in_the_wal(filled, later):
    with closing(sqlite3.connect(filled)) as another_window:  # as long as it is open, the wal stays
        another_window.execute("SELECT count(*) FROM session").fetchall()
        assert filled.with_name("mtrelax.db-wal").stat().st_size
        before, was = counts(filled), revision(filled)
        migrate(filled, later)
    copy = filled.with_name(f"mtrelax.before-{LATER}.db")
    assert (counts(copy), revision(copy)) == (before, was)
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_that_cannot_be_made_leaves_the_log_as_it_was(filled, later, monkeypatch):
    def no_room(*_):
        raise DiskFull("copy")

    was = revision(filled)
    monkeypatch.setattr(migrate_module, "back_up", no_room)
    with pytest.raises(DiskFull):
        migrate(filled, later)
    assert revision(filled) == was


def test_a_kill_in_the_middle_leaves_the_log_as_it_was(filled, later, monkeypatch):
    before, was = counts(filled), (revision(filled), ask(filled, "SELECT sql FROM sqlite_master"))
    monkeypatch.setenv("MTRELAX_TEST_DIE", "yes")
    code = (
        "from pathlib import Path; from mtrelax.storage.migrate import migrate;"
        f"migrate(Path({str(filled)!r}), Path({str(later)!r}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert (revision(filled), ask(filled, "SELECT sql FROM sqlite_master")) == was
    open_log(filled).close()
    assert counts(filled) == before
    monkeypatch.delenv("MTRELAX_TEST_DIE")
    migrate(filled, later)
    assert counts(filled) == before


def test_a_step_that_leaves_ratings_without_their_session_is_undone(filled, later, monkeypatch):
    before, was = counts(filled), revision(filled)
    monkeypatch.setenv("MTRELAX_TEST_BREAK", "yes")
    with pytest.raises(LogDamaged):
        migrate(filled, later)
    assert (counts(filled), revision(filled)) == (before, was)


def test_a_log_that_another_window_brought_up_to_date_is_left_alone(filled, later):
    before = counts(filled)
    migrate(filled, later)
    filled.with_name(f"mtrelax.before-{LATER}.db").unlink()
    migrate(filled, later)
    assert counts(filled) == before
    assert list(filled.parent.glob("*before*")) == []


def test_a_new_log_needs_no_copy(log):
    assert list(log.path.parent.glob("*before*")) == []
