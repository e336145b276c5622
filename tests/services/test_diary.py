"""The log of sessions, told as a person goes through one."""

from datetime import timedelta

import pytest

from mtrelax.domain.errors import DiskFull, LogBusy, LogDamaged
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import Automation, EnteredBy, Mark, MarkKind, StoppedEarly, When
from mtrelax.domain.time import Seconds
from mtrelax.services.diary import Answer, ClosedJournal, Diary
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock

PLAN = SessionPlan("evening")
BEFORE = Answer("stress", 7)
AFTER = Answer("stress", 3)


class FullDisk:
    """A journal whose disk is full as long as somebody says so."""

    def __init__(self, journal):
        self._journal = journal
        self.full = True
        self.read_only = False

    def save(self, record, /):
        if self.full:
            raise DiskFull("mtrelax.db")
        self._journal.save(record)

    def __getattr__(self, name):
        return getattr(self._journal, name)


@pytest.fixture
def other_window(log, calendar):
    """A second program on the same folder."""
    lock = SessionLock(log.path.parent)
    yield Diary(Journal(log, lock), lock, calendar, lambda: "other")
    lock.release()


@pytest.fixture
def disk(journal):
    return FullDisk(journal)


@pytest.fixture
def diary_on_full_disk(disk, lock, calendar):
    return Diary(disk, lock, calendar, lambda: "session")


def test_leaving_check_in_with_an_answer_writes_the_row(diary, journal, calendar):
    diary.begin(PLAN, [BEFORE])
    (kept,) = journal.sessions()
    assert (kept.started, kept.plan, kept.closed, kept.ended) == (calendar.now, PLAN, False, None)
    assert kept.rating(When.BEFORE).value == 7


def test_leaving_check_in_with_a_skip_writes_the_row(diary, journal):
    diary.begin(PLAN, [Answer("stress", None)])
    (kept,) = journal.sessions()
    assert kept.rating(When.BEFORE).skipped


def test_each_rating_keeps_its_time_and_who_gave_it(diary, journal, calendar):
    began = calendar.now
    diary.begin(PLAN, [BEFORE])
    calendar.advance(minutes=20)
    diary.end()
    calendar.advance(minutes=2)
    diary.rate([Answer("stress", 3, EnteredBy.THERAPIST)])
    (kept,) = journal.sessions()
    before, after = kept.ratings
    assert (before.at, before.entered_by) == (began, EnteredBy.SELF)
    assert (after.at, after.entered_by) == (began + timedelta(minutes=22), EnteredBy.THERAPIST)


def test_progress_the_end_why_and_a_note_are_kept(diary, journal, calendar):
    diary.begin(PLAN, [BEFORE])
    diary.reached(Seconds(61.5), (PhaseKind.SETTLE, PhaseKind.INDUCTION), "a piece was silent")
    diary.reached(Seconds(70.0), (PhaseKind.SETTLE, PhaseKind.RETURN))
    diary.end(StoppedEarly.NOT_SAID)
    diary.say_why(StoppedEarly.ENOUGH)
    diary.rate([AFTER], "warm hands")
    (kept,) = journal.sessions()
    assert (kept.heard, kept.fault, kept.note) == (70.0, "a piece was silent", "warm hands")
    assert kept.phases_reached == (PhaseKind.SETTLE, PhaseKind.RETURN)
    assert (kept.ended, kept.stopped_early) == (calendar.now, StoppedEarly.ENOUGH)
    assert (kept.closed, kept.change()) == (True, -4)


def test_notes_and_levels_are_kept_while_the_session_runs(diary, journal):
    diary.begin(PLAN, [BEFORE])
    note = Mark(Seconds(61.0), MarkKind.NOTE, "hands open")
    softer = Automation(Seconds(50.0), "music", -6.0)
    diary.reached(Seconds(65.0), (PhaseKind.SETTLE,), automation=[softer], marks=[note])
    (kept,) = journal.sessions()
    assert (kept.automation, kept.marks) == ((softer,), (note,))
    diary.end()
    assert diary.rate([AFTER]).marks == (note,)


def test_a_session_carries_the_code_of_its_client(diary):
    for code in ("K-7", "", "K-12"):
        diary.begin(PLAN, [BEFORE], code)
        diary.rate([AFTER])
    assert diary.clients() == ["K-7", "K-12"]
    assert [each.id for each in diary.sessions(client="K-7")] == ["session-1"]
    assert [each.id for each in diary.sessions(client="")] == ["session-2"]


