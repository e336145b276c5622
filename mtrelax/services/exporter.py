"""What leaves the program: the log as a table, and only because somebody asked."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Final

from mtrelax import __version__
from mtrelax.domain.errors import UnknownFormat
from mtrelax.domain.plan import Layer
from mtrelax.domain.record import Automation, Mark, MarkKind, Rating, SessionRecord, When, is_early
from mtrelax.domain.scales import RatingScale
from mtrelax.storage.disk import write_whole

LOG_FORMATS: Final = (".csv", ".json")
FORMAT: Final = 1
"""Of the JSON. Keys may be added; with another meaning of one that is there, this is another number."""
Scales = Mapping[str, RatingScale]


def export_log(records: Sequence[SessionRecord], path: Path, scales: Scales) -> None:
    """Write sessions to a CSV or JSON file; raises ``UnknownFormat``, or the ``OSError`` of the file."""
    match path.suffix.lower():
        case ".json":
            rows = [as_export(record, scales) for record in records]
            text, encoding = json.dumps(rows, indent=2, ensure_ascii=False) + "\n", "utf-8"
        case ".csv":
            # With a mark at its beginning: without it Excel takes the file for another encoding.
            text, encoding = _as_csv(records), "utf-8-sig"
        case suffix:
            raise UnknownFormat(suffix, LOG_FORMATS)
    # It holds what the log holds, so it is as private as the log.
    write_whole(path, text.encode(encoding), mode=0o600)


def as_export(record: SessionRecord, scales: Scales) -> dict[str, object]:
    """Return a session as DESIGN 6 writes it ('A session in an export')."""
    asked = dict.fromkeys(rating.scale for rating in record.ratings)
    return {
        "id": record.id,
        "started": record.started.isoformat(),
        "ended": record.ended.isoformat() if record.ended else None,
        "heard_seconds": round(record.heard, 1),
        "client": record.client or None,
        "plan": asdict(record.plan),
        "phases_reached": [phase.value for phase in record.phases_reached],
        "ratings": [_rating(record, rating) for rating in record.ratings],
        "stopped_early": record.stopped_early.value if record.stopped_early else None,
        "fault": record.fault or None,
        "note": record.note,
        "level": record.level,
        "pieces": list(record.pieces),
        "marks": [_timed(each) for each in record.marks],
        "automation": [_timed(each) for each in record.automation],
        "scales": {slug: _asked(scales[slug]) for slug in asked if slug in scales},
        "exported_by": {"program": "mtrelax", "version": __version__, "format": FORMAT},
    }


def _asked(scale: RatingScale) -> Mapping[str, object]:
    """Return what the person read."""
    return {
        "question": scale.question,
        "lowest": scale.lowest,
        "lowest_words": scale.lowest_words,
        "highest": scale.highest,
        "highest_words": scale.highest_words,
    }


def _timed(event: Mark | Automation) -> Mapping[str, object]:
    """Return what happened during a session, with its moment in it."""
    told = asdict(event)
    if isinstance(event, Mark):
        told["at"] = event.at.isoformat() if event.at else None
        if event.pattern and event.rate:
            told["rate"] = round(event.rate, 2)
        else:
            del told["pattern"], told["rate"]
    return {"at_seconds": round(told.pop("time"), 1), **told}


def _rating(record: SessionRecord, rating: Rating) -> Mapping[str, object]:
    return {
        "scale": rating.scale,
        "when": rating.when.value,
        "value": rating.value,
        "skipped": rating.skipped,
        "at": rating.at.isoformat(),
        "delay_seconds": _delay(record, rating),
        "early": _is_early(record, rating),
        "late": rating.late,
        "entered_by": rating.entered_by.value,
    }


def _delay(record: SessionRecord, rating: Rating) -> float | None:
    """Return how many seconds after the end of the sound an answer was given."""
    return None if rating.when is When.BEFORE else round((rating.at - record.over).total_seconds(), 1)


def _is_early(record: SessionRecord, rating: Rating) -> bool:
    """Return whether an answer was given before the question would have come by itself."""
    return rating.when is When.AFTER and is_early(record.over, rating.at)


def _as_csv(records: Sequence[SessionRecord]) -> str:
    """Write one line a session, with both stress ratings, for a spreadsheet."""
    text = StringIO()
    # Lines end as RFC 4180 has it: only then a carriage return inside a note is quoted, too.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows(map(_plain, _row(record)) for record in records)
    return text.getvalue()


_COLUMNS: Final = (
    "id",
    "started",
    "ended",
    "client",
    "plan",
    "recipe",
    "planned_minutes",
    "heard_minutes",
    "playlist",
    "phase_playlists",
    "script",
    "pattern",
    "phases_reached",
    "stress_before",
    "stress_before_skipped",
    "stress_before_at",
    "stress_before_entered_by",
    "stress_after",
    "stress_after_skipped",
    "stress_after_at",
    "stress_after_entered_by",
    "stress_after_delay_s",
    "stress_after_early",
    "stress_after_late",
    "stopped_early",
    "fault",
    "note",
    "notes_during",
    "stop_signal",
    "adverse_event",
    "notes_text",
    "pauses",
    "changes",
    "last_pattern",
    "last_rate",
    "breath_cue",
    "voice",
    "ending",
    "visual",
    "ambience",
    "bells",
    "pieces",
    "level_db",
    "music_db",
    "voice_db",
    "ambience_db",
    "cue_db",
    "levels_moved",
)


def _row(record: SessionRecord) -> Sequence[object]:
    plan, after = record.plan, record.rating(When.AFTER)
    return (
        record.id,
        record.started.isoformat(),
        record.ended.isoformat() if record.ended else "",
        record.client,
        plan.title,
        plan.recipe,
        plan.minutes,
        round(record.heard / 60, 1),
        plan.playlist,
        "; ".join(
            f"{each.kind}: {each.playlist}"
            for each in plan.phases
            if each.playlist and each.kind in record.phases_reached
        ),
        plan.script or "",
        plan.breathing.pattern if plan.breathing else "",
        " ".join(record.phases_reached),
        *_answer(record.rating(When.BEFORE)),
        *_answer(after),
        *(("", "", "") if after is None else _timing(record, after)),
        record.stopped_early or "",
        record.fault,
        record.note,
        sum(mark.kind is MarkKind.NOTE for mark in record.marks),
        *(_told(record, kind) for kind in _REACTIONS),
        *_course(record),
        *_surroundings(record),
    )


def _course(record: SessionRecord) -> Sequence[object]:
    """Return what was written during a session, and how its course was changed."""
    paced = [(mark.pattern, round(mark.rate, 2)) for mark in record.marks if mark.pattern and mark.rate]
    return (
        _told(record, MarkKind.NOTE),
        sum(mark.is_pause for mark in record.marks),
        _told(record, MarkKind.CHANGE),
        *(paced[-1] if paced else ("", "")),
    )


def _surroundings(record: SessionRecord) -> Sequence[object]:
    """Return what was heard and seen around the breath, and how loud it began."""
    plan = record.plan
    return (
        plan.breathing.cue if plan.breathing else "",
        plan.voice or "",
        plan.ending,
        plan.visual,
        "; ".join(each.sound for each in plan.ambience),
        plan.bells,
        "; ".join(record.pieces),
        "" if record.level is None else record.level,
        *(plan.levels.of(layer) for layer in Layer),
        _YES_NO[bool(record.automation)],
    )


def _told(record: SessionRecord, kind: MarkKind) -> str:
    """Return when something was noted, and in which words; nothing where it was not."""
    noted = [mark for mark in record.marks if mark.kind is kind]
    return "; ".join(f"{mark.clock} {mark.text}".strip() for mark in noted)


_REACTIONS: Final = (MarkKind.STOP_SIGNAL, MarkKind.ADVERSE_EVENT)


def _answer(rating: Rating | None) -> Sequence[object]:
    """Return an answer, whether it was skipped, when and by whom; nothing at all where nobody was asked."""
    if rating is None:
        return "", "", "", ""
    value = "" if rating.value is None else rating.value
    return value, _YES_NO[rating.skipped], rating.at.isoformat(), rating.entered_by.value


def _timing(record: SessionRecord, after: Rating) -> Sequence[object]:
    """Return how long after the end an answer came, and whether that was early or late."""
    delay = _delay(record, after)
    return "" if delay is None else delay, _YES_NO[_is_early(record, after)], _YES_NO[after.late]


_YES_NO: Final[Mapping[bool, str]] = {True: "yes", False: "no"}


def _plain(value: object) -> object:
    """Keep a spreadsheet from taking words for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
