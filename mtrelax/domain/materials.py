"""What a plan's names stand for: the values that a session is compiled from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mtrelax.domain.breathing import Pattern, StepKind
from mtrelax.domain.noise import Noise
from mtrelax.domain.plan import Recipe
from mtrelax.domain.script import Narration
from mtrelax.domain.time import Seconds
from mtrelax.domain.track import Loudness, Track


@dataclass(frozen=True, slots=True)
class Sound:
    """What is not music: an ambience, a bell, a word of the breath."""

    slug: str
    title: str
    path: Path | Noise
    """Its file, or the noise that it is."""
    length: Seconds
    loudness: Loudness
    licence: str = ""
    credit: str = ""
    """Whom to thank for it, and how, where its licence asks for that."""


@dataclass(frozen=True, slots=True)
class Playlist:
    """Music in an order, and the landscape that belongs to it."""

    slug: str
    title: str
    tracks: tuple[Path, ...]
    description: str = ""
    subtitle: str = ""
    arc: str = "level"
    palette: tuple[str, str, str, str] = ("#0d1722", "#3a5568", "#e8b98a", "#0b1a26")
    """Sky top, sky low, glow, near (``#rrggbb``)."""
    scene: str = "hills"
    seed: int = 1
    source: str = "bundled"
    """``bundled``, or the file that it was read from."""


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything that ``compile`` and ``revise`` need besides the plan."""

    tracks: tuple[Track, ...]
    recipe: Recipe
    closing: Narration
    """The general return, for every session."""
    grounding: Narration
    """For the way out, with open eyes."""
    narration: Narration | None = None
    pattern: Pattern | None = None
    ambience: tuple[Sound, ...] = ()
    bell: Sound | None = None
    breath_words: Mapping[StepKind, Sound] = field(default_factory=dict[StepKind, Sound])
    """What is said where a breath turns; nothing for steps that have no word."""
    pace_limit: Seconds | None = None
    """The first sessions pace at most five minutes (DESIGN 5)."""
