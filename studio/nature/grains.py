"""Grains: the single drops, bubbles and knocks that showers are made of."""

from collections.abc import Sequence

import numpy as np

from studio.measure import SAMPLE_RATE
from studio.nature.circle import Curve, Random


def bubble(radius: float) -> Curve:
    """Return the sound of a bubble of so many millimetres (van den Doel 2005): a sine that rises and dies."""
    metres = radius / 1000
    frequency, damping = 3 / metres, 0.13 / metres + 0.0072 * metres**-1.5
    time = np.arange(round(min(0.25, 9 / damping) * SAMPLE_RATE)) / SAMPLE_RATE
    phase = 2 * np.pi * frequency * (time + 0.05 * damping * time**2)
    grain = np.exp(-damping * time) * np.sin(phase)
    attack = min(len(grain), round(0.0004 * SAMPLE_RATE) + 1)
    grain[:attack] *= np.linspace(0, 1, attack)
    return grain


def drop(random: Random, frequency: float, milliseconds: float, sharpness: float = 1.2) -> Curve:
    """Return a drop that hits something: a burst of noise around a frequency, of unit energy."""
    count = round(milliseconds * 4e-3 * SAMPLE_RATE)
    time = np.arange(count) / SAMPLE_RATE
    burst = random.standard_normal(count) * np.exp(-time / (milliseconds * 0.5e-3))
    place = np.fft.rfftfreq(4 * count, 1 / SAMPLE_RATE)
    off = place / frequency - frequency / np.maximum(place, 1)
    grain = np.fft.irfft(np.fft.rfft(burst, 4 * count) / np.sqrt(1 + (sharpness * off) ** 4))[:count]
    return np.asarray(grain / np.sqrt((grain**2).sum()))


def knock(random: Random, frequencies: Sequence[float], milliseconds: float) -> Curve:
    """Return a knock on something stiff: its modes, each the shorter and softer the higher, of unit energy."""
    time = np.arange(round(milliseconds * 8e-3 * SAMPLE_RATE)) / SAMPLE_RATE
    grain = np.zeros(len(time))
    for frequency in frequencies:
        height = frequency / frequencies[0]
        dying = np.exp(-time * height**0.5 / (milliseconds * 1e-3 * random.uniform(0.7, 1.3)))
        grain += dying * np.sin(2 * np.pi * frequency * time + random.uniform(0, 2 * np.pi)) / height
    attack = round(0.0012 * SAMPLE_RATE)
    grain[:attack] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, attack))
    return np.asarray(grain / np.sqrt((grain**2).sum()))
