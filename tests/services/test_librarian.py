"""What can be chosen: what ships, and people's own music."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from small_music import write_tune

from mtrelax.domain.errors import (
    Cancelled,
    DiskFull,
    LogDamaged,
    LogUnavailable,
    NothingToPlay,
    ScriptTooLong,
    UnknownName,
    UnreadableAudio,
    WrongFile,
)
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import AmbienceChoice, Bells, Breathing, PhaseChoice, SessionPlan
from mtrelax.domain.script import ScriptUse
from mtrelax.domain.time import Decibels
from mtrelax.services.jobs import Jobs
from mtrelax.services.landscapes import landscape_of
from mtrelax.services.librarian import FIRST_SESSIONS, PACE_LIMIT, Librarian
from mtrelax.services.shelf import NoOwnMusic

SHORT = 3.0


def nobody(_value):
    pass


@pytest.fixture
def own_folder(tmp_path):
    """Music as people have it: spaces, umlauts, a folder in it, and a file that is none."""
    folder = tmp_path / "Müsik für abends"
    (folder / "CD 2").mkdir(parents=True)
    write_tune(folder / "Träume 1.flac", SHORT, licence="")
    write_tune(folder / "CD 2" / "Ruhe & Wärme.opus", SHORT, licence="")
    (folder / "kaputt.mp3").write_bytes(b"not music at all" * 64)
    return folder


@pytest.fixture
def bring(librarian, inbox):
    """Bring music, and wait for what comes of it."""

    def bring(*paths, title="Mine"):
        found = []
        librarian.add_own(title, paths, found.append, nobody)
        inbox.until(lambda: found)
        return found[0]

    return bring


# What ships.


def test_a_playlist_has_its_pieces_and_how_long_they_take(librarian):
    music = librarian.music_of("evening")
    assert [track.title for track in music.tracks] == ["Dusk", "Reeds", "Tide"]
    assert music.length == pytest.approx(60.0, abs=0.2)
    assert not music.own


def test_a_plan_gets_what_its_names_stand_for(librarian):
    plan = SessionPlan("evening", script="shore-at-dusk", breathing=Breathing("box"))
    materials = librarian.materials(plan)
    assert (materials.pattern.slug, materials.narration.script.slug) == ("box", "shore-at-dusk")
    assert (materials.closing.script.use, materials.grounding.script.use) == (
        ScriptUse.RETURN,
        ScriptUse.GROUNDING,
    )


@pytest.mark.parametrize(
    ("chosen", "asked", "speaks"),
    [("am_michael", None, "am_michael"), ("am_michael", "af_heart", "af_heart"), ("none", None, None)],
)
def test_a_plan_is_spoken_by_whom_it_names_or_else_by_whom_was_chosen(
    shelf, library, files, jobs, plan, chosen, asked, speaks
):
    librarian = Librarian(shelf, library, files, jobs, lambda: chosen)
    timeline, materials = librarian.timeline(replace(plan, minutes=8, script="shore-at-dusk", voice=asked))
    assert materials.narration is not None
    for narration in (materials.narration, materials.closing, materials.grounding):
        assert (narration.recording.voice if narration.recording else None) == speaks
    assert {word.slug.partition(".")[2] for word in materials.breath_words.values()} == {speaks} - {None}
    said = [caption.text for caption in timeline.captions]
    assert set(materials.narration.script.texts) <= set(said)
    assert any(caption.spoken for caption in timeline.captions) == (speaks is not None)


def test_phases_sounds_and_bells_stand_for_what_was_asked_for(librarian, own_folder):
    quiet = librarian.materials(SessionPlan("evening", bells=Bells.NONE))
    assert (quiet.bell, quiet.phase_tracks, quiet.ambience) == (None, {}, ())
    plan = SessionPlan(
        "evening",
        phases=(PhaseChoice(PhaseKind.SETTLE, 2), PhaseChoice(PhaseKind.MUSIC, playlist=str(own_folder))),
        ambience=(AmbienceChoice("rain", Decibels(-6)),),
    )
    materials = librarian.materials(plan)
    assert materials.bell is not None
    assert [track.title for track in materials.music_of(PhaseKind.MUSIC)] == ["Ruhe & wärme", "Träume 1"]
    assert materials.music_of(PhaseKind.SETTLE) == materials.tracks
    assert len(materials.all_tracks) == len(materials.tracks) + 2
    assert [(each.sound.slug, each.level) for each in materials.ambience] == [("rain", -6)]


def test_the_first_sessions_pace_for_a_short_time(librarian, plan):
    assert librarian.materials(plan, FIRST_SESSIONS - 1).pace_limit == PACE_LIMIT
    assert librarian.materials(plan, FIRST_SESSIONS).pace_limit is None


@pytest.mark.parametrize(
    ("plan", "kind"),
    [
        (SessionPlan("nothing"), "playlist"),
        (SessionPlan("evening", phases=(PhaseChoice(PhaseKind.MUSIC, playlist="nothing"),)), "playlist"),
        (SessionPlan("evening", script="nothing"), "script"),
        (SessionPlan("evening", script="grounding"), "script"),
        (SessionPlan("evening", breathing=Breathing("nothing")), "pattern"),
        (SessionPlan("evening", recipe="nothing"), "recipe"),
        (SessionPlan("evening", ambience=(AmbienceChoice("nothing"),)), "ambience"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_what_there_is(librarian, plan, kind):
    with pytest.raises(UnknownName) as caught:
        librarian.materials(plan)
    assert caught.value.kind == kind


def test_a_script_says_how_short_a_session_may_be(librarian):
    plan = SessionPlan("evening", minutes=1, script="shore-at-dusk")
    with pytest.raises(ScriptTooLong) as caught:
        librarian.timeline(plan)
    shortest = librarian.shortest(plan)
    assert shortest > 1
    assert shortest == caught.value.shortest_minutes


# A playlist given as a path.


def test_a_folder_can_be_played(librarian, own_folder):
    music = librarian.music_of(str(own_folder))
    assert {track.path.name for track in music.tracks} == {"Träume 1.flac", "Ruhe & Wärme.opus"}


def test_a_single_piece_can_be_played(librarian, own_folder):
    (track,) = librarian.music_of(str(own_folder / "Träume 1.flac")).tracks
    assert track.length == pytest.approx(SHORT, abs=0.01)


def test_an_m3u8_can_be_played(librarian, own_folder):
    listed = own_folder / "Abend.m3u8"
    listed.write_text("#EXTM3U\nCD 2/Ruhe & Wärme.opus\nTräume 1.flac\nweg.flac\n", encoding="utf-8")
    music = librarian.music_of(str(listed))
    assert [track.path.name for track in music.tracks] == ["Ruhe & Wärme.opus", "Träume 1.flac"]


def test_a_playlist_file_can_be_played(librarian, own_folder):
    file = own_folder / "abend.toml"
    file.write_text('format = 1\ntitle = "Abend"\ntracks = ["Träume 1.flac"]\n', encoding="utf-8")
    music = librarian.music_of(str(file))
    assert (music.playlist.title, len(music.tracks)) == ("Abend", 1)


def test_a_playlist_file_that_is_wrong_says_so(librarian, tmp_path):
    (tmp_path / "wrong.toml").write_text("format = 1\n")
    with pytest.raises(WrongFile):
        librarian.music_of(str(tmp_path / "wrong.toml"))


def test_a_home_folder_may_be_written_as_a_tilde(librarian, own_folder, monkeypatch):
    monkeypatch.setenv("HOME", str(own_folder.parent))
    assert librarian.music_of(f"~/{own_folder.name}").tracks


def test_a_path_without_music_has_nothing_to_play(librarian, own_folder):
    with pytest.raises(NothingToPlay):
        librarian.music_of(str(own_folder / "kaputt.mp3"))


# Music that people bring.


def test_a_folder_becomes_a_playlist_and_what_cannot_be_read_is_counted(bring, librarian, own_folder):
    added = bring(own_folder, title="Abend")
    assert (added.music.playlist.title, added.unreadable, added.problem) == ("Abend", ("kaputt.mp3",), None)
    assert added.music.own
    assert [track.path.name for track in librarian.music_of(added.music.playlist.slug).tracks] == [
        "Ruhe & Wärme.opus",
        "Träume 1.flac",
    ]


def test_files_keep_the_order_in_which_they_were_named(bring, own_folder):
    added = bring(own_folder / "Träume 1.flac", own_folder / "CD 2" / "Ruhe & Wärme.opus")
    assert [track.path.name for track in added.music.tracks] == ["Träume 1.flac", "Ruhe & Wärme.opus"]


def test_nothing_is_copied_or_changed(bring, own_folder, log):
    before = {path: path.read_bytes() for path in own_folder.rglob("*") if path.is_file()}
    bring(own_folder)
    assert {path: path.read_bytes() for path in own_folder.rglob("*") if path.is_file()} == before
    assert not [path for path in log.path.parent.rglob("*") if path.suffix in {".flac", ".opus"}]


def test_files_without_any_music_make_no_playlist(bring, librarian, own_folder):
    added = bring(own_folder / "kaputt.mp3")
    assert (added.music, added.unreadable) == (None, ("kaputt.mp3",))
    assert not any(each.own for each in librarian.music())


def test_progress_goes_up_to_the_whole(librarian, inbox, own_folder):
    heard, found = [], []
    librarian.add_own("Mine", [own_folder], found.append, heard.append)
    inbox.until(lambda: found)
    assert heard == pytest.approx([1 / 3, 2 / 3, 1.0])


def test_own_music_is_levelled_in_the_background(bring, librarian, inbox, own_folder):
    slug = bring(own_folder).music.playlist.slug
    inbox.until(lambda: all(track.loudness is not None for track in librarian.music_of(slug).tracks))
    assert all(-60 < track.loudness.integrated < -10 for track in librarian.music_of(slug).tracks)


def test_no_piece_is_measured_twice(shelf, library, files, jobs, inbox, own_folder):
    measured = []

    def measure(path, _progress, _cancelled):
        measured.append(path.name)
        raise UnreadableAudio(path.name, "")

    librarian = Librarian(shelf, library, replace(files, measure=measure), jobs)
    added = []
    librarian.add_own("One", [own_folder / "Träume 1.flac"], added.append, nobody)
    librarian.add_own("Two", [own_folder], added.append, nobody)
    inbox.until(lambda: len(added) == 2)
    librarian.measure_missing()
    jobs.start(nobody, added.append)
    inbox.until(lambda: len(added) == 3)
    assert sorted(measured) == ["Ruhe & Wärme.opus", "Träume 1.flac"]


def test_what_is_brought_need_not_wait_until_all_else_is_levelled(
    shelf, library, files, jobs, inbox, own_folder
):
    order, added, hold = [], [], threading.Event()

    def read(path):
        order.append("read")
        return files.read(path)

    def measure(*args):
        order.append("measure")
        hold.wait(5.0)
        return files.measure(*args)

    librarian = Librarian(shelf, library, replace(files, read=read, measure=measure), jobs)
    librarian.add_own("One", [own_folder], added.append, nobody)
    inbox.until(lambda: added)
    librarian.add_own("Two", [own_folder / "CD 2"], added.append, nobody)
    hold.set()
    inbox.until(lambda: len(added) == 2)
    inbox.until(lambda: order.count("measure") == 2)
    assert order == ["read", "read", "read", "measure", "read", "measure"]


def test_bringing_music_can_be_called_off(librarian, jobs, inbox, own_folder):
    found, hold = [], threading.Event()
    jobs.start(lambda _job: hold.wait(5.0))
    adding = librarian.add_own("Mine", [own_folder], found.append, nobody)
    adding.cancel()
    hold.set()
    inbox.until(lambda: found)
    assert found[0].music is None
    assert isinstance(found[0].problem, Cancelled)


def test_what_was_brought_is_there_at_the_next_start(bring, shelf, library, files, inbox, own_folder):
    slug = bring(own_folder).music.playlist.slug
    inbox.rest()
    later = Librarian(shelf, library, files, Jobs(inbox))
    assert len(later.music_of(slug).tracks) == 2


def test_a_file_that_is_gone_later_is_left_out(bring, librarian, own_folder):
    slug = bring(own_folder).music.playlist.slug
    (own_folder / "Träume 1.flac").unlink()
    assert [track.path.name for track in librarian.music_of(slug).tracks] == ["Ruhe & Wärme.opus"]


def test_music_whose_files_are_gone_stays_on_the_shelf_and_is_whole_when_they_come_back(
    bring, librarian, own_folder
):
    file = own_folder / "Träume 1.flac"
    kept = file.read_bytes()
    slug = bring(file, title="Abend").music.playlist.slug
    file.unlink()
    gone = librarian.music()[-1]
    assert (gone.playlist.title, gone.tracks, gone.missing) == ("Abend", (), 1)
    with pytest.raises(NothingToPlay):
        librarian.music_of(slug)
    other = bring(own_folder / "CD 2", title="Other").music.playlist.slug
    file.write_bytes(kept)
    assert librarian.music_of(slug).missing == 0
    assert other != slug


def test_what_is_taken_off_the_shelf_never_lends_its_name_to_other_music(bring, librarian, own_folder):
    first = bring(own_folder / "Träume 1.flac").music.playlist.slug
    librarian.remove_own(first)
    other = bring(own_folder / "CD 2").music.playlist.slug
    assert other != first
    assert bring(own_folder / "Träume 1.flac").music.playlist.slug == first


@pytest.fixture
def find(librarian, inbox):
    """Look for a playlist's files in a folder, and wait for what comes of it."""

    def find(slug, folder):
        found = []
        librarian.find_own(slug, folder, found.append, nobody)
        inbox.until(lambda: found)
        return found[0]

    return find


