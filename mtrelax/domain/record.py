"""What is kept of a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.time import Decibels, Seconds

PAUSED: Final = "paused"
"""What a pause is called among the changes of a session; why it was may follow."""
LATE_AFTER: Final = timedelta(minutes=15)
"""A rating given later than this after the end is left out of change figures (DESIGN 6)."""
SETTLING_TIME: Final = Seconds(60.0)
"""How long after the return the question comes (EVIDENCE 2, 'Administration rules')."""


class When(StrEnum):
    """When a rating was asked for."""

    BEFORE = "before"
    AFTER = "after"


class EnteredBy(StrEnum):
    """Who pressed the button."""

    SELF = "self"
    THERAPIST = "therapist"


class StoppedEarly(StrEnum):
    """Why a session ended before its time; the question may be left unanswered."""

    NOT_SAID = "not-said"
    ENOUGH = "enough"
    INTERRUPTED = "interrupted"
    DISTRESS = "distress"
    CLOSED = "closed"
    """The window was closed, or the machine stopped."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One answer, or that it was skipped."""

    scale: str
    when: When
    at: datetime
    value: int | None = None
    late: bool = False
    entered_by: EnteredBy = EnteredBy.SELF

    @property
    def skipped(self) -> bool:
        """Whether no answer was given."""
        return self.value is None


class MarkKind(StrEnum):
    """What was noted at a moment of a session."""

    NOTE = "note"
    """Words of whoever leads."""
    STOP_SIGNAL = "stop-signal"
    """The person gave the signal that was agreed on."""
    ADVERSE_EVENT = "adverse-event"
    CHANGE = "change"
    """The course of the session was changed: longer, held, led back."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was noted while the session ran."""

    time: Seconds
    """Of the session, as it was heard."""
    kind: MarkKind
    text: str = ""
    at: datetime | None = None
    """What the clock on the wall said: in a pause only that one goes on."""
    pattern: str = ""
    """By which pattern one breathed from then on, where that was the change."""
    rate: float | None = None
    """And how many breaths a minute."""

    @property
    def is_pause(self) -> bool:
        """Whether the session stood still from then on."""
        return self.kind is MarkKind.CHANGE and self.text.startswith(PAUSED)

    @property
    def clock(self) -> str:
        """Its moment in the session as minutes and seconds, none of which was not yet over."""
        return "{}:{:02}".format(*divmod(int(self.time), 60))


@dataclass(frozen=True, slots=True)
class Automation:
    """A level that was changed while the session ran."""

    time: Seconds
    layer: str
    level: float


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as the log keeps it."""

    id: str
    started: datetime
    """When the sound began; of a session that never sounded, when the first question was left."""
    plan: SessionPlan
    ended: datetime | None = None
    """When the sound ended; ``None`` while it runs, or when it was cut off."""
    heard: Seconds = Seconds(0.0)
    """How much of the session was played."""
    phases_reached: tuple[PhaseKind, ...] = ()
    ratings: tuple[Rating, ...] = ()
    stopped_early: StoppedEarly | None = None
    fault: str = ""
    note: str = ""
    client: str = ""
    """A code, not a name; empty at home."""
    automation: tuple[Automation, ...] = ()
    marks: tuple[Mark, ...] = ()
    level: Decibels | None = None
    """How loud everything was at the beginning, dB; ``None`` where it is not known."""
    pieces: tuple[str, ...] = ()
    """The music that was heard, by the names of its files."""
    closed: bool = False
    """Whether check-out was left, by a rating or a skip; an unclosed session is offered at the next start."""

    @property
    def over(self) -> datetime:
        """When the sound ended; of a session that was cut off, as far as it is known."""
        return self.ended or self.started + timedelta(seconds=self.heard)

    @property
    def ended_in_sleep(self) -> bool:
        """Whether it led into sleep, as it was meant to: nobody was woken to be asked."""
        led_there = self.phases_reached[-1:] == (PhaseKind.SLEEP,)
        return led_there and self.ended is not None and self.stopped_early is None

    def rating(self, when: When, scale: str = "stress") -> Rating | None:
        """Return the last answer to a scale at one end of the session."""
        found = [each for each in self.ratings if each.when is when and each.scale == scale]
        return found[-1] if found else None

    def change(self, scale: str = "stress") -> int | None:
        """Return after minus before; ``None`` unless both were answered in time."""
        before, after = self.rating(When.BEFORE, scale), self.rating(When.AFTER, scale)
        if before is None or after is None or before.value is None or after.value is None or after.late:
            return None
        return after.value - before.value


class Sessions(list[SessionRecord]):
    """Sessions as they were read from the log."""

    def __init__(self, records: Iterable[SessionRecord] = (), unreadable: int = 0) -> None:
        super().__init__(records)
        self.unreadable = unreadable
        """How many there are beside them that make no sense; they are left alone and hide no other."""


def is_early(ended: datetime, rated: datetime) -> bool:
    """Return whether a rating was given before the body had settled."""
    return (rated - ended).total_seconds() < SETTLING_TIME


def is_late(ended: datetime, rated: datetime) -> bool:
    """Return whether a rating comes too late to be compared."""
    return rated - ended > LATE_AFTER
