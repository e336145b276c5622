"""Stone and Air: a choir among singing bowls in A lydian, as slow as a chant is sung in a large church.

Low voices intone four rising notes (A, C#, D#, E) and come down from above them; the choir answers in chords of the
sixth, and the raised fourth finds its way home at each cadence. In the middle two voices lean on each other, one step
at a time down and then up; then all sing the verse an octave above, and at last the bowls have its first notes, without the
raised one.
"""

from typing import Final

import numpy as np

from studio.score.harmony import pitch
from studio.score.notes import Part, Score, Tempo

_SEED: Final = 61
_SINGERS: Final = ((), ("men",), ("women", "men"), ("women", "choir", "choir"))
"""By how many voices there are, from the highest down."""
_OPENING: Final = 11.0
_CODA: Final = 12.0

_VERSE: Final = "A3:2 | C#4:1 | D#4:1.5 | E4:4 | -:1 | F#4:1.5 | E4:1 | D#4:1 | C#4:2 | B3:4.5"
_VERSE_HOME: Final = "A3:2.5 | C#4:1 | D#4:1.5 | E4:4.5 | -:1 | F#4:1.5 | E4:1 | C#4:2 | B3:1.5 | A3:5"
_CADENCE: Final = "G#4 D#4 B3:1.5 | F#4 D#4 B3:.7 | A4 E4 A3:4.8"
_RESPONSE: Final = (
    "E4 B3 G#3:2 | G#4 D#4 B3:1 | A4 E4 C#4:1.5 | B4 F#4 D#4:3.5"
    f" | A4 E4 C#4:1 | G#4 D#4 B3:1 | F#4 C#4 A3:2.5 | {_CADENCE}"
)
_ORGANUM: Final = (
    "A4 A3:2 | G#4 C#4:1 | F#4 D#4:1.5 | E4 E4:4 | -:1"
    " | A4 F#4:1.5 | B4 E4:1 | B4 D#4:1 | A4 C#4:2 | B4 B3:4.5"
)
_RESPONSE_AWAY: Final = (
    "E4 B3 G#3:2 | G#4 D#4 B3:1 | A4 E4 C#4:1 | B4 F#4 D#4:1.5 | C#5 G#4 E4:3.5 | B4 F#4 D#4:1"
    " | A4 E4 C#4:1 | G#4 D#4 B3:2 | F#4 C#4 A3:1 | E4 B3 G#3:2 | F#4 C#4 F#3:5"
)
# Sevenths that give way to sixths, then fifths that open into them.
_DOWN: Final = (
    "C#5 E4:2 | C#5 D#4:1.5 | B4 D#4:2 | B4 C#4:1.5 | A4 C#4:2.5 | -:1"
    " | A4 B3:1.5 | G#4 B3:2 | G#4 A3:1.5 | F#4 A3:2 | E4 G#3:1.5 | F#4 F#3:5"
)
_UP: Final = (
    "C#4 F#3:2 | D#4 F#3:1.5 | D#4 G#3:1 | E4 G#3:1.5 | E4 A3:1 | F#4 A3:2.5 | -:1"
    " | F#4 B3:1 | G#4 B3:1.5 | A4 C#4:1 | B4 D#4:1.5 | B4 E4:5"
)
_VERSE_ABOVE: Final = (
    "A4 E4 C#4:2 | C#5 G#4 E4:1 | D#5 A4 F#4:1.5 | E5 B4 G#4:4 | -:1 | F#5 C#5 A4:1.5 | E5 B4 G#4:1"
    f" | D#5 A4 F#4:1 | C#5 G#4 E4:2 | B4 F#4 D#4:3 | A4 E4 C#4:1.5 | {_CADENCE}"
)
_FAREWELL: Final = (
    "E4 B3 G#3:2.5 | G#4 D#4 B3:1 | A4 E4 C#4:5 | -:1.5 | G#4 D#4 B3:2 | F#4 D#4 B3:1 | A4 E4 A3:7"
)

_SECTIONS: Final = (
    # what is sung, how strongly in dB, the silence after it, the bowls in that silence,
    # what is hummed and what is rubbed below: (from, to, note), in beats of the section
    (_VERSE, -2.5, 4.5, "E3 B3 A2", "", "0:28:A2"),
    (_RESPONSE, -1, 5.5, "A2 E3 A3", "0:19:A2 3:19:E3", "4:26:E3"),
    (_ORGANUM, -1.5, 4.5, "B3 E3 A2", "", "0:24:A2 5:25:E3"),
    (_RESPONSE_AWAY, 0, 5.5, "F#3 C#4 F#2", "0:14.9:A2 14:16:C#3 16:21:F#2", "2:13:E3 16:35:F#3"),
    (_DOWN, -1, 5.5, "F#2 C#3 F#3", "0:24:F#2", "11:31:F#3"),
    (_UP, -1, 5, "E3 B3 E2", "0:10.5:F#2 16:20.5:E3", "3:11:F#3 11:27:E3"),
    (_VERSE_ABOVE, 1, 6.5, "A2 E3 B3 A3", "0:27.5:A2 4:27.5:E3", "0:33:A2"),
    (_VERSE_HOME, -2, 4.5, "A3 E3 A2", "", "3:30:E3 10:27:A2"),
    (_FAREWELL, -3, 4, "", "2:20:A2 2:20:E3", "5:24:E3 7:31:A2"),
)
_STILLNESS: Final = "A2 - E3 B3 - A3"
_ECHO: Final = "A3 C#4 - E4 - A2"


