"""What was rated and what was heard, session by session."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta, timezone
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from mtrelax.domain.errors import LogDamaged, UnknownName
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.record import EnteredBy, Rating, SessionRecord, StoppedEarly, When
from mtrelax.domain.time import Seconds
from mtrelax.storage.database import Log
from mtrelax.storage.lock import SessionLock
from mtrelax.storage.plan_json import from_json, to_json
from mtrelax.storage.tables import rating_table, session_table


class Journal:
    """The sessions of the log. Every change is on disk when its method returns."""

    def __init__(self, log: Log, lock: SessionLock) -> None:
        self._log = log
        self._lock = lock

    @property
    def read_only(self) -> bool:
        """Whether sessions can be read and not kept."""
        return self._log.read_only

    def save(self, record: SessionRecord) -> None:
        """Keep a session as it now is, whether it is new or known."""
        row = _session_row(record)
        put_session = insert(session_table).values(row)
        ratings = [_rating_row(record.id, index, rating) for index, rating in enumerate(record.ratings)]
        put_rating = insert(rating_table)
        changed = {name: put_rating.excluded[name] for name in rating_table.columns.keys()[2:]}
        withdrawn = delete(rating_table).where(
            rating_table.c.session == record.id, rating_table.c.position >= len(ratings)
        )
        with self._log.writing() as connection:
            connection.execute(put_session.on_conflict_do_update(index_elements=["id"], set_=row))
            connection.execute(withdrawn)
            if ratings:
                places = ["session", "position"]
                connection.execute(
                    put_rating.on_conflict_do_update(index_elements=places, set_=changed), ratings
                )

    def load(self, session: str) -> SessionRecord:
        """Return one session; raises ``UnknownName`` if there is none."""
        with self._log.reading() as connection:
            return self._one(connection, session)

    def sessions(self, limit: int | None = None) -> list[SessionRecord]:
        """Return the sessions, newest first."""
        newest = select(session_table).order_by(session_table.c.started.desc(), session_table.c.id)
        with self._log.reading() as connection:
            return self._read(connection, newest if limit is None else newest.limit(limit))

    def unfinished(self) -> list[SessionRecord]:
        """Return the sessions that were cut off, newest first; none while a session runs anywhere."""
        if self._lock.taken():
            return []
        left_open = (
            select(session_table)
            .where(session_table.c.closed.is_(False))
            .order_by(session_table.c.started.desc(), session_table.c.id)
        )
        with self._log.reading() as connection:
            return self._read(connection, left_open)

    def delete(self, session: str) -> SessionRecord:
        """Remove a session and return what it was, so that it can be saved again."""
        with self._log.writing() as connection:
            record = self._one(connection, session)
            connection.execute(delete(rating_table).where(rating_table.c.session == session))
            connection.execute(delete(session_table).where(session_table.c.id == session))
        return record

    def count(self) -> int:
        """Return how many sessions there are."""
        with self._log.reading() as connection:
            return connection.execute(select(func.count()).select_from(session_table)).scalar_one()

    def _one(self, connection: Connection, session: str) -> SessionRecord:
        found = self._read(connection, select(session_table).where(session_table.c.id == session))
        if not found:
            raise UnknownName("session", session, ())
        return found[0]

    def _read(self, connection: Connection, query: Select[Any]) -> list[SessionRecord]:
        """Return the records of a query on the session table, with two statements however many they are."""
        chosen = query.with_only_columns(session_table.c.id).scalar_subquery()
        wanted = (
            select(rating_table)
            .where(rating_table.c.session.in_(chosen))
            .order_by(rating_table.c.session, rating_table.c.position)
        )
        try:
            rows = connection.execute(query).all()
            ratings: defaultdict[str, list[Sequence[Any]]] = defaultdict(list)
            for rating in connection.execute(wanted).all():
                ratings[rating[0]].append(rating)
            return [_to_record(row, ratings[row[0]]) for row in rows]
        except (ValueError, KeyError, TypeError) as error:  # what a sound log never holds
            raise LogDamaged(str(self._log.path)) from error


def _session_row(record: SessionRecord) -> dict[str, object]:
    offset = record.started.utcoffset()
    return {
        "id": record.id,
        "started": record.started,
        "utc_offset": round(offset.total_seconds()) if offset else 0,
        "ended": record.ended,
        "plan": to_json(record.plan),
        "heard": record.heard,
        "phases": " ".join(record.phases_reached),
        "stopped_early": record.stopped_early,
        "fault": record.fault,
        "note": record.note,
        "closed": record.closed,
    }


def _rating_row(session: str, position: int, rating: Rating) -> dict[str, object]:
    return {
        "session": session,
        "position": position,
        "scale": rating.scale,
        "asked": rating.when,
        "at": rating.at,
        "value": rating.value,
        "late": rating.late,
        "entered_by": rating.entered_by,
    }


def _to_record(row: Sequence[Any], ratings: Iterable[Sequence[Any]]) -> SessionRecord:
    session, started, offset, ended, plan, heard, phases, stopped, fault, note, closed = row
    zone = timezone(timedelta(seconds=offset))
    return SessionRecord(
        id=session,
        started=started.astimezone(zone),
        plan=from_json(plan),
        ended=ended.astimezone(zone) if ended else None,
        heard=Seconds(heard),
        phases_reached=tuple(PhaseKind(phase) for phase in phases.split()),
        ratings=tuple(_to_rating(rating, zone) for rating in ratings),
        stopped_early=StoppedEarly(stopped) if stopped else None,
        fault=fault,
        note=note,
        closed=closed,
    )


def _to_rating(row: Sequence[Any], zone: timezone) -> Rating:
    _session, _position, scale, asked, at, value, late, entered_by = row
    return Rating(scale, When(asked), at.astimezone(zone), value, late, EnteredBy(entered_by))
