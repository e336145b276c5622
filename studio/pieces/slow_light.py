"""Slow Light: strings and a soft choir in E flat, with a piano that says little.

Three rising notes (E flat, F, B flat) come back unchanged while the harmony moves beneath them, as one thing is seen in
other light. The strings answer, the choir holds what they said, one chord darkens, a
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

# The three notes, as the piano has them in each section.
_CALL: Final = "Eb4:1 F4:1 Bb4:2"
_FIRST: Final = f"-:4 | -:4 | {_CALL} | -:4 | {_CALL} | -:4"
_ASKED: Final = f"{_CALL} | -:4 | -:2 Eb5:2 | -:4 | F4:1 G4:1 D5:2 | -:4 | -:2 C5:2 | -:4"
_ASKED_HOME: Final = f"{_CALL} | -:4 | -:2 Eb5:2 | -:4 | {_CALL} | -:4 | -:2 Eb5:2 | -:1 F4:1 Bb4:2"
_WIDE: Final = f"-:4 | -:1 F4:1 Bb4:2 | {_CALL} | -:4 | -:4 | {_CALL} | -:2 Eb5:2 | -:4"
_ABOVE: Final = f"Eb5:1 F5:1 Bb5:2 | -:4 | {_CALL} | -:4 | F4:1 Ab4:1 Eb5:2 | -:4 | {_CALL} | -:4"
_TURNED: Final = f"{_CALL} | -:4 | Bb4:1 F4:1 Eb4:2 | -:4 | -:1 F4:1 Eb4:2 | -:2 Bb3:2"

_SECTIONS: Final = (
    # chords, the piano's line, its velocity, who answers it, with what
    (_OPENING, _FIRST, 36, (), ""),
    (_A, _ASKED, 40, ("violins",), _ANSWER),
    (_A_HOME, _ASKED_HOME, 42, ("violins",), _ANSWER_HOME),
    (_B, _WIDE, 40, ("choir",), _CHANT),
    (_A_HOME, _ASKED_HOME, 45, ("violins", "cello"), _ANSWER_HOME),
    (_FALL, _ABOVE, 42, ("violins",), _DARKER),
    (_A_HOME, _ASKED_HOME, 38, ("cello",), _ANSWER_HOME),
    (_CODA, _TURNED, 35, ("violins",), _AFTER),
)


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_BAR * len(section[0].split()) for section in _SECTIONS)]).tolist()
    _, first, second, chant, full, fall, again, coda, end = starts
    breaths = sorted({*starts[1:-1], *(start + 4 * _BAR for start in starts[1:-1])})
    tempo = Tempo(54, end + 2, breaths, ending=end - 12, wait=0.2)
    parts = {
        "piano": Part("piano", -25, 0.45, pan=-0.1),
        "strings": Part(
            "strings",
            -26,
            0.40,
            pan=0.05,
            fader=[
                (0, -2),
                (first, -2),
                (second, -1),
                (chant, -2),
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
    _play_piano(parts["piano"], starts)
    _play_strings(parts["strings"], parts["basses"], end)
    for start, (_, _, _, players, answer) in zip(starts, _SECTIONS, strict=False):
        for player in players:
            parts[player].sing(start, answer, 46, shift=-12 if player == "cello" else 0)
    _sing_choir(parts["choir"], second, chant, full, end)
    return Score("slow-light", "Slow Light", _SEED, "E flat major", _BAR, tempo, parts, pedals=_pedals(end))


def _bars() -> list[str]:
    """Return the chord of each bar."""
    return [chord for section in _SECTIONS for chord in section[0].split()]


def _pedals(end: int) -> list[float]:
    """Return where the pedal is changed: with every bar but the last two, which ring into each other."""
    return [bar + 0.05 for bar in range(_BAR, end - _BAR, _BAR)]


def _play_piano(piano: Part, starts: Sequence[int]) -> None:
    """Write the three notes, and under them now and then a low one with a tenth or a fifth that follows it."""
    basses = bass_line(_bars(), "G1", "F2")
    laid = lead(_bars(), "Bb2", "G4", 3)
    for start, (chords, line, velocity, _, _) in zip(starts, _SECTIONS, strict=False):
        piano.sing(start, line, velocity, arch=4)
        for index in range(len(chords.split())):
            beat, bar = start + _BAR * index, start // _BAR + index
            if not start and index < 2:
                continue
            later = 2 if index % 2 else 1
            if not index % 2:
                piano.play(beat, _BAR, basses[bar], velocity - 6)
            piano.roll(beat + later, laid[bar][:2], 1, _BAR - later, velocity - 9)


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
