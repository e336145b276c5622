"""One session being played: begin, pause, return, leave; what is heard is what is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Levels
from mtrelax.domain.record import PAUSED, MarkKind, StoppedEarly
from mtrelax.domain.revise import without_piece, without_track
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Moment, Timeline
from mtrelax.engine.desk import Desk
from mtrelax.engine.output import Output
from mtrelax.engine.source import OpenSource
from mtrelax.services.event import Event
from mtrelax.services.playing import (
    MachineSlept,
    Notice,
    PieceFailed,
    PlayerState,
    SoundBack,
    SoundLost,
)
from mtrelax.services.steering import LAST_FADE, Steered

ASLEEP: Final = Seconds(5.0)
"""Nobody looked after the session for longer than this: the machine was asleep."""


class OpenOutput(Protocol):
    """How a session gets its loudspeaker."""

    def __call__(self, desk: Desk) -> Output:
        """Return an output that will play what the desk mixes."""
        ...


def _at_once() -> Seconds:
    return Seconds(0.0)


def _unknown() -> None:
    return None


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
    awake_clock: Callable[[], float] = float
    """A clock that goes on while the machine sleeps; one that stands still notices no sleep."""
    now: Callable[[], datetime | None] = _unknown
    """What the clock on the wall says."""


class SessionPlayer(Steered):
    """A running session. For the main thread only; call ``tick`` about five times a second."""

    def __init__(
        self, timeline: Timeline, materials: Materials, sound: Sound, levels: Levels, master: Decibels
    ) -> None:
        super().__init__(
            timeline,
            materials,
            Desk(timeline, sound.open_source, levels, master, sound.monotonic),
            sound.now,
        )
        self._output = sound.open_output(self._desk)
        self._delay = sound.delay
        self._is_busy = sound.is_busy
        self._awake_clock = sound.awake_clock
        self._looked_after = 0.0
        self._faults_seen = 0
        self._was_lost = False
        self._is_ending = False
        self._phases: tuple[PhaseKind, ...] = ()
        self.master = master
        self.state = PlayerState.READY
        self.state_changed = Event[PlayerState]()
        self.noticed = Event[Notice]()

    @property
    def phases_reached(self) -> tuple[PhaseKind, ...]:
        """The phases that were heard, in their order."""
        return self._phases

    def moment(self) -> Moment:
        """Return what is heard now. Ask as often as the screen is painted."""
        return self._timeline.at(Seconds(self._desk.position - self._delay()))

    def begin(self) -> None:
        """Start the sound."""
        self._output.start(self._is_busy)
        self._looked_after = self._awake_clock()
        self._enter(PlayerState.PLAYING)

    def pause(self) -> None:
        """Fade out and stand still."""
        self._pause(PAUSED)

    def resume(self) -> None:
        """Fade in where it stood."""
        if self.state is PlayerState.PAUSED:
            self._desk.resume()
            self.mark(MarkKind.CHANGE, "went on after the pause")
            self._enter(PlayerState.PLAYING)

    def return_now(self) -> None:
        """Begin the return. To come back sooner is one of the regular ends of a session."""
        if self.can_return:
            self._lead_back()
            self.resume()

    def leave(self) -> None:
        """Take the gentle way out; the second time, end with a three-second fade."""
        if not self._running:
            return
        if self._leaving:
            self._end()
            return
        self._leaving = True
        # A session that returns by itself is its own way out: it was not stopped early.
        if not self._returns:
            self._stopped = self._stopped or StoppedEarly.NOT_SAID
            self._lead_out("the way out")
        self.resume()

    def ground(self) -> None:
        """Lead out at once with words for open eyes; asked again, nothing more happens."""
        if not self._running or self._leaving:
            return
        self._leaving = True
        if not self._returns:
            self._stopped = self._stopped or StoppedEarly.NOT_SAID
        # Whoever has closed eyes hears where they are, or nothing at all.
        self._lead_out("back to the room with open eyes", aloud=True)
        self.resume()

    def stay(self) -> None:
        """Go on after all, from where the return or the way out was asked for."""
        if self.can_stay:
            self._lead_in_again()
            self.resume()

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
        self._watch_sleep()
        if self._output.waits:
            return
        self._watch_device()
        self._note_phase()
        self._watch_files()
        self._keep_holding()
        if self._desk.over:
            self._output.stop()
            self._enter(PlayerState.OVER)

    def _pause(self, change: str) -> None:
        """Fade out and stand still, and note why."""
        if self.state is PlayerState.PLAYING:
            self._desk.pause()
            self.mark(MarkKind.CHANGE, change)
            self._enter(PlayerState.PAUSED)

    def _end(self) -> None:
        """Fade away at once; who asks again has asked once."""
        if not self._is_ending:
            self._is_ending, self._left = True, None
            self._stopped = self._stopped or StoppedEarly.NOT_SAID
            self._desk.end(LAST_FADE)
            self.mark(MarkKind.CHANGE, "ended")

    def _note_phase(self) -> None:
        phase = self.moment().phase
        if not self._phases or self._phases[-1] is not phase:
            self._phases = (*self._phases, phase)

    def _watch_sleep(self) -> None:
        """Notice that the machine was asleep: whoever comes back to it is asked before it goes on."""
        before, self._looked_after = self._looked_after, self._awake_clock()
        if self._looked_after - before > ASLEEP and self.state is PlayerState.PLAYING:
            self._pause(f"{PAUSED}: the computer slept")
            self.noticed.emit(MachineSlept())

    def _watch_device(self) -> None:
        """Tell of a device that goes or comes; where one was lost, nothing goes on unheard or by itself."""
        if self._output.lost == self._was_lost:
            return
        self._was_lost = self._output.lost
        if not self._was_lost:
            self.noticed.emit(SoundBack(is_paused=self.state is PlayerState.PAUSED))
            return
        was_there = bool(self._phases)
        if was_there:
            self._pause(f"{PAUSED}: the sound went away")
        self.noticed.emit(SoundLost(was_there=was_there))

    def _watch_files(self) -> None:
        faults = self._desk.faults
        for fault in faults[self._faults_seen :]:
            without = without_track(self._materials, fault.path)
            if without != self._materials:
                self._revise(without_piece(self._timeline, self._next, self._materials, fault.path))
                self._materials = without
            self.noticed.emit(PieceFailed(fault.path, fault.reason))
        self._faults_seen = len(faults)

    def _enter(self, state: PlayerState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
