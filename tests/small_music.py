"""Short pieces of music, and playlists of them, for tests of services and commands."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from mtrelax.domain.time import SAMPLE_RATE
from mtrelax.media.encode import About, open_encoder


def write_tune(path: Path, seconds: float = 20.0, licence: str = "CC0-1.0", pitch: float = 220.0) -> Path:
    """Write a soft tone that comes and goes; its title is the name of the file."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tone = 0.1 * np.sin(2 * np.pi * pitch * time) * (1.2 + np.sin(2 * np.pi * 0.2 * time))
    about = About(title=path.stem.capitalize(), artist="Somebody", licence=licence)
    encoder = open_encoder(path, about)
    for start in range(0, len(tone), 48_000):
        piece = tone[start : start + 48_000]
        encoder.write(np.stack([piece, piece], 1).astype(np.float32))
    encoder.close()
    return path


def write_playlist(folder: Path, slug: str, title: str, tracks: Sequence[Path]) -> Path:
    """Write a playlist file into a folder of one's own."""
    path = folder / "playlists" / f"{slug}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    names = ", ".join(f'"{track}"' for track in tracks)
    path.write_text(f'format = 1\ntitle = "{title}"\ntracks = [{names}]\n', encoding="utf-8")
    return path


def clicks(sound: np.ndarray) -> bool:
    """Tell whether a soft tone is cut anywhere: its slope changes slowly, a cut changes it at once."""
    return bool(np.abs(np.diff(sound.astype(np.float64), 2, axis=0)).max() > 0.003)
