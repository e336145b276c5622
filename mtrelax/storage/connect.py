"""How a connection to the log is made, so that every one keeps the same promises."""

import os
import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, NullPool, Pool, QueuePool, create_engine, event

WAIT_FOR_OTHERS: Final = 5.0
"""How long a statement waits for another program's, in seconds."""
IMMEDIATE: Final = "mtrelax_immediate"
"""The execution option of a transaction that will write."""


def make_engine(path: Path, *, foreign_keys: bool = True, keep_open: bool = True, mode: str = "rw") -> Engine:
    """Return an engine for a log that exists; nothing is opened yet."""
    pool: type[Pool] = QueuePool if keep_open else NullPool
    engine = create_engine(
        # A URI, because then SQLite never makes a file that is missing.
        URL.create("sqlite", database=path.absolute().as_uri(), query=_query(path, mode)),
        poolclass=pool,
        connect_args={"timeout": WAIT_FOR_OTHERS, "check_same_thread": False},
    )

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where SQLAlchemy says so, see below
        connection.text_factory = _text
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    return engine


def beside(path: Path, suffix: str) -> Path:
    """Return the name of a file that SQLite keeps beside a database, like ``-wal``."""
    return path.with_name(path.name + suffix)


def _query(path: Path, mode: str) -> dict[str, str]:
    query = {"mode": mode, "uri": "true"}
    # Where nothing can be written, a WAL database opens only as immutable; that would not see a `-wal`.
    if mode == "ro" and not os.access(path.parent, os.W_OK) and not beside(path, "-wal").exists():
        query["immutable"] = "1"
    return query


def _text(raw: bytes) -> str | bytes:
    """Return text; what is none stays bytes, so that it spoils its own row and no other."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later can fail halfway when somebody wrote in between.
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
