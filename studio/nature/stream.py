"""A stream between stones: bubbles of every size, each with a place and a babble of its own."""

import numpy as np

from studio.measure import Samples
from studio.nature.circle import circle, drift, mixed, noise, ratio, shower
from studio.nature.grains import bubble


def stream(seconds: float, seed: int) -> Samples:
    """Return a small stream, (n, 2): the rush of the water, its babble, here and there a gurgle."""
    random = np.random.default_rng(seed)
    frames = circle(seconds)
    coherence = (0.95, 0.95, 0.95, 0.9, 0.82, 0.8, 0.8, 0.7, 0.6)
    rush = noise(frames, random, (-40, -21, -10, -3, 0, -3.5, -9, -17, -30), coherence)
    rush *= ratio(0.6 * drift(frames, random, 1.5, 0.1) + 0.5 * drift(frames, random, 0.1))[:, None]
    babble = np.zeros((frames, 2))
    radii = np.geomspace(0.7, 7.0, 44)
    often = 620 * radii**-1.1 / (radii**-1.1).sum()
    for radius, rate in zip(radii, often, strict=True):
        sizes = [bubble(radius * v) for v in (0.93, 1.0, 1.08)]
        loud = radius**0.2 if radius < 3 else 3**0.2 * (3 / radius) ** 1.3
        flow = ratio(3.0 * drift(frames, random, 4.0, 0.1) + 1.5 * drift(frames, random, 0.1))
        most = 4 if radius > 2.2 else 7
        home = random.uniform(-0.7, 0.7)
        babble += loud * shower(
            frames, random, sizes, rate * flow, shape=2.4, least=0.15, most=most, width=0.35, home=home
        )
    large = [bubble(radius) for radius in np.geomspace(5.5, 11, 12)]
    now_and_then = 1.4 * ratio(4 * drift(frames, random, 0.8, 0.05))
    gurgle = shower(frames, random, large, now_and_then, shape=4, least=0.5, most=1.2, width=0.5)
    return mixed((rush, -3), (babble, -4.5), (gurgle, -26))