def test_files_that_were_moved_are_found_by_their_names_and_keep_their_loudness(
    bring, find, librarian, inbox, own_folder, tmp_path
):
    slug = bring(own_folder).music.playlist.slug
    inbox.until(lambda: all(track.loudness is not None for track in librarian.music_of(slug).tracks))
    before = librarian.music_of(slug)
    own_folder.rename(tmp_path / "elsewhere")
    found = find(slug, tmp_path)
    assert found.music.missing == 0
    assert [track.loudness for track in found.music.tracks] == [track.loudness for track in before.tracks]
    assert found.music == librarian.music_of(slug)
    assert {track.path.parents[-len(tmp_path.parts) - 1].name for track in found.music.tracks} == {
        "elsewhere"
    }


def test_of_two_files_with_one_name_the_one_in_a_folder_of_the_same_name_is_meant(
    bring, find, own_folder, tmp_path
):
    slug = bring(own_folder / "CD 2").music.playlist.slug
    for folder in ("CD 1", "CD 2", "CD 3"):
        (tmp_path / "stick" / folder).mkdir(parents=True)
        write_tune(tmp_path / "stick" / folder / "Ruhe & Wärme.opus", SHORT, licence="")
    (own_folder / "CD 2" / "Ruhe & Wärme.opus").unlink()
    (track,) = find(slug, tmp_path / "stick").music.tracks
    assert track.path.parent.name == "CD 2"


