"""Invented birds: what kinds of phrases they have, and how a phrase sounds when it is sung."""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import pchip_interpolate
from scipy.ndimage import gaussian_filter1d

from studio.measure import SAMPLE_RATE
from studio.nature.circle import Curve, Random, circle, ratio


@dataclass(frozen=True, slots=True)
class _Note:
    """One syllable: the pitches it glides through in Hz, its length, the rest after it, in seconds."""

    pitches: tuple[float, ...]
    seconds: float
    rest: float
    level: float = 0.0
    """dB."""
    vibrato: float = 0.0
    """Semitones, at ``rate`` Hz."""
    rate: float = 24.0


Phrase = tuple[_Note, ...]
"""What a bird sings at a time."""


def flute(random: Random) -> Phrase:
    """Return a slow, mellow phrase of a few whistled notes, as of a thrush far from hurry."""
    scale = 1500 * 2 ** (np.array([0, 2, 4, 7, 9, 12]) / 12) * random.normal(1, 0.02)
    place, notes = random.integers(1, 5), []
    for _ in range(random.integers(3, 6)):
        here, place = scale[place], int(np.clip(place + random.integers(-2, 3), 0, 5))
        bend = random.choice([0.88, 0.94, 1.0, 1.05])
        vibrato = float(random.choice([0, 0, 0.25]))
        seconds = random.uniform(0.13, 0.4)
        pitches = (here * bend, here, here, here * random.uniform(0.9, 1.03))
        notes.append(_Note(pitches, seconds, random.uniform(0.04, 0.16), vibrato=vibrato, rate=17))
    twitter = [
        _Note((3100, 3500, 2900), random.uniform(0.04, 0.07), 0.02, -11) for _ in range(random.integers(0, 4))
    ]
    return (*notes, *twitter)


def tumble(random: Random) -> Phrase:
    """Return a thin phrase of short notes that tumbles down, as of a robin."""
    top, count = random.uniform(3500, 4100), random.integers(6, 12)
    fall = np.linspace(0, -random.uniform(4, 9), count) + random.normal(0, 2.2, count)
    notes = []
    for step in fall:
        here = top * 2 ** (step / 12)
        ways = ((0.9, 1.04, 1.0), (1.12, 1.0, 0.92), (0.97, 1.03, 0.97), (1.0, 1.0, 1.0))
        pitches = tuple(here * way for way in ways[random.integers(4)])
        seconds, rest = random.uniform(0.05, 0.15), random.uniform(0.02, 0.07)
        notes.append(_Note(pitches, seconds, rest, random.normal(-1, 1.5)))
    return tuple(notes)


def two_notes(random: Random) -> Phrase:
    """Return two notes said a few times, as of a tit."""
    high, low = random.uniform(3000, 3400), random.uniform(2350, 2700)
    pair = (
        _Note((high * 0.97, high, high * 0.98), random.uniform(0.08, 0.12), 0.05, -1),
        _Note((low * 1.04, low, low), random.uniform(0.13, 0.19), random.uniform(0.09, 0.14)),
    )
    return pair * int(random.integers(2, 5))


def cascade(random: Random) -> Phrase:
    """Return a soft row of notes that sinks and slows down, as of a warbler."""
    top, count, notes = random.uniform(3300, 3900), random.integers(8, 14), []
    for number in range(count):
        way = number / count
        here = top * 2 ** (-(5 + 4 * way) * way / 12) * random.normal(1, 0.012)
        pitches, level = (here * 1.08, here, here * 0.93), 12 * way * (1.2 - way) - 9
        notes.append(_Note(pitches, 0.07 + 0.07 * way, 0.03 + 0.05 * way, level))
    return tuple(notes)


def dove(random: Random) -> Phrase:
    """Return a few low coos, as of a wood pigeon."""
    here = random.uniform(455, 500)
    lengths = ((0.28, 0.5, 0.42, 0.25), (0.25, 0.55, 0.4), (0.45, 0.6, 0.3))[random.integers(3)]
    return tuple(
        _Note(
            (here * 0.94, here * random.uniform(0.99, 1.04), here, here * 0.95),
            length,
            random.uniform(0.1, 0.22),
            float(-2 * (number == 0)),
        )
        for number, length in enumerate(lengths)
    )


def whistle(random: Random) -> Phrase:
    """Return one or two long thin whistles that rise or sink a little."""
    here = random.uniform(1900, 2400)
    ways = ((0.95, 1.0, 1.06), (1.05, 1.0, 0.94), (0.97, 1.02, 0.98))
    return tuple(
        _Note(
            tuple(here * way for way in ways[random.integers(3)]),
            random.uniform(0.35, 0.6),
            random.uniform(0.15, 0.3),
        )
        for _ in range(random.integers(1, 3))
    )


def sung(notes: Phrase, tuning: float, random: Random) -> Curve:
    """Return a phrase as it is sung this time: never quite the pitches and lengths of the last time."""
    pace, pitch = random.normal(1, 0.04), tuning * random.normal(1, 0.008)
    syllables = [
        _syllable(note, pitch * random.normal(1, 0.004), pace * random.normal(1, 0.03), random)
        for note in notes
    ]
    starts = np.cumsum([0.0, *(pace * (note.seconds + note.rest) for note in notes)])
    out = np.zeros(circle(starts[-1]) + 9600)
    for start, syllable in zip(starts, syllables, strict=False):
        first = circle(start)
        out[first : first + len(syllable)] += syllable
    return out


def _syllable(note: _Note, pitch: float, pace: float, random: Random) -> Curve:
    """Return a note: a glide through its pitches, loudest where the throat answers, a little breath in it."""
    count = circle(note.seconds * pace)
    way = np.linspace(0, 1, count)
    glide = pchip_interpolate(np.linspace(0, 1, len(note.pitches)), np.log(note.pitches), way)
    unsteady = _smooth(random, count, 0.012)
    shake = note.vibrato / 12 * np.log(2) * np.sin(2 * np.pi * note.rate * way * note.seconds) * way
    hertz = pitch * np.exp(glide + shake + 0.003 * unsteady)
    phase = 2 * np.pi * np.cumsum(hertz) / SAMPLE_RATE
    throat = np.exp(-0.5 * (np.log2(hertz / np.exp(glide.mean())) / 0.16) ** 2)
    peak = random.uniform(0.3, 0.6)
    swell = np.sin(np.pi * way ** (np.log(0.5) / np.log(peak))) ** 1.2
    strength = swell * (0.5 + 0.5 * throat) * (1 + 0.12 * _smooth(random, count, 0.008))
    breath = 0.05 * _smooth(random, count, 0.0004) * swell
    return ratio(note.level) * (
        (strength + breath) * (np.sin(phase) + 0.05 * np.sin(2 * phase))
        + 0.01 * strength**2 * np.sin(3 * phase)
    )


def _smooth(random: Random, count: int, seconds: float) -> Curve:
    """Return a wandering of deviation 1 that forgets itself after some seconds."""
    curve = gaussian_filter1d(random.standard_normal(count + 2), seconds * SAMPLE_RATE, mode="wrap")[:count]
    return np.asarray(curve / (curve.std() + 1e-12))
