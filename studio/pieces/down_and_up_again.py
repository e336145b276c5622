"""Down and Up Again: a walk into a valley, a rest at its floor, and the way up the other side. Twenty minutes, 4/4.

The theme is itself a valley: down (D, B, A, E) and up again (G, A, B, D). It walks in G; goes on under trees in D;
turned upside down it is a hill, which a cello sings in B minor; in long notes it lies still on the valley's floor,
between E minor and G lydian; in C it is the ground on which the way begins to rise, then a canon; and at home in G it
walks again, once together with its own mirror image.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from studio.score.harmony import bass_line, lead, pitch, tones
from studio.score.notes import Part, Score, Tempo

_BAR: Final = 4
_PERIOD: Final = 8 * _BAR
_SEED: Final = 19

# The theme in G, and its second half: left open, and at home.
_VALLEY: Final = "D5:2 B4:1 A4:1 | E4:3 -:1 | G4:1 A4:1 B4:2 | D5:3 -:1"
_OPEN: Final = f"{_VALLEY} | E5:2 D5:1 B4:1 | A4:3 -:1 | G4:1 B4:1 E5:2 | A4:3 -:1"
_HOME: Final = f"{_VALLEY} | E5:2 D5:1 B4:1 | A4:3 -:1 | E4:1 G4:1 A4:2 | G4:3 -:1"
_ASIDE: Final = "B4:1 D5:1 E5:2 | F#5:3 -:1 | E5:1 D5:1 C5:2 | D5:3 -:1 | C5:1 B4:1 A4:2 | B4:3 -:1 | G4:1 A4:1 C5:2 | A4:3 -:1"

# The theme upside down, in B minor.
_HILL: Final = "B3:2 D4:1 E4:1 | A4:3 -:1 | F#4:1 E4:1 D4:2 | B3:3 -:1"
_HILL_OPEN: Final = f"{_HILL} | A3:2 B3:1 D4:1 | E4:3 -:1 | F#4:1 D4:1 A3:2 | C#4:3 -:1"
_HILL_HOME: Final = f"{_HILL} | A3:2 B3:1 D4:1 | E4:3 -:1 | F#4:1 D4:1 A3:2 | B3:3 -:1"

# The theme in notes twice as long: on the valley's floor, and as the ground of the way up.
_WIDE: Final = "D5:4 | B4:2 A4:2 | E4:6 -:2 | G4:2 A4:2 | B4:4 | D5:6 -:2"
_GROUND: Final = "G3:4 | E3:2 D3:2 | A2:8 | C3:2 D3:2 | E3:4 | G3:8"

_FOUR: Final = "-:4 | -:4 | -:4 | -:4"
"""Bars in which somebody listens."""
_HORN_BELOW: Final = "-:4 | -:2 G3:1 A3:1 | B3:4 | F#3:3 -:1"
_HORN_ALONG: Final = f"{_HORN_BELOW} | G3:2 E3:2 | A3:2 C4:2 | C4:2 A3:2 | B3:3 -:1"
_SIXTHS: Final = f"{_FOUR} | G4:2 F#4:1 D4:1 | C4:3 -:1 | A3:2 C4:2 | B3:3 -:1"

_SCALE: Final = frozenset({7, 9, 11, 0, 2, 4, 6})
"""G major, in which the bass walks."""
_WALK: Final = (0, 1, 2, 3)
_STROLL: Final = (0, 2)

Pattern = Sequence[tuple[float, int]]
"""(beat in the bar, string): what the harp does with its four notes, the lowest first."""

_SKIP: Final[Pattern] = ((1, 1), (1.5, 2), (2, 3), (3, 1), (3.5, 2))
_STEP: Final[Pattern] = ((0, 0), (1, 2), (2, 1), (3, 3))
_LEAVES: Final[Pattern] = ((0, 0), (0.5, 1), (1, 2), (1.5, 3), (2, 2), (2.5, 1), (3, 2), (3.5, 1))
_SWAY: Final[Pattern] = ((0, 0), (1, 1), (1.5, 2), (2, 3))
_DROPS: Final[Pattern] = ((1, 2), (3, 3))
_LIGHT: Final[Pattern] = ((0.5, 1), (1, 2), (1.5, 3), (2.5, 2), (3, 3), (3.5, 2))
_BREATH: Final[Pattern] = ((0, 0), (1, 2))


class Period(NamedTuple):
    """Eight bars, one chord to each."""

    chords: str
    lines: Mapping[str, tuple[str, int]]
    """Who sings what, moved by how many semitones."""
    held: str = ""
    """Who holds the chords."""
    harp: Pattern = ()
    steps: Sequence[int] = ()
    """The beats on which the plucked bass walks."""
    rolled: bool = False
    """Whether the piano breaks every other chord."""


class Section(NamedTuple):
    """A stretch of the way: its pace at both ends, and how firmly it is played."""

    paces: tuple[float, float]
    velocity: float
    ranges: Mapping[str, tuple[str, str, int]]
    """Who spreads the chords over which range in how many voices."""
    periods: Sequence[Period]


_PATH: Final = (
    Period(
        "Gadd9 Gadd9 Cadd9/G Gadd9 Em7 Cadd9 Am7 D7sus4",
        {
            "horn": ("-:4 | D4:2 B3:1 A3:1 | E3:3 -:1 | G3:1 A3:1 B3:2 | D4:3 -:1", 0),
            "flute": (f"{_FOUR} | -:4 | -:4 | E4:1 G4:1 A4:2 | C5:2 A4:1 -:1", 0),
        },
        "strings",
        (),
        _STROLL,
    ),
    Period(
        "Gadd9 Cmaj7 Em7 Bm7 Cadd9 Am7 Em7 D7sus4",
        {"flute": (_OPEN, 0)},
        "strings",
        _STEP,
        _WALK,
    ),
    Period(
        "Gadd9 Cmaj7 Em7 Bm7 Cadd9 Am7 D7sus4 Gadd9",
        {"flute": (_HOME, 0), "horn": (_HORN_ALONG, 0)},
        "strings",
        _SKIP,
        _WALK,
    ),
    Period(
        "Em7 Bm7 Cadd9 G/B Am7 Em7 Cadd9 D7sus4",
        {"clarinet": (_ASIDE, 0), "flute": (f"{_FOUR} | -:4 | -:4 | -:2 G5:2 | D5:3 -:1", 0)},
        "strings",
        _STEP,
        _WALK,
    ),
    Period(
        "Gadd9 Cmaj7 Em7 Bm7 Cadd9 Am7 D7sus4 Gadd9",
        {"flute": (_HOME, 0), "clarinet": (_SIXTHS, 0), "horn": (_HORN_BELOW, 0)},
        "strings",
        _SKIP,
        _WALK,
    ),
    Period(
        "Em7 Cadd9 G/B Am7 Em7 Bm7 Gmaj7 A7sus4",
        {
            "flute": ("D5:2 B4:1 A4:1 | E4:3 -:1", 0),
            "horn": ("-:4 | -:4 | D4:2 B3:1 A3:1 | E3:3 -:1", 0),
            "clarinet": (f"{_FOUR} | G4:1 A4:1 B4:2 | D5:3 -:1 | B4:1 A4:1 F#4:2 | E4:3 -:1", 0),
        },
        "strings",
        _SWAY,
        _STROLL,
    ),
)

_TREES: Final = (
    Period(
        "Dadd9 Gadd9/D Dadd9 Dadd9 Bm7 Gadd9 Em7 A7sus4",
        {"clarinet": ("-:4 | -:4 | A4:4 | F#4:2 E4:2 | B3:3 -:1 | -:4 | D4:1 E4:1 G4:2 | A4:3 -:1", 0)},
        "strings basses",
        _LEAVES,
    ),
    Period(
        "Dadd9 Gmaj7 Bm7 F#m7 Gadd9 Em7 Bm7 A7sus4",
        {"clarinet": (_OPEN, -5)},
        "strings basses",
        _LEAVES,
    ),
    Period(
        "Dadd9 Gmaj7 Bm7 F#m7 Gadd9 Em7 A7sus4 Dadd9",
        {
            "viola": (_HOME, -5),
            "clarinet": (
                "-:4 | B4:2 D5:2 | D5:2 B4:2 | C#5:3 -:1 | -:1 D5:3 | G4:2 B4:2 | -:4 | A4:2 F#4:1 -:1",
                0,
            ),
        },
        "strings basses",
        _LEAVES,
    ),
    Period(
        "Gadd9 D/F# Em7 Bm7 Gadd9 D/F# Em7 A7sus4",
        {
            "clarinet": ("B3:1 D4:1 E4:2 | F#4:3 -:1 | -:4 | -:4 | B4:1 A4:1 G4:2 | A4:3 -:1", 0),
            "viola": (
                "-:4 | -:4 | G4:1 F#4:1 E4:2 | D4:3 -:1 | -:4 | -:4 | B3:1 D4:1 G4:2 | E4:3 -:1",
                0,
            ),
        },
        "strings basses",
        _SWAY,
    ),
    Period(
        "Bm7 Em7 D/F# F#m7 Gadd9 A7sus4 Gadd9 Bm7",
        {"clarinet": (_HOME, -5)},
        "strings basses",
        _SWAY,
    ),
    Period(
        "Gmaj7 D/F# Em7 Bm7 Gmaj7 Em7 F#m7 F#m7",
        {
            "viola": ("-:4 | A4:2 F#4:1 E4:1 | B3:3 -:1", 0),
            "clarinet": (f"{_FOUR} | F#4:2 E4:1 D4:1 | G4:3 -:1 | E4:2 C#4:2", 0),
        },
        "strings basses",
        _DROPS,
    ),
)

_WATER: Final = (
    Period(
        "Bm7 Dadd9 Gmaj7 Bm7 D/F# Em7 Gmaj7 F#m7",
        {"cello": (_HILL_OPEN, 0)},
        "strings basses",
    ),
    Period(
        "Bm7 Dadd9 Gmaj7 Bm7 D/F# Em7 Gmaj7 Bm7",
        {
            "viola": (_HILL_HOME, 0),
            "cello": ("-:4 | D3:2 F#3:2 | B3:4 | F#3:3 -:1 | F#3:4 | G3:3 -:1 | D3:4 | D3:3 -:1", 0),
        },
        "strings basses",
    ),
    Period(
        "Em7 Bm7 Gmaj7 D/F# Em7 Cmaj7 Bm7 F#m7",
        {
            "cello": ("D4:2 B3:1 A3:1 | F#3:3 -:1 | -:4 | -:4 | -:4 | -:4 | F#4:1 E4:1 D4:2 | C#4:3 -:1", 0),
            "viola": ("-:4 | -:4 | B3:1 D4:1 F#4:2 | A4:3 -:1 | B4:2 A4:1 G4:1 | E4:3 -:1", 0),
        },
        "strings basses",
    ),
    Period(
        "Bm7 Dadd9 Gmaj7 Bm7 D/F# Em7 Gmaj7 Bm7",
        {
            "viola": (_HILL_HOME, 0),
            "cello": (f"-:4 | -:4 | {_HILL} | B3:4 | D4:3 -:1", -12),
        },
        "strings basses",
    ),
    Period(
        "Bm7 Gmaj7 Em7 Bm7 Gmaj7 Em7 Gmaj7 Em7",
        {
            "cello": ("B3:4 | D4:2 E4:2 | G4:3 -:1 | F#4:3 -:1", 0),
            "piano": (f"{_FOUR} | -:4 | -:2 B4:2 | -:4 | -:2 G4:2", 0),
        },
        "strings",
    ),
)

_FLOOR: Final = (
    Period("G G Em7/G Em7/G Em6/G Em7/G G G", {"piano": (_WIDE, 0)}, "celli", rolled=True),
    Period(
        "Em7/G Em7/G G G C/G C/G Em7/G Em7/G",
        {"piano": ("E4:4 | G4:2 A4:2 | D5:6 -:2 | B4:2 A4:2 | G4:4 | E4:6 -:2", 0)},
        "celli",
        rolled=True,
    ),
    Period(
        "G Em6/G Em7/G Em7/G Em6/G Em7/G G G",
        {"piano": ("D4:4 | B3:2 A3:2 | E3:4 | B4:4 | G3:2 A3:2 | B3:4 | D4:4 | A4:4", 0)},
        "celli",
    ),
    Period(
        "Em7/G Em7/G C/G C/G G G Em6/G Em6/G",
        {"piano": ("D5:4 | B4:4 | E4:4 | -:4 | G4:4 | A4:4 | C#5:4 | -:4", 0)},
        "celli",
        rolled=True,
    ),
    Period(
        "G G G G Em7 Em7 Em7 Em7",
        {"piano": ("D4:8 | B3:4 | A3:4 | E3:8 | -:8", 0)},
        "celli",
    ),
    Period(
        "Em7 Em7 G G C/G C/G G7sus4 G7sus4",
        {"piano": ("G4:4 | A4:4 | B4:4 | D5:4 | E5:4 | D5:2 C5:2 | D5:4 | -:4", 0)},
        "celli",
        rolled=True,
    ),
)

_RISE: Final = (
    Period(
        "C/G C/E Am7 Am7 Cadd9 C/E G7sus4 G7sus4",
        {
            "celli": (_GROUND, 0),
            "piano": ("-:4 | -:4 | C5:1 D5:1 E5:2 | G5:3 -:1 | -:4 | -:4 | D5:1 E5:1 G5:2 | D5:3 -:1", 0),
        },
        "",
        _STEP,
    ),
    Period(
        "C/G C/E Am7 Am7 Cadd9 C/E G7sus4 G7sus4",
        {
            "celli": (_GROUND, 0),
            "basses": (_GROUND, -12),
            "clarinet": (
                "G4:2 E4:1 D4:1 | A3:3 -:1 | C4:1 D4:1 E4:2 | G4:3 -:1 | A4:2 G4:1 E4:1 | C4:3 -:1 | D4:1 E4:1 G4:2 | D4:3 -:1",
                0,
            ),
        },
        "",
        _SWAY,
    ),
    Period(
        "Cadd9 Fmaj7 Am7 C/E Fadd9 G7sus4 C/E G7sus4",
        {
            "clarinet": (_OPEN, -7),
            "flute": (f"-:4 | -:4 | {_VALLEY} | E5:2 D5:1 B4:1 | A4:3 -:1", 5),
        },
        "strings basses",
        _SWAY,
    ),
    Period(
        "Am7 Em7 Fadd9 C/E Dm7 Am7 Dm7 G7sus4",
        {"viola": (_ASIDE, -7), "flute": (f"{_FOUR} | -:4 | -:4 | A4:4 | G4:3 -:1", 0)},
        "strings basses",
        _STEP,
    ),
    Period(
        "Cadd9 Fmaj7 Am7 C/E Fadd9 G7sus4 G9sus4 Cadd9",
        {
            "horn": (_HOME, -7),
            "flute": (f"-:4 | -:4 | {_VALLEY} | E5:2 D5:1 B4:1 | D5:3 -:1", 5),
        },
        "strings basses",
        _LIGHT,
    ),
    Period(
        "Am7 Em7 Fmaj7 C/E Am7 Em7 Cadd9 D7sus4",
        {
            "clarinet": ("C4:1 E4:1 G4:2 | B4:3 -:1 | -:4 | -:4 | E4:1 G4:1 A4:2 | B4:3 -:1", 0),
            "flute": ("-:4 | -:4 | A4:1 C5:1 E5:2 | G5:3 -:1", 0),
            "horn": (f"{_FOUR} | -:4 | -:4 | G3:1 B3:1 D4:2 | A3:3 -:1", 0),
        },
        "strings basses",
        _LIGHT,
    ),
    Period(
        "Cadd9 G/B Am7 Em7 Cadd9 Am7 D7sus4 D7sus4",
        {
            "flute": (
                "E5:2 D5:1 B4:1 | D5:3 -:1 | -:4 | -:4 | G4:1 C5:1 E5:2 | E5:2 D5:1 C5:1 | A4:3 -:1",
                0,
            ),
            "clarinet": ("-:4 | -:4 | C5:2 B4:1 G4:1 | B4:3 -:1 | -:4 | -:4 | -:4 | A4:1 C5:1 A4:1 -:1", 0),
        },
        "strings",
        _LIGHT,
        _STROLL,
    ),
)

_RIDGE: Final = (
    Period(
        "Gadd9 Cmaj7 Em7 Bm7 Cadd9 Am7 Em7 D7sus4",
        {"flute": (_OPEN, 0)},
        "strings",
        _SKIP,
        _WALK,
    ),
    Period(
        "Gadd9 Cmaj7 Em7 Bm7 Cadd9 Am7 D7sus4 Gadd9",
        {
            "horn": (_HOME, -12),
            "flute": (
                "-:4 | -:2 G4:1 B4:1 | E5:4 | F#5:3 -:1 | G5:3 E5:1 | C5:3 -:1 | C5:2 A4:2 | B4:3 -:1",
                0,
            ),
        },
        "strings",
        _SKIP,
        _WALK,
    ),
    Period(
        "Em7 Bm7 Cadd9 G/B Am7 Em7 Cadd9 D7sus4",
        {"clarinet": (_ASIDE, 0), "flute": (f"{_FOUR} | -:4 | -:4 | -:2 G5:2 | D5:3 -:1", 0)},
        "strings",
        _STEP,
        _WALK,
    ),
    Period(
        "Em7 Cadd9 G/B Em7 Cadd9 Am7 Em7 D7sus4",
        {
            "flute": (_OPEN, 0),
            "horn": (
                "E3:2 G3:1 A3:1 | D4:3 -:1 | B3:1 A3:1 G3:2 | E3:3 -:1 | G3:2 A3:1 B3:1 | C4:3 -:1 | B3:1 G3:1 B3:2 | C4:3 -:1",
                0,
            ),
        },
        "strings",
        _STEP,
        _WALK,
    ),
    Period(
        "Cadd9 G/B Am7 Em7 Cadd9 G/B Am7 D7sus4",
        {
            "viola": (
                "E4:4 | D4:2 B3:2 | C4:4 | B3:3 -:1 | E4:2 G4:2 | D4:4 | C4:2 A3:2 | A3:3 -:1",
                0,
            ),
        },
        "strings basses",
        _LEAVES,
    ),
    Period(
        "Gadd9 Cmaj7 Em7 Bm7 Cadd9 Am7 D7sus4 Gadd9",
        {"flute": (_HOME, 0), "clarinet": (_SIXTHS, 0), "horn": (_HORN_BELOW, 0)},
        "strings",
        _SKIP,
        _WALK,
    ),
    Period(
        "Em7 Bm7 Cadd9 G/B Am7 Em7 Cadd9 D7sus4",
        {
            "flute": (_ASIDE, 0),
            "horn": (
                "-:4 | D4:3 -:1 | -:4 | B3:3 -:1 | -:4 | G3:3 -:1 | G3:2 E3:2 | A3:3 -:1",
                0,
            ),
        },
        "strings",
        _LIGHT,
        _WALK,
    ),
    Period(
        "Gadd9 Cmaj7 Em7 Bm7 Cadd9 Am7 D7sus4 Gadd9",
        {"flute": (_HOME, 0), "horn": (_HOME, -12), "clarinet": (_SIXTHS, 0)},
        "strings",
        _SKIP,
        _WALK,
    ),
    Period(
        "Gadd9 Cadd9/G Gadd9 Em7 Cadd9 Cadd9/G Gadd9 Gadd9",
        {
            "horn": ("D4:2 B3:1 A3:1 | E3:3 -:1 | -:4 | -:4 | E4:3 -:1 | D4:2 C4:2 | B3:6 -:2", 0),
            "flute": ("-:4 | -:4 | G4:1 A4:1 B4:2 | D5:3 -:1 | -:4 | -:4 | G4:1 A4:1 B4:2 | D5:5", 0),
        },
        "strings",
        _SWAY,
        _STROLL,
    ),
)

_HARP: Final = ("F#3", "D5", 4)
_SECTIONS: Final = (
    Section((78, 76), 50, {"strings": ("F#3", "D5", 4), "harp": _HARP}, _PATH),
    Section((68, 64), 46, {"strings": ("D3", "B4", 4), "harp": _HARP}, _TREES),
    Section((58, 54), 44, {"strings": ("E3", "B4", 4)}, _WATER),
    Section((50, 50), 38, {"celli": ("E3", "D4", 2)}, _FLOOR),
    Section((56, 68), 45, {"strings": ("F#3", "C5", 4), "harp": _HARP}, _RISE),
    Section((74, 76), 50, {"strings": ("F#3", "D5", 4), "harp": _HARP}, _RIDGE),
)


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_PERIOD * len(section.periods) for section in _SECTIONS)]).tolist()
    end = starts[-1]
    paces = [
        (float(beat), pace)
        for section, (start, stop) in zip(_SECTIONS, pairwise(starts), strict=True)
        for beat, pace in ((start, section.paces[0]), (stop - 12, section.paces[1]))
    ]
    breaths = range(_PERIOD // 2, end, _PERIOD // 2)
    tempo = Tempo(paces, end + 2, breaths, ending=end - 12)
    parts = _players(starts)
    rng = np.random.default_rng(_SEED)
    for section, start in zip(_SECTIONS, starts, strict=False):
        _play(section, start, parts, rng)
    parts["strings"].chord(end, 6, [pitch(name) for name in ("G3", "B3", "D4", "A4")], 40)
    parts["harp"].roll(end, [pitch(name) for name in ("G3", "D4", "G4", "B4")], 0.5, 8, 38, -1)
    return Score(
        "down-and-up-again",
        "Down and Up Again",
        _SEED,
        "G major",
        _BAR,
        tempo,
        parts,
        pedals=_pedals(starts),
        tells_tempo=False,
    )


def _players(starts: Sequence[int]) -> dict[str, Part]:
    """Return who plays, and how loudly in each section."""
    _, trees, water, floor, rise, ridge, end = starts
    return {
        "flute": Part("flute", -26, 0.55, pan=0.15, fader=[(trees, 0), (rise, -4), (ridge, -1)]),
        "clarinet": Part(
            "clarinet",
            -27,
            0.5,
            pan=-0.2,
            fader=[(trees - 32, 0), (trees, -2), (rise, -8), (rise + 32, -8), (ridge - 32, -1), (ridge, 0)],
        ),
        "horn": Part("horn", -28, 0.65, pan=0.25, fader=[(trees, 0), (rise, -2), (ridge, -1)]),
        "viola": Part("viola", -28.5, 0.5, pan=-0.1, fader=[(water - 32, -1), (water, -2), (rise, 0)]),
        "cello": Part("cello", -28.5, 0.45, pan=0.2, fader=[(floor - 32, 0), (floor - 16, -2)]),
        "harp": Part(
            "harp",
            -27,
            0.36,
            pan=-0.25,
            fader=[(trees, 0), (water - 32, 1), (rise, 4), (rise + 32, 2), (ridge - 32, -1), (end, -1)],
        ),
        "pizzicato": Part("pizzicato", -28, 0.3, pan=0.1),
        "strings": Part(
            "strings",
            -27,
            0.42,
            fader=[
                (0, -2),
                (32, -1),
                (trees - 16, -1),
                (trees, -2),
                (water, -2),
                (floor - 32, -2),
                (floor, -3),
                (rise + 64, -6),
                (ridge - 32, -2),
                (end - 32, -1),
                (end, -3),
            ],
        ),
        "basses": Part("basses", -32, 0.25),
        "celli": Part(
            "celli",
            -28.8,
            0.4,
            pan=0.05,
            fader=[(floor, 1), (floor + 32, 0), (floor + 128, -1), (rise - 32, 0), (rise - 4, 0), (rise, 5)],
        ),
        "piano": Part("piano", -28.8, 0.5, pan=-0.08),
    }


def _pedals(starts: Sequence[int]) -> list[float]:
    """Return where the pedal is changed: with each new chord, as long as the piano is there."""
    chords = [chord for section in _SECTIONS for chord in _chords(section)]
    first, last = starts[2] // _BAR, starts[4] // _BAR + 9
    return [_BAR * bar + 0.05 for bar in range(first, last) if chords[bar] != chords[bar - 1]]


def _play(section: Section, start: int, parts: Mapping[str, Part], rng: np.random.Generator) -> None:
    """Write a section: its lines, and what the others make of its chords."""
    chords = _chords(section)
    plucked = bass_line(chords, "E2", "D#3")
    paths = [_walk(*bar) for bar in zip(chords, plucked, [*plucked[1:], plucked[-1]], strict=True)]
    laid = {name: lead(chords, *range_) for name, range_ in section.ranges.items()}
    laid["basses"] = [(note,) for note in bass_line(chords, "A1", "G#2")]
    if "celli" in laid:
        laid["celli"] = [(low, *voices) for low, voices in zip(plucked, laid["celli"], strict=True)]
    for index, period in enumerate(section.periods):
        for name, (line, shift) in period.lines.items():
            parts[name].sing(start + _PERIOD * index, line, section.velocity, arch=5, shift=shift)
        for bar in range(8 * index, 8 * index + 8):
            beat = start + _BAR * bar
            velocity = section.velocity + 4 * np.sin(np.pi * (bar % 4 + 0.5) / 4) - 4
            for name in period.held.split():
                parts[name].chord(beat, _BAR, laid[name][bar], 46)
            if period.rolled and not bar % 2:
                ring = 7 if chords[bar] == chords[bar + 1] else 3
                parts["piano"].roll(beat + 1, laid["celli"][bar], 1, ring, section.velocity - 8)
            for offset, string in _BREATH if period.harp and bar % 4 == 3 else period.harp:
                if not offset or rng.random() > 0.06:
                    note = laid["harp"][bar][string]
                    parts["harp"].play(beat + offset, _BAR + 0.4 - offset, note, velocity - 6)
            # What is bowed comes first: nothing is plucked out of the silence.
            for step in period.steps if beat else ():
                parts["pizzicato"].play(beat + step, 0.9, paths[bar][step], velocity - step % 2 * 3)


def _chords(section: Section) -> list[str]:
    """Return the chord of each bar of a section."""
    return [chord for period in section.periods for chord in period.chords.split()]


def _walk(chord: str, bass: int, following: int) -> list[int]:
    """Return four notes that walk from a bass by way of its chord to a neighbour of the bass that follows."""
    low, high = pitch("E2"), pitch("E3")
    near = [note for note in range(low, high + 1) if note % 12 in tones(chord)[1]]
    reach = 8 if following >= bass else -8
    second = min(
        (note for note in near if note not in {bass, following}), key=lambda note: abs(note - bass - reach)
    )
    # A semitone leads best; otherwise it comes from beyond.
    last = min(
        (note for note in range(low, high + 1) if 0 < abs(note - following) < 3 and note % 12 in _SCALE),
        key=lambda note: (abs(note - following), -abs(note - bass)),
    )
    third = min((note for note in near if note not in {second, last}), key=lambda note: abs(note - last))
    return [bass, second, third, last]
