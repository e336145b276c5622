"""Wind in trees: a gust that goes through a few of them, each with its own place, colour and flutter."""

from typing import Final

import numpy as np

from studio.measure import SAMPLE_RATE, Samples
from studio.nature.circle import OCTAVES, STEP, circle, drift, mixed, noise, painted, ratio, shower
from studio.nature.grains import drop

_TREES: Final = (
    # side, seconds after the gust's arrival, dB in each octave
    (-0.8, 0.0, (-16, -10, -5, -2, -3, -6, -12, -21, -36)),
    (-0.3, 0.9, (-14, -9, -5, -3, -6, -11, -18, -28, -42)),
    (0.2, 1.7, (-12, -7, -3, -3, -7, -14, -22, -33, -48)),
    (0.5, 2.4, (-20, -14, -9, -5, -3, -4, -9, -17, -31)),
    (0.9, 3.3, (-16, -10, -5, -2, -4, -9, -16, -26, -40)),
)
_FOLLOWS: Final = np.array([0.5, 0.65, 0.8, 0.95, 1.05, 1.1, 1.15, 1.2, 1.2])
"""How much of the gust each octave takes part in: leaves more than branches."""


def wind(seconds: float, seed: int) -> Samples:
    """Return wind in trees, (n, 2): air, crowns that stir one after the other, single leaves."""
    random = np.random.default_rng(seed)
    frames = circle(seconds)
    # No gust so much stronger than the others that it is known again.
    arriving = 2.6 * np.tanh(drift(frames, random, 0.12, 0.02)) + 0.8 * drift(frames, random, 0.4, 0.12)
    power = np.zeros((frames // STEP, len(OCTAVES), 2))
    for side, delay, levels in _TREES:
        gust = np.roll(arriving, round(delay * SAMPLE_RATE)) + 1.0 * drift(frames, random, 0.25, 0.02)
        flutter = 0.7 * drift(frames, random, 5.0, 0.8)[::STEP]
        curves = (
            levels + _FOLLOWS * gust[::STEP, None] + flutter[:, None] * np.linspace(0.2, 1.2, len(OCTAVES))
        )
        for ear, sign in ((0, -1), (1, 1)):
            power[:, :, ear] += 10 ** (curves / 10) * (1 + sign * 0.8 * side)
    coherence = (0.7, 0.65, 0.57, 0.45, 0.35, 0.3, 0.25, 0.2, 0.1)
    crowns = painted(noise(frames, random, [0] * len(OCTAVES), coherence), 10 * np.log10(power))
    air = noise(frames, random, (-2, 0, -3, -8, -15, -24, -34, -45, -60), coherence)
    air *= ratio(1.2 * drift(frames, random, 0.3))[:, None]
    leaves = [drop(random, f, ms) for f in np.geomspace(900, 3800, 16) for ms in (5.0, 8.0)]
    rustle = shower(
        frames, random, leaves, 150 * ratio(2 * arriving), shape=2.8, least=0.2, most=2.5, width=1.0
    )
    return mixed((crowns, 0), (air, -12), (rustle, -19))
