"""People's own music, from the window."""

import threading
from dataclasses import replace

from mtrelax.catalogue.plans import write_plan
from tests.ui.visitor import Visitor, plan, tune


def test_people_bring_their_own_music(visitor, tmp_path):
    own = tmp_path / "Meine Lieder"
    own.mkdir()
    tune(own / "für Elise.wav", 12, 196)
    visitor.window.files_dropped.emit([own])
    visitor.qtbot.waitUntil(lambda: any(music.own for music in visitor.house.librarian.music()))
    [music] = [music for music in visitor.house.librarian.music() if music.own]
    assert music.playlist.title == "Meine Lieder"
    assert music.tracks[0].path == own / "für Elise.wav"
    visitor.qtbot.waitUntil(
        lambda: next(m for m in visitor.house.librarian.music() if m.own).tracks[0].loudness is not None
    )


def test_ones_own_music_is_still_chosen_at_the_next_start(qtbot, where, tmp_path):
    first = Visitor(qtbot, where)
    first.open()
    tune(tmp_path / "mine.wav", 12, 196)
    first.window.files_dropped.emit([tmp_path / "mine.wav"])
    qtbot.waitUntil(lambda: any(music.own for music in first.house.librarian.music()))
    [own] = [music.playlist.slug for music in first.house.librarian.music() if music.own]
    first.keeper.change("last_plan", write_plan(replace(plan(), playlist=own)))
    first.close()
    second = Visitor(qtbot, where)
    second.open()
    assert second.home.plan().playlist == own
    second.close()


def bring(visitor, *paths):
    """Drop files on the window, and wait for what is said of it."""
    visitor.home.show_notice("Nothing yet.")
    visitor.window.files_dropped.emit(list(paths))
    visitor.qtbot.waitUntil(lambda: visitor.notice() != "Nothing yet.")
    return visitor.notice()


def test_what_was_left_out_of_ones_own_music_is_said_by_name(visitor, tmp_path):
    own = tmp_path / "Vol. 2"
    own.mkdir()
    tune(own / "song.wav", 12, 196)
    (own / "kaputt.mp3").write_bytes(b"no music" * 64)
    assert bring(visitor, own) == "“Vol. 2” is ready. “kaputt.mp3” could not be read and was left out."
    assert bring(visitor, own).startswith("“Vol. 2” is on your shelf already.")
    (own / "list.m3u8").write_text("https://radio.example/a\nhttps://radio.example/b\ngone.mp3\n", "utf-8")
    assert bring(visitor, own / "list.m3u8") == (
        "There was no music that can be played, and no plan. Nothing was changed. “gone.mp3” could not be read "
        "and was left out. 2 addresses on the internet were left out; such are not played."
    )


def test_music_that_was_moved_is_found_and_whole_again(visitor, tmp_path):
    own = tmp_path / "Evening"
    own.mkdir()
    for name in ("one", "two"):
        tune(own / f"{name}.wav", 12, 196)
    bring(visitor, own)
    slug = visitor.home.plan().playlist
    own.rename(tmp_path / "Stick")
    (tmp_path / "Stick" / "two.wav").rename(tmp_path / "two.wav")
    visitor.rooms.go_home()
    visitor.home.own_located.emit(slug, tmp_path / "Stick")
    visitor.qtbot.waitUntil(lambda: "1 of 2 pieces" in visitor.notice())
    visitor.home.own_located.emit(slug, tmp_path)
    visitor.qtbot.waitUntil(lambda: visitor.notice() == "“Evening” is whole again.")
    assert visitor.home.plan().playlist == slug


def test_what_is_brought_while_other_music_is_read_can_be_called_off_too(visitor, tmp_path):
    hold, told = threading.Event(), []
    visitor.jobs.start(lambda _job: hold.wait(5.0))
    for name in ("one", "two"):
        tune(tmp_path / f"{name}.wav", 12, 196)
        visitor.window.files_dropped.emit([tmp_path / f"{name}.wav"])
    visitor.press("cancel")
    visitor.jobs.start(told.append, told.append)
    hold.set()
    visitor.qtbot.waitUntil(lambda: len(told) == 2)
    assert not any(music.own for music in visitor.house.librarian.music())
    assert not visitor.child("progress").isVisible()


def test_music_that_was_taken_off_the_shelf_is_not_called_by_a_name_that_nobody_knows(visitor, tmp_path):
    tune(tmp_path / "mine.wav", 12, 196)
    bring(visitor, tmp_path / "mine.wav")
    slug = visitor.home.plan().playlist
    visitor.keeper.change("last_plan", write_plan(replace(plan(), playlist=slug)))
    visitor.diary.begin(replace(plan(), playlist=slug), [])
    visitor.diary.rate([])
    visitor.home.own_removed.emit(slug)
    visitor.home.own_removed.emit(slug)  # as another window does
    visitor.press("again")
    assert visitor.notice() == "The playlist of that session is not there any more. Choose another one."
    visitor.flow.go_to("history")
    row = visitor.child(f"session_{visitor.diary.sessions()[0].id}")
    assert "no longer on the shelf" in row.accessibleName()


def test_again_as_last_time_says_that_its_music_is_gone(visitor, where):
    visitor.keeper.change("last_plan", write_plan(plan()))
    visitor.home.refresh()
    for name in ("one.wav", "two.wav"):
        (where.data / "playlists" / name).unlink()
    visitor.press("again")
    assert "“A test” has no piece that can be played" in visitor.notice()
    assert visitor.window.screen_shown.objectName() == "home"
