"""Real sound files, made by PyAV."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import pytest

LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}


@dataclass(frozen=True)
class Kind:
    name: str
    codec: str
    rate: int
    channels: int = 2
    options: tuple[tuple[str, str], ...] = ()
    container_options: tuple[tuple[str, str], ...] = ()
    lossless: bool = False


KINDS = [
    Kind("cd.wav", "pcm_s16le", 44_100, lossless=True),
    Kind("mono.wav", "pcm_s16le", 44_100, 1, lossless=True),
    Kind("float.wav", "pcm_f32le", 48_000, lossless=True),
    Kind("cd.flac", "flac", 44_100, lossless=True),
    Kind("high.flac", "flac", 96_000, lossless=True),
    Kind("cd.oga", "flac", 44_100, lossless=True),
    Kind("surround.flac", "flac", 48_000, 6, lossless=True),
    Kind("stereo.opus", "libopus", 48_000),
    Kind("mono.opus", "libopus", 48_000, 1),
    Kind("cd.mp3", "libmp3lame", 44_100),
    Kind("bare.mp3", "libmp3lame", 48_000, container_options=(("write_xing", "0"), ("id3v2_version", "0"))),
    Kind("cd.m4a", "aac", 44_100, options=(("aac_pns", "0"),)),
    Kind("mono.m4a", "aac", 48_000, 1, options=(("aac_pns", "0"),)),
    Kind("stereo.webm", "libopus", 48_000),
]


def tune(frames: int, rate: int, channels: int) -> np.ndarray:
    """Return something that differs at every moment and in every channel."""
    rng = np.random.default_rng(7)
    t = np.arange(frames) / rate
    columns = [0.2 * np.sin(2 * np.pi * (220 + 110 * c) * t + 9 * np.sin(1.3 * t)) for c in range(channels)]
    return (np.stack(columns, 1) + 0.02 * rng.standard_normal((frames, channels))).astype(np.float32)


def write(path: Path, samples: np.ndarray, kind: Kind) -> Path:
    with av.open(str(path), "w", options=dict(kind.container_options)) as container:
        layout = LAYOUTS[kind.channels]
        stream = cast("Any", container).add_stream(
            kind.codec, rate=kind.rate, layout=layout, options=dict(kind.options)
        )
        for start in range(0, len(samples), 4800):
            block = np.ascontiguousarray(samples[start : start + 4800]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="flt", layout=layout)
            frame.sample_rate, frame.pts = kind.rate, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@dataclass(frozen=True)
class Sounds:
    """A folder of sound files: eight seconds and a bit of each kind."""

    folder: Path

    def __getitem__(self, name: str) -> Path:
        return self.folder / name

    @staticmethod
    def frames(kind: Kind) -> int:
        return kind.rate * 8 + 123

    def make(self, name: str, samples: np.ndarray, codec: str = "pcm_f32le", rate: int = 48_000) -> Path:
        return write(self.folder / name, samples, Kind(name, codec, rate, samples.shape[1]))


@pytest.fixture(scope="session")
def sounds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sounds")
    for kind in KINDS:
        write(folder / kind.name, tune(Sounds.frames(kind), kind.rate, kind.channels), kind)
    (folder / "text.mp3").write_text("It is a text, and calls itself music. " * 2000)
    (folder / "nothing.flac").write_bytes(b"")
    (folder / "nothing.opus").write_bytes(b"")
    (folder / "head-only.wav").write_bytes((folder / "cd.wav").read_bytes()[:44])
    (folder / "no-index.m4a").write_bytes((folder / "cd.m4a").read_bytes()[:50_000])
    return Sounds(folder)


@pytest.fixture(params=KINDS, ids=[kind.name for kind in KINDS])
def kind(request):
    return request.param


@pytest.fixture(
    params=["text.mp3", "nothing.flac", "nothing.opus", "head-only.wav", "no-index.m4a", "missing.wav", "."]
)
def unreadable(request, sounds):
    return sounds[request.param]
