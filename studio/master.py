"""The last touches: loudness, fades, and the way into an Opus file with its tags."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final, Literal

import av
import numpy as np
from mutagen.oggopus import OggOpus
from scipy.ndimage import gaussian_filter1d, minimum_filter1d

from studio.measure import SAMPLE_RATE, Samples, as_columns, integrated_loudness, loudness_curve, true_peak

R128_REFERENCE: Final = -23.0
EASE_FLOOR: Final = -45.0
"""LUFS, as in `heard.FLOOR`: what comes out of this much silence begins softly anyway."""
_CHUNK: Final = 48_000
_LAYOUTS: Final = {1: "mono", 2: "stereo"}

Application = Literal["audio", "voip"]


def gain(samples: Samples, decibels: float) -> Samples:
    """Return a recording, louder by so many decibels."""
    return np.asarray(samples * 10 ** (decibels / 20))


def to_loudness(samples: Samples, lufs: float) -> Samples:
    """Return a recording at a given integrated loudness."""
    return gain(samples, lufs - integrated_loudness(samples))


def fade_in(samples: Samples, seconds: float) -> Samples:
    """Return a recording that comes out of silence along half a cosine."""
    out, length = samples.copy(), min(len(samples), round(seconds * SAMPLE_RATE))
    ramp = 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, length, endpoint=False))
    out[:length] *= ramp if out.ndim == 1 else ramp[:, None]
    return out


def fade_out(samples: Samples, seconds: float) -> Samples:
    """Return a recording that goes into silence along half a cosine."""
    return np.ascontiguousarray(fade_in(samples[::-1], seconds)[::-1])


def settle(samples: Samples, ratio: float = 3.0, reach: float = 8.0) -> Samples:
    """Return a recording in which no moment stands out as much from what is around it as it did.

    The level of 0.4 s is drawn towards the level of ``reach`` seconds, centred, so the gain moves before the sound
    does and nothing pumps; long arcs stay as they are.
    """
    step = 0.05
    curve = np.maximum(
        loudness_curve(np.vstack([np.zeros((9600, 2)), samples, np.zeros((9600, 2))]), 0.4, step), -50.0
    )
    around = gaussian_filter1d(curve, reach / 2 / step / 2, mode="nearest")
    wanted = gaussian_filter1d((around - curve) * (1 - 1 / ratio), 0.12 / step, mode="nearest").clip(-9, 6)
    moments = np.arange(len(curve)) * step * SAMPLE_RATE
    return samples * (10 ** (np.interp(np.arange(len(samples)), moments, wanted) / 20))[:, None]


def ease(samples: Samples, most: float = 5.8, after: float = 5.0) -> Samples:
    """Return a recording that comes back gently after its rests: by at most so many LU a second (0.4-second loudness).

    Where it would rise faster, its gain gives way before the onset and recovers at that pace; a recording that never
    does stays as it is, to the sample. Loudness below ``EASE_FLOOR`` counts as silence.
    """
    step, second = 0.1, 10
    for _ in range(8):
        curve = np.maximum(loudness_curve(samples, 0.4, step), EASE_FLOOR)
        wanted = curve.copy()
        for index in range(round(after / step), len(wanted)):
            wanted[index] = min(wanted[index], wanted[index - second] + most)
        if np.array_equal(wanted, curve):
            break
        gains = gaussian_filter1d(minimum_filter1d(wanted - curve, 5), 1.5, mode="nearest")
        moments = (np.arange(len(curve)) * step + 0.2) * SAMPLE_RATE
        samples = samples * (10 ** (np.interp(np.arange(len(samples)), moments, gains) / 20))[:, None]
    return samples


def soften_peaks(samples: Samples, ceiling: float, knee: float = 6.0) -> Samples:
    """Return a recording whose peaks bend smoothly below a ceiling in dBFS; what lies below the knee is untouched."""
    top, bend = 10 ** (ceiling / 20), 10 ** ((ceiling - knee) / 20)
    size = np.abs(samples)
    bent = bend + (top - bend) * np.tanh((size - bend) / (top - bend))
    return np.asarray(np.where(size > bend, np.sign(samples) * bent, samples))


def r128_gain(lufs: float) -> str:
    """Return the R128_TRACK_GAIN of a recording: Q7.8, relative to -23 LUFS, as RFC 7845 has it."""
    return str(round((R128_REFERENCE - lufs) * 256))


def encode_opus(
    path: Path | str,
    samples: Samples,
    kbit: int,
    tags: Mapping[str, str],
    application: Application = "audio",
) -> None:
    """Write a recording at 48 kHz, (n,) or (n, 2), to an Ogg Opus file of exactly its length, then its tags."""
    columns = np.ascontiguousarray(as_columns(samples), dtype=np.float32)
    layout = _LAYOUTS[columns.shape[1]]
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    # bitexact keeps the random serial number out of the file: the same sound gives the same bytes.
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        options = {"application": application, "vbr": "on", "compression_level": "10"}
        stream = container.add_stream("libopus", rate=SAMPLE_RATE, layout=layout, options=options)
        stream.bit_rate = kbit * 1000
        for start in range(0, len(columns), _CHUNK):
            block = columns[start : start + _CHUNK]
            frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    _write_tags(Path(path), tags)


def decode_opus(path: Path | str) -> Samples:
    """Return what a player hears of an Opus file, as (frames, channels)."""
    with av.open(str(path)) as container:
        channels = container.streams.audio[0].channels
        resampler = av.AudioResampler(format="flt", layout=_LAYOUTS[channels], rate=SAMPLE_RATE)
        blocks = [
            block.to_ndarray().reshape(-1, channels)
            for frame in container.decode(audio=0)
            for block in resampler.resample(frame)
        ]
    return np.concatenate(blocks).astype(np.float64)


def loudest_allowed(samples: Samples, lufs: float, peak: float) -> Samples:
    """Return a recording at a loudness; if its true peak would pass the limit, its peaks are bent until it fits."""
    out, ceiling = to_loudness(samples, lufs), peak
    while true_peak(out) > peak:
        ceiling -= 0.5
        out = to_loudness(soften_peaks(out, ceiling), lufs)
    return out


def _write_tags(path: Path, tags: Mapping[str, str]) -> None:
    """Put the tags, and only them, into an Opus file."""
    file = OggOpus(path)
    file.delete()
    file.update({key: [value] for key, value in tags.items()})
    file.save()
