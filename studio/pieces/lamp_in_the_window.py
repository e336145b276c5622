"""Lamp in the Window: a piano alone, in A flat, in phrases of six slow bars.

A note turns once about itself, leaps a sixth and comes down by steps (C, D flat, C, A flat, G, F). It is lit
in the middle of the keyboard, goes through rooms in F minor and D flat, is found again: low, in canon, and
at half speed.
"""

from typing import Final, NamedTuple

from studio.score.notes import Part, Score, Tempo

_BAR: Final = 4
_PHRASE: Final = 6 * _BAR
_SEED: Final = 47

_SOFTER: Final = (7, 9, 8, 7)
"""How much softer than the one that sings the others are."""


class _Phrase(NamedTuple):
    """Six bars: how strong, which of the four voices sings, and the voices."""

    velocity: float
    singer: int
    soprano: str
    alto: str
    tenor: str
    bass: str


_MATCH: Final = _Phrase(
    40,
    0,
    "-:4 | C4:1.5 Db4:.5 C4:2 | -:4 | C4:1.5 Db4:.5 C4:1 Ab4:1 | G4:2 F4:2 | Eb4:3 -:1",
    "-:2 C4:2 | -:4 | -:2 F4:2 | -:4 | Db4:4 | Db4:3 -:1",
    "-:1 Eb3:3 | -:2 Eb3:2 | -:1 Db3:1 Ab3:2 | -:1 Eb3:1 Ab3:2 | -:1 F3:3 | Ab3:1 G3:1 Bb3:1 G3:1",
    "Ab2:4 | Ab2:4 | F2:4 | C3:4 | Bb2:4 | Eb2:4",
)
_LAMP: Final = _Phrase(
    42,
    0,
    "C4:1.5 Db4:.5 C4:1 Ab4:1 | G4:2 F4:2 | F4:1.5 G4:.5 F4:1 Db5:1 | C5:2 Bb4:2 | "
    "Eb5:1.5 Db5:.5 C5:1 Ab4:1 | Bb4:3 -:1",
    "-:4 | -:2 C4:2 | -:1 Db4:3 | Db4:4 | C4:2 Db4:2 | Db4:3 -:1",
    "-:1 Eb3:3 | -:1 C3:1 Ab3:2 | -:1 F3:3 | -:1 Bb2:1 G3:2 | Ab3:4 | Ab3:1 G3:1 Bb3:1 G3:1",
    "Ab2:4 | F2:4 | Bb2:4 | Eb2:4 | F2:2 Bb2:2 | Eb2:4",
)
_FLOW: Final = _Phrase(
    43,
    0,
    "C4:1.5 Db4:.5 C4:1 Ab4:1 | G4:1 F4:1 Eb4:2 | Db4:1.5 Eb4:.5 Db4:1 Bb4:1 | Ab4:2 G4:2 | "
    "Ab4:1.5 Bb4:.5 C5:2 | Db5:1 Ab4:2 Bb4:1",
    "-:8 | -:3 Db4:1 | Db4:4 | C4:4 | -:1 F4:2 Db4:1",
    "-:.5 Eb3:.5 Ab3:1 -:.5 Eb3:.5 Ab3:1 | -:.5 Eb3:.5 G3:1 -:.5 G3:.5 Bb3:1 | "
    "-:.5 F3:.5 Ab3:1 -:.5 F3:.5 Ab3:1 | -:.5 Bb2:.5 Bb3:1 -:.5 Bb2:.5 Bb3:1 | "
    "-:.5 C3:.5 Ab3:1 -:.5 F3:.5 Ab3:1 | -:.5 Ab2:.5 F3:1 Ab3:1 F3:1",
    "Ab2:4 | C3:4 | Bb2:4 | Eb2:4 | F2:4 | Db2:4",
)
_BRIGHT: Final = _Phrase(
    45,
    0,
    "C5:1.5 Db5:.5 C5:1 Ab5:1 | G5:2 F5:1 Eb5:1 | Db5:1.5 Eb5:.5 Db5:1 Bb4:1 | C5:2 Ab4:1 F4:1 | "
    "F4:1 Ab4:1 G4:2 | Ab4:3 -:1",
    "Ab4:1.5 Bb4:.5 Ab4:1 C5:1 | C5:2 Ab4:2 | F4:1.5 G4:.5 F4:1 Db4:1 | Eb4:2 F4:1 Db4:1 | Db4:4 | C4:3 -:1",
    "-:.5 Eb3:.5 Ab3:1 Eb3:.5 Ab3:.5 Eb4:1 | -:.5 C3:.5 Ab3:1 C3:.5 F3:.5 Ab3:1 | "
    "-:.5 F3:.5 Bb3:1 F3:.5 Ab3:.5 Bb3:1 | -:.5 Eb3:.5 Ab3:1 -:.5 Ab2:.5 Db3:1 | "
    "-:.5 F2:.5 Db3:1 -:.5 Bb2:.5 Bb3:1 | -:1 Eb3:1 Ab3:1 -:1",
    "Ab1:4 | F2:4 | Bb2:4 | Ab2:2 Db2:2 | Bb1:2 Eb2:2 | Ab1:4",
)
_OTHER_ROOM: Final = _Phrase(
    44,
    2,
    "-:1 F4:1 -:1 F4:1 | -:1 F4:1 -:1 F4:1 | -:1 Ab4:1 -:1 Ab4:1 | -:1 Ab4:1 -:1 Eb4:1 | "
    "-:1 F4:1 -:1 F4:1 | -:1 F4:1 E4:1 -:1",
    "-:1 C4:1 -:1 C4:1 | -:1 C4:1 -:1 Eb4:1 | -:1 F4:1 -:1 F4:1 | -:1 Eb4:1 -:1 C4:1 | "
    "-:1 Db4:1 -:1 Bb3:1 | -:1 C4:2 -:1",
    "C3:1 Ab3:2 G3:1 | F3:1.5 G3:.5 Ab3:2 | F3:1 Db4:2 C4:1 | Bb3:2 Ab3:2 | G3:1 F3:1 Db3:2 | C3:1 G3:2 -:1",
    "F2:4 | Eb2:4 | Db2:4 | C2:4 | Bb1:4 | C2:3 -:1",
)
_ANSWERS: Final = _Phrase(
    45,
    0,
    "-:1 C5:2 Ab4:1 | Bb4:1.5 Ab4:.5 F4:1 -:1 | -:1 Bb4:2 G4:1 | Ab4:1.5 G4:.5 Eb4:1 -:1 | "
    "-:1 Db5:2 Bb4:1 | Bb4:1 Ab4:2 -:1",
    "-:1 F4:2 C4:1 | Db4:3 -:1 | -:1 Eb4:3 | C4:3 -:1 | -:1 F4:3 | Db4:1 C4:2 -:1",
    "-:1 C3:1 F3:1 Ab3:1 | -:1 F3:1 Ab3:1 Db4:1 | Db4:1 Bb3:1 G3:2 | -:1 Eb3:1 G3:1 C4:1 | "
    "Bb3:1 Ab3:1 F3:2 | -:1 Eb3:1 Gb3:1 -:1",
    "F2:4 | Bb2:4 | Eb2:4 | Ab2:4 | Bb1:4 | Ab1:4",
)
_HYMN: Final = _Phrase(
    43,
    0,
    "F4:1.5 Gb4:.5 F4:1 Db5:1 | C5:2 Bb4:2 | Ab4:1.5 Bb4:.5 Ab4:1 Gb4:1 | F4:3 -:1 | "
    "Gb4:1.5 Ab4:.5 Gb4:2 | F4:3 -:1",
    "Db4:3 F4:1 | F4:4 | Eb4:4 | Db4:1.5 Eb4:.5 Db4:2 | Bb3:4 | Bb3:1 A3:3",
    "Ab3:4 | Db4:3 C4:1 | Bb3:4 | Ab3:2 F3:1 Ab3:1 | Gb3:4 | Eb3:2 C3:1 Eb3:1",
    "Db3:4 | Bb2:4 | Gb2:4 | Db2:4 | Eb2:4 | F2:4",
)
_STAIRS: Final = _Phrase(
    41,
    0,
    "F4:1.5 Gb4:.5 F4:1 Db5:1 | G4:1.5 Ab4:.5 G4:1 Eb5:1 | Ab4:1.5 Bb4:.5 Ab4:1 F5:1 | "
    "Fb5:2 Eb5:1 Db5:1 | C5:2 Bb4:1 Ab4:1 | Ab4:1 G4:2 -:1",
    "-:3 F4:1 | -:3 G4:1 | -:3 Ab4:1 | Ab4:4 | Eb4:4 | Eb4:3 -:1",
    "-:1 F3:1 Bb3:1 Db4:1 | -:1 C3:.5 G3:.5 C4:1 G3:1 | -:.5 Ab2:.5 F3:.5 Ab3:.5 Db4:.5 Ab3:.5 Db4:1 | "
    "-:.5 Ab2:.5 Fb3:.5 Ab3:.5 Db4:.5 Ab3:.5 Fb3:1 | -:.5 C3:.5 Eb3:.5 Ab3:.5 C4:.5 Ab3:.5 Eb3:1 | "
    "-:.5 Bb2:.5 Eb3:.5 Bb3:.5 Db4:1 Bb3:1",
    "Bb1:4 | Eb2:4 | Db2:4 | Db2:4 | Eb2:4 | Eb2:4",
)
_LISTENING: Final = _Phrase(
    43,
    0,
    "C5:1.5 Db5:.5 C5:2 | Bb4:3 -:1 | -:8 | F4:4 | Eb4:2 -:2",
    "-:8 | C4:1.5 Db4:.5 C4:2 | Bb3:3 -:1 | -:1 Db4:3 | ~:2 -:2",
    "-:2 Bb2:2 | Db3:2 G3:1 Bb3:1 | -:3 Bb2:1 | Db3:2 F3:1 -:1 | Ab3:4 | G3:3 Eb3:1",
    "Eb2:4 | ~:4 | ~:4 | ~:1 Eb2:3 | ~:2 Eb2:2 | ~:4",
)
_FOUND_LOW: Final = _Phrase(
    39,
    2,
    "-:2 Eb5:2 | -:1 C5:3 | -:2 Bb4:2 | -:2 Db5:2 | -:2 C5:2 | -:1 Bb4:3",
    "-:2 C5:2 | -:2 Ab4:2 | -:2 F4:2 | -:2 G4:2 | -:2 Ab4:2 | -:1 G4:3",
    "C3:1.5 Db3:.5 C3:1 Ab3:1 | G3:2 F3:2 | F3:1.5 G3:.5 F3:1 Db4:1 | C4:2 Bb3:2 | "
    "Eb4:1.5 Db4:.5 C4:1 Ab3:1 | Bb3:2 G3:1 Bb3:1",
    "Ab1:4 | F2:4 | Bb2:4 | Eb2:4 | F2:2 Bb1:2 | Eb2:4",
)
_CANON: Final = _Phrase(
    44,
    0,
    "C4:1.5 Db4:.5 C4:1 Ab4:1 | G4:2 F4:2 | F4:1.5 G4:.5 F4:1 Db5:1 | C5:2 Bb4:2 | "
    "Eb5:1.5 Db5:.5 C5:1 Ab4:1 | Bb4:3 -:1",
    "-:4 | -:2 C4:2 | -:2 Db4:2 | G4:4 | Ab4:2 F4:2 | Eb4:3 Db4:1",
    "-:1 Eb3:2 -:1 | C3:1.5 Db3:.5 C3:1 Ab3:1 | G3:1 F3:3 | F3:1.5 G3:.5 F3:1 Db4:1 | C4:2 Ab3:2 | "
    "Ab3:1 G3:1 Bb3:1 G3:1",
    "Ab2:4 | F2:4 | Bb1:4 | Eb2:4 | F2:2 Bb1:2 | Eb2:4",
)
_HOME: Final = _Phrase(
    43,
    0,
    "C4:1.5 Db4:.5 C4:1 Ab4:1 | G4:1 F4:1 Eb4:2 | Db4:1.5 Eb4:.5 Db4:1 Bb4:1 | Ab4:2 Fb4:2 | "
    "Eb4:1 Ab4:1 G4:2 | Ab4:3 -:1",
    "-:8 | -:3 Db4:1 | Db4:4 | -:1 C4:1 Db4:2 | C4:3 -:1",
    "-:1 Eb3:3 | Eb3:1 G3:1 Bb3:2 | Ab3:2 F3:2 | F3:2 Ab3:2 | ~:2 Bb3:2 | Ab3:3 -:1",
    "Ab2:4 | C3:4 | Bb2:4 | Db2:4 | Eb2:4 | Ab1:4",
)
_GOOD_NIGHT: Final = _Phrase(
    38,
    0,
    "C4:3 Db4:1 | C4:2 Ab4:2 | G4:2 F4:2 | Fb4:2 Eb4:2 | C4:1.5 Db4:.5 C4:2 | -:2 C4:4",
    "-:4 | -:2 C4:2 | Bb3:2 Ab3:2 | Ab3:4 | -:4 | -:1 Ab3:5",
    "-:1 Eb3:3 | -:1 Eb3:3 | -:.5 Db3:3.5 | Db3:2 C3:2 | -:1 Eb3:2 Ab3:1 | -:.5 Eb3:5.5",
    "Ab1:4 | Ab2:4 | Ab1:4 | ~:4 | Ab2:4 | Ab1:6",
)

