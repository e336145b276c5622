"""What a session of the past is called, in a few words."""

from datetime import datetime

from mtrelax.domain.record import SessionRecord, StoppedEarly, When
from mtrelax.ui.i18n import tr
from mtrelax.ui.words import minutes_of

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def month_of(moment: datetime) -> str:
    """Return the heading that a session stands under."""
    return f"{tr(_MONTHS[moment.month - 1])} {moment.year}"


def day_of(moment: datetime) -> str:
    """Return a day in words, with the time of day."""
    day = f"{tr(_WEEKDAYS[moment.weekday()])} {moment.day} {tr(_MONTHS[moment.month - 1])}"
    return f"{day}, {part_of_day(moment)}"


def part_of_day(moment: datetime) -> str:
    """Return when in the day it was."""
    hour = moment.hour
    if 5 <= hour < 11:
        return tr("morning")
    if 11 <= hour < 17:
        return tr("afternoon")
    return tr("evening") if 17 <= hour < 22 else tr("night")


def change_of(record: SessionRecord) -> str:
    """Return what was said before and after; what was not answered says so."""
    before, after = record.rating(When.BEFORE), record.rating(When.AFTER)
    values = [each.value if each else None for each in (before, after)]
    if values == [None, None]:
        return ""
    return " → ".join(tr("not said") if value is None else str(value) for value in values)


def spoken_change_of(record: SessionRecord) -> str:
    """Return the same for those who hear it."""
    before, after = (record.rating(when) for when in (When.BEFORE, When.AFTER))
    said = [
        tr("{value} {when}").format(value=each.value, when=each.when.value)
        for each in (before, after)
        if each is not None and each.value is not None
    ]
    return ", ".join(said)


def about(record: SessionRecord, title: str) -> str:
    """Return what was heard."""
    parts = [title, minutes_of(record.heard) if record.heard >= 30 else tr("less than a minute")]
    if record.stopped_early is StoppedEarly.CLOSED:
        parts.append(tr("cut short"))
    return " · ".join(parts)
