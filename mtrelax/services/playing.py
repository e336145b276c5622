"""What can be seen of a running session, and asked of it. Loads no audio: the window starts without."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer, Levels, SessionPlan
from mtrelax.domain.record import Automation, Mark, MarkKind, StoppedEarly
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
    """The output device is not there: where it was there before the session is paused, else it is silent."""

    was_there: bool = True


@dataclass(frozen=True, slots=True)
class SoundBack:
    """The output device is there again."""

    is_paused: bool = False
    """Whether the session waits until somebody says that it may go on."""


@dataclass(frozen=True, slots=True)
class MachineSlept:
    """The machine was asleep; the session is paused, and goes on when somebody says so."""


Notice = PieceFailed | SoundLost | SoundBack | MachineSlept


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
    def can_stay(self) -> bool:
        """Whether the session was led out of, and can still go on from where it was."""
        ...

    @property
    def can_shorten(self) -> bool:
        """Whether there is anything left before the return that could be left out."""
        ...

    @property
    def can_hold(self) -> bool:
        """Whether the phase of now can be held: not the return, and not while one is held."""
        ...

    @property
    def is_held(self) -> bool:
        """Whether a phase is held, or will be as soon as the sentence that is spoken is over."""
        ...

    @property
    def can_skip(self) -> bool:
        """Whether there is a next phase to go to, and it does not go over to this one still."""
        ...

    @property
    def can_change_piece(self) -> bool:
        """Whether another piece of music could follow now."""
        ...

    @property
    def pattern(self) -> Pattern | None:
        """The pattern that is paced next; ``None`` where no whole breath of it can follow any more."""
        ...

    @property
    def rate(self) -> float | None:
        """How many breaths a minute are paced now, or will be at first; ``None`` where ``pattern`` is."""
        ...

    @property
    def is_muted(self) -> bool:
        """Whether the voice is muted."""
        ...

    @property
    def can_mute(self) -> bool:
        """Whether the voice has anything left to say, or is muted."""
        ...

    @property
    def automation(self) -> tuple[Automation, ...]:
        """The levels that were changed, in the order of time."""
        ...

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What was noted, and how the course was changed, in the order of time."""
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

    def stay(self) -> None:
        """Go on after all, from where the return or the way out was asked for."""
        ...

    def extend(self, count: float) -> None:
        """Make the session so many minutes longer, unless it already returns."""
        ...

    def shorten(self, count: float) -> None:
        """Make the session so many minutes shorter, or as many as are left before the return."""
        ...

    def hold(self) -> None:
        """Stay in this phase, once the sentence that is spoken is over, until ``release``."""
        ...

    def release(self) -> None:
        """Go on from where the phase was held."""
        ...

    def skip(self) -> None:
        """Go over to the next phase; from the last one before it, to the return."""
        ...

    def next_piece(self) -> None:
        """Cross over to the next piece of music."""
        ...

    def pace(self, pattern: Pattern) -> None:
        """Breathe by another pattern, or by the same at another rate, from the next breath on."""
        ...

    def mute_voice(self, *, muted: bool) -> None:
        """Let the voice fall silent, or speak again from its next sentence on; captions go on."""
        ...

    def ground(self) -> None:
        """Lead out at once with words for open eyes; asked again, nothing more happens."""
        ...

    def mark(self, kind: MarkKind, text: str = "") -> Mark:
        """Note something of this moment; its words may come later."""
        ...

    def amend(self, mark: Mark, text: str | None) -> Mark:
        """Give other words to what was noted; ``None`` takes it away."""
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
    """Some seconds to try something with: a level, a moment of a session, a cue."""

    over: bool

    @property
    def lost(self) -> bool:
        """Whether nothing can be heard of it, because there is no output device."""
        ...

    @property
    def position(self) -> Seconds:
        """How much of it was heard."""
        ...

    def moment(self) -> Moment:
        """Return what is heard now."""
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

    def preview(self, plan: SessionPlan, at: Seconds, master: Decibels) -> Trial:
        """Play fifteen seconds of a session from a moment of it on, or its last ones, faded, likewise.

        Raises what ``session`` raises.
        """
        ...

    def try_breath(self, pattern: Pattern, plan: SessionPlan, master: Decibels) -> Trial:
        """Play two breaths of a pattern that need not be kept yet, as the plan tells them, likewise."""
        ...

    def practise(self, pattern: Pattern, plan: SessionPlan, length: Seconds, master: Decibels) -> Player:
        """Return so much of one breath, with the plan's music and without words, ready to begin."""
        ...

    def try_layer(self, plan: SessionPlan, layer: Layer, master: Decibels) -> Trial:
        """Play some seconds of one layer of the plan alone, at its level, likewise.

        So a place or a voice is heard before it is chosen: by the plan as it would be. Raises ``UnknownName``
        or ``NothingToPlay``.
        """
        ...

    def devices(self) -> list[str]:
        """Return the names of the output devices; empty where they cannot be known."""
        ...
