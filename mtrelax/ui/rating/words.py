"""What is said around a question: to whom it is put, or to whoever enters it for them.

A scale's own words stay as they are, whoever reads them: an answer to other words is another answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mtrelax.domain.record import EnteredBy, StoppedEarly
from mtrelax.ui.words import WHY_WORDS


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences for one of the two."""

    lead: str
    """What stands above the question."""
    how: str
    quiet: str
    quiet_more: str
    ready: str
    why: str
    whys: Mapping[StoppedEarly, str]
    thanks: str
    thanks_distress: str
    other: str
    """What lets the other one enter it."""


WORDINGS: Final[Mapping[EnteredBy, Wording]] = {
    EnteredBy.SELF: Wording(
        lead="",
        how="Type a number, or skip.",
        quiet="Take your time.",
        quiet_more="Look around the room, and stretch a little if you like.",
        ready="Continue when you are ready",
        why="Would you like to say why you stopped?",
        whys=WHY_WORDS,
        thanks="Thank you for saying so.",
        thanks_distress="Thank you for saying so. It is good that you stopped.",
        other="Enter it for the client",
    ),
    EnteredBy.THERAPIST: Wording(
        lead="Ask the client, in these words",
        how="Type the number they say, or skip.",
        quiet="Give them time.",
        quiet_more="The question comes by itself, once they have had a moment to come back.",
        ready="They are ready now",
        why="Did the client say why they stopped?",
        whys={**WHY_WORDS, StoppedEarly.NOT_SAID: "They would rather not say"},
        thanks="Thank you. It is noted.",
        thanks_distress="Thank you. It is noted, and it is good that they stopped.",
        other="Let the client answer",
    ),
}
ELSEWHERE: Final = ("The client is asked on their screen.", "You go on from here once they have answered.")
