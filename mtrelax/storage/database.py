"""The log: one SQLite file that is never overwritten, whatever is wrong with it."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from mtrelax.domain.errors import LogDamaged, LogReadOnly, LogTooNew, LogUnavailable
from mtrelax.storage.connect import IMMEDIATE, make_engine
from mtrelax.storage.disk import named
from mtrelax.storage.faults import telling
from mtrelax.storage.folders import make_private

HEAD: Final = "0002"
"""The revision of ``migrations`` that this program reads and writes."""


class Log:
    """An open log. Whoever opened it closes it."""

    def __init__(self, path: Path, engine: Engine, *, read_only: bool) -> None:
        self.path = path
        self.engine = engine
        self.read_only = read_only
        self._writer = engine.execution_options(**{IMMEDIATE: True})

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Give a connection that sees one state of the log throughout."""
        with telling(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """Give a connection whose changes are on disk when the block is left, all or none."""
        if self.read_only:
            raise LogReadOnly(str(self.path))
        if not self.path.exists():  # SQLite would go on writing into a file that has no name any more
            raise LogUnavailable(str(self.path))
        with telling(self.path), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def open_log(path: Path) -> Log:
    """Open the log, made when it was missing and brought up to date when it is older than the program.

    Raises ``LogTooNew``, ``LogDamaged``, ``LogReadOnly`` (only if it would have to be changed to be read),
    ``DiskFull`` or ``LogUnavailable``; the file is then as it was.
    """
    _make_file(path)
    read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    engine = make_engine(path, mode="ro" if read_only else "rw")
    try:
        with telling(path):
            _bring_up_to_date(engine, path, read_only=read_only)
            if not read_only:
                _use_write_ahead(engine)
    except BaseException:
        engine.dispose()
        raise
    return Log(path, engine, read_only=read_only)


def _make_file(path: Path) -> None:
    """Make an empty file that only its owner may read; SQLite gives the files beside it the same mode."""
    try:
        make_private(path.parent)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise named(error, path) from error


def _bring_up_to_date(engine: Engine, path: Path, *, read_only: bool) -> None:
    with engine.connect() as connection:
        _check(connection, path)
        revision = _revision(connection, path)
    if revision is not None and not _known(revision):
        raise LogTooNew(str(path))
    if revision == HEAD:
        return
    if read_only:
        raise LogReadOnly(str(path))
    # Alembic takes longer to import than all else here.
    from mtrelax.storage.migrate import migrate  # noqa: PLC0415 - it is needed once in a log's life

    migrate(path)


def _check(connection: Connection, path: Path) -> None:
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise LogDamaged(str(path))


def _revision(connection: Connection, path: Path) -> str | None:
    """Return the revision of a log, ``None`` if it is still empty."""
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        return None
    # Every revision is written in one transaction: tables without a revision are not a log.
    if "alembic_version" not in tables:
        raise LogDamaged(str(path))
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if not isinstance(revision, str):
        raise LogDamaged(str(path))
    return revision


def _known(revision: str) -> bool:
    """Return whether a revision is one of this program's; they are numbered."""
    return revision.isdecimal() and len(revision) == len(HEAD) and revision <= HEAD


def _use_write_ahead(engine: Engine) -> None:
    # Outside a transaction, where alone it can be changed; it stays with the file.
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()
    except sqlite3.OperationalError as error:
        # Two windows opened a new log at once, and the other one is doing the same. Neither loses anything.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    finally:
        connection.close()
