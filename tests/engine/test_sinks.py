"""What every place for sound promises; a new one is tested because it is registered."""

import threading

import numpy as np
import pytest
from sound_material import Collected

from mtrelax.domain.errors import RenderFailed, UnknownDevice
from mtrelax.domain.time import Frames
from mtrelax.engine.block import BLOCK
from mtrelax.engine.sinks import SINKS
from mtrelax.engine.sinks.file import FileSink
from mtrelax.engine.sinks.sdl import SdlSink, _Given, _Playing, devices
from mtrelax.engine.sinks.silent import SilentSink
from mtrelax.engine.sinks.sink import Health

MAKE = {
    "sdl": SINKS["sdl"],
    "silent": lambda: SINKS["silent"](speed=4.0),
    "file": lambda: SINKS["file"](Collected()),
}


class Counted:
    """A feed of three and a half numbered blocks that notes what it is asked."""

    def __init__(self):
        self.asked = []
        self.threads = set()
        self.replaced = threading.Event()
        self.over = threading.Event()
        self._left = 3 * BLOCK + BLOCK // 2

    def pull(self, frames):
        self._note("pull")
        frames = min(frames, self._left)
        self._left -= frames
        return np.full((frames, 2), 0.001, np.float32)

    def again(self, frames):
        self._note("again")
        self.replaced.set()
        return np.full((frames, 2), 0.002, np.float32)

    def too_late(self):
        self._note("too late")

    def started(self, frames):
        self._note("started")
        if not frames:
            self.over.set()

    def _note(self, what):
        self.asked.append(what)
        self.threads.add(threading.get_ident())


@pytest.fixture(params=SINKS)
def sink(request):
    made = MAKE[request.param]()
    yield made
    made.stop()


def test_a_sink_plays_to_the_end_and_says_what_has_begun(sink):
    feed = Counted()
    sink.start(feed)
    assert feed.over.wait(10)
    sink.stop()
    begun = feed.asked.count("started")
    assert begun >= 5
    assert 0 <= feed.asked.count("pull") - begun <= 1


def test_a_sink_pulls_from_one_thread_of_its_own(sink):
    feed = Counted()
    sink.start(feed)
    assert feed.over.wait(10)
    sink.stop()
    assert len(feed.threads) == 1
    assert threading.get_ident() not in feed.threads


def test_a_sink_pulls_no_more_once_it_is_stopped(sink):
    feed = Counted()
    sink.start(feed)
    sink.stop()
    asked = len(feed.asked)
    sink.replace_queued()
    sink.stop()
    assert len(feed.asked) == asked


def test_a_sink_is_fine(sink):
    sink.start(Counted())
    assert sink.pump() is Health.FINE


def test_a_sink_can_be_asked_to_replace_at_any_time(sink):
    feed = Counted()
    sink.start(feed)
    for _ in range(20):
        sink.replace_queued()
    assert feed.over.wait(10)


def test_the_loudspeaker_replaces_the_block_that_waits():
    feed, sink = Counted(), SdlSink()
    sink.start(feed)
    sink.replace_queued()
    assert feed.replaced.wait(5)
    sink.stop()


def test_an_unknown_loudspeaker_is_told():
    with pytest.raises(UnknownDevice):
        SdlSink("no such loudspeaker").start(Counted())


def test_loudspeakers_have_names():
    assert all(isinstance(name, str) for name in devices())


def test_a_session_without_sound_takes_its_time():
    feed, sink = Counted(), SilentSink(speed=1000.0)
    sink.start(feed)
    assert feed.over.wait(5)
    sink.stop()


def test_a_file_is_complete_or_not_there():
    into, feed = Collected(), Counted()
    sink = FileSink(into)
    sink.start(feed)
    assert feed.over.wait(5)
    sink.stop()
    assert into.closed
    assert len(into.sound) == 3 * BLOCK + BLOCK // 2


def test_a_file_that_cannot_be_written_is_told():
    class Full(Collected):
        def write(self, block):
            raise RenderFailed("a.flac", "no room left")

    into = Full()
    sink = FileSink(into)
    sink.start(Counted())
    tick = threading.Event()
    for _ in range(500):
        if sink.pump() is not Health.FINE:
            break
        tick.wait(0.01)
    sink.stop()
    assert sink.pump() is Health.LOST
    assert isinstance(sink.failure, RenderFailed)
    assert into.aborted


class FakeChannel:
    """One of SDL's channels; the waiting block begins when it is told to, or at an awkward moment."""

    def __init__(self):
        self.heard = []
        self.queued = None
        self.begins_after_queueing = False

    def play(self, sound):
        self.heard.append(sound)

    def get_sound(self):
        return self.heard[-1]

    def get_queue(self):
        return self.queued

    def begin(self):
        self.heard.append(self.queued)
        self.queued = None

    def queue(self, sound):
        if self.begins_after_queueing:
            self.begins_after_queueing = False
            self.begin()
        self.queued = sound


class Numbered(Counted):
    """A feed whose blocks can be told apart."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def pull(self, frames):
        self.count += 1
        return np.full(super().pull(frames).shape, self.count)

    def again(self, frames):
        return np.full(super().again(frames).shape, self.count + 0.5)


@pytest.fixture
def channel():
    return FakeChannel()


@pytest.fixture
def playing(monkeypatch, channel):
    """What SDL has, with numbers for blocks."""
    monkeypatch.setattr(
        "mtrelax.engine.sinks.sdl._given", lambda block: _Given(block[0, 0], Frames(len(block)))
    )
    made = _Playing(Numbered(), channel)
    made.begin()
    return made


def test_a_block_that_waits_is_replaced(playing, channel):
    playing.replace()
    channel.begin()
    assert playing.went_on()
    assert channel.heard == [1, 2.5]
    assert channel.queued == 3


def test_a_block_that_has_begun_is_not_replaced(playing, channel):
    channel.begin()
    playing.replace()
    assert playing.went_on()
    assert channel.heard == [1, 2]
    assert channel.queued == 3


def test_a_block_that_begins_while_it_is_replaced_is_not_heard_twice(playing, channel):
    channel.begins_after_queueing = True
    playing.replace()
    assert not playing.went_on()
    assert channel.heard == [1, 2]
    assert channel.queued == 3
