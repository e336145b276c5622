"""What is said about a session. It tells, and does not judge."""

from typing import Final

from mtrelax.domain.record import SessionRecord, When
from mtrelax.ui.i18n import tr

_NOTICEABLE: Final = 2
"""A smaller difference is within what the same person answers twice (EVIDENCE 2)."""


def answers_of(record: SessionRecord) -> tuple[int | None, int | None]:
    """Return what was answered before and after."""
    before, after = record.rating(When.BEFORE), record.rating(When.AFTER)
    return before.value if before else None, after.value if after else None


def is_comparable(record: SessionRecord) -> bool:
    """Tell whether both were answered, the second in time."""
    return record.change() is not None


def story_of(record: SessionRecord) -> str:
    """Return what the person said, and nothing more."""
    match answers_of(record):
        case (None, None):
            return tr("You left the question open both times. That is fine.")
        case (before, None):
            return tr("You said {before} before, and left the question open after.").format(before=before)
        case (None, after):
            return tr("You said {after} after, and left the question open before.").format(after=after)
        case (before, after):
            return _both(record, before, after)


def _both(record: SessionRecord, before: int, after: int) -> str:
    """Return a sentence about two answers."""
    if not is_comparable(record):
        text = tr("You said {before} before, and {after} some time later.")
    elif before == after:
        text = tr("You said {before} before and after.")
    elif abs(after - before) < _NOTICEABLE:
        text = tr("You said {before} before and {after} after: about the same.")
    elif after > before:
        text = tr("You said {before} before and {after} after. It can be like that.")
    else:
        text = tr("You said {before} before and {after} after.")
    return text.format(before=before, after=after)
