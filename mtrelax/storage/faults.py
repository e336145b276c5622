"""What SQLite complains of becomes one of the errors that people are told."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from mtrelax.domain.errors import DiskFull, LogBusy, LogDamaged, LogReadOnly, LogUnavailable

_KINDS: Final[dict[int, type[LogUnavailable]]] = {
    sqlite3.SQLITE_READONLY: LogReadOnly,
    sqlite3.SQLITE_PERM: LogReadOnly,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_CORRUPT: LogDamaged,
    sqlite3.SQLITE_NOTADB: LogDamaged,
    sqlite3.SQLITE_BUSY: LogBusy,
    sqlite3.SQLITE_LOCKED: LogBusy,
    sqlite3.SQLITE_IOERR: LogUnavailable,
    sqlite3.SQLITE_CANTOPEN: LogUnavailable,
}


@contextmanager
def telling(path: Path) -> Generator[None]:
    """Turn what the machine does wrong into errors with names; faults of the program stay what they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        kind = _kind(error.orig if isinstance(error, DBAPIError) else error)
        if kind is None:
            raise
        raise kind(str(path)) from error


def _kind(error: BaseException | None) -> type[LogUnavailable] | None:
    # Only what SQLite itself reports has a code; its lowest byte is the kind.
    code: object = getattr(error, "sqlite_errorcode", None)
    return _KINDS.get(code & 0xFF) if isinstance(code, int) else None
