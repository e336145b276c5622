"""Long work: one thread, one job after the other, each with progress and a way to stop it."""

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import Generic, Protocol, TypeVar

from mtrelax.domain.errors import Cancelled, MtrelaxError

T = TypeVar("T")


class MainThread(Protocol):
    """The thread that owns the screen and the log. May be called from any thread."""

    def post(self, call: Callable[[], None]) -> None:
        """Call something there, soon."""
        ...


class Job(Generic[T]):
    """Work that was asked for. ``report`` and ``cancelled`` are for the work, the rest for who asked."""

    def __init__(
        self,
        work: Callable[["Job[T]"], T],
        main: MainThread,
        done: Callable[[T], None],
        failed: Callable[[MtrelaxError], None],
        progress: Callable[[float], None],
    ) -> None:
        self._work = work
        self._main = main
        self._done, self._failed, self._progress = done, failed, progress
        self._cancel = threading.Event()
        self.over = False

    def cancel(self) -> None:
        """Ask the work to stop; ``failed`` then hears ``Cancelled``."""
        self._cancel.set()

    def cancelled(self) -> bool:
        """Return whether the work should stop."""
        return self._cancel.is_set()

    def report(self, fraction: float) -> None:
        """Tell how much is done, 0..1."""
        self._main.post(partial(self._progress, fraction))

    def run(self) -> None:
        """Do the work. In the worker's thread."""
        try:
            result = self._result()
        except MtrelaxError as error:
            self._main.post(partial(self._failed, error))
        except Exception:
            # Nobody must wait for ever for what a bug has ended.
            self._main.post(partial(self._failed, Cancelled()))
            raise
        else:
            self._main.post(partial(self._done, result))
        finally:
            self.over = True

    def _result(self) -> T:
        if self.cancelled():
            raise Cancelled
        return self._work(self)


def _ignore(_value: object) -> None:
    """Nobody wants to know."""


class Jobs:
    """The one worker. A bug in a job reaches the thread's excepthook, and the next job goes on."""

    def __init__(self, main: MainThread) -> None:
        self._main = main
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open: list[Job[object]] = []
        self._closed = False

    def start(
        self,
        work: Callable[[Job[T]], T],
        done: Callable[[T], None] = _ignore,
        failed: Callable[[MtrelaxError], None] = _ignore,
        progress: Callable[[float], None] = _ignore,
    ) -> Job[T]:
        """Queue work; the three listeners are called on the main thread. After the end nothing is done."""
        job = Job(work, self._main, done, failed, progress)
        self._open = [each for each in self._open if not each.over]
        self._open.append(job)  # pyright: ignore[reportArgumentType] - only to cancel it, its result is not touched
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
            self._thread.start()
        self._queue.put(job.run)
        return job

    def close(self) -> None:
        """Cancel what waits and what runs, and wait for the thread to end."""
        self._closed = True
        for job in self._open:
            job.cancel()
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while (call := self._queue.get()) is not None:
            try:
                call()
            except Exception as error:  # noqa: BLE001 - a bug in one job must not end all later ones
                threading.excepthook(
                    threading.ExceptHookArgs(
                        (type(error), error, error.__traceback__, threading.current_thread())
                    )
                )
