"""What was chosen for a session."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Decibels, Seconds

SHORTEST_MINUTES: Final = 1
LONGEST_MINUTES: Final = 120
LOWEST_LEVEL: Final = Decibels(-60.0)
HIGHEST_LEVEL: Final = Decibels(6.0)


class Layer(StrEnum):
    """What sounds together, each with a level of its own."""

    MUSIC = "music"
    VOICE = "voice"
    AMBIENCE = "ambience"
    CUE = "cue"


class CueStyle(StrEnum):
    """How a breath is told to closed eyes."""

    NONE = "none"
    TONE = "tone"
    """One soft tone where the breath turns in, another where it turns out."""
    CONTINUOUS = "continuous"
    """A tone that never ends: it rises with the inhale and falls with the exhale."""
    VOICE = "voice"
    """The recorded voice says "in" and "and out"."""


class Ending(StrEnum):
    """How a session ends."""

    RETURN = "return"
    SLEEP = "sleep"


class Bells(StrEnum):
    """When a bell is struck."""

    ENDS = "ends"
    """When the session has come up, and before it is over."""
    PHASES = "phases"
    """Also where one phase goes over into the next."""
    INTERVAL = "interval"
    """Also every so many minutes."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Levels:
    """Level of each layer in dB, relative to its standard level (DESIGN 4)."""

    music: Decibels = Decibels(0.0)
    voice: Decibels = Decibels(0.0)
    ambience: Decibels = Decibels(-18.0)
    cue: Decibels = Decibels(-12.0)

    def __post_init__(self) -> None:
        """Refuse a level that would hurt, or be nothing."""
        for layer in Layer:
            if not LOWEST_LEVEL <= self.of(layer) <= HIGHEST_LEVEL:
                raise ValueError(f"levels.{layer}: {LOWEST_LEVEL:g} to {HIGHEST_LEVEL:g} dB")

    def of(self, layer: Layer) -> Decibels:
        """Return the level of one layer."""
        return {
            Layer.MUSIC: self.music,
            Layer.VOICE: self.voice,
            Layer.AMBIENCE: self.ambience,
            Layer.CUE: self.cue,
        }[layer]

    def with_level(self, layer: Layer, level: Decibels) -> "Levels":
        """Return the same levels but for one layer."""
        return replace(self, **{layer.value: level})


@dataclass(frozen=True, slots=True)
class Breathing:
    """How the breath is paced."""

    pattern: str = "gentle-slow"
    start_rate: float | None = None
    ramp_minutes: float = 0.0
    cue: CueStyle = CueStyle.TONE


@dataclass(frozen=True, slots=True)
class AmbienceChoice:
    """A sound that surrounds the music."""

    sound: str
    level: Decibels = Decibels(0.0)
    """dB, relative to the level of the whole layer."""

    def __post_init__(self) -> None:
        """Refuse a level that would hurt, or be nothing."""
        if not LOWEST_LEVEL <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"ambience.level: {LOWEST_LEVEL:g} to {HIGHEST_LEVEL:g} dB")


@dataclass(frozen=True, slots=True)
class PhaseChoice:
    """What somebody wants of one phase; what is left open is as the recipe and the plan have it."""

    kind: PhaseKind
    minutes: float | None = None
    """How long it is; a script that needs longer has longer."""
    playlist: str | None = None
    """What plays in it; a slug, or a path."""

    def __post_init__(self) -> None:
        """Refuse a length that no phase has."""
        if self.minutes is not None and not 0 <= self.minutes <= LONGEST_MINUTES:
            raise ValueError(f"phase.minutes: 0 to {LONGEST_MINUTES}")


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """Everything that was chosen, by name: what a session is made of, without the music itself."""

    playlist: str
    minutes: float = 20.0
    recipe: str = "home"
    title: str = ""
    script: str | None = None
    voice: str | None = None
    """Who speaks; ``None`` is whoever was chosen for all sessions."""
    visual: str = "orb"
    ending: Ending = Ending.RETURN
    breathing: Breathing | None = field(default_factory=Breathing)
    levels: Levels = field(default_factory=Levels)
    ambience: tuple[AmbienceChoice, ...] = ()
    phases: tuple[PhaseChoice, ...] = ()
    """Phases that are to be other than the recipe has them, each at most once."""
    bells: Bells = Bells.ENDS
    bell_minutes: float = 5.0
    """How far bells are apart where they are struck at intervals."""

    def __post_init__(self) -> None:
        """Refuse a length that no session has."""
        if not SHORTEST_MINUTES <= self.minutes <= LONGEST_MINUTES:
            raise ValueError(f"minutes: {SHORTEST_MINUTES} to {LONGEST_MINUTES}")
        if not self.playlist:
            raise ValueError("playlist: a slug or a path")
        if len({each.kind for each in self.phases}) < len(self.phases):
            raise ValueError("phase: each kind at most once")
        if not SHORTEST_MINUTES <= self.bell_minutes <= LONGEST_MINUTES:
            raise ValueError(f"bell_minutes: {SHORTEST_MINUTES} to {LONGEST_MINUTES}")

    def phase(self, kind: PhaseKind) -> PhaseChoice:
        """Return what is wanted of a phase."""
        return next((each for each in self.phases if each.kind is kind), PhaseChoice(kind))


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the time of a session is shared out (EVIDENCE 3.2); lengths scale with the session."""

    slug: str
    title: str
    settle: Seconds
    induction: Seconds
    deepening: Seconds
    music: Seconds
    closing: Seconds
    """The return."""
    description: str = ""
    longest_induction: Seconds = Seconds(300.0)
    longest_closing: Seconds = Seconds(240.0)

    def __post_init__(self) -> None:
        """Refuse a recipe without a beginning or a return."""
        if min(self.settle, self.induction, self.deepening, self.music) < 0 or self.closing <= 0:
            raise ValueError("phases: none is negative, and the return takes time")

    @property
    def total(self) -> Seconds:
        """How long the recipe is as written."""
        return Seconds(self.settle + self.induction + self.deepening + self.music + self.closing)
