"""Still Water: a piano over warm strings, in D, four slow beats to the bar.

A falling figure of four notes (F#, E, D, A) is heard over and over, each time in other light: alone, over strings,
answered by a cello, above a falling bass with one dark chord, and at last an octave lower, slower, nearly gone.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from studio.score.harmony import C3, bass_line, lead
from studio.score.notes import Part, Score, Tempo

_BAR: Final = 4
_SEED: Final = 7

# The figure on the water, and how each section is harmonised: one chord to the bar.
_OPENING: Final = "Dadd9 Gadd9/D Dadd9 A7sus4/D"
_A: Final = "Dadd9 Bm7 Gmaj7 A7sus4 F#m7 Bm7 Em7 A7sus4"
_A_HOME: Final = "Dadd9 Bm7 Gmaj7 D/F# Em7 Gmaj7 A7sus4 Dadd9"
_B: Final = "Gmaj7 D/F# Em7 Bm7 Gmaj7 D/F# Em7 A7sus4"
_FALL: Final = "Dadd9 A/C# Bm7 D/A Gmaj7 Gm6 D/A A7sus4"
_CODA: Final = "Dadd9 Bm7 Gmaj7 A7sus4 Gadd9/D Dadd9"

_TUNE: Final = (
    """F#5:3 E5:1 | D5:2 A4:2 | B4:3 D5:1 | E5:4 | -:1 E5:1 C#5:2 | D5:3 C#5:1 | B4:2 G4:2 | A4:3 -:1"""
)
_TUNE_HOME: Final = (
    """F#5:3 E5:1 | D5:2 A4:2 | B4:3 D5:1 | F#5:3 E5:1 | -:1 G5:2 F#5:1 | D5:3 B4:1 | D5:2 E5:2 | D5:3 -:1"""
)
_CELLO: Final = (
    """B3:3 A3:1 | F#3:2 A3:2 | G3:3 F#3:1 | D3:4 | B3:3 D4:1 | A3:2 F#3:2 | G3:2 B3:2 | A3:3 -:1"""
)
_ANSWERS: Final = """-:4 | -:2 F#5:1 E5:1 | D5:4 | -:2 F#5:1 E5:1 | D5:4 | -:2 F#5:1 E5:1 | D5:2 -:2 | -:4"""
_HIGH: Final = (
    """A5:3 F#5:1 | E5:4 | -:1 D5:1 F#5:2 | A5:3 F#5:1 | -:1 G5:1 F#5:2 | E5:4 | -:1 D5:1 F#5:2 | E5:3 -:1"""
)
_COUNTER: Final = """-:4 | D4:3 A3:1 | B3:4 | A3:3 F#3:1 | G3:2 B3:2 | D4:3 B3:1 | A3:2 G3:2 | F#3:3 -:1"""
_FAREWELL: Final = """F#4:3 E4:1 | D4:4 | -:4 | E4:4 | -:4 | -:2 A4:2"""

Pattern = Sequence[tuple[float, int]]
"""(beat in the bar, voice): what the left hand does with a chord of the bass and three voices above it."""

_RIPPLE: Final[Pattern] = ((0, 0), (1, 1), (1.5, 2), (2, 3), (2.5, 2), (3, 1), (3.5, 2))
_RISE: Final[Pattern] = ((0, 0), (0.5, 1), (1, 2), (2, 3), (3, 2))
_DRIFT: Final[Pattern] = ((0, 0), (1, 2), (2, 3), (3, 2))
_BROAD: Final[Pattern] = ((0, 0), (0.5, 1), (1, 2), (1.5, 3), (2, 2), (2.5, 3), (3, 2), (3.5, 1))
_HELD: Final[Pattern] = ((0, 0), (0.25, 1), (0.5, 2), (0.75, 3))

