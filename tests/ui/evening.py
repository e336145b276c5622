"""An evening's session that nobody plays: its timeline, its record, and a player that a test moves by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from mtrelax.domain.breathing import Pacer, Pattern, Step, StepKind
from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import LONGEST_MINUTES, CueStyle, Layer, Levels, SessionPlan
from mtrelax.domain.record import Automation, Mark, MarkKind, Rating, SessionRecord, StoppedEarly, When
from mtrelax.domain.scales import RatingScale
from mtrelax.domain.time import Decibels, Seconds, minutes
from mtrelax.domain.timeline import Caption, Clip, Moment, PacedSpan, PhaseSpan, Timeline
from mtrelax.services.event import Event
from mtrelax.services.playing import Notice, PlayerState
from mtrelax.services.settings import SettingsKeeper, Value

STRESS: Final = RatingScale(
    "stress",
    "Stress",
    "How much stress do you feel right now?",
    0,
    10,
    "no stress at all",
    "the most stress I can imagine",
)
WATER: Final = Playlist(
    "still-water",
    "Still Water",
    (Path("a.flac"),),
    palette=("#16324a", "#6f8a9a", "#f0c890", "#0b2233"),
    scene="water",
    seed=3,
)
GENTLE: Final = Pattern(
    "gentle-slow", "Gentle slow", (Step(StepKind.INHALE, Seconds(4.0)), Step(StepKind.EXHALE, Seconds(6.0)))
)
SENTENCE: Final = "You might notice the sound of the water, coming and going."
PACING, NATURAL, SPEAKING, RETURNING, END = 60.0, 260.0, 300.0, 540.0, 600.0
"""When each part of the session begins, seconds."""
STARTED: Final = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)


def evening() -> Timeline:
    """Return ten minutes by the water: settling, breathing, a voice, the way back."""
    spans = (
        (PhaseKind.SETTLE, 0.0, PACING),
        (PhaseKind.INDUCTION, PACING, NATURAL),
        (PhaseKind.MUSIC, NATURAL, RETURNING),
        (PhaseKind.RETURN, RETURNING, END),
    )
    return Timeline(
        length=Seconds(END),
        phases=tuple(PhaseSpan(kind, Seconds(start), Seconds(end)) for kind, start, end in spans),
        clips=(
            Clip(Layer.MUSIC, Path("a.flac"), Seconds(0.0), Seconds(END)),
            Clip(Layer.VOICE, Path("v.opus"), Seconds(SPEAKING), Seconds(SPEAKING + 8)),
        ),
        captions=(Caption(Seconds(SPEAKING), Seconds(SPEAKING + 8), SENTENCE),),
        paced=(PacedSpan(Pacer(GENTLE), Seconds(PACING), Seconds(NATURAL)),),
        cue_style=CueStyle.TONE,
    )


def record(before: int | None = 6, after: int | None = 3, **more: object) -> SessionRecord:
    """Return what is kept of it."""
    ratings = (
        Rating("stress", When.BEFORE, STARTED, before),
        Rating("stress", When.AFTER, STARTED + timedelta(minutes=2), after),
    )
    plan = SessionPlan("still-water", 10.0)
    return replace(SessionRecord("one", STARTED, plan, STARTED, Seconds(END), ratings=ratings), **more)


def settings_keeper(**values: Value) -> SettingsKeeper:
    """Return settings that are on no disk."""
    return SettingsKeeper(values.copy, values.update)


class FakePlayer:
    """Fulfils ``services.playing.Player``; time is wherever a test puts it."""

    def __init__(self, timeline: Timeline) -> None:
        self.state_changed = Event[PlayerState]()
        self.noticed = Event[Notice]()
        self.state = PlayerState.PLAYING
        self.master = Decibels(-6.0)
        self.timeline = timeline
        self.levels = Levels()
        self.leaving = False
        self.stopped_early: StoppedEarly | None = None
        self.phases_reached: tuple[PhaseKind, ...] = ()
        self.can_extend = True
        self.can_return = True
        self.can_shorten = True
        self.can_hold = True
        self.can_skip = True
        self.can_change_piece = True
        self.can_mute = True
        self.can_stay = False
        self.is_held = False
        self.is_muted = False
        self.pattern: Pattern | None = GENTLE
        self.automation: tuple[Automation, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.position = Seconds(0.0)
        self.asked: list[object] = []

    @property
    def rate(self) -> float | None:
        return self.pattern.rate if self.pattern is not None else None

    def at(self, position: float) -> None:
        self.position = Seconds(position)

    def moment(self) -> Moment:
        return self.timeline.at(self.position)

    def begin(self) -> None:
        self._enter(PlayerState.PLAYING)

    def pause(self) -> None:
        self._enter(PlayerState.PAUSED)

    def resume(self) -> None:
        self._enter(PlayerState.PLAYING)

    def return_now(self) -> None:
        self.asked.append("return")
        self.can_return = self.can_extend = False

    def leave(self) -> None:
        self.asked.append("leave")
        self.leaving = self.can_stay = True

    def extend(self, count: float) -> None:
        self.asked.append(("extend", count))
        self._become(min(minutes(LONGEST_MINUTES), self.timeline.length + minutes(count)))
        self.can_extend = self.timeline.length < minutes(LONGEST_MINUTES)

    def shorten(self, count: float) -> None:
        self.asked.append(("shorten", count))
        self._become(self.timeline.length - minutes(count))

    def hold(self) -> None:
        self.asked.append("hold")
        self.is_held, self.can_hold = True, False

    def release(self) -> None:
        self.asked.append("release")
        self.is_held, self.can_hold = False, True

    def skip(self) -> None:
        self.asked.append("skip")

    def next_piece(self) -> None:
        self.asked.append("next_piece")

    def pace(self, pattern: Pattern) -> None:
        self.asked.append(("pace", pattern.slug, pattern.rate))
        self.pattern = pattern

    def mute_voice(self, *, muted: bool) -> None:
        self.asked.append(("mute", muted))
        self.is_muted = muted

    def ground(self) -> None:
        self.asked.append("ground")
        self.leaving = self.can_stay = True

    def stay(self) -> None:
        self.asked.append("stay")
        self.leaving = self.can_stay = False

    def mark(self, kind: MarkKind, text: str = "") -> Mark:
        self.marks = (*self.marks, Mark(self.position, kind, text))
        return self.marks[-1]

    def amend(self, mark: Mark, text: str | None) -> Mark:
        at, amended = self.marks.index(mark), replace(mark, text=text or "")
        self.marks = (*self.marks[:at], *(() if text is None else (amended,)), *self.marks[at + 1 :])
        return amended

    def set_level(self, layer: Layer, level: Decibels) -> None:
        self.levels = self.levels.with_level(layer, level)

    def set_master(self, level: Decibels) -> None:
        self.master = level

    def close(self) -> None:
        self._enter(PlayerState.OVER)

    def tick(self) -> None:
        pass

    def _become(self, length: float) -> None:
        share = length / self.timeline.length
        phases = tuple(
            replace(each, start=Seconds(each.start * share), end=Seconds(each.end * share))
            for each in self.timeline.phases
        )
        self.timeline = replace(self.timeline, length=phases[-1].end, phases=phases)

    def _enter(self, state: PlayerState) -> None:
        self.state = state
        self.state_changed.emit(state)
