"""A session on one axis: what sounds, what is said, how one breathes, at any moment of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from mtrelax.domain.breathing import Breath, Pacer, StepKind
from mtrelax.domain.curves import Envelope, Span
from mtrelax.domain.noise import Noise
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.time import Decibels, Seconds

LEAST_FADE_IN: Final = Seconds(3.0)
"""No session begins faster than this (DESIGN 4)."""
BEFORE_WORDS: Final = Seconds(1.5)
"""Between what the voice says and a word of the breath lies at least so much."""
_HAIR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of sound laid on the axis.

    It plays ``path``, a file or a noise, from ``offset`` on, between ``start`` and ``end``; fades are equal
    power and lie inside the clip. A looped clip begins again where the file ends.
    """

    layer: Layer
    path: Path | Noise
    start: Seconds
    end: Seconds
    offset: Seconds = Seconds(0.0)
    gain: Decibels = Decibels(0.0)
    """What brings the file to the standard level of its layer, dB."""
    fade_in: Seconds = Seconds(0.0)
    fade_out: Seconds = Seconds(0.0)
    looped: bool = False

    def __post_init__(self) -> None:
        """Refuse a clip without time."""
        if self.end <= self.start:
            raise ValueError("end: after start")
        if self.offset < 0:
            raise ValueError("offset: at least 0")

    @property
    def length(self) -> Seconds:
        """How long it sounds."""
        return Seconds(self.end - self.start)

    @property
    def span(self) -> Span:
        """When it sounds."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Caption:
    """A sentence to read, spoken at the same time or not."""

    start: Seconds
    end: Seconds
    text: str
    spoken: bool = True


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase, and when it is."""

    kind: PhaseKind
    start: Seconds
    end: Seconds

    @property
    def length(self) -> Seconds:
        """How long it is."""
        return Seconds(self.end - self.start)


@dataclass(frozen=True, slots=True)
class PacedSpan:
    """A stretch in which the breath is paced; its pacer counts from ``start``."""

    pacer: Pacer
    start: Seconds
    end: Seconds
    cycles_before: int = 0
    """Whole breaths that were paced before it, where it goes on from another one without a rest."""

    def at(self, time: Seconds) -> Breath:
        """Return what the breath does at a moment of the session."""
        breath = self.pacer.at(Seconds(time - self.start))
        return replace(breath, cycle=breath.cycle + self.cycles_before) if self.cycles_before else breath

    @property
    def last_fullness(self) -> float:
        """How full the lungs are when it ends; 0 after whole breaths."""
        return self.pacer.at(Seconds(self.end - self.start)).fullness


@dataclass(frozen=True, slots=True)
class Course:
    """How the breath goes through a session: where it is paced, and where it is left to itself."""

    spans: tuple[PacedSpan, ...] = ()
    """In the order of time."""

    def breath(self, time: Seconds) -> Breath | None:
        """Return what the breath does at a moment; ``None`` where it is left to itself."""
        paced = next((each for each in self.spans if each.start <= time < each.end), None)
        return paced.at(time) if paced else None

    def before(self, time: Seconds) -> PacedSpan | None:
        """Return the pacing that ended last at a moment."""
        return next((each for each in reversed(self.spans) if each.end <= time), None)


