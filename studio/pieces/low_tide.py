"""Low Tide: a cello over drones in D dorian, without a pulse; a beat here is a second.

A third falls and a third below it rises to meet it (F, D; C, E, D). Each time the tide has moved the drones, the cello
says it from a step higher, until it has climbed a sixth; there a viola brings it back from far away, an octave above
its first place, and the cello goes home the way it came.
"""

from typing import Final

import numpy as np

from studio.score.harmony import pitch
from studio.score.notes import Part, Score, Tempo

_SEED: Final = 47
_END: Final = 336

_SOLO: Final = (
    # the second at which the phrase begins, how it goes, how strongly
    (9, "F3:5 D3:4.5 -:.8 C3:1.7 E3:2.8 D3:5.2", 46),
    (33, "A3:1.8 F3:4.2 D3:3 C3:1.3 E3:1.9 G3:2.4 A3:4.6", 49),
    (56.4, "G3:1.2 A3:3.4 F3:2.1 G3:1.6 E3:3 D3:4.2", 47),
    (77, "G3:4.4 E3:3.7 -:.7 D3:1.5 F3:2.4 E3:4.9", 50),
    (98.4, "G3:1.6 B3:1.9 C4:3.8 B3:1.3 G3:3.9 E3:4.1", 52),
    (119.6, "A3:4.8 F3:3.6 -:.6 E3:1.4 G3:2.3 F3:4.4", 52),
    (140.5, "C4:2.1 D4:1.4 C4:3.3 A3:2.6 G3:1.3 A3:4.7", 54),
    (160.6, "B3:5.2 G3:3.4 F3:1 A3:2.6 G3:4.1", 54),
    (180.4, "C4:4.2 A3:2.8 G3:1.4 B3:2.2 A3:1.2 C4:1.6 D4:3.8", 56),
    (200.4, "D4:5 B3:3 A3:1.3 C4:2.2 D4:1.6 E4:2.2 D4:4.4", 56),
    (243, "C4:3.6 A3:3.2 G3:1.4 B3:2 A3:4.8", 53),
    (262, "A3:4 F3:2.9 E3:1.1 G3:1.8 F3:1.4 E3:2.4 D3:4.8", 50),
    (285.4, "F3:4.8 D3:4 -:.8 C3:1.6 E3:2.8 D3:5.6", 46),
    (310, "F3:4.4 D3:8", 42),
)
_FAR: Final = ((224.6, "F4:4.2 D4:3.1 -:.5 C4:1.5 E4:2.3 D4:5", 46), (325.5, "C4:1.9 E4:2.8 D4:5.5", 38))

_TIDE: Final = (
    # from, to, drone
    (0, 88, "D2"),
    (0, 54, "D3"),
    (13, 54, "A3"),
    (54, 74, "A2"),
    (74, 117, "G2"),
    (88, 158, "C2"),
    (117, 158, "A2"),
    (158, 179, "D2"),
    (158, 179, "B2"),
    (179, 196.5, "E2"),
    (179, 196.5, "A2"),
    (196.5, 222, "G1"),
    (196.5, 222, "D2"),
    (196.5, 222, "G2"),
    (222, 258, "D2"),
    (222, 290, "A2"),
    (258, 277, "C2"),
    (277, _END, "D2"),
    (290, _END, "D3"),
    (305, _END, "A3"),
)
_LIGHT: Final = (
    # the same for the few strings above: they begin after the drones and leave before them
    (37, 55, "A3"),
    (41, 74, "D4"),
    (77, 88, "D4"),
    (78, 88, "B3"),
    (90, 112, "E4"),
    (94, 114, "G3"),
    (121, 157, "C4"),
    (125, 156, "A3"),
    (161, 178, "G3"),
    (164, 178, "B3"),
    (182, 198, "A3"),
    (186, 198, "E4"),
    (201, 221, "G4"),
    (204, 221, "D4"),
    (225, 257, "A3"),
    (229, 256, "D4"),
    (264, 276, "C4"),
    (281, 305, "A3"),
    (291, 332, "D4"),
    (310, 332, "A4"),
)
_RIPPLES: Final = (
    # a harp in the silences, one string and then another
    (29.6, "A3 D4 D3"),
    (73.2, "G3 D4 D4 G2"),
    (115.6, "C4 A3 F3"),
    (156.8, "G3 D4 B3 G3"),
    (198.3, "B3 D4 G4"),
    (239.8, "A3 D4 D4 D3"),
    (280.8, "A3 D4 D3"),
    (305.6, "D4 A3 D3"),
    (332.2, "A3 D4 D3"),
)


def compose() -> Score:
    """Return the piece."""
    tempo = Tempo(60, _END, [start for start, *_ in _SOLO], ending=_END, sway=0, wait=0, slowing=0)
    arch = [(0, -1), (90, 0), (190, 0), (202, -1.5), (222, -1.5), (250, 0), (300, -2), (_END, -5)]
    parts = {
        "cello": Part("cello", -22.5, 0.5, pan=0.08, fader=_breathing(_SOLO)),
        "viola": Part("viola", -29, 1.1, pan=-0.35, fader=_breathing(_FAR)),
        "drone": Part("drone", -25, 0.35, fader=arch),
        "celli": Part("celli", -28, 0.4, pan=0.15, fader=[(0, -4), (30, -2), *arch[1:]]),
        "light": Part("violas", -31, 0.6, pan=-0.15, fader=arch),
        "harp": Part("harp", -35, 0.7, pan=-0.25),
    }
    for name, song in (("cello", _SOLO), ("viola", _FAR)):
        for start, line, velocity in song:
            parts[name].sing(start, line, velocity, arch=5, overlap=0.12)
    for name, held, velocity in (("drone", _TIDE, 60), ("celli", _TIDE, 44), ("light", _LIGHT, 44)):
        for start, end, note in held:
            parts[name].play(start, end - start, pitch(note), velocity)
    _ripple(parts["harp"])
    return Score("low-tide", "Low Tide", _SEED, "D dorian", 4, tempo, parts, tells_tempo=False)


def _breathing(song: tuple[tuple[float, str, float], ...]) -> list[tuple[float, float]]:
    """Return a soloist's level: it opens over each phrase and is nearly gone when the phrase ends."""
    points = []
    for start, line, _ in song:
        length = sum(float(word.split(":")[1]) for word in line.split())
        points += [(start - 1, -7), (start + 1.5, -3), (start + 0.45 * length, 0)]
        points += [(start + length - 2.5, -2), (start + length, -9)]
    return points


def _ripple(harp: Part) -> None:
    """Write the harp: no two strokes equally far apart, each a little softer."""
    rng = np.random.default_rng(_SEED)
    for start, strings in _RIPPLES:
        beat, velocity = start, 40.0
        for string in strings.split():
            harp.play(beat, 7, pitch(string), velocity)
            beat += rng.uniform(0.9, 1.7)
            velocity -= 2
