"""Where plans begin to sound: sessions, and the few seconds with which one tries the level."""

from collections.abc import Callable
from typing import Final

from mtrelax.domain.lay import gain_for
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer, Levels, SessionPlan
from mtrelax.domain.time import Decibels, Frames, Seconds
from mtrelax.domain.timeline import Clip, PhaseSpan, Timeline
from mtrelax.domain.track import Track
from mtrelax.engine.desk import Desk
from mtrelax.services.librarian import Librarian
from mtrelax.services.player import SessionPlayer, Sound

TRIAL: Final = Seconds(5.0)
_TRIAL_FADES: Final = (Seconds(1.5), Seconds(1.0))


class RealStage:
    """Sessions through the loudspeaker."""

    def __init__(
        self,
        librarian: Librarian,
        sound: Sound,
        sessions_before: Callable[[], int],
        devices: Callable[[], list[str]],
    ) -> None:
        self._librarian = librarian
        self._sound = sound
        self._sessions_before = sessions_before
        self.devices = devices

    def session(self, plan: SessionPlan, master: Decibels) -> SessionPlayer:
        """Return a session that is ready to begin."""
        timeline, materials = self._librarian.timeline(plan, self._sessions_before())
        return SessionPlayer(timeline, materials, self._sound, plan.levels, master)

    def try_level(self, plan: SessionPlan, master: Decibels) -> "LevelTrial":
        """Play five seconds from the middle of the plan's first piece."""
        track = self._librarian.music_of(plan.playlist).tracks[0]
        return LevelTrial(_trial_of(track), self._sound, plan.levels, master)


class LevelTrial:
    """Five seconds of music."""

    def __init__(self, timeline: Timeline, sound: Sound, levels: Levels, master: Decibels) -> None:
        self._desk = Desk(timeline, sound.open_source, levels, master, sound.monotonic, Frames(0))
        self._output = sound.open_output(self._desk)
        self._output.start()
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
                self.close()

    def set_master(self, level: Decibels) -> None:
        """Set how loud it is."""
        self._desk.set_master(level)

    def close(self) -> None:
        """End it."""
        if not self.over:
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
