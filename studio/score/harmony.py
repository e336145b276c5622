"""Chord names become notes that move as little as they can."""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

C3: Final = 48
C4: Final = 60

_LETTERS: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS: Final = {"": 0, "#": 1, "b": -1}
_QUALITIES: Final = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "add9": (0, 4, 7, 2),
    "madd9": (0, 3, 7, 2),
    "maj7": (0, 4, 7, 11),
    "maj9": (0, 4, 7, 11, 2),
    "m7": (0, 3, 7, 10),
    "m9": (0, 3, 7, 10, 2),
    "7": (0, 4, 7, 10),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "7sus4": (0, 5, 7, 10),
    "9sus4": (0, 5, 7, 10, 2),
}
_CHORD: Final = re.compile(r"([A-G][#b]?)([a-z0-9]*)(?:/([A-G][#b]?))?")
_PITCH: Final = re.compile(r"([A-G])([#b]?)(-?\d)")

# What a way from one chord to the next costs, in semitones of movement.
_PARALLEL: Final = 12.0
_LEAP: Final = 0.35
_DRIFT: Final = 0.15


def pitch(name: str) -> int:
    """Return the MIDI number of a note such as F#4."""
    match = _PITCH.fullmatch(name)
    if match is None:
        msg = f"{name} is not a note"
        raise ValueError(msg)
    letter, accidental, octave = match.groups()
    return _LETTERS[letter] + _ACCIDENTALS[accidental] + 12 * (int(octave) + 1)


def _pitch_class(name: str) -> int:
    """Return where in the octave a letter with its accidental stands."""
    return (_LETTERS[name[0]] + _ACCIDENTALS[name[1:]]) % 12


def tones(chord: str) -> tuple[int, tuple[int, ...]]:
    """Return a chord's bass and its tones as pitch classes, the root first."""
    match = _CHORD.fullmatch(chord)
    if match is None or match[2] not in _QUALITIES:
        msg = f"{chord} is not a chord"
        raise ValueError(msg)
    root = _pitch_class(match[1])
    return _pitch_class(match[3]) if match[3] else root, tuple(
        (root + step) % 12 for step in _QUALITIES[match[2]]
    )


def bass_line(chords: Sequence[str], low: str, high: str) -> list[int]:
    """Return the bass of each chord, the nearest to the one before it and drawn to the middle of the range."""
    bottom, top = pitch(low), pitch(high)
    middle = last = (bottom + top) / 2
    line = []
    for chord in chords:
        choices = [note for note in range(bottom, top + 1) if note % 12 == tones(chord)[0]]
        last = min(choices, key=lambda note, last=last: abs(note - last) + 0.3 * abs(note - middle))
        line.append(last)
    return line


def voicings(chord: str, low: str, high: str, voices: int) -> list[tuple[int, ...]]:
    """Return every open way to lay a chord: wide below, nothing closer than a tone, its colour always in it."""
    bass, classes = tones(chord)
    notes = [note for note in range(pitch(low), pitch(high) + 1) if note % 12 in classes]
    spare = {classes[2], classes[0]} if len(classes) > voices or bass == classes[0] else {classes[2]}
    needed = set(classes) - spare - {bass}
    if bass == classes[0] and (bass - 1) % 12 in classes:
        # A root above its own major seventh would be a minor ninth.
        notes = [note for note in notes if note % 12 != bass]
    found = []
    for laid in combinations(notes, voices):
        gaps = [(below, above - below) for below, above in pairwise(laid)]
        if needed <= {note % 12 for note in laid} and all(_is_open(below, gap) for below, gap in gaps):
            found.append(laid)
    return found


def lead(
    chords: Sequence[str], low: str, high: str, voices: int = 4, over: Sequence[int] = ()
) -> list[tuple[int, ...]]:
    """Return one voicing for each chord so that all voices together travel the shortest way (Viterbi).

    ``over`` is the bass that is played below, if no voice shall go along with it in fifths or octaves.
    """
    layers = [np.array(voicings(chord, low, high, voices)) for chord in chords]
    basses = bass_line(chords, "E1", "D3")
    middle = (pitch(low) + pitch(high)) / 2
    cost = _DRIFT * np.abs(layers[0] - middle).sum(axis=1)
    back: list[NDArray[np.intp]] = []
    for index in range(1, len(layers)):
        way = cost[:, None] + _way(layers[index - 1], layers[index], basses[index] - basses[index - 1])
        if over:
            way = way + _along(layers[index - 1], layers[index], over[index - 1], over[index])
        back.append(way.argmin(axis=0))
        cost = way.min(axis=0) + _DRIFT * np.abs(layers[index] - middle).sum(axis=1)
    best = int(cost.argmin())
    path = [best]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [
        tuple(int(note) for note in layer[choice])
        for layer, choice in zip(layers, reversed(path), strict=True)
    ]


def low_clusters(sounding: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of notes, the lower one below C3, that stand closer than a major third and growl."""
    notes = sorted(set(sounding))
    return [(below, above) for below, above in pairwise(notes) if below < C3 and above - below < 4]


def semitones(sounding: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of notes that rub: a semitone or a minor ninth apart."""
    notes = sorted(set(sounding))
    return [(below, above) for below, above in combinations(notes, 2) if above - below in {1, 13}]


def _is_open(below: int, gap: int) -> bool:
    """Return whether two neighbouring voices leave each other room."""
    least = 5 if below < C3 else 3 if below < C4 - 5 else 2
    return least <= gap <= 12


def _way(before: NDArray[np.int_], after: NDArray[np.int_], bass: int) -> NDArray[np.float64]:
    """Return what each way costs: movement, leaps more than steps, fifths and octaves that move in parallel."""
    steps = after[None, :, :] - before[:, None, :]
    cost = np.abs(steps).sum(axis=2) + _LEAP * (np.maximum(np.abs(steps) - 2, 0) ** 2).sum(axis=2)
    voices = before.shape[1]
    for lower, upper in combinations(range(voices), 2):
        interval = (before[:, upper] - before[:, lower]) % 12
        parallel = (steps[:, :, lower] == steps[:, :, upper]) & (steps[:, :, lower] != 0)
        cost = cost + _PARALLEL * (parallel & np.isin(interval, [0, 7])[:, None])
    # The bass and the top voice shall not leap the same way.
    same_way = (np.sign(steps[:, :, -1]) == np.sign(bass)) & (np.abs(steps[:, :, -1]) > 2) & (abs(bass) > 2)
    return np.asarray(cost + 4.0 * same_way, dtype=np.float64)


def _along(before: NDArray[np.int_], after: NDArray[np.int_], low: int, next_low: int) -> NDArray[np.float64]:
    """Return what it costs that voices go along with the bass in fifths or octaves."""
    interval = (before[:, None, :] - low) % 12
    kept = (interval == (after[None, :, :] - next_low) % 12) & np.isin(interval, [0, 7])
    same_way = np.sign(after[None, :, :] - before[:, None, :]) == np.sign(next_low - low)
    return np.asarray(_PARALLEL * (kept & same_way & (next_low != low)).sum(axis=2), dtype=np.float64)
