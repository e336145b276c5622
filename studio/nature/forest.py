"""A forest in the early morning: invented birds, each with a repertoire of its own, and leaves that hardly move."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from studio.measure import Samples
from studio.nature.birds import Phrase, cascade, dove, flute, sung, tumble, two_notes, whistle
from studio.nature.circle import (
    Random,
    answered,
    circle,
    coloured,
    drift,
    echo,
    lay,
    mixed,
    moments,
    noise,
    placed,
    ratio,
)


@dataclass(frozen=True, slots=True)
class _Bird:
    """An individual: its kind of song, its own pitch, where it sits, how often it sings."""

    sings: Callable[[Random], Phrase]
    tuning: float
    side: float
    distance: float
    share: float


_BIRDS: Final = (
    _Bird(flute, 1.0, -0.45, 2.5, 5),
    _Bird(flute, 1.09, 0.75, 3.6, 4),
    _Bird(tumble, 0.95, 0.3, 2.0, 4),
    _Bird(tumble, 1.02, -0.85, 4.2, 3),
    _Bird(two_notes, 0.97, 0.9, 2.7, 2.5),
    _Bird(cascade, 0.96, -0.15, 2.3, 3.5),
    _Bird(dove, 1.0, -0.7, 2.4, 2.5),
    _Bird(dove, 0.93, 0.5, 4.5, 2),
    _Bird(whistle, 1.0, 0.1, 3.3, 2.5),
)
_REPERTOIRE: Final = 6


def forest(seconds: float, seed: int) -> Samples:
    """Return a forest morning, (n, 2): a few birds near, more far away, a light air in the crowns."""
    random = np.random.default_rng(seed)
    frames = circle(seconds)
    stems = _songs(seconds, random)
    wood = echo(random, 1.5, 2400)
    birds, sent = np.zeros((frames, 2)), np.zeros((frames, 2))
    for bird, stem in zip(_BIRDS, stems, strict=True):
        far = coloured(
            stem, (1000, 2500, 5000, 9000, 18000), (0, 0, -2.5 * bird.distance, -5 * bird.distance, -60)
        )
        birds += far / bird.distance
        sent += far / bird.distance**0.4
    coherence = (0.5, 0.5, 0.45, 0.35, 0.25, 0.2, 0.15, 0.1, 0.1)
    air = noise(frames, random, (-9, -5, -3, -3, -6, -11, -18, -28, -44), coherence)
    air *= ratio(1.3 * drift(frames, random, 0.2))[:, None]
    leaves = noise(frames, random, (-60, -45, -30, -17, -7, -2, -3, -9, -24), coherence)
    leaves *= ratio(1.8 * drift(frames, random, 0.3) + 0.6 * drift(frames, random, 3.0, 0.5))[:, None]
    return mixed((air, 0), (leaves, -12), (birds, -14.5), (answered(sent, wood), -12.5))


def _songs(seconds: float, random: Random) -> list[Samples]:
    """Return what each bird sings around the circle: one after the other, none the same phrase twice in a row."""
    stems = [np.zeros((circle(seconds), 2)) for _ in _BIRDS]
    repertoires = [[bird.sings(random) for _ in range(_REPERTOIRE)] for bird in _BIRDS]
    shares = np.array([bird.share for bird in _BIRDS])
    patience = shares * random.random(len(_BIRDS))
    last = [-1] * len(_BIRDS)
    for moment in moments(seconds, random, 3.4, least=0.3, shape=2.0):
        # Whoever has been silent for long is the likelier to sing, so that no stretch is known by its singer.
        singer = int(random.choice(len(_BIRDS), p=patience**2 / (patience**2).sum()))
        patience += shares
        patience[singer] = 0
        others = [number for number in range(_REPERTOIRE) if number != last[singer]]
        last[singer] = int(random.choice(others))
        bird = _BIRDS[singer]
        song = random.uniform(0.7, 1.0) * sung(repertoires[singer][last[singer]], bird.tuning, random)
        lay(stems[singer], placed(song, bird.side), circle(moment))
    return stems
