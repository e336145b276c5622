"""Turns a timeline into sound: one block for each layer, before the levels that a person may move."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from mtrelax.domain.curves import to_gain
from mtrelax.domain.noise import Noise
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.time import Frames, Seconds, to_frames, to_seconds
from mtrelax.domain.timeline import Clip, Timeline
from mtrelax.engine.block import Block, for_both_channels, silence
from mtrelax.engine.breath_tone import BreathTone
from mtrelax.engine.envelope import LevelCurve, amplified, equal_power
from mtrelax.engine.noise import NoiseReader
from mtrelax.engine.reader import LoopReader, OnceReader
from mtrelax.engine.source import OpenSource, SourceFault
from mtrelax.engine.tones import LONGEST, lay

LAYERS: Final = tuple(Layer)
AHEAD: Final = to_frames(Seconds(3.0))
"""Files are opened this long before they sound."""
SOFT_EDGE: Final = to_frames(Seconds(0.005))
"""No clip begins or ends faster than this."""

Stems = tuple[Block | None, ...]
"""A block for each of ``LAYERS``; ``None`` where nothing sounds."""


class _Playing:
    """A clip on the axis of frames, and its file while it is open."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self.begin = to_frames(clip.start)
        self.end = max(to_frames(clip.end), self.begin + 1)
        self._gain = np.float32(to_gain(clip.gain))
        self._fade_in = max(to_frames(clip.fade_in), SOFT_EDGE)
        self._fade_out = max(to_frames(clip.fade_out), SOFT_EDGE)
        self._reader: NoiseReader | OnceReader | LoopReader | None = None

    def open(
        self, at: int, open_source: OpenSource, report: Callable[[str], None], lengths: dict[Path, int]
    ) -> None:
        """Open the file for playing from a frame of the session on."""
        skipped = max(0, at - self.begin)
        offset = to_frames(self.clip.offset) + skipped
        if isinstance(self.clip.path, Noise):
            self._reader = NoiseReader(self.clip.path, offset)
        elif self.clip.looped:
            self._reader = LoopReader(open_source, self.clip.path, offset, report, lengths)
        else:
            needed = self.end - self.begin - skipped
            self._reader = OnceReader(open_source, self.clip.path, offset, needed, report)

    def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()

    def add_to(self, out: Block | None, begin: int, frames: int) -> Block | None:
        """Lay what sounds between two frames into a block, which is made if there is none yet."""
        low, high = max(begin, self.begin), min(begin + frames, self.end)
        if self._reader is None or high <= low:
            return out
        sound = self._reader.read(high - low)
        if not len(sound):
            return out
        sound = sound * self._gain
        self._fade(sound, low - self.begin)
        first = low - begin
        if out is None and len(sound) == frames:
            return sound
        out = silence(frames) if out is None else out
        out[first : first + len(sound)] += sound
        return out

    def _fade(self, sound: Block, first: int) -> None:
        """Bring the clip in and out; ``first`` is the frame of the clip that the block begins with."""
        rising = min(len(sound), self._fade_in - first)
        if rising > 0:
            sound[:rising] *= for_both_channels(equal_power(first, rising, self._fade_in))
        left = self.end - self.begin - first
        before = max(0, left - self._fade_out)
        falling = len(sound) - before
        if falling > 0:
            gains = equal_power(left - len(sound), falling, self._fade_out)[::-1]
            sound[before:] *= for_both_channels(gains)


class Mixer:
    """Plays a timeline from a frame on. Lives on one thread; never raises, whatever the files are like.

    ``lengths`` is shared by the mixers of a session: what one has learnt of loops the next one knows.
    """

    def __init__(
        self,
        timeline: Timeline,
        open_source: OpenSource,
        start: Frames = Frames(0),
        report: Callable[[SourceFault], None] | None = None,
        lengths: dict[Path, int] | None = None,
    ) -> None:
        self.timeline = timeline
        self.position = start
        self._open_source = open_source
        self._report = report or _ignore
        self._lengths: dict[Path, int] = {} if lengths is None else lengths
        self._breath = BreathTone(timeline.paced)
        self._curves = {layer: LevelCurve(timeline.envelope(layer)) for layer in LAYERS}
        ordered = sorted(timeline.clips, key=_start_of, reverse=True)
        self._coming = [each for each in map(_Playing, ordered) if each.end > start]
        self._playing: list[_Playing] = []

    def render(self, frames: int) -> Stems:
        """Return what sounds in the next frames."""
        begin, end = self.position, self.position + frames
        self._open_until(begin, end)
        stems: list[Block | None] = []
        for layer in LAYERS:
            stem: Block | None = None
            for playing in self._playing:
                if playing.clip.layer is layer:
                    stem = playing.add_to(stem, begin, frames)
            if layer is Layer.CUE:
                stem = self._with_tones(stem, begin, frames)
            if stem is not None:
                stem = self._moved(stem, layer, begin)
            stems.append(stem)
        self._let_go(end)
        self.position = Frames(end)
        return tuple(stems)

    def close(self) -> None:
        """Let go of all files."""
        for playing in self._playing:
            playing.close()
        self._playing = []
        self._coming = []

    def _open_until(self, begin: int, end: int) -> None:
        """Open what sounds now, and at most one of the files that will sound soon."""
        ahead = True
        while self._coming and (
            self._coming[-1].begin < end or (ahead and self._coming[-1].begin < end + AHEAD)
        ):
            playing = self._coming.pop()
            ahead = ahead and playing.begin < end
            playing.open(begin, self._open_source, self._reporter(playing), self._lengths)
            self._playing.append(playing)

    def _reporter(self, playing: _Playing) -> Callable[[str], None]:
        """Return what is to be told when a clip fails."""

        def report(reason: str) -> None:
            path, time = playing.clip.path, to_seconds(Frames(max(self.position, playing.begin)))
            if isinstance(path, Path):
                self._report(SourceFault(path, time, reason))

        return report

    def _with_tones(self, stem: Block | None, begin: int, frames: int) -> Block | None:
        """Add the tones of the breath."""
        if self.timeline.cue_style is CueStyle.CONTINUOUS:
            return self._breath.add_to(stem, begin, frames)
        if self.timeline.cue_style is not CueStyle.TONE:
            return stem
        low, high = Frames(begin - LONGEST), Frames(begin + frames)
        for cue in self.timeline.cues_between(to_seconds(low), to_seconds(high)):
            stem = silence(frames) if stem is None else stem
            lay(stem, Frames(begin), to_frames(cue.time), cue.kind)
        return stem

    def _moved(self, stem: Block, layer: Layer, begin: int) -> Block | None:
        """Apply the envelope of a layer."""
        gains = self._curves[layer].gains(begin, len(stem))
        if not isinstance(gains, np.ndarray) and gains == 0.0:
            return None
        return amplified(stem, gains)

    def _let_go(self, end: int) -> None:
        """Close what has sounded."""
        over = [playing for playing in self._playing if playing.end <= end]
        for playing in over:
            playing.close()
        if over:
            self._playing = [playing for playing in self._playing if playing.end > end]


def _start_of(clip: Clip) -> Seconds:
    """Return when a clip begins."""
    return clip.start


def _ignore(fault: SourceFault) -> None:
    """Tell nobody."""
    del fault
