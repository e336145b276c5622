"""From Home to the history and back: the real window, log, library and mixer, with time that runs fast."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPlainTextEdit

from mtrelax.catalogue.plans import parse_plan
from mtrelax.domain.errors import UnknownDevice
from mtrelax.domain.plan import Breathing, CueStyle, Layer
from mtrelax.domain.record import EnteredBy, StoppedEarly, When
from mtrelax.domain.time import Decibels
from mtrelax.engine.output import Output
from mtrelax.engine.sinks.silent import SilentSink
from mtrelax.ui.course import Course
from mtrelax.ui.rating import RatingScreen
from mtrelax.ui.screens import Screens
from mtrelax.ui.widgets import Notice
from mtrelax.ui.words import unexpected
from tests.ui.visitor import SPEED, Visitor, begin, come_back, full, plan


def test_a_whole_session_leaves_both_ratings_in_the_log(visitor):
    visitor.flow.open_plan(plan())
    visitor.press("begin")
    visitor.at("safety")
    visitor.press("safety_read")
    visitor.at("check_in")
    visitor.press("answer_6")
    visitor.press("continue")
    visitor.at("session")
    visitor.at("check_out")
    visitor.press("ready")
    visitor.press("answer_3")
    visitor.press("continue")
    visitor.at("summary")
    visitor.press("history")
    visitor.at("history")
    [record] = visitor.diary.sessions()
    assert [(rating.when, rating.value) for rating in record.ratings] == [(When.BEFORE, 6), (When.AFTER, 3)]
    assert record.closed
    assert record.ended is not None
    assert record.stopped_early is None
    assert record.phases_reached[-1] == "return"
    assert record.heard == pytest.approx(60, abs=0.5)


def test_the_answer_is_on_disk_before_the_session_begins(visitor):
    begin(visitor)
    visitor.press("answer_7")
    visitor.press("continue")
    visitor.at("session")
    assert visitor.diary.sessions()[0].ratings[0].value == 7


def test_skipping_writes_a_skip(visitor):
    begin(visitor)
    visitor.press("skip")
    visitor.at("session")
    assert visitor.diary.sessions()[0].ratings[0].skipped


def test_whoever_stays_after_all_has_not_left(visitor):
    begin(visitor)
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    assert visitor.flow.player.leaving
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_H)
    visitor.at("check_out", 30_000)
    (record,) = visitor.diary.sessions()
    assert record.stopped_early is None
    assert [each.text for each in record.marks][:2] == ["the way out", "stayed after all"]


def test_escape_leads_out_gently_and_may_say_why(visitor):
    begin(visitor, minutes=60)
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    assert visitor.flow.player is not None
    assert visitor.flow.player.leaving
    visitor.at("check_out", timeout=20_000)
    record = visitor.diary.sessions()[0]
    assert record.stopped_early is StoppedEarly.NOT_SAID
    assert record.phases_reached[-1] == "return"
    visitor.press("why_enough")
    visitor.qtbot.waitUntil(lambda: visitor.diary.sessions()[0].stopped_early is StoppedEarly.ENOUGH)


def test_the_screen_stays_awake_only_for_a_session(visitor):
    begin(visitor)
    assert visitor.awake.holds == 0
    visitor.press("skip")
    visitor.at("session")
    assert visitor.awake.holds == 1


def test_a_session_that_was_not_kept_can_come_back(visitor):
    come_back(visitor)
    visitor.press("skip")
    visitor.at("summary")
    visitor.press("keep_not")
    assert visitor.diary.sessions() == []
    visitor.press("undo")
    assert len(visitor.diary.sessions()) == 1
    assert visitor.child("keep_not").isVisible()


def test_a_note_is_kept_though_the_window_closes_before_the_last_answer(visitor, qtbot, where):
    come_back(visitor)
    visitor.press("add_note")
    qtbot.keyClicks(visitor.child("note"), "warm hands")
    visitor.flow.close()
    visitor.close()
    later = Visitor(qtbot, where)
    later.open()
    later.press("rate")
    note = later.child("note")
    assert isinstance(note, QPlainTextEdit)
    assert note.toPlainText() == "warm hands"
    later.press("skip")
    later.at("summary")
    assert later.diary.sessions()[0].note == "warm hands"
    later.close()


def test_what_cannot_be_brought_back_now_can_be_brought_back_later(visitor, monkeypatch):
    come_back(visitor)
    visitor.press("answer_3")
    visitor.press("continue")
    visitor.press("keep_not")
    with monkeypatch.context() as patch:
        patch.setattr(visitor.kept.journal, "save", full)
        visitor.press("undo")
        assert visitor.window.screen_shown is visitor.home
        assert "no room left" in visitor.notice()
    visitor.press("notice_action")
    assert visitor.diary.sessions()[0].rating(When.AFTER).value == 3


def test_a_session_that_was_cut_off_is_offered_at_the_next_start(qtbot, where):
    first = Visitor(qtbot, where)
    first.diary.begin(plan(), [])
    first.close()
    second = Visitor(qtbot, where)
    second.open()
    second.at("unfinished")
    second.press("keep")
    second.at("home")
    assert second.diary.sessions()[0].closed
    assert not second.diary.unfinished()
    second.close()


def test_closing_the_window_in_a_session_fades_out_and_keeps_the_row(visitor):
    begin(visitor, minutes=60)
    visitor.press("answer_5")
    visitor.press("continue")
    visitor.at("session")
    visitor.window.close()
    visitor.qtbot.waitUntil(lambda: not visitor.window.isVisible(), timeout=15_000)
    record = visitor.diary.sessions()[0]
    assert record.stopped_early is StoppedEarly.CLOSED
    assert not record.closed


def test_an_unexpected_fault_fades_out_keeps_the_record_and_says_where_the_log_is(visitor, tmp_path):
    begin(visitor, minutes=60)
    visitor.press("answer_4")
    visitor.press("continue")
    visitor.at("session")
    visitor.flow.break_off()
    visitor.flow.say(unexpected(tmp_path / "mtrelax.log"))
    visitor.at("check_out")
    record = visitor.diary.sessions()[0]
    assert record.fault == "unexpected fault"
    assert record.ratings[0].value == 4
    visitor.rooms.go_home()
    assert str(tmp_path / "mtrelax.log") in visitor.notice()


def test_going_back_from_check_in_leaves_nothing_behind(visitor):
    begin(visitor)
    visitor.press("back")
    visitor.at("home")
    assert visitor.diary.sessions() == []
    assert visitor.diary.open_session is None


def test_after_trying_the_level_and_going_back_nothing_goes_on(visitor):
    begin(visitor)
    visitor.press("try_level")
    visitor.press("back")
    visitor.at("home")
    timers = visitor.window.findChild(Course).findChildren(QTimer)
    visitor.qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers))


def test_one_may_try_how_loud_it_will_be_before_answering(visitor):
    begin(visitor)
    visitor.press("try_level")
    assert visitor.diary.sessions() == []
    visitor.press("answer_2")
    visitor.press("continue")
    visitor.at("session")
    assert visitor.diary.sessions()[0].ratings[0].value == 2


def test_a_full_disk_is_said_and_the_session_may_go_on_unkept(visitor, monkeypatch):
    begin(visitor)
    monkeypatch.setattr(visitor.kept.journal, "save", full)
    visitor.press("answer_8")
    visitor.press("continue")
    assert "no room left" in visitor.notice()
    assert visitor.window.screen_shown.objectName() == "check_in"
    visitor.press("notice_action")
    visitor.at("session")
    visitor.at("unkept")
    visitor.press("done")
    visitor.at("home")


def test_an_answer_that_cannot_be_kept_is_said_plainly(visitor, monkeypatch):
    come_back(visitor)
    monkeypatch.setattr(visitor.kept.journal, "save", full)
    visitor.press("answer_1")
    visitor.press("continue")
    visitor.press("notice_action")
    visitor.at("unkept")
    assert "not kept" in visitor.child("truth").property("text")
    assert visitor.diary.open_session is None


def test_a_why_that_cannot_be_kept_takes_nothing_from_the_second_answer(visitor, monkeypatch):
    begin(visitor)
    visitor.press("skip")
    visitor.at("session")
    for _ in range(2):
        visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    visitor.at("check_out")
    with monkeypatch.context() as patch:
        patch.setattr(visitor.kept.journal, "save", full)
        visitor.press("why_enough")
        assert "no room left" in visitor.notice()
        assert not visitor.child("notice_action").isVisible()
    visitor.press("ready")
    visitor.press("answer_1")
    visitor.press("continue")
    visitor.at("summary")
    (record,) = visitor.diary.sessions()
    assert (record.stopped_early, record.ratings[-1].value) == (StoppedEarly.ENOUGH, 1)


def test_who_returns_sooner_is_not_asked_why(visitor):
    begin(visitor, minutes=60)
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_R)
    visitor.at("check_out", timeout=20_000)
    assert not visitor.child("why_enough").isVisible()
    record = visitor.diary.sessions()[0]
    assert record.stopped_early is None
    assert record.heard < 3600 / 2


class NoLoudspeaker(SilentSink):
    def open(self):
        raise UnknownDevice("loudspeaker")

    def start(self, feed):
        self.open()


def test_a_level_that_nobody_can_hear_is_said(qtbot, where, monkeypatch):
    def open_output(desk):
        return Output(desk, NoLoudspeaker(), SilentSink(speed=SPEED), time.monotonic)

    monkeypatch.setattr(Visitor, "open_output", staticmethod(open_output))
    visitor = Visitor(qtbot, where)
    visitor.open()
    begin(visitor)
    visitor.press("try_level")
    assert "No sound device was found" in visitor.notice()
    visitor.press("skip")
    visitor.at("session")
    visitor.close()


def play_at_other_levels(visitor):
    """Hear a session to its end, with music and cues louder or softer than planned."""
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("session")
    for layer, level in ((Layer.MUSIC, -5.0), (Layer.CUE, -21.0)):
        visitor.flow.player.set_level(layer, Decibels(level))
    visitor.at("check_out", timeout=20_000)


def test_again_as_last_time_sounds_as_it_did_at_the_end(visitor):
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(replace(plan(), breathing=Breathing(cue=CueStyle.CONTINUOUS)))
    visitor.press("begin")
    play_at_other_levels(visitor)
    levels = parse_plan(visitor.keeper.now.last_plan).levels
    assert (levels.music, levels.cue) == (-5.0, -21.0)
    settings = visitor.keeper.now
    assert (settings.continuous_level, settings.tone_level, settings.words_level) == (-21.0, -12.0, -12.0)


def test_what_was_moved_for_a_client_is_the_plan_of_nobody_else(visitor):
    visitor.keeper.change("safety_read", True)
    visitor.open()
    before = visitor.keeper.now
    visitor.flow._course.begin(plan(), client="K-17")  # noqa: SLF001 - as the code page does it
    play_at_other_levels(visitor)
    now = visitor.keeper.now
    assert (now.last_plan, now.tone_level) == (before.last_plan, before.tone_level)


def test_who_asks_for_solid_ground_may_say_why(visitor):
    begin(visitor, minutes=60)
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_G)
    visitor.at("check_out", timeout=20_000)
    visitor.press("why_distress")
    assert visitor.child("help").isVisible()
    visitor.press("ready")
    visitor.press("add_note")
    visitor.qtbot.keyClicks(visitor.child("note"), "Too dark a wood.")
    visitor.press("skip")
    visitor.at("summary")
    (record,) = visitor.diary.sessions()
    assert (record.stopped_early, record.note) == (StoppedEarly.DISTRESS, "Too dark a wood.")


class ForTwo(Screens):
    """Screens on which somebody else enters the answers."""

    def __init__(self, rooms):
        super().__init__(rooms)
        self.is_put_away = False

    def check_in(self, sitting):
        return self._by_therapist(When.BEFORE)

    def check_out(self, client, **_more):
        assert client == "K-7"
        return self._by_therapist(When.AFTER)

    def put_away(self):
        self.is_put_away = True

    def _by_therapist(self, when):
        scale = self._rooms.house.librarian.scales["stress"]
        return RatingScreen(self._rooms.look, scale, when, entered_by=EnteredBy.THERAPIST)


def test_a_session_of_a_client_is_led_through_other_screens_and_kept_under_their_code(visitor):
    visitor.keeper.change("safety_read", True)
    course = Course(visitor.rooms)
    course.screens = screens = ForTwo(visitor.rooms)
    course.begin(plan(), "K-7")
    visitor.at("check_in")
    visitor.press("answer_6")
    visitor.press("continue")
    visitor.at("check_out", timeout=20_000)
    visitor.press("who_enters")
    visitor.press("answer_3")
    visitor.press("continue")
    visitor.at("summary")
    assert not screens.is_put_away
    visitor.press("done")
    visitor.at("home")
    assert screens.is_put_away
    (record,) = visitor.diary.sessions(client="K-7")
    entered = [(each.value, each.entered_by) for each in record.ratings]
    assert entered == [(6, EnteredBy.THERAPIST), (3, EnteredBy.SELF)]


def test_only_a_session_that_plays_is_remembered_as_the_last_one(visitor):
    begin(visitor)
    visitor.press("back")
    visitor.at("home")
    assert visitor.keeper.now.last_plan == ""
    begin(visitor)
    visitor.press("skip")
    visitor.at("session")
    assert parse_plan(visitor.keeper.now.last_plan) == plan()


def test_eyes_that_open_are_not_met_by_a_bright_page(visitor):
    visitor.keeper.change("theme", "light")
    visitor.home.look.choose("light")
    come_back(visitor)
    corner = visitor.window.screen_shown.grab().toImage().pixelColor(20, 20)
    assert corner.lightness() < 60


def test_what_was_said_before_a_session_does_not_stand_there_after_it(visitor):
    visitor.home.show_notice("There was no music that can be played.")
    visitor.flow.open_plan(plan(1))
    visitor.keeper.change("safety_read", True)
    visitor.home.begin_requested.emit(plan(1))
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.waitUntil(lambda: not visitor.home.findChild(Notice).text)
