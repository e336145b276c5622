"""A recording as a picture: its loudness over time, and its spectrogram."""

from pathlib import Path
from typing import Final

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from scipy.signal import spectrogram

from studio.measure import SAMPLE_RATE, Samples, as_columns, loudness_curve

_REDUCED: Final = 4
"""What is calm lies below 6 kHz."""


def draw(heard: Samples, title: str, path: Path) -> None:
    """Draw a recording: momentary and short-term loudness in LUFS, and where its sound lies from 40 Hz to 6 kHz."""
    mpl.use("Agg")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure, (loudness, colour) = plt.subplots(2, 1, figsize=(20, 11), sharex=True, layout="constrained")
    for window, line in ((0.4, {"color": "0.7", "linewidth": 0.4}), (3.0, {"color": "tab:blue"})):
        curve = loudness_curve(heard, window)
        loudness.plot(np.arange(len(curve)) * 0.1 + window / 2, curve, **line)
    loudness.set(title=title, ylabel="LUFS", ylim=(-55, -8), xlim=(0, len(heard) / SAMPLE_RATE))
    loudness.grid(visible=True)
    mono = as_columns(heard).mean(axis=1)[::_REDUCED]
    frequency, moment, power = spectrogram(mono, SAMPLE_RATE / _REDUCED, nperseg=2048, noverlap=1024)
    seen = frequency > 30
    level = 10 * np.log10(power[seen] + 1e-12)
    colour.pcolormesh(moment, frequency[seen], level, vmin=-95, vmax=-35)
    colour.set(yscale="log", ylim=(40, 6000), ylabel="Hz", xlabel="s")
    figure.savefig(path, dpi=60)
    plt.close(figure)
