"""Tools that work in a circle: what they make has no beginning and no end, so that it loops without a seam.

Everything is filtered by a Fourier transform of the whole length, every modulator is periodic, and what reaches over
the end goes on at the beginning.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from studio.measure import SAMPLE_RATE, Samples

OCTAVES: Final = (63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000)
"""Hz; the bands that levels and coherence are given for."""
STEP: Final = 960
"""Frames from one value of a painted curve to the next: 20 ms. A circle is a whole number of them."""
_CONTROL_RATE: Final = 200

Curve = NDArray[np.float64]
Random = np.random.Generator


def circle(seconds: float) -> int:
    """Return how many frames a circle has."""
    return round(seconds * SAMPLE_RATE)


def noise(frames: int, random: Random, levels: Sequence[float], coherence: Sequence[float]) -> Samples:
    """Return stereo noise with given octave-band levels (dB) and coherence between the ears, 0..1."""
    edges = np.array([20, *OCTAVES, 20000], dtype=float)
    density = np.array([levels[0] - 12, *levels, levels[-1] - 3]) - 10 * np.log10(edges / 1000)
    frequencies = np.fft.rfftfreq(frames, 1 / SAMPLE_RATE)
    place = np.log(np.maximum(frequencies, 1))
    shape = ratio(np.interp(place, np.log(edges), density))
    shape[0] = 0
    alike = np.interp(place, np.log(edges), [coherence[0], *coherence, coherence[-1]])
    middle, side = (np.fft.rfft(random.standard_normal(frames)) for _ in range(2))
    middle, side = middle * shape * np.sqrt((1 + alike) / 2), side * shape * np.sqrt((1 - alike) / 2)
    both = np.stack([np.fft.irfft(middle + side, frames), np.fft.irfft(middle - side, frames)], axis=1)
    return np.asarray(both / rms(both))


def painted(samples: Samples, curves: Curve) -> Samples:
    """Return noise whose octave bands follow curves in dB, (steps, bands, ears), a value every ``STEP``."""
    window = np.sin(np.pi * (np.arange(2 * STEP) + 0.5) / (2 * STEP))
    place = np.log2(np.maximum(np.fft.rfftfreq(2 * STEP, 1 / SAMPLE_RATE), 1))
    share = np.stack([np.interp(place, np.log2(OCTAVES), row) for row in np.eye(len(OCTAVES))])
    out = np.empty_like(samples)
    for ear in (0, 1):
        wrapped = np.concatenate([samples[-STEP:, ear], samples[:, ear]])
        spectra = np.fft.rfft(sliding_window_view(wrapped, 2 * STEP)[::STEP] * window)
        pieces = np.fft.irfft(spectra * ratio(curves[:, :, ear] @ share)) * window
        out[:, ear] = (pieces[:, STEP:] + np.roll(pieces[:, :STEP], -1, axis=0)).ravel()
    return out


def drift(frames: int, random: Random, highest: float, lowest: float = 0.0) -> Curve:
    """Return a periodic wandering of mean 0 and deviation 1, between two frequencies in Hz, stronger when slower."""
    count = round(frames / SAMPLE_RATE * _CONTROL_RATE)
    frequencies = np.fft.rfftfreq(count, 1 / _CONTROL_RATE)
    kept = (frequencies > lowest) & (frequencies <= highest)
    weight = np.where(kept, np.maximum(frequencies, 1e-6) ** -0.6, 0)
    curve = np.fft.irfft(np.fft.rfft(random.standard_normal(count)) * weight, count)
    curve /= curve.std()
    return np.interp(np.arange(frames) / frames * count, np.arange(count + 1), np.append(curve, curve[0]))


def moments(seconds: float, random: Random, gap: float, *, least: float = 0.4, shape: float = 3.0) -> Curve:
    """Return irregular moments once around the circle, ``gap`` seconds apart on average, ``least`` of it at least."""
    gaps = least + (1 - least) * random.gamma(shape, 1 / shape, max(1, round(seconds / gap)))
    return np.asarray(random.uniform(0, seconds) + np.cumsum(gaps) * seconds / gaps.sum())


def since(moment: float, clock: Curve, seconds: float) -> Curve:
    """Return how long after a moment each time of a clock lies, the short way round: negative is before."""
    return np.asarray((clock - moment + seconds / 2) % seconds - seconds / 2)


def lay(out: Samples, sound: Samples, start: int) -> None:
    """Add a sound to a circle; what reaches over the end goes on at the beginning."""
    start %= len(out)
    first = min(len(sound), len(out) - start)
    out[start : start + first] += sound[:first]
    out[: len(sound) - first] += sound[first:]


def placed(mono: Curve, side: float) -> Samples:
    """Return a sound from a side (-1 left, 1 right), at equal power, a little later in the ear that is farther."""
    late = round(abs(side) * 0.0003 * SAMPLE_RATE)
    near, far = np.append(mono, np.zeros(late)), np.append(np.zeros(late), mono)
    angle = (side + 1) * np.pi / 4
    left, right = (near, far) if side < 0 else (far, near)
    return np.stack([left * np.cos(angle), right * np.sin(angle)], axis=1)


def shower(
    frames: int,
    random: Random,
    bank: Sequence[Curve],
    rate: Curve,
    *,
    shape: float,
    least: float,
    most: float,
    width: float,
    home: float = 0.0,
) -> Samples:
    """Return grains of a bank, ``rate`` a second, each of its own size (Pareto) and place between the ears."""
    fastest = rate.max()
    starts = random.integers(0, frames, random.poisson(fastest * frames / SAMPLE_RATE))
    starts = starts[random.random(len(starts)) < rate[starts] / fastest]
    sizes = (random.pareto(shape, len(starts)) + least).clip(0, most)
    kinds, places = random.integers(0, len(bank), len(starts)), random.uniform(-width, width, len(starts))
    out = np.zeros((frames, 2))
    for start, size, kind, place in zip(starts, sizes, kinds, places + home, strict=True):
        angle = (min(max(place, -1), 1) + 1) * np.pi / 4
        lay(out, bank[kind][:, None] * (size * np.array([np.cos(angle), np.sin(angle)])), start)
    return out


def coloured(samples: Samples, frequencies: Sequence[float], levels: Sequence[float]) -> Samples:
    """Return a circle with its spectrum raised or lowered by levels in dB at some frequencies."""
    place = np.log(np.maximum(np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE), 1))
    shape = ratio(np.interp(place, np.log(frequencies), levels))
    return np.fft.irfft(np.fft.rfft(samples, axis=0) * shape[:, None], len(samples), axis=0)


def echo(random: Random, seconds: float, corner: float) -> Samples:
    """Return the diffuse answer of a place to a clap: noise of unit energy that dies, dark above a corner in Hz."""
    time = np.arange(round(1.3 * seconds * SAMPLE_RATE)) / SAMPLE_RATE
    swell = 10 ** (-3 * time / seconds) * (1 - np.exp(-time / 0.015))
    answer = random.standard_normal((len(time), 2)) * swell[:, None]
    band = butter(1, [180, corner], "band", fs=SAMPLE_RATE, output="sos")
    answer = sosfilt(band, answer, axis=0)
    return np.asarray(answer / np.sqrt((answer**2).sum(axis=0).mean()))


def answered(samples: Samples, answer: Samples) -> Samples:
    """Return what comes back from a place, around the circle."""
    spectra = np.fft.rfft(samples, axis=0) * np.fft.rfft(answer, len(samples), axis=0)
    return np.fft.irfft(spectra, len(samples), axis=0)


def mixed(*parts: tuple[Samples, float]) -> Samples:
    """Return parts together, each at a level in dB."""
    return np.asarray(sum(ratio(level) * part / rms(part) for part, level in parts))


def ratio(level: float | Curve) -> Curve:
    """Return levels in dB as ratios of amplitudes."""
    return np.asarray(10 ** (np.asarray(level) / 20))


def rms(samples: Samples) -> float:
    """Return how strong a sound is on average."""
    return float(np.sqrt((samples**2).mean()) + 1e-12)
