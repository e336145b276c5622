"""What the pattern editor says: the steps, and why a breath cannot be kept as it is."""

from collections.abc import Mapping
from typing import Final

from mtrelax.domain.envelope import Concern, StepKind

STEPS: Final[Mapping[StepKind, tuple[str, str]]] = {
    StepKind.INHALE: ("Breathe in", ""),
    StepKind.TOP_UP: ("A second, short breath in", "As in a sigh. Then at most five minutes at a time."),
    StepKind.HOLD: ("Hold", ""),
    StepKind.EXHALE: ("Breathe out", "A longer way out is felt as more restful."),
    StepKind.REST: ("Rest, empty", ""),
}

REFUSED: Final = "It cannot be kept like this"
KNOWN: Final = "Good to know"
SIGHS: Final = "A second breath in is paced for at most five minutes."
REASONS: Final[Mapping[Concern, str]] = {
    Concern.INCOMPLETE: "A breath needs a way in and a way out.",
    Concern.BEGINS_OTHERWISE: "A breath begins with breathing in.",
    Concern.TOO_SHORT: "Each part takes at least half a second, so that it can be breathed.",
    Concern.HELD_TOO_LONG: "A hold takes at most 7 seconds. Longer ones are a strain.",
    Concern.LONG: "More than 12 seconds in one direction is a lot. Say below that you are used to it.",
    Concern.TOO_FAST: (
        "All together take at least 8 seconds. Faster breathing stirs up, and can make light-headed."
    ),
    Concern.TOO_SLOW: "All together take at most a minute.",
    Concern.FILLS_LATE: "Breathing in comes before breathing out.",
    Concern.RESTS_EARLY: "A rest comes after breathing out.",
}
"""The safe envelope, each limit with its reason."""
