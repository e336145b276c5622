"""What is said about a session. It tells, and does not judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mtrelax.domain.record import MarkKind, SessionRecord, When
from mtrelax.ui.i18n import tr

_NOTICEABLE: Final = 2
"""A smaller difference is within what the same person answers twice (EVIDENCE 2)."""


@dataclass(frozen=True, slots=True)
class _Wording:
    """How two answers are told to whoever reads them."""

    neither: str
    only_before: str
    only_after: str
    late: str
    same: str
    near: str
    more: str
    less: str


_YOU: Final = _Wording(
    neither="You left the question open both times. That is fine.",
    only_before="You said {before} before, and left the question open after.",
    only_after="You said {after} after, and left the question open before.",
    late="You said {before} before, and {after} some time later.",
    same="You said {before} before and after.",
    near="You said {before} before and {after} after: about the same.",
    more="You said {before} before and {after} after. It can be like that.",
    less="You said {before} before and {after} after.",
)
_CLIENT: Final = _Wording(
    neither="The client left the question open both times. That is fine.",
    only_before="The client said {before} before, and left the question open after.",
    only_after="The client said {after} after, and left the question open before.",
    late="The client said {before} before, and {after} some time later.",
    same="The client said {before} before and after.",
    near="The client said {before} before and {after} after: about the same.",
    more="The client said {before} before and {after} after. It can be like that.",
    less="The client said {before} before and {after} after.",
)
_REACTIONS: Final[Mapping[MarkKind, str]] = {
    MarkKind.STOP_SIGNAL: "Stop signal at {time}",
    MarkKind.ADVERSE_EVENT: "Adverse event at {time}",
}


def answers_of(record: SessionRecord) -> tuple[int | None, int | None]:
    """Return what was answered before and after."""
    before, after = record.rating(When.BEFORE), record.rating(When.AFTER)
    return before.value if before else None, after.value if after else None


def is_comparable(record: SessionRecord) -> bool:
    """Tell whether both were answered, the second in time."""
    return record.change() is not None


def story_of(record: SessionRecord) -> str:
    """Return what the person said, and nothing more."""
    before, after = answers_of(record)
    return tr(_told(record, before, after)).format(before=before, after=after)


def reactions_of(record: SessionRecord) -> list[str]:
    """Return every stop signal and adverse event, with its moment and its words."""
    found: list[str] = []
    for mark in record.marks:
        if mark.kind in _REACTIONS:
            said = tr(_REACTIONS[mark.kind]).format(time=mark.clock)
            found.append(f"{said}: {mark.text}" if mark.text else said)
    return found


def _told(record: SessionRecord, before: int | None, after: int | None) -> str:
    """Return the sentence that fits two answers."""
    wording = _CLIENT if record.client else _YOU
    if before is None or after is None:
        only = wording.only_before if before is not None else wording.only_after
        return wording.neither if before is after else only
    if not is_comparable(record):
        return wording.late
    if before == after:
        return wording.same
    if abs(after - before) < _NOTICEABLE:
        return wording.near
    return wording.more if after > before else wording.less
