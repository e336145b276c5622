"""The two ways to say when: seconds for people, frames for sound."""

from typing import Final, NewType

Seconds = NewType("Seconds", float)
Frames = NewType("Frames", int)
Decibels = NewType("Decibels", float)

SAMPLE_RATE: Final = 48_000
"""Frames in one second, everywhere inside the program."""


def to_frames(seconds: Seconds) -> Frames:
    """Return the frame nearest to a moment."""
    return Frames(round(seconds * SAMPLE_RATE))


def to_seconds(frames: Frames) -> Seconds:
    """Return the moment at which a frame sounds."""
    return Seconds(frames / SAMPLE_RATE)


def minutes(count: float) -> Seconds:
    """Return so many minutes in seconds."""
    return Seconds(count * 60.0)
