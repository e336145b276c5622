"""A session as rows of the log, and back."""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final, TypeVar

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.record import (
    Automation,
    EnteredBy,
    Mark,
    MarkKind,
    Rating,
    SessionRecord,
    StoppedEarly,
    When,
)
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.storage.plan_json import from_json, to_json

R = TypeVar("R", bound=Sequence[Any])
T = TypeVar("T")
_NONSENSE: Final = (ValueError, KeyError, TypeError, OverflowError)
"""What reading a row raises that this program never wrote."""


def readable(rows: Iterable[R], convert: Callable[[R], T]) -> list[T]:
    """Return what rows stand for; one that makes no sense is left out, and hides no other."""
    found: list[T] = []
    for row in rows:
        with suppress(*_NONSENSE):
            found.append(convert(_sound(row)))
    return found


def _sound(row: R) -> R:
    """Return a row that holds text where text belongs; ``connect`` gives bytes for what is none."""
    if bytes in map(type, row):
        raise TypeError("not text")
    return row


def session_row(record: SessionRecord) -> dict[str, object]:
    """Return the row of a session."""
    offset = record.started.utcoffset()
    return {
        "id": record.id,
        "started": _instant(record.started),
        "utc_offset": round(offset.total_seconds()) if offset else 0,
        "ended": record.ended and _instant(record.ended),
        "plan": to_json(record.plan),
        "heard": record.heard,
        "phases": " ".join(record.phases_reached),
        "stopped_early": record.stopped_early,
        "fault": record.fault,
        "note": record.note,
        "closed": record.closed,
        "client": record.client,
        "automation": _told(record.automation),
        "marks": _told(record.marks),
        "level": record.level,
        "pieces": json.dumps(record.pieces, ensure_ascii=False),
    }


def rating_rows(record: SessionRecord) -> list[dict[str, object]]:
    """Return the rows of a session's ratings."""
    return [
        {
            "session": record.id,
            "position": position,
            "scale": rating.scale,
            "asked": rating.when,
            "at": _instant(rating.at),
            "value": rating.value,
            "late": rating.late,
            "entered_by": rating.entered_by,
        }
        for position, rating in enumerate(record.ratings)
    ]


def to_record(row: Sequence[Any], ratings: Iterable[Sequence[Any]]) -> SessionRecord:
    """Return the session of a row and of its ratings' rows."""
    session, started, offset, ended, plan, heard, phases, stopped, fault, note, closed, *more = row
    client, automation, marks, level, pieces = more
    zone = timezone(timedelta(seconds=offset))
    return SessionRecord(
        id=session,
        started=_moment(started, zone),
        plan=from_json(plan),
        ended=None if ended is None else _moment(ended, zone),
        heard=_length(heard),
        phases_reached=tuple(map(PhaseKind, phases.split())),
        ratings=tuple(_to_rating(rating, zone) for rating in ratings),
        stopped_early=None if stopped is None else StoppedEarly(stopped),
        fault=fault,
        note=note,
        closed=closed,
        client=client,
        automation=_automation(automation),
        marks=_marks(marks, zone),
        level=None if level is None else Decibels(_finite(level)),
        pieces=tuple(map(_words, json.loads(pieces))),
    )


def _to_rating(row: Sequence[Any], zone: timezone) -> Rating:
    _session, _position, scale, asked, at, value, late, entered_by = _sound(row)
    if value is not None and type(value) is not int:
        raise TypeError("an answer is a whole number")
    return Rating(scale, When(asked), _moment(at, zone), value, late, EnteredBy(entered_by))


def _told(events: Iterable[Automation | Mark]) -> str:
    """Return what happened during a session as JSON."""
    return json.dumps([asdict(each) for each in events], ensure_ascii=False, default=_instant)


@lru_cache(maxsize=64)  # nearly every session at home has none
def _automation(text: str) -> tuple[Automation, ...]:
    return tuple(
        Automation(_length(each["time"]), _words(each["layer"]), _finite(each["level"]))
        for each in json.loads(text)
    )


@lru_cache(maxsize=64)
def _marks(text: str, zone: timezone) -> tuple[Mark, ...]:
    return tuple(_mark(zone, **each) for each in json.loads(text))


def _mark(
    zone: timezone,
    time: float,
    kind: str,
    text: str,
    at: str | None = None,
    pattern: str = "",
    rate: float | None = None,
) -> Mark:
    moment = None if at is None else _moment(at, zone)
    paced = None if rate is None else _finite(rate)
    return Mark(_length(time), MarkKind(kind), _words(text), moment, _words(pattern), paced)


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("no level")
    return value


def _instant(moment: datetime) -> str:
    """Return a moment as text in UTC, so that the order of the text is the order of time."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str, zone: timezone) -> datetime:
    """Return a moment, as the clock stood where the person was."""
    return datetime.fromisoformat(text).astimezone(zone)


def _length(value: float) -> Seconds:
    """Return how much was heard."""
    if not (math.isfinite(value) and value >= 0):
        raise ValueError("no length")
    return Seconds(value)
