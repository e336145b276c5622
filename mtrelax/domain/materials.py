"""What a plan's names stand for: the values that a session is compiled from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from mtrelax.domain.breathing import Pattern, StepKind
from mtrelax.domain.noise import Noise
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Recipe
from mtrelax.domain.script import Narration
from mtrelax.domain.time import Decibels, Seconds
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
class Layered:
    """A sound among others that surround the music."""

    sound: Sound
    level: Decibels = Decibels(0.0)
    """dB, relative to the level of the whole layer."""


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
    phase_tracks: Mapping[PhaseKind, tuple[Track, ...]] = field(
        default_factory=dict[PhaseKind, tuple[Track, ...]]
    )
    """What plays in a phase that has music of its own; ``tracks`` in all others."""
    narration: Narration | None = None
    pattern: Pattern | None = None
    ambience: tuple[Layered, ...] = ()
    bell: Sound | None = None
    """``None`` where none is to be struck."""
    breath_words: Mapping[StepKind, Sound] = field(default_factory=dict[StepKind, Sound])
    """What is said where a breath turns; nothing for steps that have no word."""
    pace_limit: Seconds | None = None
    """The first sessions pace at most five minutes (DESIGN 5)."""

    def music_of(self, phase: PhaseKind) -> tuple[Track, ...]:
        """Return what plays in a phase."""
        return self.phase_tracks.get(phase) or self.tracks

    @property
    def all_tracks(self) -> tuple[Track, ...]:
        """Everything that may play, each piece once."""
        every = (*self.tracks, *chain.from_iterable(self.phase_tracks.values()))
        return tuple({track.path: track for track in every}.values())
