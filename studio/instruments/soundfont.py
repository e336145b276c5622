"""The players of a General MIDI soundfont, rendered by fluidsynth without its own reverb and chorus."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Final

import mido
import numpy as np
import soundfile
from scipy.ndimage import gaussian_filter1d

from studio.measure import SAMPLE_RATE, Samples
from studio.score.notes import TAIL, Played, Score

SOUNDFONT: Final = Path("/usr/share/sounds/sf2/MuseScore_General_Full.sf2")

_TICKS: Final = 960
_BREATH, _EXPRESSION, _BANK = 2, 11, 0
_REVERB, _CHORUS = 91, 93
_GENERATOR_HIGH, _GENERATOR_LOW, _DATA_LOW, _DATA_HIGH = 99, 98, 38, 6
_ATTACK, _DECAY = 34, 36
"""Generators of a soundfont's volume envelope."""
_CURVE_STEP: Final = 0.05
_CHANNELS: Final = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Preset:
    """A preset of the soundfont and how it is bowed or blown."""

    bank: int
    program: int
    swell: str = "none"
    """none: plucked or struck. phrase: a section that swells over the phrase. line: one that leans into what rises.
    note: a soloist who shapes each note."""
    early: float = 0.0
    """Seconds that a slow attack begins before its beat."""
    width: float = 0.8
    attack: float = 1.0
    """How many times as long as in the soundfont a note takes to rise: a softer mallet."""
    ring: float = 1.0
    """How many times as long as in the soundfont it takes to die away: a pedal held down."""
    faint: Mapping[int, float] = field(default_factory=dict)
    """Pitches that were sampled more quietly than their neighbours, and by how many dB."""
    uses_salamander: ClassVar[bool] = False

    def play(self, score: Score, name: str, work: Path) -> Samples:
        """Return a part's stem, dry, as long as the piece and its tail."""
        stem = _fluidsynth(replace(self, swell=score.parts[name].swell or self.swell), score, name, work)
        out = np.zeros((score.frames, 2))
        out[: min(score.frames, len(stem))] = stem[: score.frames]
        return out


def _fluidsynth(player: Preset, score: Score, name: str, work: Path) -> Samples:
    """Return what the command writes for a part."""
    midi, wave = work / f"{score.slug}-{name}.mid", work / f"{score.slug}-{name}.wav"
    _write_midi(midi, player, score.performed(name), score)
    command = [
        "fluidsynth",
        "-ni",
        "-q",
        "-R",
        "0",
        "-C",
        "0",
        "-g",
        "0.6",
        "-r",
        str(SAMPLE_RATE),
        "-O",
        "float",
        "-T",
        "wav",
        "-F",
        str(wave),
        str(SOUNDFONT),
        str(midi),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stem, _ = soundfile.read(wave)
    wave.unlink()
    return stem


def _write_midi(path: Path, player: Preset, played: Sequence[Played], score: Score) -> None:
    """Write a part so that no note cuts off another of its pitch: overlapping ones go to different channels."""
    messages: list[tuple[float, int, mido.Message]] = []

    def send(moment: float, order: int, kind: str, **values: int) -> None:
        messages.append((max(0.0, moment), order, mido.Message(kind, **values)))

    for channel in _CHANNELS:
        send(0, 0, "control_change", channel=channel, control=_BANK, value=player.bank)
        send(0, 1, "program_change", channel=channel, program=player.program)
        for control in (_REVERB, _CHORUS):
            send(0, 1, "control_change", channel=channel, control=control, value=0)
        for generator, factor in ((_ATTACK, player.attack), (_DECAY, player.ring)):
            if factor != 1:
                for control, value in _stretched(generator, factor):
                    send(0, 1, "control_change", channel=channel, control=control, value=value)
    end = score.seconds + TAIL
    if player.swell != "none":
        shape = _SHAPES[player.swell](played, score, np.arange(0, end, _CURVE_STEP))
        for index, value in enumerate(shape):
            for channel in _CHANNELS:
                for control in (_BREATH, _EXPRESSION):
                    send(
                        index * _CURVE_STEP,
                        2,
                        "control_change",
                        channel=channel,
                        control=control,
                        value=int(value),
                    )
    free: dict[tuple[int, int], float] = {}
    for note in played:
        channel = next(
            (c for c in _CHANNELS if free.get((c, note.pitch), -1.0) < note.start - 0.02), _CHANNELS[0]
        )
        free[channel, note.pitch] = note.end + 1.0
        velocity = min(127, round(note.velocity * 10 ** (player.faint.get(note.pitch, 0.0) / 40)))
        send(note.start - player.early, 4, "note_on", channel=channel, note=note.pitch, velocity=velocity)
        send(note.end - player.early / 2, 3, "note_off", channel=channel, note=note.pitch)
    send(end - 0.01, 9, "control_change", channel=0, control=123, value=0)

    track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=1_000_000)])
    last = 0
    for moment, _, message in sorted(messages, key=lambda entry: entry[:2]):
        tick = round(moment * _TICKS)
        track.append(message.copy(time=tick - last))
        last = tick
    mido.MidiFile(ticks_per_beat=_TICKS, tracks=[track]).save(path)