@dataclass(frozen=True, slots=True)
class Cue:
    """A tone for closed eyes: the beginning of a step of the breath."""

    time: Seconds
    kind: StepKind


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything that can be said of one moment of a session."""

    position: Seconds
    length: Seconds
    """How long the session is, without what it waits."""
    phase: PhaseKind
    phase_since: Seconds
    """How long this phase has lasted."""
    breath: Breath | None
    """``None`` when the breath is left to itself."""
    natural_for: Seconds | None
    """How long ago the pacing ended; ``None`` while it runs, or if there was none."""
    caption: Caption | None
    natural_from: float = 0.0
    """How full the lungs were when the pacing ended, 0..1: one may be led out in the middle of a breath."""
    stillness: float = 0.0
    """How far the picture of it has come to rest, 0..1: in a pause nobody is asked to breathe."""
    waited: Seconds = Seconds(0.0)
    """How much of the time so far a phase was held."""
    is_held: bool = False
    """Whether a phase is held now: the session waits to be released."""
    course: Course = field(default_factory=Course)
    """How the breath went, and will go: for pictures that show what comes."""

    @property
    def remaining(self) -> Seconds:
        """How long it still takes; while a phase is held that stands still."""
        return Seconds(max(0.0, self.length - (self.position - self.waited)))

    @property
    def fraction(self) -> float:
        """How much is over, 0..1."""
        return min(1.0, (self.position - self.waited) / self.length)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A session, from its first frame to its last. All lists are in the order of time."""

    length: Seconds
    phases: tuple[PhaseSpan, ...]
    clips: tuple[Clip, ...] = ()
    captions: tuple[Caption, ...] = ()
    paced: tuple[PacedSpan, ...] = ()
    cue_style: CueStyle = CueStyle.NONE
    envelopes: Mapping[Layer, Envelope] = field(default_factory=dict[Layer, Envelope])
    """What moves the level of a whole layer: ducking under the voice, music that falls before the return."""
    held: tuple[Span, ...] = ()
    """When a phase was held, or is: time that was put into the session, and is not counted by it."""
    muted: tuple[Clip, ...] = ()
    """What the voice would say and does not, because it was muted; it moves as all else does."""

    def __post_init__(self) -> None:
        """Refuse phases that leave a hole, and a session that just stops."""
        edges = [self.phases[0].start if self.phases else -1.0, *(phase.end for phase in self.phases)]
        starts = [phase.start for phase in self.phases]
        if not self.phases or edges[0] != 0 or starts != edges[:-1] or edges[-1] != self.length:
            raise ValueError("phases: one after the other, from 0 to the end")
        if self.phases[-1].kind not in {PhaseKind.RETURN, PhaseKind.SLEEP}:
            raise ValueError("phases: the last one is a return, or sleep")

    def phase_at(self, time: Seconds) -> PhaseSpan:
        """Return the phase of a moment; the last one from its beginning on."""
        return next((phase for phase in self.phases if time < phase.end), self.phases[-1])

    def at(self, time: Seconds) -> Moment:
        """Return everything that can be said of a moment; before 0 and after the end, of the nearest one."""
        time = Seconds(min(max(0.0, time), self.length))
        phase, course = self.phase_at(time), Course(self.paced)
        breath = course.breath(time)
        before = course.before(time) if breath is None else None
        held = Seconds(sum(span.length for span in self.held))
        return Moment(
            position=time,
            length=Seconds(self.length - held),
            phase=phase.kind,
            phase_since=Seconds(time - phase.start),
            breath=breath,
            natural_for=Seconds(time - before.end) if before else None,
            caption=next((each for each in self.captions if each.start <= time < each.end), None),
            natural_from=before.last_fullness if before else 0.0,
            waited=Seconds(sum(min(span.end, max(span.start, time)) - span.start for span in self.held)),
            is_held=any(span.start <= time < span.end for span in self.held),
            course=course,
        )

    def cues_between(self, begin: Seconds, end: Seconds) -> list[Cue]:
        """Return the breath cues in ``begin <= time < end``; the voice and the breath never speak at once."""
        if self.cue_style is CueStyle.NONE:
            return []
        found: list[Cue] = []
        for paced in self.paced:
            low, high = max(begin, paced.start), min(end, paced.end)
            # A hair more is asked for than is taken: to and from the pacer's own time, a moment is rounded.
            steps = paced.pacer.steps_between(
                Seconds(low - paced.start - _HAIR), Seconds(high - paced.start + _HAIR)
            )
            cues = [Cue(Seconds(paced.start + step.time), step.kind) for step in steps]
            found += [cue for cue in cues if low <= cue.time < high and not self.speaks(cue.time)]
        return found

    def unspoken_breaths(self) -> list[Cue]:
        """Return the cues of whole breaths over which the voice says nothing, nor just before and after.

        For words: an "in" without its "out", or between two sentences, would be taken for one of the script.
        """
        found: list[Cue] = []
        for paced in self.paced:
            length = Seconds(paced.end - paced.start)
            steps = paced.pacer.steps_between(Seconds(0.0), length)
            turns = [index for index, step in enumerate(steps) if step.kind is StepKind.INHALE]
            for first, last in zip(turns, [*turns[1:], len(steps)], strict=True):
                begin = Seconds(paced.start + steps[first].time)
                end = Seconds(paced.start + (steps[last].time if last < len(steps) else length))
                if not self._speaks_between(Seconds(begin - BEFORE_WORDS), Seconds(end + BEFORE_WORDS)):
                    found += [Cue(Seconds(paced.start + s.time), s.kind) for s in steps[first:last]]
        return found

    def _speaks_between(self, begin: Seconds, end: Seconds) -> bool:
        return any(clip.start < end and begin < clip.end for clip in self.clips if clip.layer is Layer.VOICE)

    def speaks(self, time: Seconds) -> bool:
        """Return whether the voice is heard at a moment, or will be within half a second."""
        return any(clip.start - 0.5 <= time < clip.end for clip in self.clips if clip.layer is Layer.VOICE)

    def pieces_until(self, time: Seconds) -> tuple[str, ...]:
        """Return the music that began before a moment, by the names of its files, each once."""
        music = [clip.path for clip in self.clips if clip.layer is Layer.MUSIC and clip.start < time]
        return tuple(dict.fromkeys(path.stem for path in music if isinstance(path, Path)))

    def envelope(self, layer: Layer) -> Envelope:
        """Return what moves the level of a layer."""
        return self.envelopes.get(layer, Envelope())