def test_another_recording_of_the_same_name_is_measured_anew(
    bring, find, librarian, inbox, own_folder, tmp_path
):
    slug = bring(own_folder / "Träume 1.flac").music.playlist.slug
    inbox.until(lambda: librarian.music_of(slug).tracks[0].loudness)
    (own_folder / "Träume 1.flac").unlink()
    (tmp_path / "other").mkdir()
    write_tune(tmp_path / "other" / "Träume 1.flac", 2 * SHORT, licence="")
    (track,) = find(slug, tmp_path / "other").music.tracks
    assert track.loudness is None
    assert track.length == pytest.approx(2 * SHORT, abs=0.01)


def test_what_is_not_found_stays_missing(bring, find, librarian, own_folder, tmp_path):
    slug = bring(own_folder).music.playlist.slug
    (own_folder / "Träume 1.flac").unlink()
    (tmp_path / "empty").mkdir()
    assert find(slug, tmp_path / "empty").music.missing == 1
    assert len(librarian.music_of(slug).tracks) == 1


def test_the_same_files_again_are_on_the_shelf_already(bring, librarian, own_folder):
    first = bring(own_folder, title="Abend").music
    again = bring(own_folder, title="Abend")
    assert (again.known, again.music.playlist) == (True, first.playlist)
    assert sum(music.own for music in librarian.music()) == 1


