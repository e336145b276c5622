"""The phases that every session goes through."""

from enum import StrEnum


class PhaseKind(StrEnum):
    """What a stretch of a session is for, in the order in which they come."""

    SETTLE = "settle"
    INDUCTION = "induction"
    DEEPENING = "deepening"
    MUSIC = "music"
    RETURN = "return"
    SLEEP = "sleep"
