"""A copy of the log. Copying the file would miss what is still in ``-wal``; SQLite's own way does not."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from mtrelax.storage.disk import named
from mtrelax.storage.faults import telling


def back_up(engine: Engine, target: Path) -> None:
    """Copy a whole log to ``target``, which is there only when it is complete."""
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with telling(target), closing(sqlite3.connect(unfinished)) as copy, engine.connect() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)  # noqa: S101 -- for the type checker
            connection.rollback()  # a copy is made outside a transaction
            source.backup(copy)
        unfinished.replace(target)
    except OSError as error:
        raise named(error, target) from error
    finally:
        unfinished.unlink(missing_ok=True)
