"""Plays a coded session through SDL, steers it as a person would, and prints what the player says meanwhile.

Every line is one JSON value. Places are frames that the device had taken; moments are frames of the session.
The right channel is given away: it tells from which block of the device's a frame is.
"""

import json
import logging
import resource
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

import numpy as np

from benchmarks.coded import CodedSource, coded_session, spoken
from mtrelax.domain.plan import Layer, Levels
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds
from mtrelax.domain.timeline import Moment, Timeline
from mtrelax.engine.block import BLOCK, Block
from mtrelax.engine.desk import Desk
from mtrelax.engine.output import Output
from mtrelax.engine.sinks.sdl import SdlSink
from mtrelax.engine.sinks.silent import SilentSink
from mtrelax.engine.sinks.sink import Feed
from mtrelax.services.player import SessionPlayer, Sound
from mtrelax.services.playing import Notice, PlayerState

MOST_BLOCKS: Final = 1 << 16
"""Blocks that can be told apart in a sample of the right channel."""
_LEVELS: Final = Levels(ambience=Decibels(0.0), cue=Decibels(0.0))
_LOOK_EVERY: Final = 0.003
_TICK_EVERY: Final = 0.02
_MEASURED_OVER: Final = 40
"""Blocks after which the speed of the device is known anew."""
_CLEAR: Final = Seconds(3.0)
"""A tone is looked for where the voice says nothing for so long."""


class DeviceTime:
    """The machine's clock, as fast as the device takes sound; it stands still while anybody looks."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._base, self._since = 0.0, time.monotonic()
        self._held: float | None = None
        self._lock = threading.RLock()

    def __call__(self) -> float:
        """Return seconds of the device's."""
        held = self._held
        return self._now() if held is None else held

    @contextmanager
    def still(self) -> Generator[None]:
        """Hold the time: two looks see the same moment."""
        with self._lock:
            self._held = self._now()
            try:
                yield
            finally:
                self._held = None

    def go_at(self, speed: float) -> None:
        """Go on from now at another speed."""
        with self._lock:
            self._base, self._since, self._speed = self._now(), time.monotonic(), speed

    def _now(self) -> float:
        return self._base + (time.monotonic() - self._since) * self._speed


class Witness:
    """Stands between the desk and the device: it numbers the blocks, and knows how much the device took."""

    def __init__(self, feed: Feed, now: DeviceTime) -> None:
        self._feed = feed
        self._now = now
        self._pulled = -1
        self._started = -1
        self._since = 0.0
        self.heard_of: deque[tuple[int, float]] = deque()
        """When it was heard that blocks had begun; taken away by who tells of it."""
        self._marks = [time.monotonic()]

    @property
    def place(self) -> float:
        """How many frames the device has taken."""
        into = min((self._now() - self._since) * SAMPLE_RATE, float(BLOCK))
        return max(0, self._started) * BLOCK + into

    def pull(self, frames: Frames) -> Block:
        """Return the next block."""
        self._pulled += 1
        return self._numbered(self._feed.pull(frames))

    def again(self, frames: Frames) -> Block:
        """Return the last block anew."""
        return self._numbered(self._feed.again(frames))

    def too_late(self) -> None:
        """Hear that it is not used."""
        self._feed.too_late()

    def started(self, frames: Frames) -> None:
        """Hear that a block has begun to sound."""
        with self._now.still():
            self._started += 1
            self._since = self._now()
            self._feed.started(frames)
        self._marks.append(time.monotonic())
        self.heard_of.append((self._started, self._marks[-1]))
        if len(self._marks) > _MEASURED_OVER:
            took = self._marks[-1] - self._marks[0]
            self._now.go_at((len(self._marks) - 1) * BLOCK / SAMPLE_RATE / took)
            self._marks = self._marks[-1:]

    def _numbered(self, block: Block) -> Block:
        return np.column_stack(
            (block[:, 0], np.full(len(block), (self._pulled + 1) / MOST_BLOCKS, np.float32))
        )


class WitnessedSink(SdlSink):
    """The loudspeaker, with somebody who counts."""

    def __init__(self, now: DeviceTime) -> None:
        super().__init__()
        self._now = now
        self.witness: Witness | None = None

    def start(self, feed: Feed) -> None:
        """Begin to pull."""
        self.witness = Witness(feed, self._now)
        super().start(self.witness)


