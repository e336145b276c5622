"""Where plans begin to sound: sessions, and the seconds with which one tries something."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.errors import LogUnavailable
from mtrelax.domain.plan import CueStyle, Layer, Levels, SessionPlan
from mtrelax.domain.practice import practise
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Moment, Timeline
from mtrelax.engine.desk import Desk
from mtrelax.services.librarian import Librarian
from mtrelax.services.player import SessionPlayer, Sound
from mtrelax.services.samples import SAMPLE, glimpse, sample

TRIAL: Final = SAMPLE
_LAST_FADE: Final = Seconds(0.3)
_PATIENCE: Final = Seconds(2.0)
_LOOK_EVERY: Final = Seconds(0.02)


class RealStage:
    """Sessions through the loudspeaker. There is one, so each sound waits until the one before has faded."""

    def __init__(
        self,
        librarian: Librarian,
        sound: Sound,
        sessions_before: Callable[[], int],
        devices: Callable[[], list[str]],
    ) -> None:
        self._librarian = librarian
        self._sound = replace(sound, is_busy=self._is_busy)
        self._sessions_before = sessions_before
        self._trial: RealTrial | None = None
        self.devices = devices

    def session(self, plan: SessionPlan, master: Decibels) -> SessionPlayer:
        """Return a session that is ready to begin."""
        timeline, materials = self._librarian.timeline(plan, self._count())
        return SessionPlayer(timeline, materials, self._sound, plan.levels, master)

    def preview(self, plan: SessionPlan, at: Seconds, master: Decibels) -> "RealTrial":
        """Play fifteen seconds of a session from a moment of it on. Raises what ``session`` raises."""
        timeline, _ = self._librarian.timeline(plan, self._count())
        return self._try(glimpse(timeline, at), plan.levels, master)

    def try_level(self, plan: SessionPlan, master: Decibels) -> "RealTrial":
        """Play five seconds of the plan's music."""
        return self.try_layer(plan, Layer.MUSIC, master)

    def try_breath(self, pattern: Pattern, plan: SessionPlan, master: Decibels) -> "RealTrial":
        """Play two breaths of a pattern that need not be kept yet, as the plan tells them."""
        materials = replace(self._librarian.materials(plan), pattern=pattern)
        return self._try(sample(plan, materials, Layer.CUE), plan.levels, master)

    def practise(
        self, pattern: Pattern, plan: SessionPlan, length: Seconds, master: Decibels
    ) -> SessionPlayer:
        """Return some minutes of one breath that are ready to begin."""
        materials = self._librarian.materials(plan)
        cue = plan.breathing.cue if plan.breathing else CueStyle.NONE
        timeline = practise(pattern, materials, length, cue)
        return SessionPlayer(timeline, materials, self._sound, plan.levels, master)

    def try_layer(self, plan: SessionPlan, layer: Layer, master: Decibels) -> "RealTrial":
        """Play some seconds of one layer of the plan alone, at its level."""
        return self._try(sample(plan, self._librarian.materials(plan), layer), plan.levels, master)

    def close(self) -> None:
        """Let go of what may still sound, once it has faded: within a second."""
        if self._trial is not None:
            self._trial.let_go()

    def _try(self, timeline: Timeline, levels: Levels, master: Decibels) -> "RealTrial":
        sound = self._sound
        if self._trial is not None:
            self._trial.close()
            sound = replace(sound, is_busy=self._trial.sounds)
        self._trial = RealTrial(timeline, sound, levels, master)
        return self._trial

    def _is_busy(self) -> bool:
        return self._trial is not None and self._trial.sounds()

    def _count(self) -> int:
        """Return how many sessions there were; one that cannot look it up is a first one."""
        try:
            return self._sessions_before()
        except LogUnavailable:
            return 0


class RealTrial:
    """Some seconds of sound."""

    def __init__(self, timeline: Timeline, sound: Sound, levels: Levels, master: Decibels) -> None:
        self._timeline = timeline
        self._desk = Desk(timeline, sound.open_source, levels, master, sound.monotonic)
        self._output = sound.open_output(self._desk)
        self._output.start(sound.is_busy)
        self.over = False

    @property
    def lost(self) -> bool:
        """Whether nothing can be heard of it, because there is no output device."""
        return self._output.lost

    def moment(self) -> Moment:
        """Return what is heard now."""
        return self._timeline.at(self._desk.position)

    @property
    def position(self) -> Seconds:
        """How much of it was heard."""
        return self._desk.position

    def tick(self) -> None:
        """Notice the end."""
        if not self.over:
            self._output.pump()
            if self._desk.over:
                self._stop()

    def sounds(self) -> bool:
        """Look after it, and return whether it still goes on."""
        self.tick()
        return not self.over

    def set_master(self, level: Decibels) -> None:
        """Set how loud it is."""
        self._desk.set_master(level)

    def close(self) -> None:
        """Let it fade at once; it is over when ``tick`` has noticed that it has."""
        self._desk.end(_LAST_FADE)

    def let_go(self) -> None:
        """Let it fade, and wait for that; a loudspeaker that takes no sound is not waited for."""
        self.close()
        waiting = threading.Event()
        for _ in range(round(_PATIENCE / _LOOK_EVERY)):
            if not self.sounds():
                return
            waiting.wait(_LOOK_EVERY)
        self._stop()

    def _stop(self) -> None:
        self._output.stop()
        self.over = True
