"""Sounds that are not music: ambience that loops, bells, spoken cues. Paths are relative to the file.

format = 1
title = "Rain"
sound = "rain.opus"               # or noise = "brown", which is made while it is heard
licence = "CC0-1.0"
credit = ""                       # whom to thank, where the licence asks for it
length = 120.0                    # seconds; a noise has none
loudness = -20.1                  # LUFS
true_peak = -5.2                  # dBTP, optional
"""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from mtrelax.catalogue.strict import Level, Positive, Text, build, decode, read_text
from mtrelax.domain.errors import WrongFile
from mtrelax.domain.materials import Sound
from mtrelax.domain.noise import Noise
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.track import Loudness


class SoundFile(Struct, forbid_unknown_fields=True):
    """The keys of a sound's file."""

    format: Literal[1]
    title: Text
    loudness: Level
    sound: Text | None = None
    noise: Noise | None = None
    length: Positive = 1.0
    true_peak: Level = 0.0
    licence: str = ""
    credit: str = ""


def read_sound(path: Path) -> Sound:
    """Return the sound that a file describes."""
    told = decode(read_text(path), str(path), SoundFile)
    origin = told.noise if told.sound is None else path.parent / told.sound
    if origin is None or (told.sound and told.noise):
        raise WrongFile(str(path), "sound", "a file beside this one, or noise = pink or brown")

    def make() -> Sound:
        return Sound(
            slug=path.stem,
            title=told.title,
            path=origin,
            length=Seconds(told.length),
            loudness=Loudness(Decibels(told.loudness), Decibels(told.true_peak)),
            licence=told.licence,
            credit=told.credit,
        )

    return build(make, str(path))
