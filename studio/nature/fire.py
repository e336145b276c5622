"""A fireplace: the draught, the flames, and crackles that come in flurries and startle nobody."""

import numpy as np

from studio.measure import SAMPLE_RATE, Samples
from studio.nature.circle import (
    OCTAVES,
    STEP,
    Curve,
    Random,
    answered,
    circle,
    drift,
    echo,
    mixed,
    moments,
    noise,
    painted,
    ratio,
    shower,
    since,
)
from studio.nature.grains import drop, knock


def fire(seconds: float, seed: int) -> Samples:
    """Return a fire that burns quietly, (n, 2): a low rumble, flapping flames, embers, crackles, knocks of wood."""
    random = np.random.default_rng(seed)
    frames = circle(seconds)
    coherence = (0.95, 0.95, 0.9, 0.85, 0.75, 0.6, 0.5, 0.4, 0.3)
    draught = np.array([-4, 0, -3, -8, -14, -20, -27, -36, -50])
    curves = draught + 1.0 * drift(frames, random, 0.2)[::STEP, None]
    for band in range(len(OCTAVES)):
        curves[:, band] += (
            1.6 * drift(frames, random, 7.0, 1.0)[::STEP] + 0.8 * drift(frames, random, 1.0, 0.1)[::STEP]
        )
    flames = painted(
        noise(frames, random, [0] * len(OCTAVES), coherence), np.repeat(curves[:, :, None], 2, axis=2)
    )
    embers = noise(frames, random, (-60, -50, -40, -28, -16, -6, 0, -3, -14), coherence)
    embers *= ratio(2.0 * drift(frames, random, 0.4))[:, None]
    lively = _flurries(seconds, random)
    ticks = [drop(random, f, ms) for f in np.geomspace(1100, 4800, 16) for ms in (0.5, 0.9, 1.6)]
    snaps = [drop(random, f, ms, 1.8) for f in np.geomspace(600, 2200, 14) for ms in (2.0, 3.5)]
    wood = [knock(random, f * np.array([1, 1.7, 2.9]), 11) for f in np.geomspace(210, 640, 14)]
    crackles = mixed(
        (shower(frames, random, ticks, 2 + 26 * lively, shape=1.5, least=0.1, most=3.5, width=0.6), 0),
        (shower(frames, random, snaps, 0.3 + 3.5 * lively, shape=1.8, least=0.2, most=2.5, width=0.5), -2),
        (shower(frames, random, wood, 0.15 + 0.5 * lively, shape=2.5, least=0.5, most=1.5, width=0.4), -8),
    )
    hearth = answered(crackles, echo(random, 0.35, 2200))
    return mixed((flames, -1), (embers, -27), (crackles, -15), (hearth, -18))


def _flurries(seconds: float, random: Random) -> Curve:
    """Return how lively the crackling is: flurries that begin soon and die slowly, of sizes that differ a lot."""
    frames = circle(seconds)
    clock = np.arange(frames // STEP) * STEP / SAMPLE_RATE
    lively = np.zeros(len(clock))
    for moment in moments(seconds, random, 2.1, least=0.1, shape=1.5):
        late, size, length = (
            since(moment, clock, seconds),
            random.pareto(2.0) + 0.2,
            random.uniform(0.15, 1.2),
        )
        lively += min(size, 3.0) * np.where(
            late < 0, np.exp(np.minimum(late, 0) / 0.08), np.exp(-np.maximum(late, 0) / length)
        )
    curve = lively / lively.mean() * ratio(2.5 * drift(frames, random, 0.08)[::STEP])
    return np.interp(np.arange(frames), np.arange(len(clock)) * STEP, curve)
