"""What a session of the past is called, in a few words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mtrelax.domain.record import (
    EnteredBy,
    Mark,
    MarkKind,
    SessionRecord,
    StoppedEarly,
    When,
    is_early,
)
from mtrelax.ui.i18n import tr
from mtrelax.ui.summary.words import answers_of
from mtrelax.ui.words import MONTHS, WEEKDAYS, heard_of


def month_of(moment: datetime) -> str:
    """Return the heading that a session stands under."""
    return f"{tr(MONTHS[moment.month - 1])} {moment.year}"


def day_of(moment: datetime) -> str:
    """Return a day in words, and what the clock said."""
    day = f"{tr(WEEKDAYS[moment.weekday()])} {moment.day} {tr(MONTHS[moment.month - 1])}"
    return f"{day}, {moment:%H:%M}"


def change_of(record: SessionRecord) -> str:
    """Return what was said before and after; what was not answered says so."""
    before, after = answers_of(record)
    if before is None and after is None:
        return ""
    return f"{_said(before)} → {_said(after)}"


def spoken_change_of(record: SessionRecord) -> str:
    """Return the same for those who hear it."""
    before, after = answers_of(record)
    if before is None and after is None:
        return ""
    text = tr("{before} before, {after} after")
    return text.format(before=_said(before), after=_said(after))


def about(record: SessionRecord, title: str) -> str:
    """Return for whom it was, what was heard, and how it ended."""
    parts = [record.client, title, heard_of(record.heard), _entered(record), _ended(record)]
    after = record.rating(When.AFTER)
    # Who rates themselves need not know how soon is too soon; the export has it.
    if record.client and after is not None and not after.skipped and is_early(record.over, after.at):
        parts.append(tr("answered early"))
    kinds = {mark.kind for mark in record.marks}
    parts.extend(tr(words) for kind, words in _REACTIONS.items() if kind in kinds)
    return " · ".join(part for part in parts if part)


def mark_words(mark: Mark) -> str:
    """Return one of the things that were noted."""
    kind, text = tr(_MARKS[mark.kind]), mark.text.strip()
    if mark.kind in _REACTIONS and text:
        return tr("{kind}: {text}").format(kind=kind, text=text)
    return text[:1].upper() + text[1:] or kind


def _ended(record: SessionRecord) -> str:
    """Return how it ended, where that was not by itself."""
    if record.ended_in_sleep:
        return tr("ended in sleep")
    if record.stopped_early is None:
        return ""
    if record.stopped_early is StoppedEarly.CLOSED:
        return tr("cut short") if record.ended is None else tr("ended by closing the window")
    return tr("ended early") if record.client else tr("you ended it early")


def _entered(record: SessionRecord) -> str:
    """Return which answers somebody else entered; a question that was skipped has none."""
    given = [rating for when in When if (rating := record.rating(when)) is not None and not rating.skipped]
    entered = {rating.when for rating in given if rating.entered_by is EnteredBy.THERAPIST}
    if not entered:
        return ""
    if len(entered) == len(When):
        return tr("answers entered for the client")
    return tr(_ENTERED[entered.pop()])


_ENTERED: Final[Mapping[When, str]] = {
    When.BEFORE: "answer before entered for the client",
    When.AFTER: "answer after entered for the client",
}
_REACTIONS: Final[Mapping[MarkKind, str]] = {
    MarkKind.STOP_SIGNAL: "stop signal",
    MarkKind.ADVERSE_EVENT: "adverse event",
}
"""What one sees without opening anything."""
_MARKS: Final[Mapping[MarkKind, str]] = {
    MarkKind.NOTE: "A note without words",
    MarkKind.STOP_SIGNAL: "Stop signal",
    MarkKind.ADVERSE_EVENT: "Adverse event",
    MarkKind.CHANGE: "The session was changed",
}


def _said(value: int | None) -> str:
    return tr("not said") if value is None else str(value)
