"""Slow Light: a far horn over strings and a soft choir in E flat, with a harp that says little.

Three rising notes (E flat, F, B flat) come back unchanged while the harmony moves beneath them, as one thing is seen in
other light. The violins answer, the choir holds what they said, one chord darkens while harp and horn call by turns, a
cello says it lower, and the notes come back turned round.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from studio.score.harmony import bass_line, lead, pitch
from studio.score.notes import Part, Score, Tempo

_BAR: Final = 4
_SEED: Final = 23

# One chord to the bar.
_OPENING: Final = "Ebadd9 Ebadd9 Abadd9/Eb Abadd9/Eb Ebadd9 Ebadd9"
_A: Final = "Ebadd9 Cm7 Abadd9 Bb7sus4 Gm7 Cm7 Fm7 Bb7sus4"
_A_HOME: Final = "Ebadd9 Cm7 Abadd9 Eb/G Fm7 Abadd9 Bb7sus4 Ebadd9"
_B: Final = "Cm7 Gm7 Abadd9 Eb/G Fm7 Dbadd9 Abadd9/C Bb7sus4"
_FALL: Final = "Abadd9 Eb/G Fm7 Cm7 Abadd9 Abm6 Eb/Bb Bb7sus4"
_CODA: Final = "Ebadd9 Cm7 Abadd9 Abadd9/Eb Ebadd9 Ebadd9"

_ANSWER: Final = "-:4 | G4:3 F4:1 | Eb4:4 | F4:3 -:1 | -:4 | G4:2 Bb4:2 | Ab4:3 G4:1 | F4:3 -:1"
_ANSWER_HOME: Final = "-:4 | G4:3 F4:1 | Eb4:4 | Bb4:3 G4:1 | Ab4:4 | C5:3 Bb4:1 | Ab4:2 F4:2 | G4:3 -:1"
_CHANT: Final = "G4:4 | F4:3 D4:1 | Eb4:4 | Bb4:3 -:1 | Ab4:4 | F4:2 Ab4:2 | C5:2 Ab4:2 | F4:3 -:1"
_DARKER: Final = "C5:4 | Bb4:4 | Ab4:2 C5:2 | Bb4:3 -:1 | C5:4 | Cb5:4 | Bb4:4 | Ab4:2 F4:2"
_AFTER: Final = "-:4 | Eb4:4 | -:4 | Eb4:4 | -:4 | -:4"

# The three notes, the last held into the next bar; where the horn has no breath for them, or they lie too high to be
# blown softly, the harp has them.
_CALL: Final = "Eb4:1 F4:1 Bb4:2 | ~:1 -:3"
_FIRST: Final = f"-:4 | {_CALL} | {_CALL} | -:4"
_ASKED: Final = f"{_CALL} | -:4 | -:4 | F3:1 G3:1 D4:2 | ~:1 -:3 | -:2 C4:2 | ~:1 -:3"
_ASKED_HOME: Final = f"{_CALL} | -:4 | -:4 | {_CALL} | -:4 | -:1 F4:1 Bb4:1.5 -:0.5"
_WIDE: Final = f"-:4 | -:1 F4:1 Bb4:1.5 -:0.5 | {_CALL} | -:4 | {_CALL} | -:4"
_BETWEEN: Final = f"-:4 | -:4 | {_CALL} | -:4 | -:4 | {_CALL}"
_TURNED: Final = f"{_CALL} | Bb4:1 F4:1 Eb4:2 | ~:1 -:3 | -:1 F4:1 Eb4:1.5 -:0.5 | -:2 Bb3:2 | ~:1.5"

_PROMISE: Final = "-:4 | -:4 | -:4 | -:4 | -:2 Eb5:2 | -:4"
_GLINT: Final = "-:4 | -:4 | -:2 Eb5:2 | -:4 | -:4 | -:4 | -:4 | -:4"
_GLINTS: Final = "-:4 | -:4 | -:2 Eb5:2 | -:4 | -:4 | -:4 | -:2 Eb5:2 | -:4"
_LATE: Final = "-:4 | -:4 | -:4 | -:4 | -:4 | -:4 | -:2 Eb5:2 | -:4"
_ABOVE: Final = "Eb5:1 F5:1 Bb5:2 | -:4 | -:4 | -:4 | F4:1 Ab4:1 Eb5:2 | -:4 | -:4 | -:4"

_SECTIONS: Final = (
    # chords, the horn's line, its velocity, the harp's, who answers, with what
    (_OPENING, _FIRST, 34, _PROMISE, (), ""),
    (_A, _ASKED, 37, _GLINT, ("violins",), _ANSWER),
    (_A_HOME, _ASKED_HOME, 38, _GLINTS, ("violins",), _ANSWER_HOME),
    (_B, _WIDE, 37, _LATE, ("choir",), _CHANT),
    (_A_HOME, _ASKED_HOME, 41, _GLINTS, ("violins", "cello"), _ANSWER_HOME),
    (_FALL, _BETWEEN, 39, _ABOVE, ("violins",), _DARKER),
    (_A_HOME, _ASKED_HOME, 36, _GLINTS, ("cello",), _ANSWER_HOME),
    (_CODA, _TURNED, 33, "", ("violins",), _AFTER),
)


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_BAR * len(section[0].split()) for section in _SECTIONS)]).tolist()
    _, first, second, chant, full, fall, again, coda, end = starts
    breaths = sorted({*starts[1:-1], *(start + 4 * _BAR for start in starts[1:-1])})
    tempo = Tempo(54, end + 2, breaths, ending=end - 12, wait=0.2)
    parts = {
        "horn": Part(
            "horn",
            -25.5,
            0.85,
            pan=-0.12,
            fader=[
                (0, 0),
                (first + 12, 0),
                (first + 15, -3),
                (first + 28, -2),
                (second, 0),
                (chant, 0),
                (full, 1),
                (fall, 1.5),
                (again, 0),
                (coda, -1),
                (end, -2),
            ],
        ),
        "harp": Part("harp", -29, 0.40, pan=0.15),
        "strings": Part(
            "strings",
            -26,
            0.40,
            pan=0.05,
            fader=[
                (0, -2),
                (first - 10, -2),
                (first - 4, 1),
                (first + 8, -1),
                (first + 16, 1),
                (first + 24, -1),
                (second, -1),
                (chant, -2),
                (chant + 12, -1),
                (chant + 17, 1),
                (chant + 24, 0),
                (full, 1),
                (fall, 1),
                (fall + 20, 2),
                (again, -2),
                (coda, -3),
                (end, -5),
            ],
        ),
        "violins": Part(
            "strings",
            -25.5,
            0.50,
            pan=-0.2,
            fader=[(0, 0), (full, 1), (fall + 16, 2), (again, -1), (end, -3)],
        ),
        "cello": Part("cello", -27, 0.48, pan=0.25, fader=[(full, -2), (fall, -2), (again, 0)]),
        "basses": Part("basses", -32, 0.25, fader=[(0, -3), (second, 0), (again, -1), (end, -4)]),
        "choir": Part(
            "oohs",
            -27,
            0.60,
            fader=[
                (second, -7),
                (second + 16, -3),
                (chant, 0),
                (full, 0),
                (fall + 20, 2),
                (again, -3),
                (coda, -3),
                (end, -6),
            ],
        ),
    }
    _play_harp(parts["harp"], starts)
    _play_strings(parts["strings"], parts["basses"], end)
    for start, (_, call, velocity, _, players, answer) in zip(starts, _SECTIONS, strict=False):
        parts["horn"].sing(start, call, velocity, arch=4)
        for player in players:
            parts[player].sing(start, answer, 46, shift=-12 if player == "cello" else 0)
    _sing_choir(parts["choir"], second, chant, full, end)
    return Score("slow-light", "Slow Light", _SEED, "E flat major", _BAR, tempo, parts)


def _bars() -> list[str]:
    """Return the chord of each bar."""
    return [chord for section in _SECTIONS for chord in section[0].split()]


def _play_harp(harp: Part, starts: Sequence[int]) -> None:
    """Write what the horn leaves to it, and under that a low note with two that follow, or a rolled chord, by turns."""
    basses = bass_line(_bars(), "C2", "B2")
    laid = lead(_bars(), "Bb2", "G4", 3)
    for start, (chords, _, velocity, line, *_) in zip(starts, _SECTIONS, strict=False):
        harp.sing(start, line, velocity - 6, arch=4, overlap=1.5)
        for index in range(len(chords.split())):
            beat, bar = start + _BAR * index, start // _BAR + index
            if not bar:
                continue
            if index % 2:
                harp.roll(beat + 2, laid[bar], 0.25, 2.4, velocity - 5, -1)
            else:
                harp.play(beat, _BAR, basses[bar], velocity - 5)
                harp.roll(beat + 1, laid[bar][:2], 1, 3.4, velocity - 5)


def _play_strings(strings: Part, basses: Part, end: int) -> None:
    """Write four voices that change with the bar and hold what they share, and the basses an octave lower."""
    laid = lead(_bars(), "Eb3", "Bb4", 4)
    for bar, (voices, low) in enumerate(zip(laid, bass_line(_bars(), "G1", "G2"), strict=True)):
        strings.chord(_BAR * bar, _BAR, voices, 48)
        basses.chord(_BAR * bar, _BAR, [low], 46)
    strings.chord(end, 6, laid[-1], 40)
    basses.chord(end, 6, [pitch("Eb2")], 40)


def _sing_choir(choir: Part, second: int, chant: int, full: int, end: int) -> None:
    """Write three voices from the second answer on; they leave the middle to the chant and hum two notes under it."""
    for bar, voices in enumerate(lead(_bars(), "Eb3", "Bb4", 3)):
        beat = _BAR * bar
        if second <= beat < end:
            choir.chord(beat, _BAR, voices[:2] if chant <= beat < full else voices, 44)
