"""Porch Light: a guitar alone in A, four swaying beats to the bar, and later a cello beside it.

A fourth upwards and a long and a short step back (E to A, G sharp, F sharp), as somebody pushes a rocking chair. A rondo:
it comes back in the first position, in sixths, after a while in the minor, and with the cello. Every note lies on one
of six strings, and rings until that string is needed again.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from studio.score.harmony import pitch
from studio.score.notes import Part, Score, Tempo

_BAR: Final = 4
_THIRDS: Final = 12
"""Every beat sways in three, so a bar has twelve; all lengths and patterns here are counted in them."""
_SEED: Final = 46

_OPEN: Final = (40, 45, 50, 55, 59, 64)
_WOUND: Final = 3
"""The three lowest strings are damped when a chord does not want them."""

# Frets from the lowest string to the highest; x is not played.
_SHAPES: Final = {
    "A": "x02220",
    "A/E": "0x2220",
    "bells": "x07600",
    "bells7": "x06600",
    "bells6": "x04600",
    "bells4": "x04200",
    "Dmaj7": "xx0222",
    "D5th": "xx0775",
    "D7th": "xx067x",
    "Dm6": "xx0201",
    "Dm9": "xx0210",
    "Bm": "x24432",
    "F#m7": "2x2420",
    "C#m7": "x46454",
    "Esus": "0x0200",
    "E7": "0x0100",
    "Am7": "x02010",
    "Fmaj7": "1xx210",
    "C": "x32010",
    "G/B": "x2x033",
}

_BELLS: Final = "bells bells7 bells6 bells7"
_A: Final = "A Dmaj7 Bm Esus+E7 F#m7 D5th Bm Esus+E7"
_A_HOME: Final = "A Dmaj7 Bm Esus+E7 F#m7 D5th Bm+E7 A"
_B: Final = "F#m7 C#m7 Dmaj7 A Bm F#m7 Dmaj7 Esus+E7 F#m7 C#m7 D7th F#m7 Bm Dm6 A/E Esus+E7"
_MINOR: Final = "Am7 Fmaj7 C G/B Dm9 C Fmaj7 Esus+E7 Am7 Fmaj7 Dm9 Esus+E7 Fmaj7 Dm6 A/E Esus+E7"
_CODA: Final = "bells bells7 bells6 Dm6 bells bells7 bells4 bells"

_PUSH: Final = "E4:3 A4:2 G#4:1 F#4:3 E4:3"
_HALF: Final = (
    f"{_PUSH} | C#4:3 F#4:2 E4:1 C#4:6 | A3:3 D4:2 C#4:1 B3:6 | B3:3 E4:2 F#4:1 G#4:6 | "
    f"{_PUSH} | F#4:3 B4:2 A4:1 F#4:6"
)
_TUNE: Final = f"{_HALF} | D4:3 E4:2 D4:1 C#4:6 | B3:6 D4:3 -:3"
_TUNE_HOME: Final = f"{_HALF} | D4:3 E4:2 D4:1 C#4:3 B3:3 | A3:9 -:3"
_SIXTHS: Final = (
    "C#4:5 B3:1 A3:3 G#3:3 | -:3 A3:9 | -:3 F#3:9 | -:12 | "
    "C#4:5 B3:1 A3:3 G#3:3 | -:3 D4:9 | F#3:3 G#3:2 F#3:1 E3:6 | -:12"
)
_FLOWING: Final = (
    "A4:9 G#4:3 | G#4:6 E4:6 | F#4:9 E4:3 | E4:6 C#4:6 | D4:6 F#4:6 | E4:9 C#4:3 | F#4:9 E4:3 | B3:6 E4:3 -:3 | "
    "A4:9 G#4:3 | G#4:6 B4:6 | C#5:9 B4:3 | A4:6 E4:6 | F#4:6 D4:6 | F4:9 D4:3 | E4:6 C#4:6 | B3:6 D4:3 -:3"
)
_DUSK: Final = (
    "-:12 | -:12 | -:12 | -:12 | -:12 | -:12 | -:12 | -:12 | "
    "E4:3 A4:2 G4:1 F4:3 E4:3 | E4:3 F4:2 E4:1 A3:6 | A3:3 D4:2 B3:1 C4:6 | B3:3 E4:2 F#4:1 G#4:6 | "
    "A4:3 G4:2 F4:1 E4:6 | F4:9 -:3 | E4:3 A4:2 G#4:1 E4:6 | B3:6 D4:3 -:3"
)
_FAREWELL: Final = (
    "E4:3 A4:2 G#4:1 E4:6 | -:12 | C#4:3 E4:9 | F4:9 -:3 | E4:3 A4:9 | -:12 | -:12 | -:3 C#4:3 E4:6"
)

_CELLO_DUSK: Final = (
    "E3:6 A3:4 G3:2 | A3:6 C4:3 B3:3 | G3:6 C4:4 B3:2 | D4:6 B3:3 -:3 | "
    "A3:6 D4:4 C4:2 | E4:6 C4:6 | A3:6 C4:4 A3:2 | B3:9 -:3 | "
    "E3:9 -:3 | A3:9 -:3 | F3:12 | E3:9 -:3 | C4:6 A3:6 | A3:9 -:3 | A3:6 C#4:6 | B3:9 -:3"
)
_CELLO_HOME: Final = (
    "-:12 | F#3:9 -:3 | F#3:12 | A3:6 G#3:3 -:3 | A3:6 C#4:6 | D4:9 -:3 | F#3:6 G#3:6 | A3:9 -:3"
)

# Strings over the bar: p the lowest of the chord, then t, i, m, a: the fourth to the first.
_FINGERS: Final = {"t": 2, "i": 3, "m": 4, "a": 5}
_CHIME: Final = "p..t.im..a.i"
_ROCK: Final = "p.i...t.i..m"
_SWAY: Final = "p.im..t.im.i"
_STREAM: Final = "ptimi.ptimi."
_BRANCH: Final = "p.timi..tim."
_THUMB: Final = "p..i..t..i.m"

_BREATH: Final = 9
"""The pattern stops here in every fourth bar."""

_SECTIONS: Final = (
    # chords, right hand, its velocity, tune, its velocity, second voice, cello, its velocity
    (_BELLS, _CHIME, 41, "", 0, "", "", 0),
    (_A, _ROCK, 34, _TUNE, 44, "", "", 0),
    (_A_HOME, _SWAY, 35, _TUNE_HOME, 45, "", "", 0),
    (_B, _STREAM, 35, _FLOWING, 48, "", "", 0),
    (_A_HOME, _THUMB, 39, _TUNE_HOME, 46, _SIXTHS, "", 0),
    (_MINOR, _BRANCH, 35, _DUSK, 46, "", _CELLO_DUSK, 50),
    (_A, _ROCK, 33, _TUNE, 42, "", "", 0),
    (_A_HOME, _SWAY, 37, _TUNE_HOME, 49, "", _CELLO_HOME, 44),
    (_CODA, _CHIME, 40, _FAREWELL, 36, "", "", 0),
)


def compose() -> Score:
    """Return the piece."""
    starts = np.cumsum([0, *(_BAR * len(section[0].split()) for section in _SECTIONS)]).tolist()
    end = starts[-1]
    tempo = Tempo(64, end + 2, range(4 * _BAR, end, 4 * _BAR), ending=end - 12, wait=0.2)
    parts = {
        "guitar": Part("guitar", -22, 0.5, pan=-0.06),
        "cello": Part("cello", -29, 0.42, pan=0.2),
    }
    _play_guitar(parts["guitar"], starts)
    for start, (*_, cello, velocity) in zip(starts, _SECTIONS, strict=False):
        parts["cello"].sing(start, _in_beats(cello), velocity)
    return Score("porch-light", "Porch Light", _SEED, "A major", _BAR, tempo, parts)


def _in_beats(line: str) -> str:
    """Return a line that is written in thirds of a beat as one in beats."""
    words = (word.split(":") for word in line.split() if word != "|")
    return " ".join(f"{name}:{int(length) / 3}" for name, length in words)


class _Strings:
    """Six strings: what is plucked rings until its string is plucked again, or the hand that stops it moves."""

    def __init__(self, guitar: Part) -> None:
        self._guitar = guitar
        self._ringing: dict[int, tuple[float, int, float]] = {}
        self._frets = ""

    def pluck(self, beat: float, string: int, note: int, velocity: float) -> None:
        """Sound a string, which ends what it sounded before."""
        self._damp(beat, string)
        self._ringing[string] = beat, note, velocity

    def take(self, beat: float, frets: str) -> None:
        """Let go of every string that the next chord stops elsewhere, and of the low ones that it leaves out."""
        if frets == self._frets:
            return
        self._frets = frets
        for string, (_, note, _) in tuple(self._ringing.items()):
            if note != _stopped(string, frets) and (string < _WOUND or frets[string] != "x"):
                self._damp(beat + 0.1 * (string >= _WOUND), string)

    def damp(self, beat: float) -> None:
        """Let go of all."""
        for string in tuple(self._ringing):
            self._damp(beat, string)

    def _damp(self, beat: float, string: int) -> None:
        if string in self._ringing:
            since, note, velocity = self._ringing.pop(string)
            self._guitar.play(since, min(beat - since, 2 * _BAR), note, velocity)


def _placed(line: str, chords: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Return a line's notes as (moment, string): (pitch, length), on the string that the hand has it on already."""
    placed, moment, hands = {}, 0, _thirds(chords)
    for name, length in (word.split(":") for word in line.split() if word != "|"):
        if name != "-":
            note, (_, frets) = pitch(name), hands[moment]
            there = [string for string in range(len(_OPEN)) if _stopped(string, frets) == note]
            string = max(there or [string for string, lowest in enumerate(_OPEN) if lowest <= note])
            placed[moment, string] = note, int(length)
        moment += int(length)
    return placed


