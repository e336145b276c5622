"""From the stems to one recording: balance, hall, a soft top, loudness."""

from pathlib import Path
from typing import Final

import numpy as np
from scipy.signal import butter, sosfilt

from studio.instruments.players import PLAYERS
from studio.master import ease, fade_in, fade_out, gain, loudest_allowed, settle
from studio.measure import SAMPLE_RATE, Samples, integrated_loudness
from studio.score.notes import Part, Score
from studio.space import hall, place, reverberate

LOUDNESS: Final = -20.0
PEAK: Final = -4.0
FADE_IN: Final = 6.0
FADE_OUT: Final = 11.0


def render(score: Score, work: Path) -> Samples:
    """Return the whole piece as it will be heard."""
    work.mkdir(parents=True, exist_ok=True)
    dry, sent = np.zeros((score.frames, 2)), np.zeros((score.frames, 2))
    for name, part in score.parts.items():
        stem = balanced(PLAYERS[part.instrument].play(score, name, work), part, score)
        dry += stem
        stem *= part.send
        sent += stem
    mix = soft_top(dry + reverberate(sent, hall()))
    mix = fade_out(fade_in(settle(mix), FADE_IN), FADE_OUT)
    finished = loudest_allowed(mix, LOUDNESS, PEAK)
    eased = ease(finished)
    return finished if eased is finished else loudest_allowed(eased, LOUDNESS, PEAK)


def balanced(stem: Samples, part: Part, score: Score) -> Samples:
    """Return a stem at its level, its fader moved as the score says, in its place."""
    if part.fader:
        beats = score.tempo.beats_at(np.arange(0, len(stem), 480) / SAMPLE_RATE)
        points, values = zip(*part.fader, strict=True)
        curve = np.interp(
            np.arange(len(stem)), np.arange(0, len(stem), 480), np.interp(beats, points, values)
        )
        stem = stem * 10 ** (curve / 20)[:, None]
    stem = gain(stem, part.level - integrated_loudness(stem))
    return place(stem, part.pan, PLAYERS[part.instrument].width)


def soft_top(samples: Samples, amount: float = 0.6, corner: float = 5500) -> Samples:
    """Return a recording without rumble and with less above some kilohertz, as from a few rows back."""
    clean = sosfilt(butter(2, 28, "high", fs=SAMPLE_RATE, output="sos"), samples, axis=0)
    dark = sosfilt(butter(1, corner, "low", fs=SAMPLE_RATE, output="sos"), clean, axis=0)
    return np.asarray(amount * dark + (1 - amount) * clean)
