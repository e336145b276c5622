"""What the safety page says (EVIDENCE 1.4). Nothing here promises that anybody watches."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to know: a few words, and a sentence or two about them."""

    icon: str
    title: str
    text: str


ADVICE: Final = (
    Advice(
        "breath",
        "Breathe softly",
        "Small and quiet, never deep. If you feel tingling or light-headed, breathe as you usually do.",
    ),
    Advice(
        "moon",
        "Your eyes may stay open",
        "Sit or lie as you like. If the breath is not a good place to be, listen to the music instead.",
    ),
    Advice(
        "stop",
        "You may stop at any time",
        "Press Esc. The session leads you out gently; press Esc again and it ends within three seconds.",
    ),
    Advice(
        "info",
        "Some people ask first",
        "Ask a doctor or therapist if you have epilepsy, psychosis, asthma or another illness of the lungs "
        "or heart, if you faint easily, are pregnant, or went through something terrible not long ago. "
        "Never listen while you drive or work with machines.",
    ),
)

ASK_FIRST: Final = (
    "Where you lead for somebody else, this is for them. Ask first about epilepsy (nothing to look at), "
    "psychosis or dissociation (no imagery), and fainting, pregnancy, heart or lungs (no holding of the "
    "breath)."
)
"""For whoever leads (EVIDENCE 1.4)."""
HELP_TITLE: Final = "If you are in danger, or think of harming yourself"
HELP_LINES: Final = (
    "Call your local emergency number: 112 in the EU, 911 in the US, 999 in the UK.",
    "To talk with somebody now: 988 (US), 116 123 (UK and Ireland), or findahelpline.com elsewhere.",
)
HELP_PAGE: Final = "https://findahelpline.com"
NO_DEVICE: Final = "mtrelax helps to rest. It is not a medical device, and it does not watch over you."