def _play_guitar(guitar: Part, starts: Sequence[int]) -> None:
    """Write both hands. A string that sounds the tune is left to it."""
    rng = np.random.default_rng(_SEED)
    strings = _Strings(guitar)
    for start, (chords, pattern, velocity, tune, tune_velocity, second, *_) in zip(
        starts, _SECTIONS, strict=False
    ):
        high = _placed(tune, chords)
        voices = {**_placed(second, chords), **high}
        busy: dict[int, set[int]] = defaultdict(set)
        for (moment, string), (_, length) in voices.items():
            for later in range(moment, moment + length):
                busy[later].add(string)
        for moment, (third, frets) in enumerate(_thirds(chords)):
            beat = start + moment / 3
            strings.take(beat, frets)
            arc = 4 * np.sin(np.pi * (moment // _THIRDS % 4 + 0.5) / 4)
            for string in range(len(_OPEN)):
                if (moment, string) in voices:
                    louder = tune_velocity + min(voices[moment, string][1], 6) / 2
                    softer = 0 if (moment, string) in high else 8
                    strings.pluck(beat, string, voices[moment, string][0], louder + arc - softer)
            string = _string(pattern[third], frets, busy[moment])
            breath = tune and third > _BREATH and moment // _THIRDS % 4 == 3
            if string is None or breath or (third and rng.random() < 0.04):
                continue
            softer = 0 if pattern[third] == "p" else 4
            strings.pluck(beat, string, _stopped(string, frets), velocity + arc - softer)
    # One last chord, from the thumb to the ring finger, that is left to itself.
    for string in range(1, 6):
        note = _stopped(string, _SHAPES["bells"])
        strings.pluck(starts[-1] + 0.5 * string - 0.5, string, note, 33 - string)
    strings.damp(starts[-1] + 10)


def _thirds(chords: str) -> list[tuple[int, str]]:
    """Return where in its bar each third of a beat is, and the frets that are held there."""
    return [
        (third, _SHAPES[shapes[third * len(shapes) // _THIRDS]])
        for shapes in (bar.split("+") for bar in chords.split())
        for third in range(_THIRDS)
    ]


def _stopped(string: int, frets: str) -> int:
    """Return the note of a string where the hand stops it, 0 if it does not sound."""
    return 0 if frets[string] == "x" else _OPEN[string] + int(frets[string])


def _string(finger: str, frets: str, busy: Collection[int]) -> int | None:
    """Return the string that a finger plucks: the thumb the lowest, the others their own or the nearest below the tune."""
    if finger == ".":
        return None
    lowest, *others = (string for string, fret in enumerate(frets) if fret != "x")
    below = [string for string in others if string not in busy and string < max(busy, default=len(_OPEN))]
    bass = [lowest] if lowest not in busy else []
    return min(
        (finger != "p" and below) or bass,
        key=lambda string: abs(string - _FINGERS.get(finger, string)),
        default=None,
    )
