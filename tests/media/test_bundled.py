"""The sound files that ship are what their tags say."""

from pathlib import Path

import pytest

from mtrelax.domain.time import Frames, to_frames
from mtrelax.media.decode import open_audio
from mtrelax.media.loudness import measure
from mtrelax.media.tags import read_track

ASSETS = Path(__file__).parents[2] / "assets"


def shortest(folder):
    """Return the smallest file of a folder: one stands for all, and is decoded in no time."""
    return sorted((ASSETS / folder).rglob("*.opus"), key=lambda path: path.stat().st_size)[:1]


BUNDLED = [*shortest("scripts"), *shortest("playlists/music")]


@pytest.fixture(params=BUNDLED, ids=[path.name for path in BUNDLED])
def track(request):
    return read_track(request.param)


def test_a_bundled_file_is_as_loud_as_it_says(track):
    assert track.loudness is not None
    assert measure(track.path).integrated == pytest.approx(track.loudness.integrated, abs=0.3)


def test_a_bundled_file_names_its_licence(track):
    assert track.licence
    assert track.title != track.path.stem


def test_a_bundled_file_is_as_long_as_it_says(track):
    decoder = open_audio(track.path, Frames(to_frames(track.length) - 100))
    assert len(decoder.read(48_000)) == 100
    decoder.close()
