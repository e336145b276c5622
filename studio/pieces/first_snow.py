"""First Snow: a lullaby for celesta and strings in B flat, six eighths to the bar, rocked in twos.

A note that leans on the one above it and falls (D, E flat, D, B flat) begins every verse, and each verse ends otherwise:
at home, astray in the minor, given to the cello, and at last darkened by the minor subdominant and led home.
Between the verses violins and cello talk in two parts, and the second time each says what the other had said.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from studio.score.harmony import bass_line, lead
from studio.score.notes import Part, Score, Tempo

_BAR: Final = 2
_EIGHTHS: Final = 3
"""In a beat, which is a dotted quarter."""
_SEED: Final = 41

# One chord to the bar, four bars to the line.
_OPENING: Final = "Bb Bb Ebadd9/Bb Bb Bb Ebadd9/Bb Bb Bb"
_VERSE: Final = "Bb F/A Gm7 Ebadd9 Bb/D Cm7 Gm7 F7sus4 Gm7 Dm7 Ebadd9 Bb/D"
_HOME: Final = f"{_VERSE} Gm7 Cm7 F7 Bb Ebadd9/Bb Bb"
_ASTRAY: Final = f"{_VERSE} Gm7 Cm7 F7sus4 Gm7 Ebadd9 Dm7"
_GIVEN: Final = f"{_VERSE} Gm7 Cm7 F7 Bb Ebadd9/Bb Dm7"
_DARK: Final = f"{_VERSE} Bb/D Ebm6 Bb/F F7 Bb Ebadd9/Bb Bb"
_TALK: Final = "Gm7 F/C Ebadd9 Bb Cm7/Eb Gm7/D Ebadd9 F"
_BRIDGE: Final = "Ebadd9 Bb/D Cm7 Gm7 Ebadd9 Bb/D Cm7 F7sus4 Ebadd9 Dm7 Gm7 Cm7 Ebadd9 Ebm6 Bb/F F7sus4"
_CODA: Final = "Bb F/A Gm7 Ebadd9 Ebm6 Bb/F F7sus4 Bb Ebm6/Bb Bb Bb Bb"

# All lines are in eighths.
_CALL: Final = "D5:2 Eb5:1 D5:2 Bb4:1"
_FIRST: Final = f"{_CALL} | C5:3 F4:3 | Bb4:2 C5:1 Bb4:2 F4:1 | G4:5 -:1"
_SECOND: Final = "D5:2 Eb5:1 F5:2 D5:1 | Eb5:3 C5:3 | Bb4:2 A4:1 G4:2 Bb4:1 | C5:5 -:1"
_THIRD: Final = "F5:2 Eb5:1 D5:2 C5:1 | D5:3 A4:3 | G4:2 A4:1 Bb4:2 C5:1 | D5:5 -:1"
_LAST_HOME: Final = f"{_CALL} | C5:3 F4:3 | G4:2 A4:1 C5:2 A4:1 | Bb4:5 -:1"
_LAST_ASTRAY: Final = f"{_CALL} | C5:3 F4:3 | Bb4:2 C5:1 D5:2 Eb5:1 | D5:5 -:1"
_LAST_GIVEN: Final = "D4:2 Eb4:1 D4:2 Bb3:1 | C4:3 F3:3 | G3:2 A3:1 C4:2 A3:1 | Bb3:5 -:1"
_LAST_DARK: Final = f"{_CALL} | C5:3 Gb4:3 | F4:5 -:1 | G4:2 A4:1 C5:2 A4:1 | Bb4:5 -:1"
_TURNED: Final = (
    "G4:2 F4:1 G4:2 Bb4:1 | F5:3 D5:3 | Eb5:2 D5:1 Eb5:2 C5:1 | Bb4:5 -:1 | "
    "G4:2 F4:1 G4:2 Bb4:1 | D5:3 Bb4:3 | C5:2 Bb4:1 C5:2 Eb5:1 | C5:5 -:1 | "
    "Eb5:2 D5:1 Eb5:2 G5:1 | F5:3 D5:3 | D5:2 C5:1 D5:2 F5:1 | Eb5:5 -:1 | "
    "Bb4:2 C5:1 Bb4:2 G4:1 | Bb4:3 Gb4:3 | F4:5 -:1 | -:6"
)
_FAREWELL: Final = (
    f"{_FIRST} | Bb4:3 Gb4:3 | F4:5 -:1 | -:3 C5:3 | Bb4:5 -:1 | -:6 | D5:2 Eb5:1 D5:3 | -:6 | -:6"
)
_PROMISE: Final = "-:36 | D5:2 Eb5:1 D5:3 | -:6"

# The two parts of the talk fit either way up: their tenths become sixths.
_LEADING: Final = f"{_CALL} | C5:3 A4:3 | Bb4:6 | Bb4:2 C5:1 D5:2 F5:1 | Eb5:3 C5:3 | D5:3 Bb4:3 | G4:2 A4:1 Bb4:2 C5:1 | A4:5 -:1"
_FOLLOWING: Final = (
    "-:6 | A3:2 Bb3:1 A3:2 F3:1 | G3:3 Eb3:3 | D3:3 F3:3 | G3:3 Eb3:3 | Bb3:3 G3:3 | Eb3:3 G3:3 | F3:5 -:1"
)

_BELOW: Final = (
    "-:6 | F3:6 | G3:3 D3:3 | Eb3:5 -:1 | F3:6 | G3:3 Eb3:3 | D3:6 | Eb3:5 -:1 | "
    "Bb3:6 | A3:3 F3:3 | Bb3:6 | F3:5 -:1"
)
_BELOW_ASTRAY: Final = f"{_BELOW} | G3:6 | Eb3:6 | Eb3:6 | Bb3:5 -:1"
_BELOW_DARK: Final = f"{_BELOW} | Bb3:6 | Eb3:3 C3:3 | D3:5 -:1 | C3:6 | D3:5 -:1"
_BELOW_BRIDGE: Final = "-:72 | Eb3:6 | Eb3:6 | D3:6 | C3:5 -:1"
_ABOVE_BRIDGE: Final = "-:48 | G4:6 | A4:6 | Bb4:6 | C5:5 -:1 | Bb4:6 | C5:6 | Bb4:5 -:1 | -:6"
_ABOVE: Final = (
    "-:6 | -:6 | F5:6 | Eb5:5 -:1 | Bb4:6 | G4:6 | G4:6 | Eb4:5 -:1 | D5:6 | F5:6 | Eb5:6 | F5:5 -:1 | "
    "F5:6 | Eb5:6 | D5:5 -:1 | Eb5:6 | D5:5 -:1"
)

Pattern = Sequence[tuple[int, int]]
"""(eighth of the bar, voice): how the left hand rocks three notes."""

_STILL: Final[Pattern] = ((0, 0), (3, 2))
_CRADLE: Final[Pattern] = ((0, 0), (2, 1), (3, 2), (5, 1))
_FLOW: Final[Pattern] = ((0, 0), (1, 1), (2, 2), (3, 1), (5, 2))
_BREATH: Final[Pattern] = ((0, 0), (3, 1))

_SECTIONS: Final = (
    # chords, how the celesta rocks, its velocity, its tune, its velocity, violins, cello
    (_OPENING, _STILL, 34, _PROMISE, 36, "", ""),
    (_HOME, _STILL, 34, f"{_FIRST} {_SECOND} {_THIRD} {_LAST_HOME}", 46, "", ""),
    (_ASTRAY, _CRADLE, 33, f"{_FIRST} {_SECOND} {_THIRD} {_LAST_ASTRAY}", 48, "", _BELOW_ASTRAY),
    (f"{_TALK} Bb/D Bb/D", _STILL, 34, "", 0, _LEADING, _FOLLOWING),
    (_BRIDGE, _FLOW, 33, _TURNED, 48, _ABOVE_BRIDGE, _BELOW_BRIDGE),
    (_GIVEN, _CRADLE, 35, f"-:48 | {_THIRD}", 46, f"{_FIRST} {_SECOND}", f"-:72 | {_LAST_GIVEN}"),
    (_TALK, _STILL, 34, "", 0, "", ""),
    (_DARK, _FLOW, 34, f"{_FIRST} {_SECOND} {_THIRD} {_LAST_DARK}", 50, _ABOVE, _BELOW_DARK),
    (_CODA, _STILL, 32, _FAREWELL, 40, "", ""),
)


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_BAR * len(section[0].split()) for section in _SECTIONS)]).tolist()
    _, first, second, talk, bridge, given, again, dark, coda, end = starts
    tempo = Tempo(54, end + 1, _lines(starts), ending=end - 10, wait=0.2)
    parts = {
        "celesta": Part(
            "celesta",
            -22.5,
            0.42,
            pan=-0.1,
            fader=[
                (0, -2),
                (first, 0),
                (bridge - 1, 0),
                (bridge, -2.5),
                (bridge + 6, 0),
                (dark - 1, 0),
                (dark, -3),
                (dark + 8, 0),
                (coda, 0),
                (end, -3),
            ],
        ),
        "violins": Part("violins", -25, 0.5, pan=-0.2, fader=[(again, 0), (dark, -3.5), (coda, -4)]),
        "cello": Part("cello", -25, 0.45, pan=0.22, fader=[(talk - 2, -3), (talk, 0), (dark, -3)]),
        "violas": Part(
            "violas",
            -25.5,
            0.42,
            pan=0.08,
            fader=[
                (0, -2),
                (first, -4),
                (talk, -3),
                (talk + 16, 0),
                (bridge, -2),
                (given - 8, 1),
                (given, -2),
                (dark, -1),
                (dark + 26, 1),
                (coda, -2),
                (end, -4),
            ],
        ),
        "basses": Part("basses", -31, 0.28, fader=[(0, -3), (second, 0), (dark, 1), (coda, -2), (end, -4)]),
    }
    _play_celesta(parts["celesta"], starts)
    _play_strings(parts["violas"], parts["basses"], talk, again, end)
    for start, (*_, tune, velocity, violins, cello) in zip(starts, _SECTIONS, strict=False):
        parts["celesta"].sing(start, _beats(tune), velocity, arch=4, overlap=0.3)
        parts["violins"].sing(start, _beats(violins), 46)
        parts["cello"].sing(start, _beats(cello), 46)
    parts["violins"].sing(again, _beats(_FOLLOWING), 46, shift=12)
    parts["cello"].sing(again, _beats(_LEADING), 46, shift=-12)
    return Score("first-snow", "First Snow", _SEED, "B flat major", _BAR, tempo, parts)


def _bars() -> list[str]:
    """Return the chord of each bar."""
    return [chord for section in _SECTIONS for chord in section[0].split()]


def _beats(line: str) -> str:
    """Return a line that counts eighths as one that counts beats."""
    notes = [word.split(":") for word in line.split() if word != "|"]
    return " ".join(f"{name}:{float(length) / _EIGHTHS:.6f}" for name, length in notes)


def _lines(starts: Sequence[int]) -> list[int]:
    """Return where the lines begin: every four bars of each section."""
    return [beat for start, stop in pairwise(starts[1:]) for beat in range(start, stop, 4 * _BAR)]


def _play_celesta(celesta: Part, starts: Sequence[int]) -> None:
    """Write the left hand: it comes in when the strings are there, and rocks less where a line ends."""
    rng = np.random.default_rng(_SEED)
    laid = lead(_bars(), "F3", "F4", 3)
    for start, (chords, pattern, velocity, *_) in zip(starts, _SECTIONS, strict=False):
        for index in range(len(chords.split())):
            if not start and index < 2:
                continue
            beat = start + _BAR * index
            for eighth, voice in _BREATH if index % 4 == 3 else pattern:
                if eighth and rng.random() < 0.06:
                    continue
                lighter = 0 if eighth in {0, 3} else 3
                offset = eighth / _EIGHTHS
                celesta.play(beat + offset, _BAR - offset, laid[beat // _BAR][voice], velocity - lighter)
    celesta.roll(starts[-1] - 2, (53, 58, 62), 0.5, 5, 34, -1.5)


def _play_strings(violas: Part, basses: Part, talk: int, again: int, end: int) -> None:
    """Write three voices that are silent while two others talk, and one that walks below."""
    talks = {*range(talk, talk + 8 * _BAR), *range(again, again + 8 * _BAR)}
    line = bass_line(_bars(), "C2", "Bb2")
    laid = lead(_bars(), "D3", "Bb4", 3, line)
    for bar, (voices, low) in enumerate(zip(laid, line, strict=True)):
        if _BAR * bar not in talks:
            violas.chord(_BAR * bar, _BAR, voices, 46)
        basses.chord(_BAR * bar, _BAR, [low], 46)
    violas.chord(end, 4, laid[-1], 40)
    basses.chord(end, 4, [46], 40)