def test_what_is_on_the_shelf_is_not_read_again(shelf, library, files, jobs, inbox, own_folder):
    read = []

    def reading(path):
        read.append(path.name)
        return files.read(path)

    librarian = Librarian(shelf, library, replace(files, read=reading), jobs)
    found = []
    for _ in range(2):
        librarian.add_own("Mine", [own_folder / "CD 2"], found.append, nobody)
    inbox.until(lambda: len(found) == 1)
    librarian.add_own("Mine", [own_folder / "CD 2"], found.append, nobody)
    inbox.until(lambda: len(found) == 3)
    assert found[2].known
    assert len(read) == 2  # the second was asked for before the first was kept
    assert [added.known for added in found] == [False, True, True]
    assert sum(music.own for music in librarian.music()) == 1


def test_two_playlists_of_one_folder_have_two_names(bring, own_folder):
    titles = [
        bring(own_folder / name, title="Walk").music.playlist.title for name in ("Träume 1.flac", "CD 2", ".")
    ]
    assert titles == ["Walk", "Walk · 2", "Walk · 3"]


def test_playlists_of_one_s_own_have_landscapes_of_their_own(bring, own_folder):
    brought = [bring(own_folder / name).music.playlist for name in ("Träume 1.flac", "CD 2", ".")]
    assert len({(each.scene, each.palette) for each in brought}) == len(brought)


