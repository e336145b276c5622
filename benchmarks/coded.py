"""A session in which every sound tells where it is: noise that is different in every frame, and known."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtrelax.domain.breathing import Pacer, Pattern, Step, StepKind
from mtrelax.domain.compile import compile_session
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import CueStyle, Layer, Recipe, SessionPlan
from mtrelax.domain.script import (
    Narration,
    Paragraph,
    Recording,
    Script,
    ScriptUse,
    Sentence,
    SpokenCue,
    words_hash,
)
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds
from mtrelax.domain.timeline import PacedSpan, Timeline
from mtrelax.domain.track import Loudness, Track

Mono = NDArray[np.float32]

SOUNDS: Final = {Path("music"): 0.05, Path("story"): 0.1, Path("closing"): 0.1}
"""How strong the noise of each is."""
MUSIC: Final = Path("music")
WORDS: Final = Seconds(2.5)
"""How long each sentence is spoken."""
_SILENCE: Final = Seconds(14.0)
_SETTLED: Final = Seconds(5.0)
_CLOSING: Final = Seconds(60.0)
_ENDLESS: Final = Seconds(20_000.0)
_GENTLE: Final = Pattern(
    "gentle", "Gentle", (Step(StepKind.INHALE, Seconds(4.0)), Step(StepKind.EXHALE, Seconds(6.0)))
)


def code(path: Path, begin: int, count: int) -> Mono:
    """Return what a sound is from a frame on."""
    first, last = begin // SAMPLE_RATE, (begin + count - 1) // SAMPLE_RATE
    whole = np.concatenate([_second(path, second) for second in range(first, last + 1)])
    return whole[begin - first * SAMPLE_RATE :][:count]


@lru_cache(maxsize=16)
def _second(path: Path, second: int) -> Mono:
    random = np.random.default_rng([list(SOUNDS).index(path), second])
    return random.standard_normal(SAMPLE_RATE, np.float32) * np.float32(SOUNDS[path])


class CodedSource:
    """Plays such a noise, without an end."""

    def __init__(self, path: Path, offset: Frames) -> None:
        self._path = path
        self._next = int(offset)

    def read(self, frames: Frames) -> NDArray[np.float32]:
        """Return the next frames."""
        sound = code(self._path, self._next, frames)
        self._next += frames
        return np.column_stack((sound, sound))

    def close(self) -> None:
        """Let go of nothing."""


def coded_session(minutes: float) -> tuple[SessionPlan, Timeline, Materials]:
    """Return a session whose breath is paced up to the return, and in which something is said throughout."""
    total = Seconds(minutes * 60)
    rest = Seconds(total - _SETTLED - _CLOSING)
    count = int(rest / (WORDS + _SILENCE + 1))
    plan = SessionPlan("coded", minutes=minutes)
    materials = Materials(
        tracks=(Track(MUSIC, _ENDLESS, "Music", loudness=Loudness(Decibels(-20.0))),),
        recipe=Recipe("coded", "Coded", _SETTLED, Seconds(0.0), rest, Seconds(0.0), _CLOSING),
        closing=_narration("closing", PhaseKind.RETURN, ["Come back."] * 2),
        grounding=_narration("closing", PhaseKind.RETURN, ["Look around."]),
        narration=_narration("story", PhaseKind.DEEPENING, [f"Sentence {n}." for n in range(count)]),
        pattern=_GENTLE,
    )
    made = compile_session(plan, materials)
    pacer = Pacer(_GENTLE, 7.5, Seconds(min(60.0, total / 3)))
    paced = PacedSpan(pacer, _SETTLED, made.phases[-1].start)
    return plan, replace(made, paced=(paced,), cue_style=CueStyle.TONE), materials


def _narration(name: str, phase: PhaseKind, texts: Sequence[str]) -> Narration:
    sentences = tuple(Sentence(text, _SILENCE if name == "story" else Seconds(0.0)) for text in texts)
    script = Script(name, name, "en", ScriptUse.IMAGERY, (Paragraph(phase, sentences),))
    cues = tuple(
        SpokenCue(0, place, Seconds(at), Seconds(at + WORDS), words_hash(text))
        for place, text in enumerate(texts)
        for at in (place * 3.0,)
    )
    return Narration(script, Recording(Path(name), "voice", cues, Decibels(-18.0)))


def spoken(timeline: Timeline, at: Seconds) -> tuple[Path, Seconds] | None:
    """Return what the voice begins to say at a moment: of which recording, and from where on."""
    found = (c for c in timeline.clips if c.layer is Layer.VOICE and abs(c.start - at) < 1e-6)
    clip = next(found, None)
    return (clip.path, clip.offset) if clip and isinstance(clip.path, Path) else None
