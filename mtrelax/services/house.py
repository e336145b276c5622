"""All services of a running program, as the window gets them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mtrelax.domain.errors import MtrelaxError
from mtrelax.services.diary import Diary
from mtrelax.services.jobs import Jobs
from mtrelax.services.librarian import Librarian
from mtrelax.services.patterns import PatternBook
from mtrelax.services.plans import Plans
from mtrelax.services.playing import Stage


class Awake(Protocol):
    """Keeps the screen awake while a session plays."""

    def hold(self) -> None:
        """Ask the machine not to dim or lock the screen."""
        ...

    def release(self) -> None:
        """Let the machine do as it likes again."""
        ...


def _nothing() -> None:
    """Have nothing to let go of."""


@dataclass(frozen=True, slots=True)
class House:
    """What the window works with once everything is there."""

    librarian: Librarian
    diary: Diary
    stage: Stage
    jobs: Jobs
    awake: Awake
    patterns: PatternBook
    plans: Plans
    problems: Sequence[MtrelaxError] = ()
    """What was wrong when it was built, to be told calmly."""
    close: Callable[[], None] = _nothing
    """Lets go of the log."""
