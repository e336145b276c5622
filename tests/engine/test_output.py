"""A loudspeaker that goes and comes back, while the session goes on."""

import threading

import pygame
import pytest
from sound_material import clip, sine, timeline, write_wav

from mtrelax.domain.errors import UnknownDevice
from mtrelax.domain.plan import Layer
from mtrelax.domain.time import SAMPLE_RATE, Decibels
from mtrelax.engine.block import BLOCK
from mtrelax.engine.output import Output
from mtrelax.engine.sinks.sdl import SdlSink, _Pace
from mtrelax.engine.sinks.sink import Health


class FakeSink:
    """A sink that plays when it is told to."""

    def __init__(self):
        self.health = Health.FINE
        self.missing = False
        self.feed = None
        self.heard = []
        self.replaced = 0

    def open(self):
        if self.missing:
            raise UnknownDevice("fake")
        self.health = Health.FINE

    def start(self, feed):
        self.open()
        self.feed = feed
        self.waiting = feed.pull(BLOCK)

    def replace_queued(self):
        self.replaced += 1

    def pump(self):
        return self.health

    def stop(self):
        self.feed = None

    def play(self, blocks):
        for _ in range(blocks):
            self.heard.append(self.waiting)
            self.feed.started(len(self.waiting))
            self.waiting = self.feed.pull(BLOCK)


@pytest.fixture
def playing(tmp_path, desk):
    path = write_wav(tmp_path / "a.wav", sine(220, 60))
    return desk(timeline(60, clip(path, 0, 60, fade_in=1)))


@pytest.fixture
def loud():
    return FakeSink()


@pytest.fixture
def silent():
    return FakeSink()


@pytest.fixture
def output(playing, loud, silent, fake_time):
    made = Output(playing, loud, silent, fake_time)
    made.start()
    yield made
    made.stop()


def test_without_a_loss_nothing_is_silent(output, loud, silent):
    loud.play(3)
    assert output.pump() is Health.FINE
    assert silent.feed is None


def test_a_lost_loudspeaker_is_told_and_the_session_goes_on_from_there(output, playing, loud, silent):
    loud.play(3)
    loud.health = Health.LOST
    assert output.pump() is Health.LOST
    assert output.lost
    silent.play(1)
    assert playing.position == pytest.approx(3 * BLOCK / SAMPLE_RATE)


def test_a_loudspeaker_that_returns_is_taken_up_with_a_fade(output, playing, loud, silent):
    loud.play(8)
    loud.health = Health.LOST
    output.pump()
    silent.play(2)
    loud.health = Health.RETURNED
    assert output.pump() is Health.FINE
    assert silent.feed is None
    loud.play(14)
    assert playing.position == pytest.approx(23 * BLOCK / SAMPLE_RATE)
    assert abs(loud.heard[8][:480]).max() < 0.001
    assert 0.03 < abs(loud.heard[14]).max() < 0.07
    assert abs(loud.heard[-1]).max() == pytest.approx(0.1, abs=0.001)


def test_a_loudspeaker_is_looked_for_every_five_seconds(output, loud, fake_time):
    loud.health, loud.missing = Health.LOST, True
    output.pump()
    loud.missing = False
    fake_time.advance(4.9)
    assert output.pump() is Health.LOST
    fake_time.advance(0.2)
    assert output.pump() is Health.FINE


def test_a_search_in_vain_does_not_disturb_the_silence(output, loud, silent, fake_time):
    loud.health, loud.missing = Health.LOST, True
    output.pump()
    waiting = silent.waiting
    fake_time.advance(6)
    assert output.pump() is Health.LOST
    assert silent.waiting is waiting


def test_a_machine_without_a_loudspeaker_plays_silently(playing, loud, silent, fake_time):
    loud.missing = True
    output = Output(playing, loud, silent, fake_time)
    output.start()
    assert output.lost
    assert silent.feed is playing
    output.stop()


def test_changes_are_heard_at_once(output, playing, loud):
    playing.set_level(Layer.MUSIC, Decibels(-3.0))
    assert loud.replaced == 1


@pytest.fixture
def real(playing, silent, fake_time):
    """An output on SDL's own dummy driver."""
    made = Output(playing, SdlSink(), silent, fake_time)
    made.start()
    yield made
    made.stop()


def test_sdl_says_when_its_device_is_gone_and_when_one_comes(real):
    assert real.pump() is Health.FINE
    pygame.event.post(pygame.event.Event(pygame.AUDIODEVICEREMOVED, which=2, iscapture=0))
    assert real.pump() is Health.LOST
    assert real.pump() is Health.LOST
    pygame.event.post(pygame.event.Event(pygame.AUDIODEVICEADDED, which=0, iscapture=0))
    assert real.pump() is Health.FINE


@pytest.mark.parametrize("other", [{"which": 0, "iscapture": 0}, {"which": 2, "iscapture": 1}])
def test_other_devices_may_come_and_go(real, other):
    pygame.event.post(pygame.event.Event(pygame.AUDIODEVICEREMOVED, **other))
    pygame.event.post(pygame.event.Event(pygame.AUDIODEVICEADDED, **other))
    assert real.pump() is Health.FINE


@pytest.fixture
def breaking(monkeypatch):
    """An SDL that refuses what comes next."""

    def refuse(block):
        raise pygame.error("refused")

    monkeypatch.setattr("mtrelax.engine.sinks.sdl._given", refuse)


def test_an_sdl_that_refuses_is_a_lost_loudspeaker(breaking, playing):
    sink = SdlSink()
    sink.start(playing)
    tick = threading.Event()
    for _ in range(500):
        if sink.pump() is not Health.FINE:
            break
        tick.wait(0.01)
    assert sink.pump() is Health.LOST
    sink.stop()


def test_a_device_that_takes_no_more_sound_is_noticed():
    pace = _Pace()
    pace.mark()
    while not pace.stuck:
        pace.wait()
    pace.mark()
    assert not pace.stuck
