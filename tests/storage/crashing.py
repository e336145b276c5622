"""A program that rates without end, until it is killed. Reads seconds from stdin, one line for each life."""

import os
import select
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import Rating, SessionRecord, When
from mtrelax.storage.database import open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock

START = datetime(2026, 3, 14, 20, 15, tzinfo=UTC)


def rate_for_ever(folder: Path, life: int) -> None:
    """Save one rating after another, and tell each one that is on disk."""
    lock = SessionLock(folder)
    lock.acquire()
    journal = Journal(open_log(folder / "mtrelax.db"), lock)
    ratings: list[Rating] = []
    while True:
        ratings.append(
            Rating("stress", When.BEFORE, START + timedelta(seconds=len(ratings)), len(ratings) % 11)
        )
        started = START + timedelta(days=life)
        journal.save(
            SessionRecord(f"life-{life}", started, SessionPlan("still-water"), ratings=tuple(ratings))
        )
        os.write(1, f"kept {len(ratings)}\n".encode())


def main() -> None:
    """Live and die, as often as asked."""
    for life, line in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            rate_for_ever(Path(sys.argv[1]), life)
        select.select([], [], [], float(line))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.write(1, b"killed\n")


main()