def test_a_landscape_of_one_s_own_music_is_there_at_the_next_start(bring, librarian, own_folder):
    playlist = bring(own_folder).music.playlist
    again = librarian.music_of(playlist.slug).playlist
    assert (again.scene, again.palette) == (playlist.scene, playlist.palette) == landscape_of(playlist.seed)


def test_a_piece_in_two_playlists_keeps_its_loudness(bring, librarian, inbox, own_folder):
    one = bring(own_folder / "Träume 1.flac", title="One").music.playlist.slug
    inbox.until(lambda: librarian.music_of(one).tracks[0].loudness)
    bring(own_folder, title="Two")
    assert librarian.music_of(one).tracks[0].loudness


def test_addresses_on_the_internet_are_counted_and_not_asked(bring, own_folder):
    listed = own_folder / "Radio.m3u8"
    listed.write_text("http://radio.example/a.mp3\nhttps://radio.example/b\nTräume 1.flac\n", "utf-8")
    added = bring(listed)
    assert (len(added.music.tracks), added.addresses, added.unreadable) == (1, 2, ())


def test_a_file_of_a_shelf_that_is_gone_later_is_left_out(librarian, own_folder):
    assert len(librarian.music_of(str(own_folder)).tracks) == 2
    listed = own_folder / "a.toml"
    listed.write_text('format = 1\ntitle = "A"\ntracks = ["Träume 1.flac", "CD 2/Ruhe & Wärme.opus"]\n')
    assert len(librarian.music_of(str(listed)).tracks) == 2
    (own_folder / "Träume 1.flac").unlink()
    assert len(librarian.music_of(str(listed)).tracks) == 1


def test_a_playlist_can_be_forgotten_without_touching_its_files(bring, librarian, own_folder):
    slug = bring(own_folder).music.playlist.slug
    librarian.remove_own(slug)
    assert slug not in {each.playlist.slug for each in librarian.music()}
    assert (own_folder / "Träume 1.flac").exists()


# Where nothing can be kept.


class FullLibrary:
    def playlists(self):
        return []

    def add(self, _playlist, _tracks, /):
        raise DiskFull("mtrelax.db")


@pytest.mark.parametrize(
    ("own", "problem"), [(FullLibrary(), DiskFull), (NoOwnMusic(LogDamaged("mtrelax.db")), LogDamaged)]
)
def test_music_that_cannot_be_kept_says_why(shelf, files, jobs, inbox, own_folder, own, problem):
    found = []
    Librarian(shelf, own, files, jobs).add_own("Mine", [own_folder], found.append, nobody)
    inbox.until(lambda: found)
    assert found[0].music is None
    assert isinstance(found[0].problem, problem)


def test_without_a_log_what_ships_can_be_played(shelf, files, jobs):
    librarian = Librarian(shelf, NoOwnMusic(LogDamaged("mtrelax.db")), files, jobs)
    assert "evening" in {each.playlist.slug for each in librarian.music()}
    with pytest.raises(LogDamaged):
        librarian.remove_own("own-1")


def test_own_music_that_cannot_be_read_counts_as_none_and_is_told_once(
    bring, librarian, library, inbox, own_folder, monkeypatch
):
    def gone():
        raise LogUnavailable("mtrelax.db")

    slug = bring(own_folder).music.playlist.slug
    told = []
    librarian.troubled.subscribe(told.append)
    for times in (1, 2):
        with monkeypatch.context() as patch:
            patch.setattr(library, "playlists", gone)
            assert [music.playlist.slug for music in librarian.music() if music.own] == []
            assert slug not in librarian.titles()
            librarian.measure_missing()
            assert isinstance(bring(own_folder).problem, LogUnavailable)
        assert [type(error) for error in told] == [LogUnavailable] * times
        assert slug in librarian.titles()


def test_a_name_is_not_taken_for_a_path(librarian):
    assert not Path("evening").exists()
    assert librarian.music_of("evening").playlist.slug == "evening"
