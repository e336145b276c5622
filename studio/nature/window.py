"""Rain on a window, heard from inside."""

import numpy as np

from studio.measure import Samples
from studio.nature.circle import answered, circle, drift, echo, mixed, noise, ratio, shower
from studio.nature.grains import bubble, drop, knock


def rain_window(seconds: float, seed: int) -> Samples:
    """Return rain on a window, (n, 2): rain behind glass, taps on the pane as gusts bring them, the sill, a room."""
    random = np.random.default_rng(seed)
    frames = circle(seconds)
    gust = 2.2 * drift(frames, random, 0.15) + 0.8 * drift(frames, random, 0.8, 0.15)
    coherence = (0.9, 0.9, 0.85, 0.8, 0.78, 0.7, 0.6, 0.5, 0.4)
    outside = noise(frames, random, (-14, -10, -6, -3, -2, -7, -14, -24, -40), coherence)
    outside *= ratio(0.45 * gust)[:, None]
    pane = np.geomspace(380, 1500, 24)
    taps = [knock(random, f * np.array([1, 1.58, 2.31, 3.2]), random.uniform(2.5, 6)) for f in pane]
    ticks = [drop(random, f, 1.6) for f in np.geomspace(1300, 3600, 16)]
    sill = [knock(random, f * np.array([1, 2.4, 3.9]), 14) for f in np.geomspace(170, 330, 12)]
    runnels = [bubble(radius) for radius in np.geomspace(1.0, 3.2, 20)]
    near = mixed(
        (shower(frames, random, ticks, 160 * ratio(gust), shape=2.3, least=0.15, most=4, width=0.9), -8),
        (shower(frames, random, taps, 34 * ratio(1.5 * gust), shape=2.6, least=0.3, most=3, width=0.8), -8),
        (shower(frames, random, sill, np.full(frames, 1.3), shape=3, least=0.6, most=1.8, width=0.3), -21),
        (shower(frames, random, runnels, 7 * ratio(gust), shape=2.6, least=0.3, most=2.5, width=0.5), -24),
    )
    room = answered(near, echo(random, 0.4, 1800))
    return mixed((outside, -2.5), (near, -8), (room, -14))