def test_what_was_written_down_is_there_when_the_question_is_asked_again(diary, journal):
    diary.begin(PLAN, [BEFORE])
    diary.end()
    diary.write_down("warm hands")
    (kept,) = journal.sessions()
    assert (kept.note, kept.closed) == ("warm hands", False)
    diary.rate([AFTER])
    assert journal.sessions()[0].note == "warm hands"


def test_what_was_written_down_can_be_taken_back(diary, journal):
    diary.begin(PLAN, [BEFORE])
    diary.write_down("warm hands")
    diary.rate([AFTER], "")
    assert journal.sessions()[0].note == ""


def test_all_that_was_deleted_can_be_brought_back_one_after_the_other(diary, journal):
    for _ in range(3):
        diary.begin(PLAN, [BEFORE])
        diary.rate([AFTER])
    kept = journal.sessions()
    for record in kept:
        diary.delete(record.id)
    while diary.deleted:
        diary.undo()
    assert sorted(each.id for each in journal.sessions()) == sorted(each.id for each in kept)


def test_a_session_that_ran_its_course_was_not_stopped_early(diary, journal):
    diary.begin(PLAN, [BEFORE])
    diary.end()
    diary.rate([Answer("stress", None)])
    (kept,) = journal.sessions()
    assert (kept.stopped_early, kept.closed, kept.change()) == (None, True, None)


@pytest.mark.parametrize(("minutes", "late"), [(15, False), (16, True)])
def test_a_rating_is_late_after_a_quarter_of_an_hour(diary, calendar, minutes, late):
    diary.begin(PLAN, [BEFORE])
    calendar.advance(minutes=40)
    diary.end()
    calendar.advance(minutes=minutes)
    record = diary.rate([AFTER])
    assert record.rating(When.AFTER).late is late
    assert (record.change() is None) is late


def test_rating_closes_the_session_so_that_another_window_may_run_one(diary, other_window):
    diary.begin(PLAN, [BEFORE])
    diary.end()
    diary.rate([AFTER])
    assert diary.open_session is None
    other_window.begin(PLAN, [BEFORE])


def test_without_a_session_there_is_nothing_to_write(diary):
    diary.reached(Seconds(1.0), ())
    diary.end()
    diary.say_why(StoppedEarly.ENOUGH)
    assert diary.rate([AFTER]) is None
    assert diary.count() == 0


def test_every_change_is_told(diary):
    told = []
    diary.changed.subscribe(told.append)
    diary.begin(PLAN, [BEFORE])
    diary.end()
    diary.rate([AFTER])
    diary.delete("session-1")
    diary.undo()
    assert len(told) == 5


def test_the_newest_session_comes_first(diary, calendar):
    for _ in range(3):
        diary.begin(PLAN, [BEFORE])
        diary.rate([AFTER])
        calendar.advance(days=1)
    assert [each.id for each in diary.sessions()] == ["session-3", "session-2", "session-1"]
    assert [each.id for each in diary.sessions(1)] == ["session-3"]


def test_a_deleted_session_can_be_brought_back(diary):
    diary.begin(PLAN, [BEFORE])
    record = diary.rate([AFTER], "a note")
    diary.delete(record.id)
    assert diary.sessions() == []
    diary.undo()
    assert diary.sessions() == [record]


def test_what_was_brought_back_is_not_brought_back_twice(diary):
    diary.begin(PLAN, [BEFORE])
    record = diary.rate([AFTER])
    diary.delete(record.id)
    diary.undo()
    diary.delete(record.id)
    diary.undo()
    diary.undo()
    assert diary.count() == 1


def test_deleting_the_open_session_lets_another_window_begin(diary, other_window):
    record = diary.begin(PLAN, [BEFORE])
    diary.delete(record.id)
    other_window.begin(PLAN, [BEFORE])
    assert [each.id for each in diary.sessions()] == ["other"]


# One that was cut off.


@pytest.fixture
def cut_off(diary, lock):
    """A session whose program died after ten minutes."""
    diary.begin(PLAN, [BEFORE])
    diary.reached(Seconds(600.0), (PhaseKind.SETTLE,))
    diary.go_on_without()
    return diary.unfinished()[0]


def test_a_running_session_is_not_called_cut_off(diary, other_window):
    diary.begin(PLAN, [BEFORE])
    assert diary.unfinished() == []
    assert other_window.unfinished() == []


def test_a_session_that_was_cut_off_is_found_at_the_next_start(cut_off):
    assert (cut_off.id, cut_off.closed, cut_off.heard) == ("session-1", False, 600.0)