class Course:
    """What a person does while a session runs: pause, extend, hold, again and again; at last, return now."""

    def __init__(self, player: SessionPlayer, minutes: float) -> None:
        self._player = player
        self._round = max(60.0, minutes * 60 / 10)
        self._end = minutes * 60 - 40
        self._todo = self._plan()
        self._waits: tuple[float, Callable[[], None]] | None = None

    def _plan(self) -> list[tuple[float, str]]:
        """Return what is done when, in seconds of the session."""
        begins = np.arange(0.0, self._end - self._round / 2, self._round)
        shares = ((0.25, "pause"), (0.4, "extend"), (0.55, "hold"), (0.85, "quieter"), (0.9, "louder"))
        plan = [(float(begin + share * self._round), what) for begin in begins for share, what in shares]
        return [*(each for each in plan if each[0] < self._end), (self._end, "return")]

    def go_on(self, position: Seconds, place: float) -> None:
        """Do what is due; print what was done."""
        if self._waits is not None:
            until, then = self._waits
            if place >= until:
                self._waits = None
                then()
            return
        while self._todo and position >= self._todo[0][0] and self._waits is None:
            _, what = self._todo.pop(0)
            self._do(what, place)
            tell(done=what, at=position)

    def _do(self, what: str, place: float) -> None:
        player = self._player
        match what:
            case "pause":
                player.pause()
                self._waits = (place + 1.7 * SAMPLE_RATE, player.resume)
            case "extend":
                player.extend(0.2)
            case "hold":
                player.hold()
                self._waits = (place + 11.3 * SAMPLE_RATE, player.release)
            case "quieter" | "louder":
                player.set_level(Layer.MUSIC, Decibels(-4.0 if what == "quieter" else 0.0))
            case _:
                player.return_now()


def tell(**what: object) -> None:
    """Print a line."""
    print(json.dumps(what))


def _breath(moment: Moment) -> tuple[str, float] | None:
    """Return what the breath does, and for how many frames it has done so: from how much of it is over."""
    now = moment.breath
    span = next((s for s in moment.course.spans if s.start <= moment.position < s.end), None)
    if now is None or span is None:
        return None
    steps = span.pacer.pattern.steps
    index = next(place for place, step in enumerate(steps) if step.kind is now.kind)
    before = sum(step.length for step in steps[:index])
    begun = now.cycle - span.cycles_before + before / span.pacer.pattern.cycle
    reached = begun + now.fraction * steps[index].length / span.pacer.pattern.cycle
    return now.kind.value, (span.pacer.time_of(reached) - span.pacer.time_of(begun)) * SAMPLE_RATE


def _passed(timeline: Timeline, begin: Seconds, end: Seconds) -> None:
    """Tell what should have been heard to begin in a stretch of the session."""
    for caption in timeline.captions:
        said = spoken(timeline, caption.start) if begin < caption.start <= end else None
        if said is not None:
            path, offset = said
            tell(
                caption=caption.text,
                at=caption.start * SAMPLE_RATE,
                path=path.name,
                offset=offset * SAMPLE_RATE,
            )
    for cue in timeline.cues_between(begin, end):
        if not any(timeline.speaks(Seconds(cue.time + wait)) for wait in np.arange(-3.0, _CLEAR, 0.5)):
            tell(cue=cue.kind.value, at=cue.time * SAMPLE_RATE)


def _give_up(notice: Notice) -> None:
    """End where the session could not be played as it should."""
    raise SystemExit(str(notice))


def main() -> None:
    """Play so many minutes."""
    minutes, speed = float(sys.argv[1]), float(sys.argv[2])
    logging.basicConfig(level=logging.INFO)
    now = DeviceTime(speed)
    sink = WitnessedSink(now)

    def output(desk: Desk) -> Output:
        return Output(desk, sink, SilentSink(now), now)

    _, timeline, materials = coded_session(minutes)
    player = SessionPlayer(timeline, materials, Sound(CodedSource, output, now), _LEVELS, Decibels(0.0))
    player.noticed.subscribe(_give_up)
    course = Course(player, minutes)
    player.begin()
    eye, ticked, position, told = threading.Event(), 0.0, Seconds(0.0), -1
    while player.state is not PlayerState.OVER:
        if sink.witness is not None:
            with now.still():
                place, moment = sink.witness.place, player.moment()
            caption = moment.caption.text if moment.caption else None
            tell(place=place, moment=moment.position * SAMPLE_RATE, breath=_breath(moment), caption=caption)
            _passed(player.timeline, position, moment.position)
            position = moment.position
            course.go_on(position, place)
            while sink.witness.heard_of:
                number, when = sink.witness.heard_of.popleft()
                tell(block=number, heard_of=when)
            if told != (told := int(position // 60)):
                tell(memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, at=position)
        if time.monotonic() - ticked > _TICK_EVERY:
            ticked = time.monotonic()
            player.tick()
        eye.wait(_LOOK_EVERY)


if __name__ == "__main__":
    main()
