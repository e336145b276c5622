"""Everything that a session needs, built from the folders of one person."""

import threading
from datetime import timedelta

import pytest

from mtrelax.backstage import LOUDSPEAKER, build, new_id, now, open_kept
from mtrelax.domain.errors import LogDamaged, LogReadOnly, LogUnavailable
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.time import Decibels
from mtrelax.services.diary import Answer
from mtrelax.services.playing import PlayerState
from mtrelax.services.settings import SettingsKeeper
from mtrelax.storage.folders import folders
from mtrelax.storage.lock import SessionLock

PATIENCE = 5.0


class AtOnce:
    def post(self, call):
        call()


@pytest.fixture
def places(tmp_path):
    return folders(tmp_path / "data")


@pytest.fixture
def keeper():
    return SettingsKeeper(dict, lambda values: None)


@pytest.fixture
def make(places, keeper):
    """Build what a program has; all of it is let go of in the end."""
    made = []

    def make(sink="silent"):
        made.append(build(places, keeper, AtOnce(), sink))
        return made[-1]

    yield make
    for house in made:
        house.jobs.close()
        house.close()


@pytest.fixture
def plan(make):
    """A short session with the first music that there is."""
    return SessionPlan(make().librarian.music()[0].playlist.slug, minutes=1)


def played(house, plan):
    """Play the first second of a session; return how much of it was heard."""
    player = house.stage.session(plan, Decibels(-20.0))
    player.begin()
    try:
        eye, looks = threading.Event(), int(PATIENCE / 0.02)
        while player.position < 0.3 and looks:
            player.tick()
            eye.wait(0.02)
            looks -= 1
    finally:
        player.close()
    assert player.state is PlayerState.OVER
    return player.position


def test_a_new_person_has_music_an_empty_log_and_no_problem(make):
    house = make()
    assert house.librarian.music()
    assert (house.diary.count(), house.problems, house.diary.busy) == (0, (), False)
    assert not house.diary.read_only


@pytest.mark.parametrize("sink", [LOUDSPEAKER, "silent"])
def test_a_session_plays_where_it_is_asked_to(make, plan, sink):
    assert played(make(sink), plan) > 0.0


def test_a_chosen_loudspeaker_that_is_gone_is_no_obstacle(make, keeper, plan):
    keeper.change("output_device", "Kitchen radio")
    assert played(make(LOUDSPEAKER), plan) > 0.0


def test_a_delay_that_is_set_counts_at_once(make, keeper, plan):
    player = make().stage.session(plan, Decibels(-20.0))
    keeper.change("sound_delay_ms", 1000)
    player.begin()
    try:
        assert player.moment().position == 0.0
    finally:
        player.close()


def test_what_is_kept_is_there_at_the_next_start(make, plan):
    first = make()
    first.diary.begin(plan, [Answer("stress", 7)])
    first.diary.rate([Answer("stress", 3)])
    first.close()
    assert [each.change() for each in make().diary.sessions()] == [-4]


def test_while_another_window_runs_a_session_this_one_is_told(make, places, plan):
    first, second = make(), make()
    first.diary.begin(plan, [Answer("stress", 7)])
    assert second.diary.busy
    assert SessionLock(places.data).taken()
    first.diary.rate([Answer("stress", 3)])
    assert not second.diary.busy


def test_a_session_that_was_cut_off_is_found_at_the_next_start(make, plan):
    first = make()
    begun = first.diary.begin(plan, [Answer("stress", 7)])
    first.close()
    (found,) = make().diary.unfinished()
    assert found.id == begun.id


def test_without_a_log_everything_else_is_there(make, places, plan):
    made = make()
    made.close()
    places.database.write_bytes(b"not a database" * 100)
    house = make()
    assert [type(problem) for problem in house.problems] == [LogDamaged]
    assert house.diary.read_only
    assert house.librarian.music()
    assert played(house, plan) > 0.0
    with pytest.raises(LogDamaged):
        house.diary.begin(plan, [Answer("stress", 7)])


def test_own_music_that_cannot_be_read_is_told_and_everything_else_is_there(make, monkeypatch):
    def gone(_library):
        raise LogUnavailable("mtrelax.db")

    monkeypatch.setattr("mtrelax.backstage.Library.playlists", gone)
    house = make()
    assert [type(problem) for problem in house.problems] == [LogUnavailable]
    assert house.librarian.music()


def test_a_log_that_cannot_be_asked_how_much_it_holds_is_no_obstacle(make, plan, monkeypatch):
    def gone(_journal):
        raise LogUnavailable("mtrelax.db")

    monkeypatch.setattr("mtrelax.backstage.Journal.count", gone)
    assert played(make(), plan) > 0.0


def test_a_log_that_can_only_be_read_is_told_before_anything_is_asked(make, places, monkeypatch):
    make().close()
    monkeypatch.setattr("mtrelax.storage.database.os.access", lambda path, mode: False)
    house = make()
    assert house.diary.read_only
    assert [type(problem) for problem in house.problems] == [LogReadOnly]


def test_a_file_of_ones_own_that_is_wrong_is_told(make, places):
    (places.data / "patterns").mkdir(parents=True)
    (places.data / "patterns" / "mine.toml").write_text("format = 1\n")
    (problem,) = make().problems
    assert problem.file.endswith("mine.toml")


def test_letting_go_twice_is_nothing(places):
    kept = open_kept(places)
    kept.close()
    kept.close()


def test_the_time_that_is_kept_is_the_one_the_person_saw():
    assert now().utcoffset() is not None
    assert abs(now() - now()) < timedelta(seconds=1)


def test_no_two_sessions_have_the_same_name():
    assert len({new_id() for _ in range(100)}) == 100
