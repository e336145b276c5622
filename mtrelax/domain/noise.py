"""Sounds that no file holds: they are made while they are heard."""

from enum import StrEnum


class Noise(StrEnum):
    """Steady noise, by its colour."""

    PINK = "pink"
    """Each octave as strong as the one below: rain without drops."""
    BROWN = "brown"
    """Each octave 3 dB weaker than the one below: a waterfall, far away."""
