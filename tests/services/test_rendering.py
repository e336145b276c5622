"""A session as a file to take home."""

from dataclasses import replace
from typing import Any, cast

import mutagen
import pytest
from small_music import write_tune

from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import Cancelled, MusicNotCleared, RenderFailed, UnknownFormat
from mtrelax.domain.materials import Layered
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import AmbienceChoice, PhaseChoice, SessionPlan
from mtrelax.domain.script import Narration, Paragraph, Script, ScriptUse, Sentence
from mtrelax.media.decode import audio_length
from mtrelax.media.encode import FORMATS
from mtrelax.media.tags import read_track
from mtrelax.services.rendering import render_session

FILE = cast("Any", mutagen.File)
"""Untyped: what mutagen returns depends on the file."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("Zum Mitnehmen")


def never():
    return False


def nobody(_fraction):
    pass


@pytest.fixture
def render(librarian):
    """Render a session of one minute."""

    def render(path, plan, progress=nobody, cancelled=never, **more):
        timeline, materials = librarian.timeline(plan)
        done = render_session(plan, timeline, materials, path, progress, cancelled, **more)
        return done, timeline

    return render


def chapters_of(path):
    """Return how many chapters a file has, whichever way its format keeps them."""
    file = FILE(path)
    if path.suffix == ".m4a":
        return len(file.chapters)
    if path.suffix == ".mp3":
        return len(file.tags.getall("CHAP"))
    return len(
        [
            key
            for key in map(str, file.tags.keys())
            if key.casefold().startswith("chapter") and key[7:].isdecimal()
        ]
    )


def comment_of(path):
    """Return the comment of a file, as players show it."""
    tags = FILE(path).tags
    found = tags.getall("COMM") if hasattr(tags, "getall") else tags.get("comment") or tags.get("\xa9cmt")
    return str(found[0])


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_session_can_be_taken_home(render, plan, folder, suffix):
    plan = replace(plan, title="Evening wind-down")
    done, timeline = render(folder / f"Abend{suffix}", plan)
    assert done.faults == ()
    assert audio_length(done.path) == pytest.approx(timeline.length, abs=0.1)
    assert done.has_chapters is (suffix != ".wav")
    if done.has_chapters:
        assert chapters_of(done.path) == len(timeline.phases)


def test_it_says_what_it_is_and_whom_to_thank(render, plan, tmp_path):
    done, _timeline = render(tmp_path / "abend.opus", replace(plan, title="Evening wind-down"))
    tags = FILE(done.path).tags
    assert tags["title"] == ["Evening wind-down"]
    assert "“Dusk” Somebody (CC0-1.0)" in tags["credit"][0]
    assert "Shore at dusk" not in tags["credit"][0]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_voice_and_the_sounds_around_are_thanked_too(render, plan, folder, suffix):
    done, _timeline = render(folder / f"Regen{suffix}", replace(plan, ambience=(AmbienceChoice("rain"),)))
    track = read_track(done.path)
    assert track.credit.split("; ")[-4:] == [
        "“Rain, softly” (CC0-1.0)",
        "“Bell” (CC0-1.0)",
        "“Gentle return” mtrelax (CC0-1.0)",
        "Voice: Kokoro-82M (Apache-2.0), synthetic",
    ]
    assert track.licence == "CC0-1.0; Apache-2.0"
    assert comment_of(done.path).endswith(track.credit)


def test_the_music_of_a_phase_is_thanked_too(render, plan, tmp_path):
    piece = write_tune(tmp_path / "wave.flac", 20.0)
    other = (PhaseChoice(PhaseKind.INDUCTION, playlist=str(piece)),)
    done, _timeline = render(tmp_path / "abend.wav", replace(plan, phases=other))
    assert "“Wave” Somebody (CC0-1.0)" in read_track(done.path).credit


def test_words_that_are_only_read_are_thanked_too(librarian, plan, tmp_path):
    words = (Paragraph(PhaseKind.DEEPENING, (Sentence("Rest."),)),)
    script = Script("rest", "Rest", "en", ScriptUse.IMAGERY, words, author="Ada", licence="CC-BY-4.0")
    materials = replace(librarian.materials(plan), narration=Narration(script))
    timeline = compile_session(plan, materials)
    render_session(plan, timeline, materials, tmp_path / "abend.wav", nobody, never)
    assert "“Rest” Ada (CC-BY-4.0)" in read_track(tmp_path / "abend.wav").credit


def test_its_captions_lie_beside_it(render, plan, tmp_path):
    done, timeline = render(tmp_path / "abend.opus", plan)
    assert done.captions == tmp_path / "abend.vtt"
    lines = done.captions.read_text(encoding="utf-8")
    assert lines.startswith("WEBVTT")
    assert lines.count("-->") == len(timeline.captions)


def test_progress_goes_up_to_the_whole(render, plan, tmp_path):
    told = []
    render(tmp_path / "abend.wav", plan, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_a_file_of_that_name_is_replaced(render, plan, tmp_path):
    (tmp_path / "abend.wav").write_text("old")
    done, timeline = render(tmp_path / "abend.wav", plan)
    assert audio_length(done.path) == pytest.approx(timeline.length, abs=0.1)


def test_what_was_called_off_leaves_nothing(render, plan, tmp_path):
    (tmp_path / "abend.opus").write_text("old")
    told = []
    with pytest.raises(Cancelled):
        render(tmp_path / "abend.opus", plan, progress=told.append, cancelled=lambda: len(told) > 20)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["abend.opus"]
    assert (tmp_path / "abend.opus").read_text() == "old"


@pytest.fixture
def unlicensed(tmp_path):
    """A plan with music of which nobody knows whether it may be copied."""
    piece = tmp_path / "music" / "bought.flac"
    piece.parent.mkdir()
    return SessionPlan(str(write_tune(piece, 5.0, licence="")), minutes=1, breathing=None)


def test_music_whose_licence_is_not_known_is_not_copied(render, unlicensed, tmp_path):
    with pytest.raises(MusicNotCleared) as caught:
        render(tmp_path / "abend.opus", unlicensed)
    assert caught.value.titles == ("Bought",)
    assert not list(tmp_path.glob("*.opus*"))


def test_a_sound_whose_licence_is_not_known_is_not_copied_either(librarian, shelf, plan, tmp_path):
    rain = replace(shelf.ambience["rain"], licence="")
    materials = replace(librarian.materials(plan), ambience=(Layered(rain),))
    timeline = compile_session(plan, materials)
    with pytest.raises(MusicNotCleared) as caught:
        render_session(plan, timeline, materials, tmp_path / "abend.opus", nobody, never)
    assert caught.value.titles == ("Rain, softly",)


def test_somebody_may_say_that_it_may_be_copied(render, unlicensed, tmp_path):
    done, _timeline = render(tmp_path / "abend.opus", unlicensed, cleared=True)
    assert "by permission" in FILE(done.path).tags["credit"][0]


def test_a_piece_that_is_broken_is_silent_and_told(librarian, plan, tmp_path):
    piece = write_tune(tmp_path / "short.flac", 5.0)
    plan = replace(plan, playlist=str(piece))
    timeline, materials = librarian.timeline(plan)
    piece.write_bytes(b"not music at all")
    done = render_session(plan, timeline, materials, tmp_path / "abend.wav", nobody, never)
    assert {fault.path.name for fault in done.faults} == {"short.flac"}


@pytest.mark.parametrize(
    ("name", "error"), [("abend.xyz", UnknownFormat), ("nowhere/abend.wav", RenderFailed)]
)
def test_what_cannot_be_written_says_so(render, plan, tmp_path, name, error):
    with pytest.raises(error):
        render(tmp_path / name, plan)
    assert not [path for path in tmp_path.iterdir() if path.is_file()]
