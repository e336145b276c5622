"""All services of a running program, as the window gets them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtrelax.domain.errors import MtrelaxError
from mtrelax.services.diary import Diary
from mtrelax.services.jobs import Jobs
from mtrelax.services.librarian import Librarian
from mtrelax.services.playing import Stage


def _nothing() -> None:
    """Have nothing to let go of."""


@dataclass(frozen=True, slots=True)
class House:
    """What the window works with once everything is there."""

    librarian: Librarian
    diary: Diary
    stage: Stage
    jobs: Jobs
    problems: Sequence[MtrelaxError] = ()
    """What was wrong when it was built, to be told calmly."""
    close: Callable[[], None] = _nothing
    """Lets go of the log."""
    busy: bool = False
    """Whether another window runs a session on the same log, so that this one only reads."""
