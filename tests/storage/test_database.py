"""The log's file: what a connection promises, and what happens when something is wrong with it."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from mtrelax.domain.errors import DiskFull, LogBusy, LogDamaged, LogReadOnly, LogTooNew, LogUnavailable
from mtrelax.storage import connect
from mtrelax.storage.database import HEAD, open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock


def pragma(log, name: str) -> object:
    with log.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.fixture
def filled(path, make_record) -> Path:
    """A closed log with one session."""
    log = open_log(path)
    Journal(log, SessionLock(path.parent)).save(make_record())
    log.close()
    return path


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_every_connection_keeps_the_promises(log, name, value):
    assert pragma(log, name) == value


def test_the_log_is_private(log):
    files = [log.path, *log.path.parent.glob("*.db-*")]
    assert log.path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_an_existing_log_is_opened_and_not_made_anew(filled):
    log = open_log(filled)
    assert Journal(log, SessionLock(filled.parent)).count() == 1
    log.close()


def test_a_folder_with_odd_letters_is_a_folder(tmp_path):
    path = tmp_path / "100% a?b#c é" / "mtrelax.db"
    open_log(path).close()
    assert path.stat().st_size
    assert [each.name for each in tmp_path.iterdir()] == [path.parent.name]


def test_a_log_that_is_up_to_date_opens_without_alembic(filled):
    asked = (
        "import sys; from pathlib import Path; from mtrelax.storage.database import open_log;"
        f"open_log(Path({str(filled)!r})).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("newer", ["0003", "9999", "12345", "f00d"])
def test_a_log_of_a_newer_program_is_refused_and_left_alone(filled, newer):
    change(filled, f"UPDATE alembic_version SET version_num = '{newer}'")
    before = filled.read_bytes()
    with pytest.raises(LogTooNew) as told:
        open_log(filled)
    assert told.value.path == str(filled)
    assert filled.read_bytes() == before


def _garbage(whole: bytes) -> bytes:
    return b"This is no database, and much longer than a header. " * 200


def _cut_off(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _middle_scratched(whole: bytes) -> bytes:
    third = len(whole) // 3
    return whole[:third] + b"\xa5" * third + whole[2 * third :]


@pytest.mark.parametrize("harm", [_garbage, _cut_off, _middle_scratched])
def test_a_damaged_log_is_refused_and_left_alone(filled, harm):
    harmed = harm(filled.read_bytes())
    filled.write_bytes(harmed)
    with pytest.raises(LogDamaged):
        open_log(filled)
    assert filled.read_bytes() == harmed


def test_somebody_elses_database_is_refused_and_left_alone(path):
    path.parent.mkdir()
    change(path, "CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(LogDamaged):
        open_log(path)
    assert path.read_bytes() == before


def test_a_log_without_its_revision_is_damaged(filled):
    change(filled, "DELETE FROM alembic_version")
    with pytest.raises(LogDamaged):
        open_log(filled)


def test_a_folder_in_the_place_of_the_log_is_told(path):
    path.mkdir(parents=True)
    with pytest.raises(LogUnavailable):
        open_log(path)


@pytest.fixture(params=[0o500, 0o700], ids=["read-only-folder", "read-only-file"])
def locked_away(request, ordinary_folder, give_away, make_record) -> Path:
    """A log with one session, which may be read and not written."""
    path = ordinary_folder / "mtrelax.db"
    # Made with all rights, and then given away: only root may read the migrations where these sources lie in a
    # folder of root's own.
    log = open_log(path)
    Journal(log, SessionLock(path.parent)).save(make_record())
    log.close()
    give_away(ordinary_folder)
    path.chmod(0o400)
    ordinary_folder.chmod(request.param)
    return path


def test_a_read_only_log_can_be_read(locked_away, as_ordinary_person, make_record):
    with as_ordinary_person():
        log = open_log(locked_away)
        journal = Journal(log, SessionLock(locked_away.parent))
        assert journal.read_only
        assert journal.unfinished() == journal.sessions() == [make_record()]
        log.close()


def test_a_read_only_log_refuses_a_session_and_stays_the_same(locked_away, as_ordinary_person, make_record):
    before = locked_away.read_bytes()
    with as_ordinary_person():
        log = open_log(locked_away)
        with pytest.raises(LogReadOnly):
            Journal(log, SessionLock(locked_away.parent)).save(make_record("two"))
        log.close()
    assert locked_away.read_bytes() == before


def test_a_log_that_turns_read_only_while_it_is_open_is_told(log, journal, make_record):
    with log.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(LogReadOnly):
        journal.save(make_record())


def test_a_log_that_was_taken_away_while_it_is_open_is_told(log, journal, make_record):
    journal.save(make_record())
    log.path.rename(log.path.with_suffix(".elsewhere"))
    with pytest.raises(LogUnavailable):
        journal.save(make_record("two"))


def test_no_log_can_be_made_where_nothing_may_be_written(ordinary_folder, as_ordinary_person):
    ordinary_folder.chmod(0o500)
    with as_ordinary_person(), pytest.raises(LogReadOnly):
        open_log(ordinary_folder / "mtrelax.db")


def fill_the_disk(log) -> None:
    with log.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_told_and_nothing_kept_is_lost(log, journal, make_record):
    journal.save(make_record())
    fill_the_disk(log)
    with pytest.raises(DiskFull):
        journal.save(make_record(note="long " * 20_000))
    assert journal.sessions() == [make_record()]


def test_after_a_full_disk_the_log_goes_on(log, journal, make_record):
    fill_the_disk(log)
    with pytest.raises(DiskFull):
        journal.save(make_record(note="long " * 20_000))
    with log.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    journal.save(make_record())
    assert journal.load("one") == make_record()


def test_another_program_that_keeps_writing_is_told(path, monkeypatch, make_record):
    monkeypatch.setattr(connect, "WAIT_FOR_OTHERS", 0.01)
    log = open_log(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogBusy):
            Journal(log, SessionLock(path.parent)).save(make_record())
    log.close()


def test_a_fault_of_the_program_stays_what_it_is(log):
    with pytest.raises(OperationalError, match="no such table"), log.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM dreams")


def test_the_revision_is_the_newest_one(log):
    with log.reading() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD
