"""How a running session is steered, pulled by hand instead of by a sink."""

import threading

import numpy as np
import pytest
from sound_material import Collected, WavSource, clip, roughness, session, sine, timeline, write_wav

from mtrelax.domain.plan import Layer
from mtrelax.domain.record import Automation
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds
from mtrelax.engine.block import BLOCK, silence


@pytest.fixture
def tune(tmp_path):
    """Make a timeline of one long note."""

    def make(phase=0.0, length=20.0):
        path = write_wav(tmp_path / f"{phase}-{length}.wav", sine(220, length, phase=phase))
        return timeline(length, clip(path, 0, length, fade_in=0.2, fade_out=1))

    return make


class Loudspeaker:
    """A sink by hand: one block sounds, one waits."""

    def __init__(self, desk, time):
        self.desk, self.time = desk, time
        self.heard = []
        self.waiting = desk.pull(BLOCK)
        desk.on_change = self.replace
        self.play(1)

    def replace(self):
        self.waiting = self.desk.again(BLOCK)

    def play(self, blocks):
        for _ in range(blocks):
            self.time.advance(BLOCK / SAMPLE_RATE)
            self.heard.append(self.waiting)
            self.desk.started(Frames(len(self.waiting)))
            self.waiting = self.desk.pull(BLOCK)

    @property
    def sound(self):
        return np.concatenate(self.heard)


@pytest.fixture
def play(desk, fake_time):
    def make(made, **more):
        playing = desk(made, **more)
        return playing, Loudspeaker(playing, fake_time)

    return make


def test_blocks_given_anew_without_orders_are_the_same(tmp_path, play, rendered):
    made = session(tmp_path, 16.0)
    _, speaker = play(made)
    for _ in range(40):
        speaker.replace()
        speaker.play(1)
    sound = rendered(made)[: len(speaker.sound)]
    assert np.abs(speaker.sound[: len(sound)] - sound).max() < 1e-6


def test_files_are_read_once_a_second_and_not_for_each_block(tmp_path, desk):
    reads = []

    class Noted(WavSource):
        def read(self, frames):
            reads[-1] += 1
            return super().read(frames)

    playing = desk(timeline(20, clip(write_wav(tmp_path / "a.wav", sine(220, 20)), 0, 20)), Noted)
    for _ in range(40):
        reads.append(0)
        playing.pull(BLOCK)
    assert sum(map(bool, reads)) == pytest.approx(40 * BLOCK / SAMPLE_RATE, abs=1.5)


def test_the_position_is_what_is_heard(tune, play, fake_time):
    desk, speaker = play(tune())
    speaker.play(3)
    assert desk.position == pytest.approx(3 * BLOCK / SAMPLE_RATE)
    fake_time.advance(60)
    assert desk.position == pytest.approx(4 * BLOCK / SAMPLE_RATE)


def test_a_pause_fades_and_stands_still(tune, play):
    desk, speaker = play(tune())
    speaker.play(4)
    desk.pause()
    speaker.play(6)
    stood = desk.position
    speaker.play(4)
    assert desk.position == stood
    assert not speaker.heard[-1].any()
    desk.resume()
    speaker.play(8)
    assert desk.position == pytest.approx(stood + 7 * BLOCK / SAMPLE_RATE)
    assert np.abs(speaker.heard[-1]).max() == pytest.approx(0.1, abs=0.001)
    assert roughness(speaker.sound) < 0.0003


def test_a_pause_loses_and_repeats_nothing(tune, play):
    desk, speaker = play(tune())
    speaker.play(4)
    desk.pause()
    speaker.play(6)
    desk.resume()
    speaker.play(10)
    again = speaker.sound[-BLOCK:]
    first = round(desk.position * SAMPLE_RATE)
    expected = sine(220, 20)[first : first + BLOCK]
    assert np.abs(again - expected).max() < 0.0001


def test_levels_glide_within_a_fifth_of_a_second(tune, play):
    desk, speaker = play(tune())
    speaker.play(4)
    desk.set_level(Layer.MUSIC, Decibels(-12.0))
    assert desk.levels.music == -12.0
    speaker.play(2)
    loud = np.abs(speaker.heard[-1]).max()
    assert loud == pytest.approx(0.1 * 10 ** (-12 / 20), abs=0.001)
    assert roughness(speaker.sound) < 0.0003


def test_levels_are_kept_with_their_time(tune, play):
    desk, speaker = play(tune())
    speaker.play(4)
    at = Seconds(desk.next_frame / SAMPLE_RATE)
    desk.set_level(Layer.VOICE, Decibels(-3.0))
    desk.set_level(Layer.VOICE, Decibels(-3.0))
    assert desk.automation == (Automation(at, "voice", -3.0),)


def test_the_master_goes_quickly_down_and_slowly_up(tune, play):
    desk, speaker = play(tune())
    speaker.play(4)
    desk.set_master(Decibels(-20.0))
    speaker.play(3)
    assert np.abs(speaker.heard[-1]).max() == pytest.approx(0.01, abs=0.0002)
    desk.set_master(Decibels(0.0))
    speaker.play(3)
    assert np.abs(speaker.heard[-1]).max() < 0.098
    speaker.play(3)
    assert np.abs(speaker.heard[-1]).max() == pytest.approx(0.1, abs=0.001)
    assert roughness(speaker.sound) < 0.0003