@pytest.mark.parametrize(("later", "late"), [(20, False), (40, True)])
def test_a_session_that_was_cut_off_can_be_rated_now(diary, calendar, cut_off, later, late):
    calendar.advance(minutes=later)
    diary.resume(cut_off)
    record = diary.rate([AFTER])
    assert (record.stopped_early, record.closed) == (StoppedEarly.CLOSED, True)
    assert record.rating(When.AFTER).late is late
    assert diary.unfinished() == []


def test_a_session_that_was_cut_off_can_be_kept_as_it_is(diary, cut_off):
    diary.keep_as_is(cut_off)
    (kept,) = diary.sessions()
    assert (kept.closed, kept.stopped_early, kept.rating(When.AFTER)) == (True, StoppedEarly.CLOSED, None)
    assert diary.unfinished() == []


def test_who_was_led_out_before_it_was_cut_off_had_left_it(diary):
    diary.begin(PLAN, [BEFORE])
    diary.reached(Seconds(600.0), (), stopped=StoppedEarly.NOT_SAID)
    diary.go_on_without()
    diary.keep_as_is(diary.unfinished()[0])
    assert diary.sessions()[0].stopped_early is StoppedEarly.NOT_SAID


def test_who_stayed_after_all_had_not_left_it(diary):
    diary.begin(PLAN, [BEFORE])
    diary.reached(Seconds(600.0), (), stopped=StoppedEarly.NOT_SAID)
    diary.reached(Seconds(610.0), ())
    assert diary.sessions()[0].stopped_early is None


def test_what_was_said_of_the_end_is_not_forgotten_by_what_is_kept_afterwards(diary):
    diary.begin(PLAN, [BEFORE])
    diary.end(StoppedEarly.NOT_SAID)
    diary.say_why(StoppedEarly.DISTRESS)
    diary.reached(Seconds(600.0), (), "unexpected fault", stopped=StoppedEarly.NOT_SAID)
    (kept,) = diary.sessions()
    assert (kept.stopped_early, kept.fault) == (StoppedEarly.DISTRESS, "unexpected fault")


def test_a_session_starts_with_its_sound_and_not_with_its_first_answer(diary, calendar):
    diary.begin(PLAN, [BEFORE])
    answered = calendar.now
    calendar.advance(minutes=2)
    diary.sound_began()
    diary.reached(Seconds(1.0), ())
    (kept,) = diary.sessions()
    assert (kept.rating(When.BEFORE).at, kept.started) == (answered, answered + timedelta(minutes=2))


def test_a_session_that_was_cut_off_can_be_discarded_and_brought_back(diary, cut_off):
    diary.delete(cut_off.id)
    assert diary.unfinished() == []
    diary.undo()
    assert diary.unfinished() == [cut_off]


def test_a_session_that_ended_in_sleep_waits_for_the_next_start_and_stands_in_nobodys_way(
    diary, other_window, calendar
):
    diary.begin(PLAN, [BEFORE])
    diary.reached(Seconds(1200.0), (PhaseKind.MUSIC, PhaseKind.SLEEP))
    diary.end()
    diary.go_on_without()
    (left,) = diary.unfinished()
    assert left.ended_in_sleep
    assert not other_window.busy
    calendar.advance(hours=9)
    diary.resume(left)
    record = diary.rate([AFTER])
    assert (record.stopped_early, record.rating(When.AFTER).late) == (None, True)


@pytest.mark.parametrize(
    ("last", "stopped"), [(PhaseKind.SLEEP, StoppedEarly.CLOSED), (PhaseKind.RETURN, None)]
)
def test_who_left_or_came_back_did_not_fall_asleep(diary, last, stopped):
    diary.begin(PLAN, [BEFORE])
    diary.reached(Seconds(1200.0), (last,))
    diary.end(stopped)
    assert not diary.sessions()[0].ended_in_sleep


def test_an_end_that_was_written_keeps_why_it_ended(diary, calendar):
    diary.begin(PLAN, [BEFORE])
    diary.end(StoppedEarly.DISTRESS)
    diary.go_on_without()
    diary.resume(diary.unfinished()[0])
    assert diary.rate([AFTER]).stopped_early is StoppedEarly.DISTRESS


# One session at a time.


def test_a_second_window_cannot_begin_a_session(diary, other_window):
    diary.begin(PLAN, [BEFORE])
    with pytest.raises(LogBusy):
        other_window.begin(PLAN, [BEFORE])
    assert other_window.open_session is None
    assert diary.count() == 1


@pytest.mark.parametrize("touch", ["resume", "keep_as_is"])
def test_a_second_window_cannot_take_up_what_another_rates(diary, other_window, cut_off, touch):
    diary.resume(cut_off)
    with pytest.raises(LogBusy):
        getattr(other_window, touch)(cut_off)


