"""From raw sentences to a calm voice: cut, warmed, without sharp hisses, levelled, in a small room."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt, sosfiltfilt

from studio.master import loudest_allowed, to_loudness
from studio.measure import SAMPLE_RATE, Samples
from studio.voice.voices import Voice

LOUDNESS: Final = -23.0
PEAK: Final = -2.0

LEAD, _TAIL, _GAP = 0.08, 0.22, 0.25
_FADE_OUT: Final = 0.12
_AUDIBLE: Final = -46.0
"""Decibels below its loudest 5 ms from which a sentence counts as sounding."""


def cut(sound: Samples) -> Samples:
    """Return a sentence with a short, certain margin around it: nothing of its first and last phoneme is lost."""
    hop = SAMPLE_RATE // 200
    level = np.sqrt((sound[: len(sound) // hop * hop].reshape(-1, hop) ** 2).mean(axis=1))
    heard = np.flatnonzero(level > level.max() * 10 ** (_AUDIBLE / 20)) * hop
    lead, tail = round(LEAD * SAMPLE_RATE), round(_TAIL * SAMPLE_RATE)
    padded = np.concatenate([np.zeros(lead), sound, np.zeros(tail)])
    return padded[heard[0] : heard[-1] + hop + lead + tail]


def follow(sound: Samples, attack: float, release: float) -> Samples:
    """Return how strong a sound is at each sample, rising and falling with the given times in seconds."""
    hop = SAMPLE_RATE // 1000
    peaks = np.abs(sound[: len(sound) // hop * hop]).reshape(-1, hop).max(axis=1)
    up, down = (np.exp(-hop / (time * SAMPLE_RATE)) for time in (attack, release))
    level, levels = 0.0, np.empty_like(peaks)
    for i, peak in enumerate(peaks):
        level = peak + (level - peak) * (up if peak > level else down)
        levels[i] = level
    return np.interp(np.arange(len(sound)), (np.arange(len(peaks)) + 0.5) * hop, levels)


def shelf(frequency: float, decibels: float, *, low: bool) -> Samples:
    """Return a shelf filter (R. Bristow-Johnson's cookbook, slope 0.7) as one second-order section."""
    amp, w = 10 ** (decibels / 40), 2 * np.pi * frequency / SAMPLE_RATE
    sign, cos = (1 if low else -1), np.cos(w)
    bend = np.sqrt(amp) * np.sin(w) * np.sqrt((amp + 1 / amp) * (1 / 0.7 - 1) + 2)
    plus, minus = amp + 1, amp - 1
    b = amp * np.array(
        [
            plus - sign * minus * cos + bend,
            2 * sign * (minus - sign * plus * cos),
            plus - sign * minus * cos - bend,
        ]
    )
    a = np.array(
        [
            plus + sign * minus * cos + bend,
            -2 * sign * (minus + sign * plus * cos),
            plus + sign * minus * cos - bend,
        ]
    )
    return np.array([[*b / a[0], *a / a[0]]])


def warm(sound: Samples, voice: Voice) -> Samples:
    """Return the voice with a little body and less of the brightness that Kokoro has."""
    sections = [
        butter(2, voice.lowest, "high", fs=SAMPLE_RATE, output="sos"),
        shelf(220, voice.body, low=True),
        shelf(7000, voice.air, low=False),
    ]
    return np.asarray(sosfilt(np.vstack(sections), sound))


def soften_s(sound: Samples) -> Samples:
    """Return the voice with its sharpest hisses held back."""
    hiss = sosfiltfilt(butter(2, [4500, 10_500], "band", fs=SAMPLE_RATE, output="sos"), sound)
    level = follow(hiss, 0.001, 0.05)
    limit = np.percentile(level[level > 1e-3], 80)
    held = np.minimum(1.0, (limit / (level + 1e-9)) ** 0.65)
    return np.asarray(sound - hiss * (1 - held))


def even(sound: Samples) -> Samples:
    """Return the voice with its loud syllables nearer to the others, about 1.7 to 1."""
    level = follow(sound, 0.008, 0.18)
    limit = np.percentile(level[level > 1e-2], 60)
    return np.asarray(sound * np.minimum(1.0, (limit / (level + 1e-9)) ** 0.4))


def in_a_room(sound: Samples, decay: float = 0.55, wet: float = 0.05, seed: int = 5) -> Samples:
    """Return the voice in a small, soft room."""
    t = np.arange(round(0.7 * SAMPLE_RATE)) / SAMPLE_RATE
    noise = np.random.default_rng(seed).standard_normal(len(t))
    echo = sosfilt(
        butter(1, [180, 5200], "band", fs=SAMPLE_RATE, output="sos"),
        noise * np.exp(-6.9 * t / decay) * (1 - np.exp(-t / 0.006)),
    )
    echo = np.concatenate([np.zeros(round(0.012 * SAMPLE_RATE)), echo / np.sqrt((echo**2).sum())])
    return np.asarray(sound + wet * fftconvolve(sound, echo)[: len(sound)])


def fade_edges(sound: Samples, voice: Voice) -> Samples:
    """Return a sentence that begins and ends in silence; both ramps lie outside the words."""
    out = sound.copy()
    for seconds, side in ((voice.fade_in, out), (_FADE_OUT, out[::-1])):
        length = round(seconds * SAMPLE_RATE)
        side[:length] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, length, endpoint=False))
    return out


def finish(spoken: Sequence[Samples], voice: Voice) -> tuple[Samples, list[tuple[int, int]]]:
    """Return the sentences as one evenly loud recording, and the first and last frame of each.

    The whole goes through the chain at once, so that its thresholds are those of the voice and not of one sentence.
    """
    gap = round(_GAP * SAMPLE_RATE)
    pieces, places, at = [], [], 0
    for sound in spoken:
        pieces += [to_loudness(cut(sound), LOUDNESS), np.zeros(gap)]
        places.append((at, at + len(pieces[-2])))
        at = places[-1][1] + gap
    whole = in_a_room(even(soften_s(warm(np.concatenate(pieces), voice))))
    out = np.zeros_like(whole)
    for start, end in places:
        out[start:end] = fade_edges(to_loudness(whole[start:end], LOUDNESS), voice)
    return loudest_allowed(out, LOUDNESS, PEAK), places
