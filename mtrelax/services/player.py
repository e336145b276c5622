"""One session being played: begin, pause, return, leave; what is heard is what is shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

from mtrelax.domain.errors import CannotExtend
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer, Levels
from mtrelax.domain.record import StoppedEarly
from mtrelax.domain.revise import extend, return_now, way_out, without_piece
from mtrelax.domain.time import Decibels, Seconds, minutes, to_seconds
from mtrelax.domain.timeline import Moment, Timeline
from mtrelax.engine.desk import Desk
from mtrelax.engine.output import Output
from mtrelax.engine.source import OpenSource
from mtrelax.services.event import Event
from mtrelax.services.playing import Notice, PieceFailed, PlayerState, SoundBack, SoundLost

LAST_FADE: Final = Seconds(3.0)
"""The only shorter way out: the person's own second request (DESIGN 5)."""


class OpenOutput(Protocol):
    """How a session gets its loudspeaker."""

    def __call__(self, desk: Desk) -> Output:
        """Return an output that will play what the desk mixes."""
        ...


def _at_once() -> Seconds:
    return Seconds(0.0)


@dataclass(frozen=True, slots=True)
class Sound:
    """What a player needs of the world."""

    open_source: OpenSource
    open_output: OpenOutput
    monotonic: Callable[[], float]
    delay: Callable[[], Seconds] = _at_once
    """How much later the sound is heard than it is played (Bluetooth)."""
    is_busy: Callable[[], bool] = bool
    """Whether the one loudspeaker still plays something else."""


class SessionPlayer:
    """A running session. For the main thread only; call ``tick`` about five times a second."""

    def __init__(
        self, timeline: Timeline, materials: Materials, sound: Sound, levels: Levels, master: Decibels
    ) -> None:
        self._timeline = timeline
        self._materials = materials
        self._desk = Desk(timeline, sound.open_source, levels, master, sound.monotonic)
        self._output = sound.open_output(self._desk)
        self._delay = sound.delay
        self._is_busy = sound.is_busy
        self._faults_seen = 0
        self._was_lost = False
        self._leaving = False
        self._stopped: StoppedEarly | None = None
        self._phases: tuple[PhaseKind, ...] = ()
        self.master = master
        self.state = PlayerState.READY
        self.state_changed = Event[PlayerState]()
        self.noticed = Event[Notice]()

    @property
    def timeline(self) -> Timeline:
        """The session as it is planned now."""
        return self._timeline

    @property
    def levels(self) -> Levels:
        """The level of each layer."""
        return self._desk.levels

    @property
    def leaving(self) -> bool:
        """Whether the way out was asked for; asking again ends the session with a short fade."""
        return self._leaving

    @property
    def stopped_early(self) -> StoppedEarly | None:
        """Whether, and why, it was left. To return sooner is not to leave: how much was heard tells of it."""
        return self._stopped

    @property
    def phases_reached(self) -> tuple[PhaseKind, ...]:
        """The phases that were heard, in their order."""
        return self._phases

    @property
    def can_extend(self) -> bool:
        """Whether the session can still be made longer."""
        return self.state is not PlayerState.OVER and self._next < self._timeline.phases[-1].start

    @property
    def can_return(self) -> bool:
        """Whether the return can still be asked for; not once it was, before its first moment is heard."""
        return self._running and not self._returns

    def moment(self) -> Moment:
        """Return what is heard now. Ask as often as the screen is painted."""
        return self._timeline.at(Seconds(self._desk.position - self._delay()))

    def begin(self) -> None:
        """Start the sound."""
        self._output.start(self._is_busy)
        self._enter(PlayerState.PLAYING)

    def pause(self) -> None:
        """Fade out and stand still."""
        if self.state is PlayerState.PLAYING:
            self._desk.pause()
            self._enter(PlayerState.PAUSED)

    def resume(self) -> None:
        """Fade in where it stood."""
        if self.state is PlayerState.PAUSED:
            self._desk.resume()
            self._enter(PlayerState.PLAYING)

    def return_now(self) -> None:
        """Begin the return. To come back sooner is one of the regular ends of a session."""
        if self.can_return:
            self._revise(return_now(self._timeline, self._next, self._materials))
            self.resume()

    def leave(self) -> None:
        """Take the gentle way out; the second time, end with a three-second fade."""
        if not self._running:
            return
        if self._leaving:
            self._stopped = self._stopped or StoppedEarly.NOT_SAID
            self._desk.end(LAST_FADE)
            return
        self._leaving = True
        # A session that returns by itself is its own way out: it was not stopped early.
        if not self._returns:
            self._stopped = self._stopped or StoppedEarly.NOT_SAID
            self._revise(way_out(self._timeline, self._next, self._materials))
        self.resume()

    def extend(self, count: float) -> None:
        """Make the session so many minutes longer, unless it already returns."""
        if not self._running:
            return
        try:
            self._revise(extend(self._timeline, self._next, minutes(count), self._materials))
        except CannotExtend:
            return

    def set_level(self, layer: Layer, level: Decibels) -> None:
        """Set the level of one layer."""
        self._desk.set_level(layer, level)

    def set_master(self, level: Decibels) -> None:
        """Set the level of everything."""
        self.master = level
        self._desk.set_master(level)

    def close(self) -> None:
        """Stop the sound and let go of the device. What is still heard is cut: fade first."""
        if self.state is not PlayerState.OVER:
            self._stopped = self._stopped or StoppedEarly.CLOSED
        self._output.stop()
        self._enter(PlayerState.OVER)

    def tick(self) -> None:
        """Look after the device and the files, and notice the end."""
        if not self._running:
            return
        self._output.pump()
        if self._output.waits:
            return
        self._watch_device()
        self._note_phase()
        self._watch_files()
        if self._desk.over:
            self._output.stop()
            self._enter(PlayerState.OVER)

    @property
    def position(self) -> Seconds:
        """How much of the session was heard."""
        return self._desk.position

    @property
    def _running(self) -> bool:
        """Whether it has begun and is not over."""
        return self.state in {PlayerState.PLAYING, PlayerState.PAUSED}

    @property
    def _returns(self) -> bool:
        """Whether what can still be changed is already the return."""
        return self._timeline.phase_at(self._next).kind is PhaseKind.RETURN

    @property
    def _next(self) -> Seconds:
        """The first moment that a revision can still change."""
        return to_seconds(self._desk.next_frame)

    def _revise(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._desk.revise(timeline)

    def _note_phase(self) -> None:
        phase = self.moment().phase
        if not self._phases or self._phases[-1] is not phase:
            self._phases = (*self._phases, phase)

    def _watch_device(self) -> None:
        if self._output.lost != self._was_lost:
            self._was_lost = self._output.lost
            self.noticed.emit(SoundLost(was_there=bool(self._phases)) if self._was_lost else SoundBack())

    def _watch_files(self) -> None:
        faults = self._desk.faults
        for fault in faults[self._faults_seen :]:
            music = any(track.path == fault.path for track in self._materials.tracks)
            if music:
                self._revise(without_piece(self._timeline, self._next, self._materials, fault.path))
                tracks = tuple(track for track in self._materials.tracks if track.path != fault.path)
                self._materials = replace(self._materials, tracks=tracks)
            self.noticed.emit(PieceFailed(fault.path, fault.reason))
        self._faults_seen = len(faults)

    def _enter(self, state: PlayerState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