def compose() -> Score:
    """Return the piece."""
    starts, end = _starts()
    tempo = Tempo(47, end, starts, ending=end - 24, sway=0.04, wait=0.2, slowing=0.25)
    crest = starts[6]
    arc = [(0, -2), (starts[2], -1), (starts[4], 0), (crest, 0), (crest + 16, 1), (starts[7], -1), (end, -3)]
    parts = {
        "men": Part("oohs", -23, 0.7, pan=-0.15, fader=_breathing(starts, "men")),
        "women": Part("choir", -24.5, 0.8, pan=0.12, fader=_breathing(starts, "women")),
        "choir": Part("oohs", -25, 0.8, pan=-0.05, fader=_breathing(starts, "choir")),
        "hum": Part("oohs", -30, 0.6, pan=0.2, fader=arc),
        "bowls": Part("bowls", -25.5, 0.55, pan=0.15),
        "rubbed": Part("rubbed bowls", -25, 0.7, pan=-0.2),
    }
    for start, (sung, _, silence, struck, hummed, rubbed) in zip(starts, _SECTIONS, strict=True):
        after = _sing(parts, start, sung)
        _strike(parts["bowls"], after - 0.6, struck, silence)
        for name, held in (("hum", hummed), ("rubbed", rubbed)):
            for since, until, note in (word.split(":") for word in held.split()):
                parts[name].play(start + float(since), float(until) - float(since), pitch(note), 46)
    parts["rubbed"].play(0, _OPENING + 4, pitch("E3"), 44)
    _strike(parts["bowls"], 0.8, _STILLNESS, 10.5)
    _strike(parts["bowls"], end - _CODA, _ECHO, 11.5)
    return Score("stone-and-air", "Stone and Air", _SEED, "A lydian", 4, tempo, parts, tells_tempo=False)


def _columns(sung: str) -> list[tuple[list[str], float]]:
    """Return the notes that are sung together, from the highest down, and for how long."""
    columns = (column.split(":") for column in sung.split(" | "))
    return [(names.replace("-", "").split(), float(length)) for names, length in columns]


def _starts() -> tuple[list[float], float]:
    """Return the beat on which each section begins, and the last of all."""
    lengths = [sum(length for _, length in _columns(sung)) + silence for sung, _, silence, *_ in _SECTIONS]
    starts = np.cumsum([_OPENING, *lengths]).tolist()
    return starts[:-1], starts[-1] + _CODA


def _sing(parts: dict[str, Part], start: float, sung: str) -> float:
    """Write one section; return the beat on which it falls silent."""
    beat = start
    for names, length in _columns(sung):
        for singer, name in zip(_SINGERS[len(names)], names, strict=True):
            parts[singer].chord(beat, length, [pitch(name)], 45)
        beat += length
    return beat


def _strike(bowls: Part, beat: float, strokes: str, length: float) -> None:
    """Write strokes over some beats, never equally far apart; ``-`` waits."""
    rng = np.random.default_rng([_SEED, round(beat)])
    for stroke in strokes.split():
        if stroke != "-":
            bowls.play(beat, 5, pitch(stroke), 46 + rng.uniform(-3, 3))
        beat += length / len(strokes.split()) * rng.uniform(0.8, 1.25)


def _breathing(starts: list[float], singer: str) -> list[tuple[float, float]]:
    """Return the level of those who sing: each breath comes from little and goes back there."""
    points = []
    for start, (sung, level, *_) in zip(starts, _SECTIONS, strict=True):
        columns = _columns(sung)
        if singer in _SINGERS[len(columns[0][0])]:
            beats = start + np.cumsum([0, *(length for _, length in columns)])
            rests = [index for index, (names, _) in enumerate(columns) if not names]
            for first, last in zip([0, *(rest + 1 for rest in rests)], [*rests, len(columns)], strict=True):
                begin, end = float(beats[first]), float(beats[last])
                points += [(begin - 0.3, level - 9), (begin + 1.5, level - 5), (begin + 4, level - 2)]
                points += [(end - 2.5, level - 1.5), (end, level - 6)]
    return points
