"""Places: sounds of nature, synthesised in a circle, so that they loop without a seam.

Everything is filtered by a Fourier transform of the whole length, every modulator is periodic, and grains that reach
over the end go on at the beginning. The octave levels, coherence and rates of rain were fitted to real recordings.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from studio.measure import SAMPLE_RATE, Samples

OCTAVES: Final = (63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000)
"""Hz; the bands that levels and coherence are given for."""
_CONTROL_RATE: Final = 200

Random = np.random.Generator


def rain(seconds: float, seed: int) -> Samples:
    """Return soft rain, (n, 2): a wash, drops that fall far away, bubbles of near ones, a few on leaves.

    Darker than the real recordings it was fitted to: under music their hiss would tire.
    """
    random = np.random.default_rng(seed)
    frames = round(seconds * SAMPLE_RATE)
    levels = (-28, -21, -16, -10, -4.5, -3, -4, -8, -21)
    coherence = (0.9, 0.9, 0.85, 0.8, 0.78, 0.7, 0.6, 0.5, 0.4)
    wash = _noise(frames, random, levels, coherence)
    wash *= _decibels(1.0 * _drift(frames, random, 0.25))[:, None]
    strength = _decibels(0.9 * _drift(frames, random, 0.2))
    drops = [_drop(random, f, ms) for f in np.geomspace(1200, 5000, 14) for ms in (1.0, 1.8, 3.0)]
    bubbles = [_bubble(radius) for radius in np.geomspace(0.45, 1.9, 30)]
    leaves = [_drop(random, f, 6.0) for f in np.geomspace(500, 1800, 10)]
    far = _shower(frames, random, drops, 700 * strength, shape=2.2, least=0.15, most=14, width=1.0)
    near = _shower(frames, random, bubbles, 26 * strength, shape=2.4, least=0.3, most=5, width=0.9)
    on_leaves = _shower(
        frames, random, leaves, np.full(frames, 7.0), shape=2.6, least=0.5, most=2.8, width=0.9
    )
    return _mixed((wash, -1.5), (far, -8.5), (near, -18.5), (on_leaves, -24))


def _noise(frames: int, random: Random, levels: Sequence[float], coherence: Sequence[float]) -> Samples:
    """Return stereo noise with given octave-band levels (dB) and coherence between the ears, 0..1."""
    edges = np.array([20, *OCTAVES, 20000], dtype=float)
    density = np.array([levels[0] - 12, *levels, levels[-1] - 3]) - 10 * np.log10(edges / 1000)
    frequencies = np.fft.rfftfreq(frames, 1 / SAMPLE_RATE)
    place = np.log(np.maximum(frequencies, 1))
    shape = _decibels(np.interp(place, np.log(edges), density))
    shape[0] = 0
    alike = np.interp(place, np.log(edges), [coherence[0], *coherence, coherence[-1]])
    middle, side = (np.fft.rfft(random.standard_normal(frames)) for _ in range(2))
    middle, side = middle * shape * np.sqrt((1 + alike) / 2), side * shape * np.sqrt((1 - alike) / 2)
    both = np.stack([np.fft.irfft(middle + side, frames), np.fft.irfft(middle - side, frames)], axis=1)
    return np.asarray(both / _rms(both))


def _drift(frames: int, random: Random, highest: float) -> NDArray[np.float64]:
    """Return a slow, periodic wandering of mean 0 and deviation 1, up to ``highest`` Hz, stronger when slower."""
    count = round(frames / SAMPLE_RATE * _CONTROL_RATE)
    frequencies = np.fft.rfftfreq(count, 1 / _CONTROL_RATE)
    kept = (frequencies > 0) & (frequencies <= highest)
    weight = np.where(kept, np.maximum(frequencies, 1e-6) ** -0.6, 0)
    curve = np.fft.irfft(np.fft.rfft(random.standard_normal(count)) * weight, count)
    curve /= curve.std()
    return np.interp(np.arange(frames) / frames * count, np.arange(count + 1), np.append(curve, curve[0]))


def _bubble(radius: float) -> NDArray[np.float64]:
    """Return the sound of a bubble of so many millimetres (van den Doel 2005): a sine that rises and dies."""
    metres = radius / 1000
    frequency, damping = 3 / metres, 0.13 / metres + 0.0072 * metres**-1.5
    time = np.arange(round(min(0.25, 9 / damping) * SAMPLE_RATE)) / SAMPLE_RATE
    phase = 2 * np.pi * frequency * (time + 0.05 * damping * time**2)
    grain = np.exp(-damping * time) * np.sin(phase)
    attack = min(len(grain), round(0.0004 * SAMPLE_RATE) + 1)
    grain[:attack] *= np.linspace(0, 1, attack)
    return grain


def _drop(
    random: Random, frequency: float, milliseconds: float, sharpness: float = 1.2
) -> NDArray[np.float64]:
    """Return a drop that hits something: a burst of noise around a frequency, of unit energy."""
    count = round(milliseconds * 4e-3 * SAMPLE_RATE)
    time = np.arange(count) / SAMPLE_RATE
    burst = random.standard_normal(count) * np.exp(-time / (milliseconds * 0.5e-3))
    place = np.fft.rfftfreq(4 * count, 1 / SAMPLE_RATE)
    off = place / frequency - frequency / np.maximum(place, 1)
    grain = np.fft.irfft(np.fft.rfft(burst, 4 * count) / np.sqrt(1 + (sharpness * off) ** 4))[:count]
    return np.asarray(grain / np.sqrt((grain**2).sum()))


def _shower(
    frames: int,
    random: Random,
    bank: Sequence[NDArray[np.float64]],
    rate: NDArray[np.float64],
    *,
    shape: float,
    least: float,
    most: float,
    width: float,
) -> Samples:
    """Return grains of a bank, ``rate`` a second, each of its own size (Pareto) and place between the ears."""
    fastest = rate.max()
    starts = random.integers(0, frames, random.poisson(fastest * frames / SAMPLE_RATE))
    starts = starts[random.random(len(starts)) < rate[starts] / fastest]
    sizes = (random.pareto(shape, len(starts)) + least).clip(0, most)
    kinds, places = random.integers(0, len(bank), len(starts)), random.uniform(-width, width, len(starts))
    out = np.zeros((frames, 2))
    for start, size, kind, place in zip(starts, sizes, kinds, places, strict=True):
        angle = (place + 1) * np.pi / 4
        grain = bank[kind][:, None] * (size * np.array([np.cos(angle), np.sin(angle)]))
        first = min(len(grain), frames - start)
        out[start : start + first] += grain[:first]
        out[: len(grain) - first] += grain[first:]
    return out


def _mixed(*parts: tuple[Samples, float]) -> Samples:
    """Return parts together, each at a level in dB."""
    return np.asarray(sum(_decibels(level) * part / _rms(part) for part, level in parts))


def _decibels(level: float | NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(10 ** (np.asarray(level) / 20))


def _rms(samples: Samples) -> float:
    return float(np.sqrt((samples**2).mean()) + 1e-12)