_PHRASES: Final = (
    _MATCH,
    _LAMP,
    _FLOW,
    _BRIGHT,
    _OTHER_ROOM,
    _ANSWERS,
    _HYMN,
    _STAIRS,
    _LISTENING,
    _FOUND_LOW,
    _CANON,
    _HOME,
    _GOOD_NIGHT,
)


def compose() -> Score:
    """Return the piece."""
    starts = [_PHRASE * index for index in range(len(_PHRASES))]
    end = _PHRASE * len(_PHRASES)
    tempo = Tempo(62, end + 2, starts[1:], ending=end - 14, sway=0.03, wait=0.3)
    piano = Part("piano", -22, 0.36, pan=-0.05)
    for start, phrase in zip(starts, _PHRASES, strict=True):
        _play(piano, start, phrase)
    slug, title, parts = "lamp-in-the-window", "Lamp in the Window", {"piano": piano}
    return Score(slug, title, _SEED, "A flat major", _BAR, tempo, parts, pedals=_pedals(end))


def _play(piano: Part, start: float, phrase: _Phrase) -> None:
    """Write the four voices of a phrase; the one that sings has an arch, the others lie flatter under it."""
    for voice, line in enumerate(phrase[2:]):
        sings = voice == phrase.singer
        velocity = phrase.velocity - (0 if sings else _SOFTER[voice])
        piano.sing(start, line, velocity, arch=6 if sings else 4)


def _pedals(end: int) -> list[float]:
    """Return where the foot changes: each half bar, so that no turn blurs; in last bars, as it resolves."""
    halves = range(2, end - _BAR, 2)
    return [beat + 0.05 - (beat % _PHRASE == _PHRASE - 2) for beat in halves]
