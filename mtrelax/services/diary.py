"""The log of sessions: written when check-in is left, kept up to date, closed at the end."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from mtrelax.domain.errors import LogUnavailable, UnknownName
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import (
    Automation,
    EnteredBy,
    Mark,
    MarkKind,
    Rating,
    SessionRecord,
    Sessions,
    StoppedEarly,
    When,
    is_late,
)
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.services.event import Event


class Journal(Protocol):
    """Where records are kept. Each call is on disk when it returns, or raises ``LogUnavailable``."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        ...

    def save(self, record: SessionRecord, /) -> None:
        """Write a record, new or known."""
        ...

    def load(self, session: str, /) -> SessionRecord:
        """Return a record; raises ``UnknownName`` if there is none."""
        ...

    def sessions(self, limit: int | None = None, client: str | None = None) -> Sessions:
        """Return records, newest first; those that make no sense are left out and counted."""
        ...

    def clients(self) -> list[str]:
        """Return the code of every client who has a record."""
        ...

    def unfinished(self) -> list[SessionRecord]:
        """Return the records that were never closed, newest first."""
        ...

    def delete(self, session: str, /) -> SessionRecord:
        """Take a record out and return it. Raises ``UnknownName``, and ``LogBusy`` if it may be running."""
        ...

    def count(self) -> int:
        """Return how many sessions there are."""
        ...


class Lock(Protocol):
    """What marks a running session, so that no second window runs another on the same log."""

    def acquire(self) -> None:
        """Take it; taking it again is nothing. Raises ``LogBusy`` when another window holds it."""
        ...

    def release(self) -> None:
        """Give it back; nothing if it was not taken."""
        ...

    def taken_elsewhere(self) -> bool:
        """Return whether another window holds it now."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to one scale; ``None`` is a skip."""

    scale: str
    value: int | None
    entered_by: EnteredBy = EnteredBy.SELF


