"""Sound to test with: small wav files, a source that reads them, and timelines made of them."""

import wave
from pathlib import Path

import numpy as np

from mtrelax.domain.curves import Envelope, EnvelopePoint, duck
from mtrelax.domain.errors import UnreadableAudio
from mtrelax.domain.noise import Noise
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds
from mtrelax.domain.timeline import Clip, PhaseSpan, Timeline
from mtrelax.engine.block import Block


class WavSource:
    """Reads 16-bit stereo."""

    opened = 0
    """How many are open now."""

    def __init__(self, path: Path, offset: Frames = Frames(0)) -> None:
        try:
            self._file = wave.open(str(path), "rb")  # noqa: SIM115 - closed by close()
        except (OSError, wave.Error, EOFError) as error:
            raise UnreadableAudio(path.name, "cannot be opened") from error
        self._file.setpos(min(offset, self._file.getnframes()))
        WavSource.opened += 1

    def read(self, frames: Frames) -> Block:
        data = np.frombuffer(self._file.readframes(frames), np.int16)
        return (data.reshape(-1, 2) / np.float32(32768)).astype(np.float32)

    def close(self) -> None:
        self._file.close()
        WavSource.opened -= 1


class BreakingSource(WavSource):
    """Fails one second after where it was opened."""

    _left = SAMPLE_RATE

    def read(self, frames: Frames) -> Block:
        if self._left <= 0:
            raise UnreadableAudio("broken.wav", "damaged")
        frames = Frames(min(frames, self._left))
        self._left -= frames
        return super().read(frames)


class Collected:
    """An encoder that keeps what it is given."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.closed = self.aborted = False

    @property
    def sound(self) -> Block:
        return np.concatenate(self.blocks)

    def write(self, block: Block) -> None:
        self.blocks.append(block.copy())

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = True


def write_wav(path: Path, sound: Block) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16).tobytes())
    return path


def sine(frequency: float, seconds: float, amplitude: float = 0.1, phase: float = 0.0) -> Block:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave_ = amplitude * np.sin(2 * np.pi * frequency * time + phase)
    return np.repeat(wave_.astype(np.float32), 2).reshape(-1, 2)


def noise(seconds: float, amplitude: float = 0.05, seed: int = 7) -> Block:
    random = np.random.default_rng(seed)
    return (random.standard_normal((round(seconds * SAMPLE_RATE), 2)) * amplitude).astype(np.float32)


def timeline(
    length: float,
    *clips: Clip,
    envelopes: dict[Layer, Envelope] | None = None,
    cues: CueStyle = CueStyle.NONE,
) -> Timeline:
    end = Seconds(float(length))
    phases = (PhaseSpan(PhaseKind.RETURN, Seconds(0.0), end),)
    ordered = tuple(sorted(clips, key=lambda clip: clip.start))
    return Timeline(end, phases, ordered, envelopes=envelopes or {}, cue_style=cues)


def clip(path: Path | Noise, start: float, end: float, layer: Layer = Layer.MUSIC, **more) -> Clip:
    return Clip(layer, path, Seconds(start), Seconds(end), **more)


def session(folder: Path, length: float = 60.0) -> Timeline:
    """Two pieces that cross, rain that loops, a voice that the music makes room for."""
    half = length / 2
    one = write_wav(folder / "one.wav", sine(220, half + 6))
    two = write_wav(folder / "two.wav", sine(330, half))
    rain = write_wav(folder / "rain.wav", noise(7))
    words = write_wav(folder / "words.wav", noise(4, 0.1, seed=3))
    voice = clip(words, 12, 16, Layer.VOICE)
    ducked = Envelope((EnvelopePoint(Seconds(0), Decibels(0)), *duck([voice.span])))
    return timeline(
        length,
        clip(one, 0, half + 6, fade_in=3, fade_out=6),
        clip(two, half, length, fade_in=6, fade_out=5),
        clip(rain, 0, length, Layer.AMBIENCE, fade_in=3, fade_out=5, looped=True),
        voice,
        envelopes={Layer.MUSIC: ducked, Layer.AMBIENCE: ducked},
    )


def roughness(sound: Block) -> float:
    """Return the largest second difference: a click stands out, a slow sine hardly has any."""
    return float(np.abs(np.diff(sound.astype(np.float64), 2, axis=0)).max())
