"""Blue Hour: a vibraphone with soft mallets over low strings in D flat, five slow beats to the bar, two and three.

Three notes call (F, C, and E flat that stays), wait, and are answered by no one but the hall, the basses and a breath
of voices, in which the chord that the call had left open closes. From call to call the silence is a bar longer.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from studio.score.harmony import bass_line, pitch
from studio.score.notes import Part, Score, Tempo

_BAR: Final = 5
_SEED: Final = 54

_OPENING: Final = "Dbadd9 Gb/Db Dbadd9"

# Laid by hand: in so slow a piece every voice is a line, and the fourth of the sus chords comes down into its third.
_LAID: Final[Mapping[str, str]] = {
    "Dbadd9": "F3 Ab3 Eb4",
    "Gb/Db": "Gb3 Bb3 Db4",
    "Dbmaj7": "Ab3 C4 F4",
    "Dbmaj9": "F3 C4 Eb4",
    "Gbmaj7": "F3 Bb3 Db4",
    "Gbmaj9": "Ab3 Bb3 F4",
    "Ebm9": "Gb3 Db4 F4",
    "Ab9sus4": "Gb3 Db4 Eb4",
    "Ab7": "Gb3 C4 Eb4",
    "Bbm7": "Ab3 Db4 F4",
    "Fm7": "Ab3 C4 Eb4",
    "Amaj9": "G#3 C#4 E4",
}
_SUNG: Final[Mapping[str, str]] = {
    "Ebm9": "Bb3 Db4",
    "Ab9sus4": "Bb3 Eb4",
    "Ab7": "C4 Eb4",
    "Gb/Db": "Db4 Gb4",
    "Dbadd9": "Db4 F4",
}

Pattern = Sequence[tuple[float, int]]
"""(beat of the bar, voice): what the left hand lays under a bar of the call."""

_BARE: Final[Pattern] = ()
_TOUCH: Final[Pattern] = ((2, 0), (2.06, 1))
_TWO: Final[Pattern] = ((0, 0), (2, 1))
_FIVE: Final[Pattern] = ((0, 0), (1, 1), (2, 2), (3.5, 1))


class _Stanza(NamedTuple):
    """A call and the silence after it: one chord to the bar."""

    call: str
    line: str
    left: Pattern
    velocity: float
    silence: str


_STANZAS: Final = (
    _Stanza(
        "Dbmaj9 Gbmaj9 Ebm9 Ab9sus4",
        "F5:1 C5:1 Eb5:3 | Bb4:1 F4:1 Ab4:3 | F5:1 Bb4:1 Db5:3 | -:2 Bb4:1 Eb5:2",
        _BARE,
        36,
        "Dbadd9",
    ),
    _Stanza(
        "Bbm7 Gbmaj9 Ebm9 Ab9sus4",
        "F5:1 C5:1 Eb5:3 | Ab4:2 Bb4:1 F4:2 | Ab4:1 Bb4:1 Db5:3 | Eb5:2 Bb4:3",
        _TOUCH,
        38,
        "Ab7 Dbadd9",
    ),
    _Stanza(
        "Gbmaj7 Fm7 Ebm9 Ab9sus4 Dbmaj7 Bbm7 Gbmaj9 Ab9sus4",
        "Ab4:1 Db5:1 F5:3 | Eb5:1 C5:1 Ab4:3 | -:2 Bb4:1 Db5:2 | Eb5:2 Gb5:3 | "
        "F5:1 C5:1 Eb5:3 | F5:2 C5:1 Ab4:2 | Bb4:1 F4:1 Ab4:3 | -:2 Bb4:1 Eb4:2",
        _FIVE,
        37,
        "Ab9sus4 Ab7 Dbadd9",
    ),
    _Stanza(
        "Dbmaj7 Amaj9 Ab9sus4 Ab7 Bbm7 Gbmaj9",
        "F5:1 C5:1 Eb5:3 | E5:1 B4:1 C#5:3 | Eb5:1 Bb4:1 Db5:3 | C5:5 | -:2 Ab4:1 C5:2 | Bb4:1 F4:1 Ab4:3",
        _TWO,
        38,
        "Ebm9 Ebm9 Ab9sus4 Dbadd9",
    ),
    _Stanza(
        "Dbmaj9 Gbmaj9 Ebm9 Ab9sus4",
        "F4:1 C4:1 Eb4:3 | Bb3:1 F3:1 Ab3:3 | F4:1 Bb3:1 Db4:3 | -:2 Bb3:1 Eb4:2",
        _BARE,
        30,
        "Ab9sus4 Ab9sus4 Ab7 Gb/Db Dbadd9",
    ),
    _Stanza(
        "Dbmaj9 Gbmaj9",
        "F5:1 C5:1 Eb5:3 | Bb4:1 F4:1 Ab4:3",
        _TOUCH,
        35,
        "Ebm9 Ebm9 Ab9sus4 Ab9sus4 Ab7 Dbadd9",
    ),
    _Stanza("Dbmaj9", "F5:1 C5:1 Ab4:3", _BARE, 34, "Dbadd9 Dbadd9"),
)


def compose() -> Score:
    """Return the piece."""
    calls, silences, end = _layout()
    breaths = sorted({*calls, *silences, *(call + 2 * _BAR for call in calls[:-1])})
    tempo = Tempo(54, end + 1, breaths, ending=end - 3 * _BAR, wait=0.25)
    parts = {
        "vibraphone": Part("vibraphone", -21, 0.6, pan=-0.08, fader=_entering(calls)),
        "celli": Part("celli", -27.5, 0.42, pan=0.12, fader=_breathing(calls, silences, end)),
        "basses": Part("basses", -31.5, 0.28, pan=0.05, fader=_breathing(calls, silences, end)),
        "oohs": Part("oohs", -31.5, 0.65, fader=[(0, -1), (silences[2], 0), (silences[3], 0), (end, -3)]),
    }
    _play_vibraphone(parts["vibraphone"], calls)
    for bar, (chord, low) in enumerate(zip(_bars(), bass_line(_bars(), "A1", "Ab2"), strict=True)):
        parts["celli"].chord(_BAR * bar, _BAR, _notes(_LAID[chord]), 46)
        parts["basses"].chord(_BAR * bar, _BAR, [low], 46)
    parts["celli"].chord(end, 4, _notes(_LAID["Dbadd9"]), 40)
    parts["basses"].chord(end, 4, [pitch("Db2")], 40)
    _sing_oohs(parts["oohs"], silences)
    return Score("blue-hour", "Blue Hour", _SEED, "D flat major", _BAR, tempo, parts)


def _bars() -> list[str]:
    """Return the chord of each bar."""
    return [
        chord
        for words in (_OPENING, *(f"{each.call} {each.silence}" for each in _STANZAS))
        for chord in words.split()
    ]


def _layout() -> tuple[list[int], list[int], int]:
    """Return the beats on which the calls begin, those on which the silences do, and the end."""
    calls, silences, now = [], [], _BAR * len(_OPENING.split())
    for stanza in _STANZAS:
        calls.append(now)
        silences.append(now + _BAR * len(stanza.call.split()))
        now = silences[-1] + _BAR * len(stanza.silence.split())
    return calls, silences, now


def _breathing(calls: Sequence[int], silences: Sequence[int], end: int) -> list[tuple[float, float]]:
    """Return a fader that makes room for each call, and in the silence after it sinks as what was struck dies away."""
    points = [(0.0, 0.0)]
    for call, silence in zip(calls, silences, strict=True):
        points += [(call - 2.0, -2.5 if call > calls[0] else -1.0), (call + 3.0, -1.5), (silence + 3.0, -0.5)]
    return [*points, (end, -4.0)]


def _entering(calls: Sequence[int]) -> list[tuple[float, float]]:
    """Return a fader that lets each call come from a little farther away than where it goes to."""
    return [point for call in calls for point in ((call - 1.0, -3.5), (call + 8.0, 0.0), (call + 10.0, 0.0))]


def _notes(names: str) -> list[int]:
    """Return the notes of a chord that was laid by hand."""
    return [pitch(name) for name in names.split()]


def _play_vibraphone(vibraphone: Part, calls: Sequence[int]) -> None:
    """Write the calls, each note left to ring into the next, and what the left hand lays under them."""
    for start, stanza in zip(calls, _STANZAS, strict=True):
        vibraphone.sing(start, stanza.line, stanza.velocity, arch=8, overlap=1.0)
        for index, chord in enumerate(stanza.call.split()):
            for offset, voice in stanza.left:
                beat = start + _BAR * index + offset
                vibraphone.play(beat, _BAR - offset, _notes(_LAID[chord])[voice], stanza.velocity - 8)


def _sing_oohs(oohs: Part, silences: Sequence[int]) -> None:
    """Write two voices that are heard only when nothing is struck."""
    for silence, stanza in zip(silences, _STANZAS, strict=True):
        for index, chord in enumerate(stanza.silence.split()):
            oohs.chord(silence + _BAR * index, _BAR, _notes(_SUNG[chord]), 42)