class Diary:
    """The log as the program uses it. One session at a time is open."""

    def __init__(
        self, journal: Journal, lock: Lock, now: Callable[[], datetime], new_id: Callable[[], str]
    ) -> None:
        self._journal = journal
        self._lock = lock
        self._now = now
        self._new_id = new_id
        self._open: SessionRecord | None = None
        self._deleted: list[SessionRecord] = []
        self.changed = Event[None]()

    @property
    def open_session(self) -> SessionRecord | None:
        """The session that runs, or waits for its second rating."""
        return self._open

    @property
    def read_only(self) -> bool:
        """Whether nothing can be kept."""
        return self._journal.read_only

    @property
    def busy(self) -> bool:
        """Whether another window runs a session now; this one can look at the log meanwhile."""
        return self._lock.taken_elsewhere()

    @property
    def deleted(self) -> int:
        """How many sessions ``undo`` can bring back, one after the other."""
        return len(self._deleted)

    def count(self) -> int:
        """Return how many sessions the log has."""
        return self._journal.count()

    def sessions(self, limit: int | None = None, client: str | None = None) -> Sessions:
        """Return the sessions, newest first, and how many others cannot be read.

        Of all, or of one client; ``""`` stands for those at home.
        """
        return self._journal.sessions(limit, client)

    def clients(self) -> list[str]:
        """Return the code of every client who has a session."""
        return self._journal.clients()

    def begin(
        self,
        plan: SessionPlan,
        answers: Iterable[Answer],
        client: str = "",
        level: Decibels | None = None,
    ) -> SessionRecord:
        """Write the row of a session: check-in was left, by a rating or a skip.

        Raises ``LogBusy`` while another window runs a session, and what ``Journal.save`` raises.
        """
        self._lock.acquire()
        moment = self._now()
        ratings = tuple(
            Rating(a.scale, When.BEFORE, moment, a.value, entered_by=a.entered_by) for a in answers
        )
        record = SessionRecord(self._new_id(), moment, plan, ratings=ratings, client=client, level=level)
        try:
            return self._keep(record)
        except LogUnavailable:
            self._leave()
            raise

    def sound_began(self) -> None:
        """Let the session start now; it is written with what is reached next."""
        if self._open is not None:
            self._open = replace(self._open, started=self._now())

    def reached(
        self,
        heard: Seconds,
        phases: Iterable[PhaseKind],
        fault: str = "",
        automation: Iterable[Automation] = (),
        marks: Iterable[Mark] = (),
        pieces: Iterable[str] = (),
        stopped: StoppedEarly | None = None,
    ) -> None:
        """Bring the row up to date while the session runs; once it is over, only a fault can follow."""
        if self._open is None:
            return
        record = replace(self._open, fault=fault or self._open.fault)
        if record.ended is None:
            record = replace(
                record,
                heard=heard,
                phases_reached=tuple(phases),
                automation=tuple(automation),
                marks=tuple(marks),
                pieces=tuple(pieces),
                stopped_early=stopped,
            )
        self._keep(record)

    def end(self, stopped: StoppedEarly | None = None) -> None:
        """Write that the sound is over."""
        if self._open is not None:
            self._keep(replace(self._open, ended=self._now(), stopped_early=stopped))

    def write_down(self, note: str) -> None:
        """Keep what was written so far, because the window closes before the last answer."""
        if self._open is not None and note != self._open.note:
            self._keep(replace(self._open, note=note))

    def add_adverse_event(self, text: str) -> None:
        """Write what happened after the sound was over; in other words it is the same event."""
        if self._open is None:
            return
        over = self._open.over
        marks = [each for each in self._open.marks if each.at is None or each.at <= over]
        if text:
            marks.append(Mark(self._open.heard, MarkKind.ADVERSE_EVENT, text, self._now()))
        self._keep(replace(self._open, marks=tuple(marks)))

    def say_why(self, reason: StoppedEarly) -> None:
        """Write why a session was left early."""
        if self._open is not None:
            self._keep(replace(self._open, stopped_early=reason))

    def rate(self, answers: Iterable[Answer], note: str | None = None) -> SessionRecord | None:
        """Write the second rating, or its skip, and close the session; the note stays where none is given."""
        if self._open is None:
            return None
        ratings = _rated(self._open, answers, self._now())
        kept = self._open.note if note is None else note
        closed = replace(self._open, ratings=ratings, note=kept, closed=True)
        self._keep(closed)
        self._leave()
        return closed

    def resume(self, record: SessionRecord) -> None:
        """Take up a session that was cut off, to rate it now; nothing if another window has done so."""
        self._lock.acquire()
        try:
            self._open = self._still_open(record.id)
        finally:
            if self._open is None:
                self._lock.release()

    def keep_as_is(self, record: SessionRecord) -> None:
        """Close a session that was cut off, without a second rating."""
        self.resume(record)
        try:
            if self._open is not None:
                self._keep(replace(self._open, closed=True))
        finally:
            self._leave()

    def annotate(self, session: str, note: str) -> None:
        """Write another note of a session that is closed; nothing of one that was thrown away."""
        with suppress(UnknownName):
            self._journal.save(replace(self._journal.load(session), note=note))
            self.changed.emit(None)

    def unfinished(self) -> list[SessionRecord]:
        """Return the sessions that were cut off."""
        return [
            record
            for record in self._journal.unfinished()
            if self._open is None or record.id != self._open.id
        ]

    def delete(self, session: str) -> None:
        """Take a session out of the log; ``undo`` brings it back."""
        with suppress(UnknownName):  # another window was faster
            self._deleted.append(self._journal.delete(session))
        if self._open is not None and self._open.id == session:
            self._leave()
        self.changed.emit(None)

    def undo(self) -> None:
        """Bring back the session that was deleted last, of those that are still away."""
        if self._deleted:
            self._journal.save(self._deleted[-1])
            self._deleted.pop()
            self.changed.emit(None)

    def go_on_without(self) -> None:
        """Let go of the open session; what is on disk stays as it is, and is offered at the next start."""
        self._leave()

    def _still_open(self, session: str) -> SessionRecord | None:
        """Return a session as it is now, unless another window has closed it or thrown it away."""
        try:
            found = self._journal.load(session)
        except UnknownName:
            return None
        if found.closed:
            return None
        if found.ended:
            return found
        return replace(found, stopped_early=found.stopped_early or StoppedEarly.CLOSED)

    def _leave(self) -> None:
        self._open = None
        self._lock.release()

    def _keep(self, record: SessionRecord) -> SessionRecord:
        # Remembered before it is written: if the disk is full now, the next write still has it all.
        self._open = record
        self._journal.save(record)
        self.changed.emit(None)
        return record


def _rated(record: SessionRecord, answers: Iterable[Answer], moment: datetime) -> tuple[Rating, ...]:
    """Return the ratings of a session with its second ones."""
    # An answer that met a full disk is given again: it counts once, and keeps its time.
    late = is_late(record.over, moment)
    given = {(each.scale, each.value): each for each in record.ratings if each.when is When.AFTER}
    new = tuple(
        given.get((a.scale, a.value))
        or Rating(a.scale, When.AFTER, moment, a.value, late=late, entered_by=a.entered_by)
        for a in answers
    )
    scales = {each.scale for each in new}
    return (*(r for r in record.ratings if r.when is When.BEFORE or r.scale not in scales), *new)


@dataclass(frozen=True, slots=True)
class ClosedJournal:
    """Stands in where the log cannot be opened: whoever asks for it hears why."""

    reason: LogUnavailable
    read_only: bool = True

    def save(self, _record: SessionRecord, /) -> None:
        """Raise the reason."""
        raise self.reason

    def load(self, _session: str, /) -> SessionRecord:
        """Raise the reason."""
        raise self.reason

    def sessions(self, limit: int | None = None, client: str | None = None) -> Sessions:  # noqa: ARG002 - there is nothing to choose from
        """Raise the reason."""
        raise self.reason

    def clients(self) -> list[str]:
        """Raise the reason."""
        raise self.reason

    def unfinished(self) -> list[SessionRecord]:
        """Return nothing: what cannot be read cannot be gone on with."""
        return []

    def delete(self, _session: str, /) -> SessionRecord:
        """Raise the reason."""
        raise self.reason

    def count(self) -> int:
        """Return 0: a session without a log is the first one."""
        return 0
