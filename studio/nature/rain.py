"""Soft rain among leaves."""

import numpy as np

from studio.measure import Samples
from studio.nature.circle import circle, drift, mixed, noise, ratio, shower
from studio.nature.grains import bubble, drop


def rain(seconds: float, seed: int) -> Samples:
    """Return soft rain among leaves, (n, 2): a wash, patter on leaves, heavy drops that fall from them, puddles.

    Darker than the real recordings whose octaves and coherence it was fitted to: under music their hiss would tire.
    """
    random = np.random.default_rng(seed)
    frames = circle(seconds)
    coherence = (0.9, 0.9, 0.85, 0.8, 0.78, 0.7, 0.6, 0.5, 0.4)
    wash = noise(frames, random, (-28, -21, -16, -9, -3.5, -3, -6, -12, -26), coherence)
    wash *= ratio(drift(frames, random, 0.25))[:, None]
    strength = ratio(1.2 * drift(frames, random, 0.2))
    far = [drop(random, f, ms) for f in np.geomspace(1100, 4200, 14) for ms in (1.2, 2.0, 3.2)]
    leaves = [drop(random, f, ms, 1.6) for f in np.geomspace(420, 2400, 18) for ms in (4.0, 6.0, 9.0)]
    heavy = [drop(random, f, 14.0, 2.2) for f in np.geomspace(190, 620, 16)]
    puddles = [bubble(radius) for radius in np.geomspace(0.6, 2.4, 30)]
    fallen = np.full(frames, 2.4)
    return mixed(
        (wash, -2),
        (shower(frames, random, far, 500 * strength, shape=2.2, least=0.15, most=12, width=1.0), -10),
        (shower(frames, random, leaves, 70 * strength, shape=2.5, least=0.3, most=3.5, width=1.0), -9.5),
        (shower(frames, random, heavy, fallen, shape=3.0, least=0.5, most=2.0, width=0.8), -21),
        (shower(frames, random, puddles, 18 * strength, shape=2.4, least=0.3, most=4, width=0.9), -21),
    )
