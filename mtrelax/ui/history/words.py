"""What a session of the past is called, in a few words."""

from datetime import datetime

from mtrelax.domain.record import SessionRecord, StoppedEarly
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
    """Return what was heard."""
    parts = [title, heard_of(record.heard)]
    if record.stopped_early is not None:
        parts.append(tr("cut short") if record.stopped_early is StoppedEarly.CLOSED else tr("ended early"))
    return " · ".join(parts)


def _said(value: int | None) -> str:
    return tr("not said") if value is None else str(value)
