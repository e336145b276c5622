"""What is not music: places and bells, rendered, measured and described for the catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from studio.instruments.bowl import bowl
from studio.master import encode_opus, r128_gain, to_loudness
from studio.measure import SAMPLE_RATE, Samples, integrated_loudness, true_peak
from studio.nature import PLACES


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a sound is made: the same seed gives the same sound."""

    folder: str
    title: str
    make: Callable[[float, int], Samples]
    seconds: float
    seed: int
    loudness: float
    """LUFS of the file; quiet enough that nothing is clipped."""
    kbit: int = 64


SOUNDS: Final[Mapping[str, Recipe]] = {
    slug: Recipe("ambience", place.title, place.make, 120.0, place.seed, place.loudness)
    for slug, place in PLACES.items()
} | {"bell": Recipe("cues", "Bell", bowl, 11.0, 5, -24.0)}


def record(name: str, assets: Path) -> Path:
    """Write a sound and its description; return where it lies."""
    recipe = SOUNDS[name]
    samples = to_loudness(recipe.make(recipe.seconds, recipe.seed), recipe.loudness)
    lufs, peak = integrated_loudness(samples), true_peak(samples)
    folder = assets / recipe.folder
    tags = {
        "TITLE": recipe.title,
        "ARTIST": "mtrelax",
        "LICENSE": "CC0-1.0",
        "R128_TRACK_GAIN": r128_gain(lufs),
        "COMMENT": f"{recipe.make.__name__}, seed {recipe.seed}",
    }
    encode_opus(folder / f"{name}.opus", samples, recipe.kbit, tags)
    text = (
        f'format = 1\ntitle = "{recipe.title}"\nsound = "{name}.opus"\nlicence = "CC0-1.0"\n'
        f"length = {len(samples) / SAMPLE_RATE:.3f}\nloudness = {lufs:.2f}\ntrue_peak = {peak:.2f}\n"
    )
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder / f"{name}.opus"
