"""A singing bowl that is touched softly, from its modes."""

import numpy as np

from studio.measure import SAMPLE_RATE, Samples

_RATIOS = (1.0, 2.83, 5.35, 8.5)
"""Of a small singing bowl's modes."""
_DECAYS = (11.0, 6.0, 2.6, 1.2)
"""Seconds to fall by 60 dB."""
_LEVELS = (1.0, 0.42, 0.07, 0.02)
_BEATS = (0.55, 0.9, 1.1, 1.4)
"""Hz between the two halves of each mode, which is never quite round."""
_ONSET = 0.03


def bowl(seconds: float, seed: int, pitch: float = 294.0) -> Samples:
    """Return one stroke with a soft mallet, (n, 2), that rises in 30 ms and rings out into silence."""
    random = np.random.default_rng(seed)
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    out = np.zeros((len(time), 2))
    for ratio, decay, level, beat in zip(_RATIOS, _DECAYS, _LEVELS, _BEATS, strict=True):
        first, second = random.uniform(0, 2 * np.pi, 2)
        swell = (
            level
            * np.exp(-6.91 * time / decay)
            * (1 - np.exp(-time / (_ONSET * min(1.0, 0.4 + 0.6 / ratio))))
        )
        low, high = (pitch * ratio + side * beat / 2 for side in (-1, 1))
        for ear, turn in ((0, 0.0), (1, 0.9)):
            wave = np.sin(2 * np.pi * low * time + first)
            out[:, ear] += swell * (wave + 0.7 * np.sin(2 * np.pi * high * time + second + turn))
    rise = np.minimum(1.0, time / _ONSET)
    fall = np.minimum(1.0, (time[-1] - time) / 3.0)
    return np.asarray(out * (0.5 - 0.5 * np.cos(np.pi * rise))[:, None] * (fall**2)[:, None])
