"""Sound files that are written, and what others find in them."""

from typing import Any, cast

import av
import mutagen
import numpy as np
import pytest

from mtrelax.domain.errors import RenderFailed, UnknownFormat
from mtrelax.domain.time import SAMPLE_RATE, Seconds
from mtrelax.media.decode import open_audio
from mtrelax.media.encode import FORMATS, About, Chapter, open_encoder
from mtrelax.media.tags import read_track

ABOUT = About(
    title="Abendstille – 20 min",
    artist="mtrelax",
    album="Sessions",
    comment="Still Water, Reeds",
    credit="Piano: Alexander Holm",
    licence="CC-BY-3.0",
    chapters=(
        Chapter(Seconds(0.0), "Settle"),
        Chapter(Seconds(1.25), "Breathing – ä"),
        Chapter(Seconds(2.5), "A much longer title, which sorts elsewhere"),
        Chapter(Seconds(4.0), "Return"),
    ),
)
FRAMES = SAMPLE_RATE * 6 + 77


@pytest.fixture(params=FORMATS)
def suffix(request):
    return request.param


@pytest.fixture
def sound():
    time = np.arange(FRAMES) / SAMPLE_RATE
    left, right = 0.3 * np.sin(2 * np.pi * 330 * time), 0.2 * np.sin(2 * np.pi * 440 * time)
    return np.stack([left, right], 1).astype(np.float32)


@pytest.fixture
def written(suffix, sound, tmp_path):
    return write(tmp_path / f"session{suffix}", sound, ABOUT)


def write(path, sound, about):
    encoder = open_encoder(path, about)
    for start in range(0, len(sound), 12_288):
        encoder.write(sound[start : start + 12_288])
    encoder.close()
    return path


def heard(path):
    decoder = open_audio(path)
    try:
        return decoder.read(10**9)
    finally:
        decoder.close()


def test_what_is_read_back_is_as_long_as_what_was_written(written, suffix):
    slack = {".mp3": 2_400, ".m4a": 2_400}.get(suffix, 1)
    assert abs(len(heard(written)) - FRAMES) <= slack


def test_what_is_read_back_sounds_as_what_was_written(written, suffix, sound):
    found = heard(written)[:FRAMES]
    middle = slice(4_800, len(found) - 4_800)
    lossless = FORMATS[suffix].kbit is None
    assert np.abs(found[middle] - sound[middle]).max() < (2e-7 if lossless else 0.02)


def test_the_tags_are_read_back(written):
    track = read_track(written)
    assert (track.title, track.artist, track.album) == (ABOUT.title, ABOUT.artist, ABOUT.album)
    assert (track.credit, track.licence) == (ABOUT.credit, ABOUT.licence)
    assert track.length == pytest.approx(FRAMES / SAMPLE_RATE, abs=0.05)


def test_other_programs_find_the_title_and_the_chapters(written, suffix):
    with av.open(str(written)) as container:
        title = {**container.streams.audio[0].metadata, **container.metadata}["title"]
        chapters = [
            (
                pytest.approx(float(each["start"] * (each["time_base"] or 1)), abs=0.002),
                each["metadata"]["title"],
            )
            for each in container.chapters()
        ]
    assert title == ABOUT.title
    expected = [(chapter.start, chapter.title) for chapter in ABOUT.chapters]
    assert chapters == (expected if FORMATS[suffix].has_chapters else [])


@pytest.mark.parametrize("suffix", [".opus", ".flac"], indirect=True)
def test_chapters_stand_in_the_comments(written):
    tags = cast("Any", mutagen).File(written).tags
    assert tags["CHAPTER002"] == ["00:00:01.250"]
    assert tags["CHAPTER002NAME"] == ["Breathing – ä"]


def test_a_file_without_a_word_is_a_file_too(suffix, sound, tmp_path):
    assert read_track(write(tmp_path / f"plain{suffix}", sound, About())).title == "plain"


def test_a_session_of_a_moment_can_be_written(suffix, sound, tmp_path):
    assert len(heard(write(tmp_path / f"moment{suffix}", sound[:100], About()))) >= 100


def test_the_name_is_given_when_the_file_is_whole(suffix, sound, tmp_path):
    path = tmp_path / f"session{suffix}"
    path.write_text("the one before")
    encoder = open_encoder(path, ABOUT)
    encoder.write(sound)
    assert path.read_text() == "the one before"
    encoder.close()
    assert len(heard(path)) > 0
    assert list(tmp_path.iterdir()) == [path]


def test_calling_it_off_leaves_nothing_behind(suffix, sound, tmp_path):
    encoder = open_encoder(tmp_path / f"session{suffix}", ABOUT)
    encoder.write(sound)
    encoder.abort()
    encoder.abort()
    assert list(tmp_path.iterdir()) == []


def test_closing_twice_is_closing(written, sound, tmp_path, suffix):
    encoder = open_encoder(tmp_path / f"twice{suffix}", ABOUT)
    encoder.write(sound)
    encoder.close()
    encoder.close()
    encoder.abort()
    assert (tmp_path / f"twice{suffix}").exists()


def test_capitals_are_the_same_format(sound, tmp_path):
    assert len(heard(write(tmp_path / "LOUD.WAV", sound, About()))) == FRAMES


def test_what_is_not_offered_is_told_with_what_is(tmp_path):
    with pytest.raises(UnknownFormat) as caught:
        open_encoder(tmp_path / "session.wma", ABOUT)
    assert caught.value.suffix == ".wma"
    assert caught.value.allowed == tuple(FORMATS)


def test_a_folder_that_is_not_there_is_told(suffix, tmp_path):
    with pytest.raises(RenderFailed) as caught:
        open_encoder(tmp_path / "nowhere" / f"session{suffix}", ABOUT)
    assert caught.value.file == f"session{suffix}"
    assert caught.value.reason


def test_a_name_that_cannot_be_given_leaves_nothing_behind(suffix, sound, tmp_path):
    target = tmp_path / f"session{suffix}"
    (target / "in the way").mkdir(parents=True)
    encoder = open_encoder(target, ABOUT)
    encoder.write(sound)
    with pytest.raises(RenderFailed):
        encoder.close()
    assert list(tmp_path.iterdir()) == [target]
