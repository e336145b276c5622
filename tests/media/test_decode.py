"""What a sound file sounds like."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtrelax.domain.errors import UnreadableAudio
from mtrelax.domain.time import SAMPLE_RATE, Frames
from mtrelax.media.decode import audio_length, open_audio

EVERYTHING = 10**9
A_FILE_OF_THE_SESSION = settings(
    deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def whole(path, offset=0):
    decoder = open_audio(path, Frames(offset))
    try:
        return decoder.read(EVERYTHING)
    finally:
        decoder.close()


def in_blocks(path, sizes):
    """Read to the end, with the last size over and over."""
    decoder, blocks, sizes = open_audio(path), [], list(sizes)
    try:
        while True:
            size = sizes.pop(0) if len(sizes) > 1 else sizes[0]
            blocks.append(decoder.read(size))
            if len(blocks[-1]) < size:
                return np.concatenate(blocks)
    finally:
        decoder.close()


def test_every_kind_comes_out_as_stereo_floats_at_48_khz(sounds, kind):
    sound = whole(sounds[kind.name])
    assert sound.dtype == np.float32
    assert sound.shape[1] == 2


def test_every_kind_keeps_its_length(sounds, kind):
    expected = sounds.frames(kind) * SAMPLE_RATE / kind.rate
    # Without its Xing header an MP3 cannot say how much of it is padding; an MP4 counts in milliseconds.
    slack = {"bare.mp3": 2400, "cd.m4a": 48, "mono.m4a": 48}.get(kind.name, 2)
    assert abs(len(whole(sounds[kind.name])) - expected) <= slack


def test_every_kind_tells_its_length_without_being_decoded(sounds, kind):
    slack = 0.06 if kind.name in {"bare.mp3", "stereo.webm"} else 0.001
    assert abs(audio_length(sounds[kind.name]) - sounds.frames(kind) / kind.rate) <= slack


@A_FILE_OF_THE_SESSION
@given(sizes=st.lists(st.integers(1, 30_000), min_size=1, max_size=20).map(lambda sizes: [*sizes, 4_799]))
def test_odd_blocks_give_the_same_as_the_whole(sounds, kind, sizes):
    assert np.array_equal(in_blocks(sounds[kind.name], sizes), whole(sounds[kind.name]))


@A_FILE_OF_THE_SESSION
@given(offset=st.integers(0, 8 * SAMPLE_RATE + 200) | st.integers(7 * SAMPLE_RATE, 8 * SAMPLE_RATE))
def test_from_an_offset_it_goes_on_as_the_whole_does(sounds, kind, offset):
    expected = whole(sounds[kind.name])[offset:]
    found = whole(sounds[kind.name], offset)
    if kind.name == "stereo.webm":  # Matroska counts in milliseconds.
        assert abs(len(found) - len(expected)) <= 48
        return
    assert found.shape == expected.shape
    assert np.allclose(found, expected, atol=0 if kind.lossless else 1e-4)


def test_behind_the_end_there_is_nothing(sounds, kind):
    assert len(whole(sounds[kind.name], 100 * SAMPLE_RATE)) == 0


def test_after_the_end_reading_gives_nothing_again_and_again(sounds):
    decoder = open_audio(sounds["cd.flac"])
    decoder.read(EVERYTHING)
    assert len(decoder.read(10)) == len(decoder.read(10)) == 0
    decoder.close()


def test_a_closed_file_gives_nothing(sounds):
    decoder = open_audio(sounds["stereo.opus"])
    decoder.read(10)
    decoder.close()
    decoder.close()
    assert len(decoder.read(10)) == 0


@pytest.mark.parametrize("name", ["mono.wav", "mono.opus", "mono.m4a"])
def test_mono_is_the_same_on_both_sides(sounds, name):
    sound = whole(sounds[name])
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert sound.std() == pytest.approx(0.1428 / np.sqrt(2), rel=0.03)


def test_the_middle_of_surround_sound_is_heard_on_both_sides(sounds):
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    samples = np.zeros((SAMPLE_RATE, 6), np.float32)
    samples[:, 2] = 0.25 * np.sin(2 * np.pi * 440 * time)
    sound = whole(sounds.make("centre.wav", samples))
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert np.abs(sound).max() == pytest.approx(0.25 / np.sqrt(2), rel=0.01)


def test_resampling_keeps_a_tone_as_it_is(sounds):
    rate, frames = 44_100, 44_100 * 3
    tone = 0.5 * np.sin(2 * np.pi * 997 * np.arange(frames) / rate)
    sound = whole(sounds.make("tone.wav", np.stack([tone, tone], 1).astype(np.float32), rate=rate))
    expected = 0.5 * np.sin(2 * np.pi * 997 * np.arange(len(sound)) / SAMPLE_RATE)
    middle = slice(1000, -1000)
    assert np.abs(sound[middle, 0] - expected[middle]).max() < 1e-3


@pytest.mark.parametrize("changes", [(48_000, 44_100), (44_100, 48_000)])
def test_a_stream_that_changes_its_rate_on_the_way_is_followed(sounds, changes, tmp_path):
    parts = [
        sounds.make(f"{rate}.mp3", np.full((rate * 3, 2), 0.1, np.float32), "libmp3lame", rate)
        for rate in changes
    ]
    joined = tmp_path / "joined.mp3"
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    assert len(whole(joined)) == pytest.approx(6 * SAMPLE_RATE, abs=0.1 * SAMPLE_RATE)


def test_numbers_that_are_none_become_silence(sounds):
    samples = np.full((SAMPLE_RATE, 2), 0.1, np.float32)
    samples[100:110] = np.nan
    samples[200] = np.inf
    sound = whole(sounds.make("wild.wav", samples))
    assert np.isfinite(sound).all()
    assert not sound[100:110].any()
    assert not sound[200].any()


def test_what_is_no_sound_is_refused(unreadable):
    with pytest.raises(UnreadableAudio) as caught:
        open_audio(unreadable)
    assert caught.value.name == unreadable.name
    assert caught.value.reason


def test_what_is_no_sound_has_no_length(unreadable):
    with pytest.raises(UnreadableAudio):
        audio_length(unreadable)


@pytest.mark.parametrize("name", ["cd.wav", "cd.flac", "stereo.opus", "cd.mp3"])
def test_a_file_that_is_cut_off_ends_where_its_data_end(sounds, name, tmp_path):
    data = sounds[name].read_bytes()
    short = tmp_path / name
    short.write_bytes(data[: len(data) * 6 // 10])
    heard, full = whole(short), whole(sounds[name])
    assert 0.4 * len(full) < len(heard) < 0.7 * len(full)
    # The last frame may be a broken one.
    sure = len(heard) - 5_000
    assert np.array_equal(heard[:sure], full[:sure])


def test_behind_the_cut_of_a_file_there_is_nothing(sounds, tmp_path):
    data = sounds["stereo.opus"].read_bytes()
    short = tmp_path / "short.opus"
    short.write_bytes(data[: len(data) // 2])
    assert len(whole(short, 7 * SAMPLE_RATE)) == 0


def test_a_scratch_costs_a_moment_and_not_the_piece(sounds, tmp_path):
    data = bytearray(sounds["cd.mp3"].read_bytes())
    middle = len(data) // 2
    data[middle : middle + 300] = b"\xaa" * 300
    scratched = tmp_path / "scratched.mp3"
    scratched.write_bytes(bytes(data))
    full, heard = whole(sounds["cd.mp3"]), whole(scratched)
    assert abs(len(heard) - len(full)) < 10_000
    assert np.isfinite(heard).all()


def test_a_long_ruin_is_told_after_what_was_sound(sounds, tmp_path, kind_of_ruin):
    ruined = tmp_path / "ruined.m4a"
    ruined.write_bytes(kind_of_ruin(sounds["cd.m4a"].read_bytes()))
    decoder = open_audio(ruined)
    heard = decoder.read(EVERYTHING)
    assert len(heard) > SAMPLE_RATE
    with pytest.raises(UnreadableAudio):
        decoder.read(1)
    decoder.close()


@pytest.fixture
def kind_of_ruin():
    """The second half of the sound is overwritten; the index, at the end of the file, is not."""

    def ruin(data: bytes) -> bytes:
        index = data.index(b"moov") - 4
        begin = index // 2
        return data[:begin] + b"\xff" * (index - begin) + data[index:]

    return ruin


def test_memory_stays_flat(sounds, tmp_path):
    frames = SAMPLE_RATE * 120
    long = sounds.make("long.flac", np.tile(np.array([[0.1, -0.1]], np.float32), (frames, 1)), codec="flac")
    tracemalloc.start()
    try:
        decoder = open_audio(long)
        heard = 0
        while length := len(decoder.read(12_288)):
            heard += length
        decoder.close()
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert heard == frames