def _stretched(generator: int, factor: float) -> Sequence[tuple[int, int]]:
    """Return the (control, value) pairs that make a time of the soundfont longer: its NRPN 120, in two timecents."""
    high, low = divmod(8192 + round(600 * np.log2(factor)), 128)
    return (_GENERATOR_HIGH, 120), (_GENERATOR_LOW, generator), (_DATA_LOW, low), (_DATA_HIGH, high)


def _phrase_swell(_played: Sequence[Played], score: Score, moments: Samples) -> Samples:
    """Return a section's bows: up to the middle of each phrase, back at its end, with a slow drift of their own."""
    marks = [0.0, *(beat for beat in score.tempo.breaths if beat > 0), score.tempo.beats]
    beats = score.tempo.beats_at(moments)
    index = np.clip(np.searchsorted(marks, beats, side="right") - 1, 0, len(marks) - 2)
    starts, ends = np.array(marks)[index], np.array(marks)[index + 1]
    phase = np.clip((beats - starts) / (ends - starts), 0, 1)
    depth = 9 + 3 * np.sin(2.4 * index + score.seed)
    value = 64 + depth * np.sin(np.pi * phase**0.8) ** 2 + 3 * np.sin(2 * np.pi * moments / 23 + score.seed)
    return np.clip(value, 1, 127)


def _line_swell(played: Sequence[Played], _score: Score, moments: Samples) -> Samples:
    """Return the bows of a section with a line of its own: more as it climbs, softly out of each rest and into it."""
    starts, pitches = [note.start for note in played], np.array([note.pitch for note in played])
    value = np.interp(moments, starts, 67 + 0.5 * (pitches - pitches.mean()))
    value = gaussian_filter1d(value, 1.5 / _CURVE_STEP, mode="nearest")
    last = 0.0
    for note in played:
        if note.start > last + 0.3:
            away = np.maximum(np.maximum(last - moments, moments - note.start), 0)
            value -= 9 * np.exp(-away)
        last = max(last, note.end)
    return np.clip(value, 1, 127)


def _note_swell(played: Sequence[Played], score: Score, moments: Samples) -> Samples:
    """Return a soloist's breath: each note begins softly, opens, and gives way to the next."""
    value = np.full(len(moments), 40.0)
    for note in played:
        phase = (moments - note.start) / (note.end - note.start)
        inside = (phase >= 0) & (phase < 1)
        peak = 56 + 0.55 * note.velocity
        value[inside] = peak * (0.76 + 0.24 * np.sin(np.pi * phase[inside] ** 0.75)) + 2 * np.sin(
            moments[inside] * 1.1
        )
    # A soloist's arm is not faster than this.
    window = np.hanning(9) / np.hanning(9).sum()
    return np.clip(np.convolve(np.pad(value, 4, mode="edge"), window, "valid"), 1, 127)


_SHAPES: Final[Mapping[str, Callable[[Sequence[Played], Score, Samples], Samples]]] = {
    "phrase": _phrase_swell,
    "line": _line_swell,
    "note": _note_swell,
}
