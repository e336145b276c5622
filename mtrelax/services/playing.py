"""What can be seen of a running session, and asked of it. Loads no audio: the window starts without."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer, Levels, SessionPlan
from mtrelax.domain.record import StoppedEarly
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Moment, Timeline
from mtrelax.services.event import Event


class PlayerState(StrEnum):
    """Where a session stands."""

    READY = "ready"
    PLAYING = "playing"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class PieceFailed:
    """A piece could not be played; the session went on without it."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class SoundLost:
    """The output device is not there; the session goes on silently."""

    was_there: bool = True


@dataclass(frozen=True, slots=True)
class SoundBack:
    """The output device is there again."""


Notice = PieceFailed | SoundLost | SoundBack


class Player(Protocol):
    """A running session, for the main thread. ``services.player.SessionPlayer`` is the real one."""

    state_changed: Event[PlayerState]
    noticed: Event[Notice]
    state: PlayerState
    master: Decibels

    @property
    def timeline(self) -> Timeline:
        """The session as it is planned now."""
        ...

    @property
    def levels(self) -> Levels:
        """The level of each layer, dB."""
        ...

    @property
    def leaving(self) -> bool:
        """Whether the way out was asked for; asking again ends the session with a short fade."""
        ...

    @property
    def stopped_early(self) -> StoppedEarly | None:
        """Whether, and why, it was left. To return sooner is not to leave: how much was heard tells of it."""
        ...

    @property
    def phases_reached(self) -> tuple[PhaseKind, ...]:
        """The phases that were heard, in their order."""
        ...

    @property
    def can_extend(self) -> bool:
        """Whether the session can still be made longer."""
        ...

    @property
    def can_return(self) -> bool:
        """Whether the return can still be asked for; not once it was, before its first moment is heard."""
        ...

    @property
    def position(self) -> Seconds:
        """How much of the session was heard."""
        ...

    def moment(self) -> Moment:
        """Return what is heard now. Ask as often as the screen is painted."""
        ...

    def begin(self) -> None:
        """Start the sound."""
        ...

    def pause(self) -> None:
        """Fade out and stand still."""
        ...

    def resume(self) -> None:
        """Fade in where it stood."""
        ...

    def return_now(self) -> None:
        """Begin the return."""
        ...

    def leave(self) -> None:
        """Take the gentle way out; the second time, end with a three-second fade."""
        ...

    def extend(self, count: float) -> None:
        """Make the session so many minutes longer, unless it already returns."""
        ...

    def set_level(self, layer: Layer, level: Decibels) -> None:
        """Set the level of one layer, dB relative to its standard."""
        ...

    def set_master(self, level: Decibels) -> None:
        """Set the level of everything, dB; 0 is the standard."""
        ...

    def close(self) -> None:
        """Stop the sound and let go of the device."""
        ...

    def tick(self) -> None:
        """Look after the device and the files, and notice the end; about five times a second."""
        ...


class Trial(Protocol):
    """The five seconds of music with which somebody tries the level."""

    over: bool

    @property
    def lost(self) -> bool:
        """Whether nothing can be heard of it, because there is no output device."""
        ...

    def tick(self) -> None:
        """Look after it; about five times a second."""
        ...

    def set_master(self, level: Decibels) -> None:
        """Set how loud it is, dB; 0 is the standard."""
        ...

    def close(self) -> None:
        """Let it fade at once; it is over when ``tick`` has noticed that it has."""
        ...


class Stage(Protocol):
    """Makes sessions sound: what the window asks for when somebody presses *Begin*."""

    def session(self, plan: SessionPlan, master: Decibels) -> Player:
        """Return a session that is ready to begin.

        Raises ``UnknownName``, ``NothingToPlay`` or ``ScriptTooLong``.
        """
        ...

    def try_level(self, plan: SessionPlan, master: Decibels) -> Trial:
        """Play five seconds of the plan's music, faded in and out, once what was tried before has faded."""
        ...

    def devices(self) -> list[str]:
        """Return the names of the output devices; empty where they cannot be known."""
        ...
