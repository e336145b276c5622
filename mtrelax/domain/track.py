"""What is known of a piece of music."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mtrelax.domain.time import Decibels, Seconds

REFERENCE: Final = Decibels(-23.0)
"""What R128 gain tags refer to, LUFS (EBU R128)."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud a whole piece is (EBU R128)."""

    integrated: Decibels
    """LUFS."""
    true_peak: Decibels = Decibels(0.0)
    """dBTP; 0 where it was not measured."""


@dataclass(frozen=True, slots=True)
class Track:
    """A piece of music, and where it lies."""

    path: Path
    length: Seconds
    title: str
    artist: str = ""
    album: str = ""
    tempo: float | None = None
    """Beats a minute, from the file's tag."""
    loudness: Loudness | None = None
    """``None`` until it has been measured."""
    licence: str = ""
    """Empty is unknown."""
    credit: str = ""

    def __post_init__(self) -> None:
        """Refuse a piece without time."""
        if not self.length > 0:
            raise ValueError("length: more than 0")
