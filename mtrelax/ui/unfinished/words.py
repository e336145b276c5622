"""When something was, in the words one would say."""

from datetime import datetime, timedelta
from typing import Final

from mtrelax.ui.i18n import tr
from mtrelax.ui.words import MONTHS, WEEKDAYS

_DAYTIMES: Final = (
    (5, "night"),
    (12, "morning"),
    (17, "afternoon"),
    (22, "evening"),
    (24, "night"),
)
"""Until which hour a time of day lasts."""
_WEEK: Final = 7
_A_WHILE: Final = timedelta(hours=1)


def moment_words(then: datetime, now: datetime) -> str:
    """Return when something was, seen from now: ``yesterday evening``, ``Tuesday morning``, ``3 March``."""
    if then.tzinfo is not None and now.tzinfo is not None:
        then = then.astimezone(now.tzinfo)
    if now - then < _A_WHILE:
        return tr("a little while ago")
    days = (now.date() - then.date()).days
    part = next(name for until, name in _DAYTIMES if then.hour < until)
    if days <= 0:
        return tr("last night") if part == "night" else tr("this {part}").format(part=tr(part))
    if days == 1:
        return (
            tr("last night")
            if part == "night" and then.hour > 12
            else tr("yesterday {part}").format(part=tr(part))
        )
    if days < _WEEK:
        return tr("{day} {part}").format(day=tr(WEEKDAYS[then.weekday()]), part=tr(part))
    date = f"{then.day} {tr(MONTHS[then.month - 1])}"
    return date if then.year == now.year else f"{date} {then.year}"
