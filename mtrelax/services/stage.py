"""Where plans begin to sound: sessions, and the few seconds with which one tries the level."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from mtrelax.domain.errors import LogUnavailable
from mtrelax.domain.lay import gain_for
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer, Levels, SessionPlan
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Clip, PhaseSpan, Timeline
from mtrelax.domain.track import Track
from mtrelax.engine.desk import Desk
from mtrelax.services.librarian import Librarian
from mtrelax.services.player import SessionPlayer, Sound

TRIAL: Final = Seconds(5.0)
_TRIAL_FADES: Final = (Seconds(1.5), Seconds(1.0))
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
        self._trial: LevelTrial | None = None
        self.devices = devices

    def session(self, plan: SessionPlan, master: Decibels) -> SessionPlayer:
        """Return a session that is ready to begin."""
        timeline, materials = self._librarian.timeline(plan, self._count())
        return SessionPlayer(timeline, materials, self._sound, plan.levels, master)

    def try_level(self, plan: SessionPlan, master: Decibels) -> "LevelTrial":
        """Play five seconds from the middle of the plan's first piece."""
        track = self._librarian.music_of(plan.playlist).tracks[0]
        sound = self._sound
        if self._trial is not None:
            self._trial.close()
            sound = replace(sound, is_busy=self._trial.sounds)
        self._trial = LevelTrial(_trial_of(track), sound, plan.levels, master)
        return self._trial

    def close(self) -> None:
        """Let go of what may still sound, once it has faded: within a second."""
        if self._trial is not None:
            self._trial.let_go()

    def _is_busy(self) -> bool:
        return self._trial is not None and self._trial.sounds()

    def _count(self) -> int:
        """Return how many sessions there were; one that cannot look it up is a first one."""
        try:
            return self._sessions_before()
        except LogUnavailable:
            return 0


class LevelTrial:
    """Five seconds of music."""

    def __init__(self, timeline: Timeline, sound: Sound, levels: Levels, master: Decibels) -> None:
        self._desk = Desk(timeline, sound.open_source, levels, master, sound.monotonic)
        self._output = sound.open_output(self._desk)
        self._output.start(sound.is_busy)
        self.over = False

    @property
    def lost(self) -> bool:
        """Whether nothing can be heard of it, because there is no output device."""
        return self._output.lost

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


def _trial_of(track: Track) -> Timeline:
    """Lay five seconds from the middle of a piece, where it is as loud as it gets."""
    length = Seconds(min(TRIAL, track.length))
    clip = Clip(
        Layer.MUSIC,
        track.path,
        Seconds(0.0),
        length,
        offset=Seconds(max(0.0, track.length / 2 - length)),
        gain=gain_for(Layer.MUSIC, track.loudness),
        fade_in=Seconds(min(_TRIAL_FADES[0], length / 2)),
        fade_out=Seconds(min(_TRIAL_FADES[1], length / 2)),
    )
    return Timeline(length, (PhaseSpan(PhaseKind.RETURN, Seconds(0.0), length),), (clip,))