def test_a_revision_is_heard_from_the_next_frame_on(tune, play):
    desk, speaker = play(tune())
    speaker.play(4)
    begin = desk.next_frame
    desk.revise(tune(phase=2.0))
    speaker.play(5)
    assert begin == 5 * BLOCK
    after = begin + SAMPLE_RATE // 10
    other = sine(220, 20, phase=2.0)[after : len(speaker.sound)]
    assert np.abs(speaker.sound[after:] - other).max() < 0.0001
    assert np.abs(speaker.sound[begin - 100 : begin] - sine(220, 20)[begin - 100 : begin]).max() < 0.0001
    assert roughness(speaker.sound) < 0.0003


def test_revisions_may_follow_each_other_at_once(tune, play):
    desk, speaker = play(tune())
    speaker.play(2)
    for phase in (1.0, 2.0, 3.0):
        desk.revise(tune(phase))
    speaker.play(4)
    assert np.abs(speaker.heard[-1] - sine(220, 20, phase=3.0)[6 * BLOCK : 7 * BLOCK]).max() < 0.0001
    assert roughness(speaker.sound) < 0.0003
    assert WavSource.opened == 1


def test_a_revision_in_a_pause_is_heard_after_it(tune, play):
    desk, speaker = play(tune())
    speaker.play(3)
    desk.pause()
    speaker.play(1)
    desk.revise(tune(2.0))
    speaker.play(4)
    desk.revise(tune(1.0))
    desk.resume()
    speaker.play(10)
    assert roughness(speaker.sound) < 0.0003
    assert WavSource.opened == 1


def test_what_came_too_late_changes_the_next_block(tune, play):
    desk, speaker = play(tune())
    speaker.play(3)
    kept = speaker.waiting
    desk.set_level(Layer.MUSIC, Decibels(-12.0))
    desk.too_late()
    speaker.waiting = kept
    speaker.play(4)
    assert np.abs(speaker.heard[-1]).max() == pytest.approx(0.025, abs=0.001)
    assert np.abs(speaker.heard[4]).max() == pytest.approx(0.1, abs=0.001)
    assert roughness(speaker.sound) < 0.0003


def test_an_end_fades_and_then_it_is_over(tune, play):
    desk, speaker = play(tune())
    speaker.play(4)
    desk.end(Seconds(1.0))
    speaker.play(2)
    assert not desk.over
    speaker.play(5)
    assert desk.over
    assert len(speaker.sound) == 5 * BLOCK + SAMPLE_RATE
    assert roughness(np.concatenate((speaker.sound, silence(9)))) < 0.0003


def test_an_end_in_a_pause_is_at_once(tune, play):
    desk, speaker = play(tune())
    desk.pause()
    speaker.play(4)
    desk.end(Seconds(3.0))
    speaker.play(3)
    assert desk.over


def test_a_session_is_over_when_its_last_frame_was_heard(tune, play):
    desk, speaker = play(tune(length=1.0))
    speaker.play(3)
    assert not desk.over
    speaker.play(3)
    assert desk.over
    assert len(speaker.sound) == SAMPLE_RATE
    assert desk.position == 1.0


def test_what_a_stopped_sink_did_not_play_is_pulled_again(tune, play):
    desk, speaker = play(tune())
    speaker.play(3)
    desk.take_back()
    assert np.array_equal(desk.pull(BLOCK), speaker.waiting)


@pytest.mark.expects_warnings
def test_a_mistake_of_the_program_is_silence_for_a_block(tmp_path, desk):
    def wrong(path, offset):
        return Wrong()

    class Wrong:
        def read(self, frames):
            return np.zeros((frames, 3), np.float32)

        def close(self):
            pass

    path = write_wav(tmp_path / "a.wav", sine(220, 1))
    playing = desk(timeline(1, clip(path, 0, 1)), wrong)
    assert [len(playing.pull(BLOCK)) for _ in range(5)][:3] == [BLOCK] * 3
    assert not len(playing.pull(BLOCK))


def test_orders_may_come_while_blocks_are_pulled(tune, desk):
    tunes = [tune(phase) for phase in (0.0, 1.0, 2.0)]
    playing = desk(tunes[0])
    into = Collected()

    def pull():
        while len(block := playing.pull(BLOCK)):
            playing.started(Frames(len(block)))
            into.write(block)

    thread = threading.Thread(target=pull)
    thread.start()
    for index in range(200):
        playing.set_level(Layer.MUSIC, Decibels(-float(index % 12)))
        playing.revise(tunes[index % 3])
        assert 0 <= playing.next_frame <= 20 * SAMPLE_RATE
    thread.join()
    assert len(into.sound) == 20 * SAMPLE_RATE
    assert roughness(into.sound) < 0.0004