_SECTIONS: Final = (
    # chords, left hand, its velocity, tune, its velocity
    (_OPENING, _DRIFT, 32, "-:16", 0),
    (_A, _DRIFT, 35, _TUNE, 45),
    (_A_HOME, _RIPPLE, 36, _TUNE_HOME, 48),
    (_B, _RISE, 36, _ANSWERS, 40),
    (_A_HOME, _RIPPLE, 39, _TUNE_HOME, 52),
    (_FALL, _BROAD, 38, _HIGH, 46),
    (_A, _DRIFT, 34, _TUNE, 42),
    (_CODA, _HELD, 32, _FAREWELL, 38),
)


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_BAR * len(section[0].split()) for section in _SECTIONS)]).tolist()
    opening, _, _, cello, full, fall, again, coda, end = starts
    breaths = sorted({*starts[1:-1], *(start + 16 for start in starts[1:-2])})
    tempo = Tempo(56, end + 2, breaths, ending=end - 12)
    parts = {
        "piano": Part("piano", -21, 0.30, pan=-0.08),
        "strings": Part(
            "strings",
            -24,
            0.40,
            pan=0.05,
            fader=[
                (0, 0),
                (opening + 12, 0),
                (16, -2),
                (48, -1),
                (cello, 0),
                (full, 1),
                (full + 24, 2),
                (fall, 0),
                (fall + 20, 2),
                (again, -1),
                (coda, -1),
                (end, -3),
            ],
        ),
        "basses": Part("basses", -33, 0.25),
        "cello": Part("cello", -26, 0.42, pan=0.22),
        "choir": Part("oohs", -33, 0.60),
    }
    _play_piano(parts["piano"], starts)
    _play_strings(parts["strings"], parts["basses"], end)
    parts["cello"].sing(cello, _CELLO, 54)
    parts["cello"].sing(full, _COUNTER, 44)
    parts["cello"].sing(coda + 8, "B3:4 | A3:4 | -:2 B3:2 | A3:4", 40)
    _sing_choir(parts["choir"], fall)
    return Score("still-water", "Still Water", _SEED, "D major", _BAR, tempo, parts, pedals=_pedals(end))


def _bars(use: Callable[[str], bool] = bool) -> list[str]:
    """Return the chord of each bar."""
    return [chord for section in _SECTIONS for chord in section[0].split() if use(chord)]


def _pedals(end: int) -> list[float]:
    """Return where the pedal is changed: with every bar but the last two, which ring into each other."""
    return [bar + 0.05 for bar in range(_BAR, end - _BAR, _BAR)]


def _play_piano(piano: Part, starts: Sequence[int]) -> None:
    """Write both hands. The left leaves a note out here and there, as nobody repeats himself exactly."""
    rng = np.random.default_rng(_SEED)
    basses = bass_line(_bars(), "F#1", "E2")
    laid = lead(_bars(), "A2", "A4", 3)
    for start, (chords, pattern, velocity, tune, tune_velocity) in zip(starts, _SECTIONS, strict=False):
        for index in range(len(chords.split())):
            beat, bar = start + _BAR * index, start // _BAR + index
            arc = 4 * np.sin(np.pi * index / len(chords.split()))
            hand = [basses[bar], *laid[bar]]
            for offset, voice in pattern:
                if offset and rng.random() < 0.12:
                    continue
                softer = 0 if voice else -2
                piano.play(beat + offset, _BAR - offset, hand[voice], velocity + arc + softer)
            if bar % 2 == 0 and start and hand[0] + 12 < min(hand[1] - 4, C3 - 2):
                piano.play(beat + 0.5, 3.5, hand[0] + 12, velocity - 6)
        if tune_velocity:
            piano.sing(start, tune, tune_velocity, arch=5)


def _play_strings(strings: Part, basses: Part, end: int) -> None:
    """Write four voices that change with the bar and hold what they share, and a bass under the fuller half."""
    for bar, voices in enumerate(lead(_bars(), "D3", "D5", 4)):
        strings.chord(_BAR * bar, _BAR, voices, 48)
    line = bass_line(_bars(), "A1", "A2")
    for bar, note in enumerate(line):
        if _BAR * bar >= 12 * _BAR or bar < 4:
            basses.chord(_BAR * bar, _BAR, [note], 46)
    strings.chord(end, 6, lead(_bars(), "D3", "D5", 4)[-1], 40)


def _sing_choir(choir: Part, fall: int) -> None:
    """Write two voices that come in under the falling bass, and once more at the end of all."""
    for index, pair in enumerate(lead(_FALL.split(), "A3", "A4", 2)):
        choir.chord(fall + _BAR * index, _BAR, pair, 44)
