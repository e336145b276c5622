"""Among Reeds: harp and flute over low strings, in G mixolydian, three slow beats to the bar.

A short note leans into a long one (G to D, C to A, B to G), as reeds give way to a little wind and stand up again.
The flute has it first, the cello thinks about it, both have it, and the harp keeps what is left.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from studio.score.harmony import C3, bass_line, lead
from studio.score.notes import Part, Score, Tempo

_BAR: Final = 3
_SEED: Final = 31

# One chord to the bar, eight bars to the section.
_OPENING: Final = "Gadd9 Gadd9 Fadd9/G Gadd9 Cadd9/G Fadd9/G Gadd9 Gadd9"
_A: Final = "Gadd9 Dm7 Em7 Am7 Cadd9 Em7 Fadd9 D7sus4"
_A_HOME: Final = "Gadd9 Dm7 Em7 Am7 Cadd9 Em7 Fadd9 Gadd9"
_B: Final = "Am7 Em7 Fadd9 C/E Dm7 Am7 Fadd9 D7sus4"
_FALL: Final = "Em7 Dm7 Cadd9 G/B Am7 Fadd9 Cm6/G Gadd9"
_CODA: Final = "Gadd9 Fadd9/G Gadd9 Cadd9/G Fadd9/G Gadd9 Gadd9 Gadd9"

_TUNE: Final = "G4:1 D5:2 | C5:1 A4:2 | B4:2 G4:1 | A4:2 -:1 | E5:1 C5:2 | B4:1 G4:2 | A4:2 C5:1 | A4:2 -:1"
_TUNE_HOME: Final = (
    "G4:1 D5:2 | C5:1 A4:2 | B4:2 G4:1 | A4:2 -:1 | E5:1 C5:2 | B4:1 G4:2 | A4:2 C5:1 | G4:2 -:1"
)
_HIGH: Final = "B4:1 G5:2 | F5:1 D5:2 | E5:2 C5:1 | D5:2 -:1 | C5:1 E5:2 | C5:1 A4:2 | G4:2 Eb5:1 | D5:2 -:1"
_CELLO: Final = "E3:1 C4:2 | B3:1 G3:2 | A3:2 C4:1 | G3:2 -:1 | D3:1 A3:2 | G3:1 E3:2 | F3:2 A3:1 | G3:2 -:1"
_COUNTER: Final = "-:3 | F3:3 | G3:3 | E3:2 -:1 | -:3 | G3:3 | A3:2 F3:1 | G3:2 -:1"
_UNDER: Final = "-:3 | F3:3 | E3:3 | G3:2 -:1 | -:3 | A3:3 | G3:2 Eb3:1 | D3:2 -:1"
_LOW_TUNE: Final = (
    "G3:1 D4:2 | C4:1 A3:2 | B3:2 G3:1 | A3:2 -:1 | E4:1 C4:2 | B3:1 G3:2 | A3:2 C4:1 | G3:2 -:1"
)
_REPLY: Final = "-:3 | -:3 | -:3 | -:1 G4:2 | -:3 | -:3 | -:3 | -:3"
_WHISPER: Final = "-:3 | -:3 | G4:1 D5:2 | -:3 | -:3 | -:3 | -:3 | -:3"

Pattern = Sequence[tuple[float, int]]
"""(beat in the bar, string): what the harp does with a bass and the four notes above it."""

_SPARSE: Final[Pattern] = ((0, 0), (1, 2), (2, 4))
_LEAN: Final[Pattern] = ((0, 0), (0.5, 1), (1, 2), (1.5, 3), (2, 4))
_WAVE: Final[Pattern] = ((0, 0), (0.5, 1), (1, 2), (1.5, 3), (2, 4), (2.5, 3))
_SETTLE: Final[Pattern] = ((0, 0), (1, 1), (1.5, 2), (2, 3))
_BREATH: Final[Pattern] = ((0, 0), (1, 2))

_SECTIONS: Final = (
    # chords, harp, its velocity, flute, its velocity, cello, its velocity
    (_OPENING, _SPARSE, 40, "", 0, "", 0),
    (_A, _SETTLE, 42, _TUNE, 46, "", 0),
    (_A_HOME, _LEAN, 44, _TUNE_HOME, 50, "", 0),
    (_B, _WAVE, 44, "", 0, _CELLO, 52),
    (_A_HOME, _WAVE, 46, _TUNE_HOME, 52, _COUNTER, 44),
    (_FALL, _WAVE, 47, _HIGH, 52, _UNDER, 46),
    (_A, _SETTLE, 42, _TUNE, 46, "", 0),
    (_B, _LEAN, 42, _REPLY, 42, _CELLO, 48),
    (_A_HOME, _SETTLE, 40, "", 0, _LOW_TUNE, 46),
    (_CODA, _SPARSE, 38, _WHISPER, 38, "", 0),
)


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_BAR * len(section[0].split()) for section in _SECTIONS)]).tolist()
    _, first, second, cello, both, fall, again, reply, _, coda, end = starts
    breaths = sorted({*starts[1:-1], *(start + 4 * _BAR for start in starts[1:-1])})
    tempo = Tempo(58, end + 2, breaths, ending=end - 12, wait=0.2)
    parts = {
        "harp": Part("harp", -24, 0.34, pan=-0.15),
        "flute": Part("flute", -24.5, 0.55, pan=0.15, fader=[(first, -3), (first + 9, 0)]),
        "cello": Part("cello", -24.5, 0.42, pan=0.25),
        "violas": Part(
            "violas",
            -27,
            0.42,
            pan=0.0,
            fader=[
                (0, -7),
                (9, -2),
                (first - 12, 0),
                (first, -1),
                (second, -1),
                (cello, -1),
                (both, 1),
                (fall, 2),
                (fall + 18, 3),
                (again, -2),
                (reply, -1),
                (coda, -2),
                (end, -4),
            ],
        ),
        "basses": Part(
            "celli",
            -30,
            0.28,
            pan=0.1,
            fader=[(0, -6), (9, 0), (first, -2), (both, 1), (again, -2), (end, -4)],
        ),
    }
    _play_harp(parts["harp"], starts)
    _play_strings(parts["violas"], parts["basses"], end)
    for start, (_, _, _, flute, flute_velocity, solo, solo_velocity) in zip(starts, _SECTIONS, strict=False):
        parts["flute"].sing(start, flute, flute_velocity)
        parts["cello"].sing(start, solo, solo_velocity)
    return Score("among-reeds", "Among Reeds", _SEED, "G mixolydian", _BAR, tempo, parts)


def _bars() -> list[str]:
    """Return the chord of each bar."""
    return [chord for section in _SECTIONS for chord in section[0].split()]


def _play_harp(harp: Part, starts: Sequence[int]) -> None:
    """Write the harp: it plays less where the others breathe, and leaves out a string here and there."""
    rng = np.random.default_rng(_SEED)
    basses = bass_line(_bars(), "E2", "D3")
    laid = lead(_bars(), "F3", "B4", 4)
    for start, (chords, pattern, velocity, *_) in zip(starts, _SECTIONS, strict=False):
        for index in range(len(chords.split())):
            beat, bar = start + _BAR * index, start // _BAR + index
            strings = [basses[bar], *laid[bar]]
            arc = 4 * np.sin(np.pi * (index % 4 + 0.5) / 4)
            for offset, string in _BREATH if index % 4 == 3 else pattern:
                if offset and rng.random() < 0.08:
                    continue
                # Low strings are damped with the bar; the others may ring a little into the next.
                ring = 0.4 if strings[string] > C3 else 0.0
                harp.play(beat + offset, _BAR + ring - offset, strings[string], velocity + arc - 4)
    # The last of it: the long note that the short one leaned into, and what lies under it.
    end = starts[-1]
    harp.roll(end - 6, (43, 50, 55, 62), 0.5, 12, 38, -1.5)


def _play_strings(violas: Part, basses: Part, end: int) -> None:
    """Write three voices that change with the bar and hold what they share, and one that walks below."""
    laid = lead(_bars(), "D3", "A4", 3)
    for bar, (voices, low) in enumerate(zip(laid, bass_line(_bars(), "C2", "B2"), strict=True)):
        violas.chord(_BAR * bar, _BAR, [note for note in voices if note >= C3], 46)
        basses.chord(_BAR * bar, _BAR, [low], 46)
    violas.chord(end, 6, laid[-1], 40)
    basses.chord(end, 6, [43], 40)
