"""Harp at Dusk: harp, flute and cello in F, three slow beats to the bar.

One tune of sixteen bars is handed on: the flute has it, then the cello an octave lower, then both. Between them lies a
darker strain in D minor. The harp rocks underneath, never twice quite alike, and is left alone at the end.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from studio.harmony import bass_line, lead
from studio.score import Part, Score, Tempo

_BAR: Final = 3
_SEED: Final = 23

_OPENING: Final = "Fadd9 Fadd9 Bbmaj7/F Bbmaj7/F Fadd9 Fadd9 C9sus4 C7sus4"
_TUNE_CHORDS: Final = "Fmaj7 Fadd9 Dm7 Dm7 Bbmaj7 F/A C9sus4 C Am7 Dm7 Gm7 Gm7 Bbmaj7 C7sus4 Fadd9 Fadd9"
_LINK: Final = "Bbmaj7/F Fadd9 Bbmaj7/F Fadd9"
_DARK: Final = "Dm Am/C Bbmaj7 F/A Gm7 Dm/F Ebmaj7 C7sus4 Dm Am/C Bbmaj7 F/A Gm7 Bbmaj7 C9sus4 C7"
_CODA: Final = "Bbmaj7/F Fadd9 Bbmaj7/F Fadd9 Gm7/F Bbmaj7/F Fadd9 Fadd9"

_TUNE: Final = """A4:2 C5:1 | D5:2 C5:1 | A4:3 | -:1 F4:1 G4:1 | A4:2 D5:1 | C5:3 | G4:2 A4:1 | G4:2 -:1 |
    C5:2 E5:1 | F5:2 E5:1 | D5:2 Bb4:1 | G4:2 A4:1 | D5:2 C5:1 | C5:1 Bb4:1 G4:1 | A4:2 G4:1 | F4:2 -:1"""
_UNDER_TUNE: Final = """F3:3 | A3:3 | -:1 D3:2 | F3:3 | D3:2 F3:1 | A3:3 | D3:2 F3:1 | E3:2 -:1 |
    E3:2 G3:1 | A3:3 | Bb3:2 G3:1 | D3:3 | F3:2 G3:1 | G3:2 Bb3:1 | C4:3 | A3:2 -:1"""
_CELLO_DARK: Final = """D3:2 E3:1 | C3:3 | D3:2 F3:1 | A3:2 G3:1 | Bb3:3 | A3:2 F3:1 | G3:3 | G3:2 -:1 |
    F3:2 A3:1 | E3:3 | D3:2 F3:1 | C4:2 A3:1 | Bb3:2 D4:1 | D4:2 Bb3:1 | G3:3 | E3:2 -:1"""
_FLUTE_DARK: Final = """-:6 | -:3 | -:1 C5:1 A4:1 | G4:3 | -:3 | -:3 | -:1 Bb4:1 G4:1 |
    A4:3 | -:3 | -:1 D5:1 C5:1 | A4:3 | -:3 | F4:2 A4:1 | G4:3 | Bb4:2 G4:1"""

Rocking = Sequence[tuple[float, int]]
_ROCK: Final[Rocking] = ((0, 0), (0.5, 1), (1, 2), (1.5, 3), (2, 2), (2.5, 1))
_SWAY: Final[Rocking] = ((0, 0), (1, 2), (1.5, 3), (2, 1))
_WIDE: Final[Rocking] = ((0, 0), (0.5, 2), (1, 1), (1.5, 3), (2.25, 2))
_FEW: Final[Rocking] = ((0, 0), (1, 2), (2, 3))

_SECTIONS: Final = (
    # chords, harp, its velocity
    (_OPENING, (_FEW, _SWAY), 46),
    (_TUNE_CHORDS, (_SWAY, _ROCK), 46),
    (_LINK, (_WIDE, _FEW), 48),
    (_TUNE_CHORDS, (_ROCK, _WIDE), 48),
    (_DARK, (_SWAY, _FEW), 46),
    (_TUNE_CHORDS, (_ROCK, _ROCK, _WIDE), 50),
    (_CODA, (_SWAY, _FEW), 44),
)


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_BAR * len(section[0].split()) for section in _SECTIONS)]).tolist()
    _, first, link, second, dark, last, coda, end = starts
    breaths = sorted({*starts[1:-1], *(start + 24 for start in (first, second, dark, last))})
    parts = {
        "harp": Part("harp", -23, 0.34, pan=-0.18),
        "flute": Part("flute", -24, 0.50, pan=0.16),
        "cello": Part("cello", -23, 0.40, pan=0.28),
        "strings": Part(
            "violas",
            -24,
            0.45,
            pan=-0.05,
            fader=[
                (0, 0),
                (first, -1),
                (link, 0),
                (second, -1),
                (dark, 0),
                (last, 1),
                (last + 36, 2),
                (coda, 0),
                (end, -3),
            ],
        ),
        "basses": Part("celli", -28, 0.30),
    }
    _play_harp(parts["harp"], starts)
    parts["flute"].sing(first, _TUNE, 50)
    parts["flute"].sing(dark, _FLUTE_DARK, 44)
    parts["flute"].sing(last, _TUNE, 52)
    parts["flute"].sing(coda, "-:6 | D5:2 C5:1 | A4:3 | -:3 | F4:2 G4:1 | A4:3", 42)
    parts["cello"].sing(second, _TUNE, 52, shift=-12)
    parts["cello"].sing(dark, _CELLO_DARK, 48)
    parts["cello"].sing(last, _UNDER_TUNE, 46)
    parts["cello"].sing(link, "-:3 | A3:2 C4:1 | D4:2 C4:1 | A3:3", 44)
    for bar, voices in enumerate(lead(_bars(), "F3", "C5", 3)):
        parts["strings"].chord(_BAR * bar, _BAR, voices, 48)
        last_voices = voices
    parts["strings"].chord(end, 5, last_voices, 44)
    for bar, note in enumerate(bass_line(_bars(), "D2", "D3")):
        parts["basses"].chord(_BAR * bar, _BAR, [note], 46)
    tempo = Tempo(60, end + 2, breaths, ending=end - 9)
    return Score("harp-at-dusk", "Harp at Dusk", _SEED, "F major", _BAR, tempo, parts, uses_salamander=False)


def _bars() -> list[str]:
    """Return the chord of each bar."""
    return [chord for section in _SECTIONS for chord in section[0].split()]


def _play_harp(harp: Part, starts: Sequence[int]) -> None:
    """Write the harp: each section has its own ways of rocking, and now and then a string is left out."""
    rng = np.random.default_rng(_SEED)
    basses, laid = bass_line(_bars(), "D2", "D3"), lead(_bars(), "A3", "D5", 3)
    for start, (chords, ways, velocity) in zip(starts, _SECTIONS, strict=False):
        for index in range(len(chords.split())):
            beat, bar = start + _BAR * index, start // _BAR + index
            hand = [basses[bar], *laid[bar]]
            arc = 3 * np.sin(np.pi * (index % 8) / 8)
            for offset, voice in ways[index % len(ways)]:
                if offset and rng.random() < 0.1:
                    continue
                harp.play(
                    beat + offset, _BAR - offset + 0.1, hand[voice], velocity + arc - (3 if voice == 0 else 0)
                )
    final = starts[-1]
    harp.roll(final, [basses[-1], *laid[-1], laid[-1][0] + 12], 0.34, 6, 40, growth=-1)
