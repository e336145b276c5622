"""What can be said about a recording by measuring it: loudness, peaks, colour, jumps."""

from typing import Final

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.signal import resample_poly, sosfilt

Samples = NDArray[np.float64]

SAMPLE_RATE: Final = 48_000
SILENCE: Final = -120.0

# ITU-R BS.1770-4, table 1 and 2: the head's shelf and the low cut, at 48 kHz.
_K_WEIGHTING: Final = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ],
)


def as_columns(samples: Samples) -> Samples:
    """Return a recording as (frames, channels), whatever it came as."""
    return samples[:, None] if samples.ndim == 1 else samples


def decibels(ratio: float) -> float:
    """Return an amplitude ratio in decibels, no lower than silence."""
    return max(SILENCE, 20 * float(np.log10(max(ratio, 1e-12))))


def integrated_loudness(samples: Samples) -> float:
    """Return the gated loudness of a whole recording in LUFS (EBU R128)."""
    return float(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(samples))


def loudness_curve(samples: Samples, window: float = 3.0, step: float = 0.1) -> Samples:
    """Return the loudness of each window (3 s: short-term, 0.4 s: momentary) in LUFS, one value per step."""
    columns = as_columns(samples)
    power = (sosfilt(_K_WEIGHTING, columns, axis=0) ** 2).sum(axis=1)
    total = np.concatenate([[0.0], np.cumsum(power)])
    length, hop = round(window * SAMPLE_RATE), round(step * SAMPLE_RATE)
    starts = np.arange(0, max(1, len(columns) - length + 1), hop)
    mean = (total[np.minimum(starts + length, len(columns))] - total[starts]) / length
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(mean, 1e-12)))


def true_peak(samples: Samples) -> float:
    """Return the highest value between the samples too, in dBTP, by oversampling four times."""
    # One channel after the other: twenty minutes are 4 GB when oversampled.
    return decibels(max(float(np.abs(resample_poly(one, 4, 1)).max()) for one in as_columns(samples).T))