@pytest.mark.parametrize("touch", ["resume", "keep_as_is"])
def test_what_another_window_has_rated_meanwhile_stays_as_it_was_rated(diary, other_window, cut_off, touch):
    diary.resume(cut_off)
    record = diary.rate([AFTER], "warm hands")
    getattr(other_window, touch)(cut_off)
    assert other_window.open_session is None
    assert diary.sessions() == [record]
    assert not diary.busy


def test_what_another_window_has_thrown_away_meanwhile_stays_away(diary, other_window, cut_off):
    diary.delete(cut_off.id)
    other_window.keep_as_is(cut_off)
    other_window.delete(cut_off.id)
    other_window.undo()
    assert diary.sessions() == []


def test_a_second_window_cannot_delete_the_session_that_runs(diary, other_window):
    running = diary.begin(PLAN, [BEFORE])
    with pytest.raises(LogBusy):
        other_window.delete(running.id)
    diary.end()
    assert diary.rate([AFTER]).change() == -4
    assert [each.id for each in diary.sessions()] == [running.id]


def test_a_second_window_can_delete_what_is_closed_while_a_session_runs(diary, other_window):
    diary.begin(PLAN, [BEFORE])
    closed = diary.rate([AFTER])
    running = diary.begin(PLAN, [BEFORE])
    other_window.delete(closed.id)
    assert [each.id for each in diary.sessions()] == [running.id]


def test_a_window_is_busy_as_long_as_another_runs_a_session(diary, other_window):
    assert not other_window.busy
    diary.begin(PLAN, [BEFORE])
    assert other_window.busy
    assert not diary.busy
    diary.rate([AFTER])
    assert not other_window.busy


# A disk that is full.


def test_a_session_that_could_not_be_written_leaves_the_way_free(diary_on_full_disk, other_window, disk):
    with pytest.raises(DiskFull):
        diary_on_full_disk.begin(PLAN, [BEFORE])
    assert diary_on_full_disk.open_session is None
    other_window.begin(PLAN, [BEFORE])


def test_a_second_try_to_begin_writes_one_session(diary_on_full_disk, disk):
    with pytest.raises(DiskFull):
        diary_on_full_disk.begin(PLAN, [BEFORE])
    disk.full = False
    diary_on_full_disk.begin(PLAN, [BEFORE])
    assert [len(each.ratings) for each in diary_on_full_disk.sessions()] == [1]


@pytest.fixture
def rated_on_full_disk(diary_on_full_disk, disk):
    """A session whose second rating met a full disk."""
    disk.full = False
    diary_on_full_disk.begin(PLAN, [BEFORE])
    diary_on_full_disk.end(StoppedEarly.NOT_SAID)
    disk.full = True
    with pytest.raises(DiskFull):
        diary_on_full_disk.rate([AFTER], "a note")
    return diary_on_full_disk


def test_an_answer_that_met_a_full_disk_is_written_with_the_next_save(rated_on_full_disk, disk):
    disk.full = False
    rated_on_full_disk.say_why(StoppedEarly.ENOUGH)
    (kept,) = rated_on_full_disk.sessions()
    assert (kept.rating(When.AFTER).value, kept.note) == (3, "a note")


def test_answering_again_after_a_full_disk_keeps_one_answer_with_its_first_time(
    rated_on_full_disk, disk, calendar
):
    answered = calendar.now
    calendar.advance(minutes=20)
    disk.full = False
    rated_on_full_disk.rate([AFTER])
    (kept,) = rated_on_full_disk.sessions()
    (after,) = [each for each in kept.ratings if each.when is When.AFTER]
    assert (after.value, after.at, after.late, kept.note) == (3, answered, False, "a note")


def test_another_answer_after_a_full_disk_takes_the_place_of_the_first(rated_on_full_disk, disk, calendar):
    calendar.advance(minutes=1)
    disk.full = False
    rated_on_full_disk.rate([Answer("stress", 5)])
    (kept,) = rated_on_full_disk.sessions()
    assert [(each.value, each.at) for each in kept.ratings][1:] == [(5, calendar.now)]


# No log at all.


def test_where_the_log_cannot_be_opened_nothing_is_offered_and_whoever_asks_hears_why(lock, calendar):
    diary = Diary(ClosedJournal(LogDamaged("mtrelax.db")), lock, calendar, lambda: "session")
    assert (diary.count(), diary.unfinished(), diary.read_only) == (0, [], True)
    for ask in (diary.sessions, diary.clients):
        with pytest.raises(LogDamaged):
            ask()
    with pytest.raises(LogDamaged):
        diary.begin(PLAN, [BEFORE])
    with pytest.raises(LogDamaged):
        diary.delete("session")
    assert not lock.held
