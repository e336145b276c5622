"""One session at a time: whoever runs one holds a lock, and a program that dies lets go of it."""

from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from mtrelax.domain.errors import LogBusy, LogUnavailable
from mtrelax.storage.disk import named

LOCK_NAME: Final = "session.lock"
_GLANCE: Final = 0.2
"""Whoever only looks whether it is taken holds it for an instant, which is waited for; seconds."""


class SessionLock:
    """The lock of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        # Not bound to a thread: one acquires, another may let go.
        self._lock = FileLock(self._path, mode=0o600, thread_local=False)

    @property
    def held(self) -> bool:
        """Whether this holder has it."""
        return self._lock.is_locked

    def acquire(self) -> None:
        """Take the lock. Raises ``LogBusy`` if another holder has it, else what makes it impossible."""
        self._take(_GLANCE)

    def release(self) -> None:
        """Let go; harmless when it is not held."""
        self._lock.release(force=True)

    def taken(self) -> bool:
        """Return whether anybody runs a session now."""
        return self.held or self.taken_elsewhere()

    def taken_elsewhere(self) -> bool:
        """Return whether another holder runs a session now."""
        if self.held:
            return False
        try:
            self._take(0.0)
        except LogBusy:
            return True
        except LogUnavailable:
            return False  # nobody can run a session where nothing can be written
        self.release()
        return False

    def _take(self, patience: float) -> None:
        """Take the lock within some seconds."""
        if self.held:
            return
        try:
            self._lock.acquire(timeout=patience, poll_interval=0.01)
        except Timeout as busy:
            raise LogBusy(str(self._path)) from busy
        except NotImplementedError as error:  # filelock before 4, on a drive that knows no locks
            raise LogUnavailable(str(self._path)) from error
        except OSError as error:
            raise named(error, self._path) from error
