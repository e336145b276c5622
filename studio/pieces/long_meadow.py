"""Long Meadow: strings alone, a passacaglia in F, three very slow beats to the bar.

Eight bars of a bass (F, up to G and A, down to D, and by way of B flat and C home) are walked twelve times:
bare, with violas, under a tune, without any low strings, in D minor, as a hymn that hardly sounds, and
at last on top of all the others. Then somebody closes the gate.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final, NamedTuple

from studio.score.notes import Part, Score, Tempo

_BAR: Final = 3
_LENGTH: Final = 8 * _BAR
_SEED: Final = 61

_GROUND: Final = "F3:3 | G3:2 A3:1 | D3:3 | Bb2:2 C3:1 | A2:3 | Bb2:2 G2:1 | C3:3 | ~:2 -:1"
_GROUND_ON: Final = _GROUND.replace("~:2 -:1", "~:3")
_GROUND_LOW: Final = "F2:3 | G2:2 A2:1 | D2:3 | Bb1:2 C2:1 | A1:3 | Bb1:2 G1:1 | C2:3 | ~:2 -:1"
_GROUND_HIGH: Final = "F4:3 | G4:2 A4:1 | D4:3 | Bb3:2 C4:1 | A3:3 | Bb3:2 G3:1 | C4:3 | ~:2 -:1"
_GROUND_MINOR: Final = "D3:3 | E3:2 F3:1 | Bb2:3 | G2:2 A2:1 | F2:3 | G2:2 E2:1 | A2:3 | ~:2 -:1"
_GROUND_MINOR_ON: Final = _GROUND_MINOR.replace("~:2 -:1", "~:3")
_TUNE: Final = (
    "A4:2 C5:1 | Bb4:2 C5:1 | F5:2 E5:1 | D5:2 C5:1 | C5:2 A4:1 | D5:1 C5:1 Bb4:1 | A4:1 G4:2 | ~:2 -:1"
)
_TUNE_LOW: Final = (
    "A3:2 C4:1 | Bb3:2 C4:1 | F4:2 E4:1 | D4:2 C4:1 | C4:2 A3:1 | D4:1 C4:1 Bb3:1 | A3:1 G3:2 | ~:2 -:1"
)


class _Variation(NamedTuple):
    """Once over the ground: how strong in dB, first and last; bars that follow a breath; who plays what."""

    begins: float
    ends: float
    breaths: tuple[int, ...]
    lines: Mapping[str, str]
    """By the part that plays it; a 2 marks the lower half of a section."""


_BARE: Final = _Variation(
    -2,
    -2,
    (4,),
    {
        "violas": "-:12 | C4:3 | D4:2 F4:1 | ~:1 E4:2 | ~:2 -:1",
        "celli": _GROUND_ON,
    },
)
_TWO_VIOLAS: Final = _Variation(
    -3,
    -2,
    (4,),
    {
        "violas": "C4:3 | ~:1 E4:1 F4:1 | ~:3 | ~:2 E4:1 | ~:1.5 F4:1.5 | ~:3 | ~:2 E4:1 | ~:2 -:1",
        "violas 2": "A3:3 | ~:1 G3:1 C4:1 | A3:3 | D4:2 C4:1 | ~:3 | ~:1 Bb3:2 | ~:2 G3:1 | ~:2 -:1",
        "celli": _GROUND_ON,
    },
)
_LEANING: Final = _Variation(
    -2,
    -1,
    (0, 5),
    {
        "seconds": (
            "-:1 A4:2 | ~:1 G4:1 C5:1 | ~:1 Bb4:1 A4:1 | ~:1 G4:2 | "
            "~:1 F4:2 | D5:1 C5:1 Bb4:1 | Bb4:1 A4:1 G4:1 | ~:2 -:1"
        ),
        "violas": "C4:3 | ~:1 E4:1 F4:1 | ~:3 | D4:2 E4:1 | ~:1 C4:2 | F4:3 | ~:1 E4:2 | ~:3",
        "celli": _GROUND_ON,
    },
)
_SUNG: Final = _Variation(
    -1,
    -0.5,
    (4,),
    {
        "firsts": _TUNE,
        "seconds": "F4:3 | E4:2 F4:1 | A4:2 G4:1 | F4:2 E4:1 | ~:1 F4:2 | ~:3 | ~:2 E4:1 | ~:3",
        "violas": "C4:3 | ~:3 | D4:2 A3:1 | Bb3:2 G3:1 | C4:3 | ~:1 Bb3:2 | ~:3 | ~:2 -:1",
        "celli": _GROUND,
        "basses": _GROUND_LOW,
    },
)
_ABOVE: Final = _Variation(
    -2.5,
    0,
    (0, 2, 5),
    {
        "violin": (
            "-:1 C5:1 F5:1 | E5:1.5 D5:.5 C5:1 | A5:2 G5:.5 F5:.5 | ~:1 D5:1 E5:1 | "
            "~:1 F5:1 C5:1 | D5:1.5 C5:.5 Bb4:1 | A4:1 G4:2 | -:3"
        ),
        "seconds": "A4:3 | C5:3 | F4:3 | ~:2 E4:1 | C4:3 | F4:3 | ~:1 E4:2 | ~:3",
        "violas": _GROUND_HIGH,
    },
)
_SHADE: Final = _Variation(
    -3.5,
    -3,
    (0,),
    {
        "violas": "-:1 D4:2 | ~:1 C#4:1 D4:1 | F4:2 D4:1 | ~:2 C#4:1 | D4:3 | ~:3 | ~:2 C#4:1 | ~:2 -:1",
        "violas 2": "A3:3 | ~:3 | Bb3:3 | ~:2 A3:1 | ~:3 | Bb3:3 | A3:2 G3:1 | ~:2 -:1",
        "celli": _GROUND_MINOR_ON,
    },
)
_TWO_ALONE: Final = _Variation(
    -2.5,
    -2,
    (3, 6),
    {
        "viola": (
            "F4:2 A4:1 | G4:2 A4:1 | D5:2 C5:1 | Bb4:2 A4:1 | "
            "A4:2 F4:1 | Bb4:1 A4:1 G4:1 | F4:1 E4:2 | ~:2 -:1"
        ),
        "cello": (
            "-:1 A3:2 | ~:1 Bb3:1 A3:1 | -:1 F3:1 Bb3:1 | D4:2 C#4:1 | "
            "D4:1.5 C4:.5 A3:1 | Bb3:1 D4:1 Bb3:1 | D4:2 C#4:1 | A3:2 -:1"
        ),
        "celli": _GROUND_MINOR_ON,
    },
)
_UPHILL: Final = _Variation(
    -3,
    -0.5,
    (0,),
    {
        "firsts": (
            "A4:2 D5:1 | ~:1 C#5:1 D5:1 | F5:2 E5:1 | D5:2 C#5:1 | D5:2 F5:1 | G5:2 F5:1 | ~:2 E5:1 | ~:2 -:1"
        ),
        "seconds": "F4:2 A4:1 | G4:2 A4:1 | Bb4:3 | Bb4:2 A4:1 | F4:2 Bb4:1 | Bb4:3 | A4:1 G4:2 | ~:2 -:1",
        "violas": "D4:3 | Bb3:2 A3:1 | D4:3 | G4:2 E4:1 | D4:3 | ~:3 | C4:2 Bb3:1 | ~:2 -:1",
        "celli": "D3:3 | E3:2 F3:1 | Bb2:3 | G2:2 A2:1 | Bb2:3 | ~:2 G2:1 | C3:3 | ~:3",
        "basses": "D2:3 | E2:2 F2:1 | Bb1:3 | G1:2 A1:1 | Bb1:3 | ~:2 G1:1 | C2:3 | ~:2 -:1",
    },
)
_HYMN: Final = _Variation(
    -4,
    -4,
    (0, 2, 4, 6),
    {
        "firsts": "A4:3 | Bb4:1 C5:1 -:1 | A4:3 | Bb4:1 G4:1 -:1 | F4:3 | ~:2 -:1 | F4:2 E4:1 | ~:2 -:1",
        "seconds": "F4:3 | E4:1 F4:1 -:1 | F4:3 | ~:1 E4:1 -:1 | C4:3 | D4:2 -:1 | D4:1 C4:2 | ~:2 -:1",
        "violas": "C4:3 | ~:2 -:1 | D4:3 | ~:1 C4:1 -:1 | F3:3 | ~:1 Bb3:1 -:1 | Bb3:2 G3:1 | ~:2 -:1",
        "celli": "F3:3 | G3:1 A3:2 | D3:3 | Bb2:1 C3:2 | A2:3 | Bb2:1 G2:2 | C3:3 | ~:3",
    },
)
_DESCANT: Final = _Variation(
    -4,
    -0.5,
    (0, 4),
    {
        "firsts": "-:2 F5:1 | ~:1 E5:1 F5:1 | A5:2 G5:1 | F5:2 E5:1 | ~:1 F5:2 | ~:3 | ~:2 E5:1 | ~:3",
        "seconds": "-:1 A4:2 | ~:1 G4:1 C5:1 | D5:3 | ~:2 G4:1 | C5:3 | Bb4:2 D5:1 | C5:3 | ~:2 -:1",
        "cello": _TUNE_LOW,
        "celli": _GROUND_ON,
    },
)
_OPEN: Final = _Variation(
    0.5,
    1,
    (3,),
    {
        "firsts": (
            "A4:1.5 Bb4:.5 C5:1 | Bb4:1.5 D5:.5 C5:1 | A5:2 G5:1 | F5:1 D5:1 E5:1 | "
            "F5:1 E5:.5 D5:.5 C5:1 | D5:1 C5:1 Bb4:1 | A4:1 G4:2 | ~:1 C5:1 E5:1"
        ),
        "seconds": "F4:3 | E4:2 F4:1 | A4:2 D5:1 | ~:1 Bb4:1 G4:1 | A4:2 F4:1 | ~:3 | ~:2 E4:1 | ~:3",
        "violas": "A3:1 C4:.5 Bb3:.5 A3:1 | C4:3 | D4:.5 E4:.5 F4:2 | ~:2 C4:1 | ~:3 | ~:1 Bb3:2 | ~:3 | ~:3",
        "celli": _GROUND_ON,
        "basses": _GROUND_LOW.replace("~:2 -:1", "~:3"),
    },
)
_ON_TOP: Final = _Variation(
    0,
    -2.5,
    (2,),
    {
        "firsts": "F5:3 | G5:2 A5:1 | D5:3 | Bb4:2 C5:1 | A4:3 | Bb4:2 G4:1 | C5:3 | ~:1 Bb4:1 -:1",
        "seconds": "A4:2 C5:1 | Bb4:2 C5:1 | Bb4:2 A4:1 | G4:2 F4:1 | ~:3 | D4:2 E4:1 | F4:3 | ~:2 -:1",
        "violas": "C4:3 | ~:3 | D4:3 | ~:2 C4:1 | ~:3 | Bb3:3 | C4:3 | D4:2 -:1",
        "celli": "F3:3 | E3:2 F3:1 | Bb2:3 | G2:2 A2:1 | D3:3 | G2:2 C3:1 | A2:3 | Bb2:3",
    },
)
_GATE: Final = _Variation(
    -3,
    -6,
    (0, 4),
    {
        "seconds": "F4:3 | ~:3 | G4:3 | ~:1 A4:2 | ~:3 | Bb4:2 C5:1 | A4:11",
        "viola": "A4:2 C5:1 | Bb4:2 -:1 | -:18",
        "violas": "C4:3 | D4:3 | ~:2 E4:1 | ~:1 F4:2 | ~:3 | E4:2 F4:1 | ~:11",
        "cello": "-:12 | F3:3 | G3:2 A3:1 | F3:11",
        "celli": "C3:29",
        "basses": "F2:29",
    },
)

_VARIATIONS: Final = (
    _BARE,
    _TWO_VIOLAS,
    _LEANING,
    _SUNG,
    _ABOVE,
    _SHADE,
    _TWO_ALONE,
    _UPHILL,
    _HYMN,
    _DESCANT,
    _OPEN,
    _ON_TOP,
    _GATE,
)


def compose() -> Score:
    """Return the piece."""
    starts = [_LENGTH * index for index in range(len(_VARIATIONS))]
    end = _LENGTH * len(_VARIATIONS)
    breaths = [
        start + _BAR * bar
        for start, played in zip(starts, _VARIATIONS, strict=True)
        for bar in played.breaths
    ]
    tempo = Tempo(52, end, breaths, ending=end - 12, wait=0.2)
    fader = _arc(starts)
    section = partial(Part, fader=fader, swell="line")
    soloist = partial(Part, fader=fader)
    parts = {
        "firsts": section("first violins", -26, 0.48, pan=-0.3),
        "seconds": section("second violins", -27.5, 0.48, pan=-0.1),
        "violas": section("violas", -26, 0.44, pan=0.12),
        "celli": section("celli", -26.5, 0.36, pan=0.25),
        "basses": section("basses", -32, 0.28, pan=0.1),
        "violin": soloist("violin", -26, 0.55, pan=-0.2),
        "viola": soloist("viola", -26, 0.52, pan=-0.05),
        "cello": soloist("cello", -26.5, 0.46, pan=0.2),
    }
    for start, played in zip(starts, _VARIATIONS, strict=True):
        for name, line in played.lines.items():
            parts[name.split()[0]].sing(start, line, 46, arch=4)
    return Score("long-meadow", "Long Meadow", _SEED, "F major", _BAR, tempo, parts)


def _arc(starts: list[int]) -> list[tuple[float, float]]:
    """Return one fader for all: through each variation as it says, and in its last bar over to the next."""
    points = []
    for start, played in zip(starts, _VARIATIONS, strict=True):
        points += [(start, played.begins), (start + _LENGTH - _BAR, played.ends)]
    return points
