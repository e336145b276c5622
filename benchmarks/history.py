"""What the history shows of a long log, against the same two queries through bare ``sqlite3``."""

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.process import measured, ours
from benchmarks.table import Row

_PAGE: Final = 41
"""What the screen asks for at first: forty, and whether there are more."""
_SESSIONS: Final = "SELECT * FROM session ORDER BY started DESC, id LIMIT ?"
_RATINGS: Final = (
    "SELECT * FROM rating WHERE session IN (SELECT id FROM session ORDER BY started DESC, id LIMIT ?) "
    "ORDER BY session, position"
)
_TRIES: Final = {_PAGE: 200, -1: 5}


def rows(*, quick: bool) -> list[Row]:
    """Measure the first page, and the whole log."""
    count = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        found = json.loads(measured(ours("history", folder, count)).output)
    (page, bare_page), (whole, bare_whole) = found
    return [
        Row(
            f"history, first page of {count:,} sessions",
            f"{1000 * page:.2f} ms",
            f"bare SQL {1000 * bare_page:.2f} ms",
            page / bare_page,
            most=2.0,
        ),
        Row(
            "… all of them, as an export reads them",
            f"{whole:.2f} s",
            f"{bare_whole:.2f} s",
            whole / bare_whole,
        ),
    ]


def read(folder: Path, count: int) -> list[tuple[float, float]]:
    """Return the seconds that the journal and the bare queries take, for a page and for everything."""
    from mtrelax.storage.database import open_log
    from mtrelax.storage.journal import Journal
    from mtrelax.storage.lock import SessionLock

    log = open_log(folder / "mtrelax.db")
    _fill(log.path, count)
    journal = Journal(log, SessionLock(folder))
    found: list[tuple[float, float]] = []
    with closing(sqlite3.connect(log.path)) as connection:

        def bare(limit: int) -> None:
            connection.execute(_SESSIONS, [limit]).fetchall()
            connection.execute(_RATINGS, [limit]).fetchall()

        def mine(limit: int) -> None:
            journal.sessions(None if limit < 0 else limit)

        for limit, tries in _TRIES.items():
            both = [(_seconds(mine, limit), _seconds(bare, limit)) for _ in range(tries)]
            # The least of each, since other programs only add to it.
            found.append((min(each[0] for each in both), min(each[1] for each in both)))
    log.close()
    return found


def _seconds(act: Callable[[int], None], limit: int) -> float:
    begin = time.perf_counter()
    act(limit)
    return time.perf_counter() - begin


def _fill(path: Path, count: int) -> None:
    """Write as many sessions as somebody has who has one every two hours."""
    from mtrelax.domain.phases import PhaseKind
    from mtrelax.domain.plan import SessionPlan
    from mtrelax.domain.record import Rating, SessionRecord, When
    from mtrelax.domain.time import minutes
    from mtrelax.storage.rows import rating_rows, session_row

    with closing(sqlite3.connect(path)) as connection, connection:
        for number in range(count):
            began = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=2 * number)
            ended = began + timedelta(minutes=20)
            record = SessionRecord(
                f"{number:032x}",
                began,
                SessionPlan("still-water", minutes=10 + number % 50),
                ended=ended,
                heard=minutes(20),
                phases_reached=tuple(PhaseKind)[:5],
                ratings=(Rating("stress", When.BEFORE, began, 7), Rating("stress", When.AFTER, ended, 3)),
                note="" if number % 5 else "Warm hands, and the rain.",
                closed=True,
            )
            for table, row in (
                ("session", session_row(record)),
                *(("rating", row) for row in rating_rows(record)),
            ):
                places = ", ".join(f":{name}" for name in row)
                connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row)


if __name__ == "__main__":
    print(json.dumps(read(Path(sys.argv[1]), int(sys.argv[2]))))
