"""What leaves the program: the log as a table, and only because somebody asked."""

import csv
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Final

from mtrelax.domain.errors import UnknownFormat
from mtrelax.domain.record import Rating, SessionRecord, When

LOG_FORMATS: Final = (".csv", ".json")


def export_log(records: Sequence[SessionRecord], path: Path) -> None:
    """Write sessions to a CSV or JSON file; raises ``UnknownFormat``, or the ``OSError`` of the file."""
    match path.suffix.lower():
        case ".json":
            text = json.dumps([as_export(record) for record in records], indent=2, ensure_ascii=False) + "\n"
        case ".csv":
            text = _as_csv(records)
        case suffix:
            raise UnknownFormat(suffix, LOG_FORMATS)
    waiting = path.with_name(f".{path.name}.part")
    try:
        waiting.unlink(missing_ok=True)
        # The export holds what the log holds, so it is as private as the log.
        descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        waiting.replace(path)
    except OSError as error:
        with suppress(OSError):
            waiting.unlink()
        error.filename, error.filename2 = str(path), None
        raise


def as_export(record: SessionRecord) -> dict[str, object]:
    """Return a session as DESIGN 6 writes it ('A session in an export')."""
    return {
        "id": record.id,
        "started": record.started.isoformat(),
        "ended": record.ended.isoformat() if record.ended else None,
        "heard_seconds": round(record.heard, 1),
        "plan": asdict(record.plan),
        "phases_reached": [phase.value for phase in record.phases_reached],
        "ratings": [_rating(rating) for rating in record.ratings],
        "stopped_early": record.stopped_early.value if record.stopped_early else None,
        "fault": record.fault or None,
        "note": record.note,
    }


def _rating(rating: Rating) -> Mapping[str, object]:
    return {
        "scale": rating.scale,
        "when": rating.when.value,
        "value": rating.value,
        "skipped": rating.skipped,
        "at": rating.at.isoformat(),
        "late": rating.late,
        "entered_by": rating.entered_by.value,
    }


def _as_csv(records: Sequence[SessionRecord]) -> str:
    """Write one line a session, with both stress ratings, for a spreadsheet."""
    rows = [_row(record) for record in records]
    text = StringIO()
    # Lines end as RFC 4180 has it: only then a carriage return inside a note is quoted, too.
    writer = csv.DictWriter(text, fieldnames=_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


_COLUMNS: Final[tuple[str, ...]] = (
    "id",
    "started",
    "ended",
    "heard_minutes",
    "planned_minutes",
    "playlist",
    "script",
    "pattern",
    "stress_before",
    "stress_after",
    "stress_after_late",
    "stopped_early",
    "fault",
    "note",
)


def _row(record: SessionRecord) -> dict[str, object]:
    before, after = record.rating(When.BEFORE), record.rating(When.AFTER)
    values: tuple[object, ...] = (
        record.id,
        record.started.isoformat(),
        record.ended.isoformat() if record.ended else "",
        round(record.heard / 60, 1),
        record.plan.minutes,
        record.plan.playlist,
        record.plan.script or "",
        record.plan.breathing.pattern if record.plan.breathing else "",
        "" if before is None or before.value is None else before.value,
        "" if after is None or after.value is None else after.value,
        "yes" if after is not None and after.late else "",
        record.stopped_early.value if record.stopped_early else "",
        record.fault,
        record.note,
    )
    return dict(zip(_COLUMNS, map(_plain, values), strict=True))


def _plain(value: object) -> object:
    """Keep a spreadsheet from taking words for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
