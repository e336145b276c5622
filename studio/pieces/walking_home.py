"""Walking Home: clarinet and horn over strings and a marimba's steps, in C mixolydian, from 80 down to 50 bpm.

Four steps upwards and a B flat on which to stand still. The basses walk down under it, the way slopes, dusk comes; the
horn knows the tune too. It is sung lower and slower, the steps become fewer, and at the door there is only breath.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from studio.score.harmony import bass_line, lead, tones
from studio.score.notes import Part, Score, Tempo

_BAR: Final = 4
_SEED: Final = 80

# One chord to the bar.
_OPENING: Final = "Cadd9 Cadd9 Fadd9/C Cadd9 Cadd9 Bbadd9/C Fadd9/C Cadd9"
_A: Final = "C Bbadd9 F/A Gm7 Fadd9 C/E Fadd9 G7sus4"
_A_HOME: Final = "Cadd9 Bbadd9 Fadd9/A Gm7 Dm7/F Am7/E F Cadd9"
_A_LATE: Final = "C Bbadd9 F/A Gm7 Fadd9 C/E Fadd9 C"
_A_LOW: Final = "Cadd9 Bbadd9 F/A Gm7 Dm7/F Cadd9/E Bb G7sus4"
_B: Final = "Fadd9 C/E Dm7 Am7 Bbadd9 F/A Gm7 G7sus4"
_DUSK: Final = "Gm7 Bb/D Ebadd9 Bb/D Cm7 Fadd9 Bbadd9 G7sus4"
_FALL: Final = "Fadd9 C/E Dm7 Am7 Fadd9 Fm6 C/G G7sus4"
_SLOW: Final = "Csus2 Cadd9 Bbadd9 Bbadd9 F/A F/A Gm7 Gm7"
_SLOW_HOME: Final = "Dm7/F Dm7/F Cadd9/E C/E Fsus2 Fadd9 C C"
_CODA: Final = "Fadd9/C Fadd9/C Csus2 Cadd9 Bbadd9/C Fadd9/C Cadd9 Cadd9"

_WALK_UP: Final = "E4:1 F4:1 G4:1 A4:1 | Bb4:2 F4:1 -:1 | F4:1 G4:1 A4:1 C5:1 | Bb4:2 G4:1 -:1"
_TUNE: Final = f"{_WALK_UP} | A4:1 G4:1 F4:1 A4:1 | G4:2 E4:1 -:1 | D4:1 E4:1 F4:1 A4:1 | G4:3 -:1"
_TUNE_HOME: Final = f"{_WALK_UP} | A4:1 G4:1 F4:1 A4:1 | G4:2 E4:1 -:1 | A4:1 G4:1 F4:1 D4:1 | E4:3 -:1"
_HORN: Final = "C4:3 A3:1 | G3:3 -:1 | F3:1 A3:1 C4:2 | C4:2 E4:1 -:1 | D4:3 C4:1 | C4:2 A3:1 -:1 | Bb3:2 D4:2 | C4:3 -:1"
_BESIDE: Final = "G3:2 E3:2 | F3:3 -:1 | C4:4 | D4:2 Bb3:1 -:1 | C4:4 | C4:2 G3:1 -:1 | A3:4 | G3:3 -:1"
_SHADOW: Final = (
    "Bb3:1 C4:1 D4:1 F4:1 | A4:2 F4:1 -:1 | G4:1 F4:1 Eb4:1 G4:1 | F4:2 D4:1 -:1 |"
    " Eb4:1 D4:1 C4:1 Eb4:1 | C4:3 -:1 | D4:1 F4:1 D4:1 C4:1 | D4:3 -:1"
)
_ECHO: Final = "-:4 | -:2 D4:2 | -:4 | -:2 D4:2 | -:4 | -:2 C4:2 | -:4 | -:1 C4:3"
_TIRED: Final = "C4:2 A3:2 | G3:3 -:1 | A3:2 C4:2 | C4:3 -:1 | C4:2 A3:2 | C4:2 Ab3:2 | E4:2 C4:2 | D4:3 -:1"
_SLOW_UP: Final = "E3:2 F3:2 | G3:2 A3:2 | Bb3:4 | F3:3 -:1 | F3:2 G3:2 | A3:2 C4:2 | Bb3:4 | G3:3 -:1"
_SLOW_DOWN: Final = "A3:2 G3:2 | F3:2 A3:2 | G3:4 | E3:3 -:1 | A3:2 G3:2 | F3:2 D3:2 | E3:4 | -:4"
_LAST: Final = "-:4 | -:4 | E3:2 F3:2 | G3:4 | -:4 | -:4 | -:4 | -:4"

Steps = Sequence[tuple[float, int]]
"""(beat in the bar, voice): which of the strings' notes the marimba touches."""

_BRISK: Final[Steps] = ((0, 0), (1, 1), (1.5, 2), (2, 3), (3, 2))
_EVEN: Final[Steps] = ((0, 0), (1, 1), (2, 2), (3, 1))
_LEISURELY: Final[Steps] = ((0, 0), (1, 1), (2, 2))
_SLOWER: Final[Steps] = ((0, 0), (2, 1))
_ONE: Final[Steps] = ((0, 1),)
_NONE: Final[Steps] = ()

# The lowest and highest note of the strings, and how many there are: the way goes down.
_HIGH: Final = ("E3", "C5", 4)
_VALLEY: Final = ("D3", "A4", 3)
_LOW: Final = ("C3", "F4", 4)
_FEW: Final = ("C3", "E4", 3)

