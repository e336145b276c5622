"""What a sound file says of itself."""

from typing import Any, cast

import mutagen
import pytest
from mutagen.id3 import TALB, TBPM, TIT2, TPE1, TXXX
from mutagen.mp4 import MP4FreeForm

from mtrelax.domain.errors import UnreadableAudio
from mtrelax.domain.time import Decibels
from mtrelax.domain.track import Loudness
from mtrelax.media.tags import read_track


@pytest.fixture
def tagged(sounds, tmp_path):
    """Copies of sound files, with tags."""

    def make(name, tags):
        path = tmp_path / name
        path.write_bytes(sounds[name].read_bytes())
        file = cast("Any", mutagen).File(path)
        if file.tags is None:
            file.add_tags()
        cast("Any", file.tags).update(tags)
        file.save()
        return path

    return make


FULL = {
    "stereo.opus": {
        "TITLE": "Reeds",
        "artist": ["One", "Two"],
        "album": "Lake",
        "bpm": "58",
        "license": "CC-BY-3.0",
        "comment": "Piano by A. H.",
        "R128_TRACK_GAIN": "-768",
    },
    "cd.flac": {
        "title": "Reeds",
        "artist": "One; Two",
        "album": "Lake",
        "TEMPO": "58.0",
        "licence": "CC-BY-3.0",
        "credit": "Piano by A. H.",
        "REPLAYGAIN_TRACK_GAIN": "+2.00 dB",
    },
    "cd.mp3": {
        "TIT2": TIT2(3, ["Reeds"]),
        "TPE1": TPE1(3, ["One", "Two"]),
        "TALB": TALB(3, ["Lake"]),
        "TBPM": TBPM(3, ["58"]),
        "TXXX:LICENSE": TXXX(3, "LICENSE", ["CC-BY-3.0"]),
        "TXXX:c": TXXX(3, "credit", ["Piano by A. H."]),
        "TXXX:g": TXXX(3, "replaygain_track_gain", ["2,00 dB"]),
    },
    "cd.m4a": {
        "\xa9nam": ["Reeds"],
        "\xa9ART": ["One", "Two"],
        "\xa9alb": ["Lake"],
        "tmpo": [58],
        "cprt": ["Piano by A. H."],
        "----:com.apple.iTunes:LICENSE": [MP4FreeForm(b"CC-BY-3.0")],
        "----:com.apple.iTunes:replaygain_track_gain": [MP4FreeForm(b"2 dB")],
    },
}


@pytest.mark.parametrize("name", FULL)
def test_all_that_is_known_is_read(tagged, name):
    track = read_track(tagged(name, FULL[name]))
    assert (track.title, track.artist, track.album) == ("Reeds", "One; Two", "Lake")
    assert (track.tempo, track.licence, track.credit) == (58, "CC-BY-3.0", "Piano by A. H.")
    assert track.loudness == Loudness(Decibels(-20.0))
    assert track.length == pytest.approx(8, abs=0.06)


def test_a_file_without_tags_is_called_as_it_is_named(sounds, kind):
    track = read_track(sounds[kind.name])
    assert track.title == kind.name.split(".")[0]
    assert (track.artist, track.tempo, track.loudness, track.licence, track.credit) == (
        "",
        None,
        None,
        "",
        "",
    )
    assert track.length == pytest.approx(sounds.frames(kind) / kind.rate, abs=0.06)


def test_the_peak_is_read_beside_the_gain(tagged):
    tags = {"REPLAYGAIN_TRACK_GAIN": "-1.5 dB", "REPLAYGAIN_TRACK_PEAK": "0.5"}
    loudness = read_track(tagged("cd.flac", tags)).loudness
    assert loudness is not None
    assert loudness.integrated == -16.5
    assert loudness.true_peak == pytest.approx(-6.02, abs=0.01)


@pytest.mark.parametrize("gain", ["", "loud", "nan dB", "-inf", "900 dB"])
def test_a_gain_that_makes_no_sense_is_none(tagged, gain):
    assert read_track(tagged("cd.flac", {"REPLAYGAIN_TRACK_GAIN": gain})).loudness is None


@pytest.mark.parametrize("tempo", ["0", "fast", "-3", "nan", "9999"])
def test_a_tempo_that_makes_no_sense_is_none(tagged, tempo):
    assert read_track(tagged("cd.flac", {"BPM": tempo})).tempo is None


def test_a_comment_credits_nobody_unless_there_is_a_licence(tagged):
    assert read_track(tagged("cd.flac", {"comment": "Ripped on a Sunday"})).credit == ""


def test_what_is_no_sound_is_refused(unreadable):
    with pytest.raises(UnreadableAudio) as caught:
        read_track(unreadable)
    assert caught.value.name == unreadable.name
