"""Who plays: a sampled grand piano, and the players of a General MIDI soundfont."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import mido
import numpy as np
import soundfile
from scipy.signal import resample_poly

from studio.measure import SAMPLE_RATE, Samples, decibels
from studio.score import Played, Score

SOUNDFONT: Final = Path("/usr/share/sounds/sf2/MuseScore_General_Full.sf2")
TAIL: Final = 9.0

_TICKS: Final = 960
_BREATH, _EXPRESSION, _BANK = 2, 11, 0
_REVERB, _CHORUS = 91, 93
_CURVE_STEP: Final = 0.05
_CHANNELS: Final = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Player:
    """A preset of the soundfont and how it is bowed or blown."""

    bank: int
    program: int
    swell: str = "none"
    """none: plucked or struck. phrase: a section that swells over the phrase. note: a soloist who shapes each note."""
    early: float = 0.0
    """Seconds that a slow attack begins before its beat."""
    width: float = 0.8


PLAYERS: Final[Mapping[str, Player]] = {
    "strings": Player(17, 49, "phrase", early=0.18),
    "violas": Player(31, 49, "phrase", early=0.18),
    "celli": Player(41, 49, "phrase", early=0.18),
    "basses": Player(51, 49, "phrase", early=0.15),
    "choir": Player(17, 52, "phrase", early=0.15),
    "oohs": Player(17, 53, "phrase", early=0.12),
    "cello": Player(17, 42, "note", early=0.08, width=0.5),
    "viola": Player(17, 41, "note", early=0.08, width=0.5),
    "flute": Player(17, 73, "note", early=0.06, width=0.5),
    "clarinet": Player(17, 71, "note", early=0.05, width=0.5),
    "horn": Player(17, 60, "note", early=0.06, width=0.5),
    "harp": Player(0, 46),
    "celesta": Player(0, 8),
    "vibraphone": Player(0, 11),
}


def render(score: Score, name: str, work: Path) -> Samples:
    """Return a part's stem, dry, as long as the piece and its tail."""
    instrument = score.parts[name].instrument
    played = score.performed(name)
    frames = round((score.seconds + TAIL) * SAMPLE_RATE)
    if instrument == "piano":
        return grand_piano(
            played, [score.tempo.at(beat) for beat in score.pedals], frames, work / "salamander"
        )
    stem = _fluidsynth(score, name, played, work)
    out = np.zeros((frames, 2))
    out[: min(frames, len(stem))] = stem[:frames]
    return out


# The soundfont


def _fluidsynth(score: Score, name: str, played: Sequence[Played], work: Path) -> Samples:
    """Return what fluidsynth plays, without its own reverb and chorus."""
    midi, wave = work / f"{score.slug}-{name}.mid", work / f"{score.slug}-{name}.wav"
    _write_midi(midi, PLAYERS[score.parts[name].instrument], played, score)
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


def _write_midi(path: Path, player: Player, played: Sequence[Played], score: Score) -> None:
    """Write a part so that no note cuts off another of its pitch: overlapping ones go to different channels."""
    messages: list[tuple[float, int, mido.Message]] = []

    def send(moment: float, order: int, kind: str, **values: int) -> None:
        messages.append((max(0.0, moment), order, mido.Message(kind, **values)))

    for channel in _CHANNELS:
        send(0, 0, "control_change", channel=channel, control=_BANK, value=player.bank)
        send(0, 1, "program_change", channel=channel, program=player.program)
        for control in (_REVERB, _CHORUS):
            send(0, 1, "control_change", channel=channel, control=control, value=0)
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
        send(
            note.start - player.early, 4, "note_on", channel=channel, note=note.pitch, velocity=note.velocity
        )
        send(note.end - player.early / 2, 3, "note_off", channel=channel, note=note.pitch)
    send(end - 0.01, 9, "control_change", channel=0, control=123, value=0)

    track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=1_000_000)])
    last = 0
    for moment, _, message in sorted(messages, key=lambda entry: entry[:2]):
        tick = round(moment * _TICKS)
        track.append(message.copy(time=tick - last))
        last = tick
    mido.MidiFile(ticks_per_beat=_TICKS, tracks=[track]).save(path)


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
    "note": _note_swell,
}


# The piano

_LAYERS: Final = ((36, 4), (47, 6), (60, 8), (128, 10))
_ROOTS: Final = {
    21 + 3 * step: f"{('A', 'C', 'D#', 'F#')[step % 4]}{(21 + 3 * step) // 12 - 1}" for step in range(30)
}
_CENTS: Final = {45: 7.0}
"""How far a sample has to be raised: A2 was recorded 7 cents flat."""
_MIDDLE: Final = (48, 51, 54, 57, 60, 63, 66, 69, 72, 75, 78)
_REST: Final = 0.22
"""Seconds that the pedal needs to catch what is struck with it."""


@lru_cache(maxsize=256)
def _sample(folder: Path, root: int, layer: int) -> Samples:
    """Return a recorded string from its onset on, at twice the rate so that it can be bent cleanly."""
    recorded, _ = soundfile.read(folder / f"v{layer}" / f"{_ROOTS[root]}v{layer}.ogg")
    size = np.abs(recorded).max(axis=1)
    onset = max(0, int(np.argmax(size > 0.02 * size.max())) - round(0.006 * SAMPLE_RATE))
    string = recorded[onset : onset + 14 * SAMPLE_RATE].copy()
    rise = round(0.005 * SAMPLE_RATE)
    string[:rise] *= np.linspace(0, 1, rise)[:, None]
    return np.asarray(resample_poly(string, 2, 1, axis=0), dtype=np.float32)


@lru_cache(maxsize=8)
def _layer_level(folder: Path, layer: int) -> float:
    """Return how loud a layer was recorded, so that velocity alone decides and no step is heard between layers."""
    first = [_sample(folder, root, layer)[: 2 * SAMPLE_RATE] for root in _MIDDLE]
    return float(np.mean([decibels(float(np.sqrt((string**2).mean()))) for string in first]))


def grand_piano(played: Sequence[Played], pedals: Sequence[float], frames: int, folder: Path) -> Samples:
    """Return a piano whose strings ring until key and pedal both let them go."""
    out = np.zeros((frames, 2))
    for note in played:
        lift = next((pedal for pedal in pedals if pedal > note.start + _REST), frames / SAMPLE_RATE)
        string = _struck(note, max(note.end, lift + 0.1) - note.start, folder)
        start = round(note.start * SAMPLE_RATE)
        stop = min(frames, start + len(string))
        out[start:stop] += string[: stop - start]
    return out


def _struck(note: Played, seconds: float, folder: Path) -> Samples:
    """Return one string as it is struck, held, and damped."""
    layer = next(layer for below, layer in _LAYERS if note.velocity < below)
    root = min(_ROOTS, key=lambda root: abs(root - note.pitch))
    string = _sample(folder, root, layer)
    speed = 2 * 2 ** ((note.pitch - root) / 12 + _CENTS.get(root, 0.0) / 1200)
    damped = 0.7
    positions = (
        np.arange(min(int((len(string) - 2) / speed), round((seconds + damped) * SAMPLE_RATE))) * speed
    )
    index = positions.astype(int)
    fraction = (positions - index)[:, None]
    sound = string[index] * (1 - fraction) + string[index + 1] * fraction
    length = min(round(damped * SAMPLE_RATE), len(sound))
    sound[-length:] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, length)))[:, None] ** 1.5
    level = 40 * np.log10(note.velocity / 64) - 24 - _layer_level(folder, layer)
    return sound * 10 ** (level / 20)