_SECTIONS: Final = (
    # chords, strings, marimba, its velocity, beats of the basses' steps, clarinet, its velocity, horn, its velocity
    (_OPENING, _HIGH, _LEISURELY, 38, (0,), "", 0, "", 0),
    (_A, _VALLEY, _EVEN, 42, (0, 2), _TUNE, 46, "", 0),
    (_A_HOME, _HIGH, _BRISK, 43, (0, 2), _TUNE_HOME, 50, "", 0),
    (_B, _VALLEY, _EVEN, 42, (0, 2), "", 0, _HORN, 50),
    (_A_HOME, _HIGH, _BRISK, 45, (0, 2), _TUNE_HOME, 53, _BESIDE, 44),
    (_DUSK, _VALLEY, _EVEN, 41, (0, 2), _SHADOW, 48, "", 0),
    (_A_LATE, _VALLEY, _EVEN, 41, (0, 2), _ECHO, 40, _TUNE_HOME, 48),
    (_FALL, _VALLEY, _LEISURELY, 38, (0,), _TIRED, 45, "", 0),
    (_A_LOW, _LOW, _SLOWER, 37, (0,), _TUNE, 44, "", 0),
    (_SLOW, _FEW, _SLOWER, 34, (0,), _SLOW_UP, 42, "", 0),
    (_SLOW_HOME, _FEW, _ONE, 32, (0,), _SLOW_DOWN, 38, "", 0),
    (_CODA, _FEW, _NONE, 0, (), _LAST, 34, "", 0),
)
_FIRST_LOW: Final = 8


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_BAR * len(section[0].split()) for section in _SECTIONS)]).tolist()
    _, first, second, horn, full, dusk, again, fall, low, slow, slower, coda, end = starts
    tempo = Tempo(
        [(0, 80), (end - 4, 50)],
        end + 2,
        range(first, end, 4 * _BAR),
        ending=end - 8,
        sway=0.012,
        wait=0.1,
        slowing=0.3,
    )
    parts = {
        "marimba": Part("marimba", -25.5, 0.35, pan=-0.2),
        "steps": Part("pizzicato", -29.5, 0.3, pan=0.1),
        "clarinet": Part("clarinet", -24, 0.5, pan=0.12),
        "horn": Part("horn", -27, 0.55, pan=-0.12),
        "strings": Part(
            "violas",
            -26,
            0.42,
            fader=[
                (0, -1),
                (first - 8, 0),
                (first + 4, -2),
                (second, -1),
                (horn, -1),
                (full, 1),
                (full + 24, 1),
                (dusk + 8, -1),
                (again, -1),
                (fall, -1),
                (fall + 20, 1),
                (low, -3),
                (slow, -4),
                (slower, -4),
                (coda, -3),
                (coda + 8, -1),
                (coda + 15, -5),
                (coda + 22, -2),
                (end, -7),
            ],
        ),
        "basses": Part(
            "basses",
            -31,
            0.28,
            pan=0.1,
            fader=[(0, -1), (first, -1), (full, 1), (dusk, 0), (low, -1), (end, -5)],
        ),
    }
    _play_strings(parts, starts)
    for start, (*_, clarinet, velocity, tune, loud) in zip(starts, _SECTIONS, strict=False):
        parts["clarinet"].sing(start, clarinet, velocity, shift=-12 if start == low else 0)
        parts["horn"].sing(start, tune, loud, shift=-12 if start == again else 0)
    return Score("walking-home", "Walking Home", _SEED, "C mixolydian", _BAR, tempo, parts)


def _basses() -> list[int]:
    """Return the lowest note of each bar, which lies deeper where the strings do."""
    before = [chord for section in _SECTIONS[:_FIRST_LOW] for chord in section[0].split()]
    after = [chord for section in _SECTIONS[_FIRST_LOW:] for chord in section[0].split()]
    return bass_line(before, "D2", "C3") + bass_line(after, "G1", "F#2")


def _play_strings(parts: dict[str, Part], starts: Sequence[int]) -> None:
    """Write what the strings hold, what the basses hold and pluck, and what the marimba touches of it."""
    rng = np.random.default_rng(_SEED)
    basses = _basses()
    for start, (chords, reach, steps, velocity, feet, *_) in zip(starts, _SECTIONS, strict=False):
        laid = lead(chords.split(), *reach)
        for bar, (chord, voices) in enumerate(zip(chords.split(), laid, strict=True)):
            beat, bass = start + _BAR * bar, basses[start // _BAR + bar]
            parts["strings"].chord(beat, _BAR, voices, 46)
            parts["basses"].chord(beat, _BAR, [bass], 46)
            if not start and bar < 2:
                continue
            for offset, voice in steps:
                if offset and rng.random() < 0.08:
                    continue
                parts["marimba"].play(beat + offset, 1.5, voices[voice], velocity - 4 * (offset % 1 > 0))
            for foot in feet:
                parts["steps"].play(
                    beat + foot, 1.5, _above(bass, chord) if foot else bass, velocity + 2 - foot
                )
    parts["strings"].chord(starts[-1], 6, laid[-1], 40)
    parts["basses"].chord(starts[-1], 6, basses[-1:], 40)


def _above(bass: int, chord: str) -> int:
    """Return the nearest tone of a chord that is at least a fourth above its bass."""
    return next(note for note in range(bass + 5, bass + 17) if note % 12 in tones(chord)[1])
