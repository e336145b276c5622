"""What was rated and what was heard, session by session."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from mtrelax.domain.errors import LogBusy, LogDamaged, UnknownName
from mtrelax.domain.record import SessionRecord, Sessions
from mtrelax.storage.database import Log
from mtrelax.storage.lock import SessionLock
from mtrelax.storage.rows import rating_rows, readable, session_row, to_record
from mtrelax.storage.tables import rating_table, session_table


def _counted(code: str) -> list[tuple[str, int]]:
    """Return what a code is ordered by: its words, and its numbers as numbers."""
    return [(word.casefold(), int(number or 0)) for word, number in re.findall(r"([^0-9]*)([0-9]*)", code)]


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
        row, ratings = session_row(record), rating_rows(record)
        put_session = insert(session_table).values(row)
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

    def sessions(self, limit: int | None = None, client: str | None = None) -> Sessions:
        """Return the sessions, of all or of one client (``""`` is at home), newest first.

        Rows that make no sense are left out and counted.
        """
        newest = select(session_table).order_by(session_table.c.started.desc(), session_table.c.id)
        if client is not None:
            newest = newest.where(session_table.c.client == client)
        with self._log.reading() as connection:
            return self._read(connection, newest if limit is None else newest.limit(limit))

    def unfinished(self) -> list[SessionRecord]:
        """Return the sessions that were cut off, newest first; none while a session runs anywhere.

        One that makes no sense cannot be gone on with, and is left alone.
        """
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
        """Remove a session and return what it was, so that it can be saved again.

        Raises ``LogBusy`` for one that is not closed while another window runs a session: it may be that one.
        """
        with self._log.writing() as connection:
            record = self._one(connection, session)
            if not record.closed and self._lock.taken_elsewhere():
                raise LogBusy(str(self._log.path))
            connection.execute(delete(rating_table).where(rating_table.c.session == session))
            connection.execute(delete(session_table).where(session_table.c.id == session))
        return record

    def clients(self) -> list[str]:
        """Return the code of every client who has a session; the second comes before the tenth."""
        codes = select(session_table.c.client).where(session_table.c.client != "").distinct()
        with self._log.reading() as connection:
            found = connection.execute(codes).scalars()
            return sorted((code for code in found if isinstance(code, str)), key=_counted)

    def count(self) -> int:
        """Return how many sessions there are."""
        with self._log.reading() as connection:
            return connection.execute(select(func.count()).select_from(session_table)).scalar_one()

    def _one(self, connection: Connection, session: str) -> SessionRecord:
        found = self._read(connection, select(session_table).where(session_table.c.id == session))
        if found.unreadable:
            raise LogDamaged(str(self._log.path))
        if not found:
            raise UnknownName("session", session, ())
        return found[0]

    def _read(self, connection: Connection, query: Select[Any]) -> Sessions:
        """Return the records of a query on the session table, with two statements however many they are."""
        chosen = query.with_only_columns(session_table.c.id).scalar_subquery()
        wanted = (
            select(rating_table)
            .where(rating_table.c.session.in_(chosen))
            .order_by(rating_table.c.session, rating_table.c.position)
        )
        rows = connection.execute(query).all()
        ratings: defaultdict[object, list[Sequence[Any]]] = defaultdict(list)
        for rating in connection.execute(wanted).all():
            ratings[rating[0]].append(rating)
        records = readable(rows, lambda row: to_record(row, ratings[row[0]]))
        return Sessions(records, unreadable=len(rows) - len(records))
