"""Who speaks, and how each is treated: the pace, and what the polish does to the voice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

CREDIT: Final = "Voice: Kokoro-82M (Apache-2.0), synthetic"
LICENCE: Final = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class Voice:
    """One of Kokoro's voices."""

    name: str
    sex: Literal["female", "male"]
    speed: float
    lowest: float
    """Hz below which the polish cuts: under the fundamental of the voice."""
    body: float = 1.5
    """Decibels of the shelf below 220 Hz."""
    air: float = -3.0
    """Decibels of the shelf above 7 kHz: Kokoro is bright."""
    fade_in: float = 0.02
    """Seconds in which a sentence comes out of silence."""


VOICES: Final[Mapping[str, Voice]] = {
    "af_heart": Voice("Heart", "female", speed=0.85, lowest=75.0),
    # His fundamental goes down to 83 Hz, and he is full below 220 Hz by himself; before his words one hears a breath.
    "am_michael": Voice("Michael", "male", speed=0.92, lowest=60.0, body=0.0, fade_in=0.08),
}
