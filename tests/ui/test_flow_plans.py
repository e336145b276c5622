"""Somebody plans: what is made in the planner is what is heard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from mtrelax.catalogue.plans import write_plan
from mtrelax.domain.plan import AmbienceChoice
from mtrelax.domain.record import MarkKind, When
from mtrelax.services.playing import PlayerState
from mtrelax.ui.widgets import ChoiceTile
from tests.ui.visitor import Visitor, plan, tune


def test_a_plan_that_is_dropped_opens_in_the_planner_and_is_begun_from_there(visitor, tmp_path):
    shared = tmp_path / "from-a-friend.toml"
    shared.write_text(write_plan(replace(plan(2), title="From a friend")))
    visitor.window.files_dropped.emit([shared])
    visitor.at("plan")
    visitor.keeper.change("safety_read", True)
    visitor.press("begin_plan")
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("session")
    assert visitor.diary.sessions()[0].plan.title == "From a friend"


def test_a_plan_and_music_that_are_dropped_together_are_both_taken(visitor, where, tmp_path):
    shared = tmp_path / "shared.toml"
    shared.write_text(write_plan(plan()))
    tune(tmp_path / "mine.wav", 4, 330)
    visitor.window.files_dropped.emit([shared, tmp_path / "mine.wav"])
    visitor.at("plan")
    visitor.qtbot.waitUntil(lambda: "mine" in visitor.house.librarian.titles().values(), timeout=15_000)


@pytest.mark.parametrize("name", ["note.txt", "x.pdf", "gone.mp3", "empty"])
def test_what_is_neither_a_plan_nor_music_is_answered_on_the_page_that_is_seen(visitor, tmp_path, name):
    (tmp_path / "note.txt").write_text("milk")
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "empty").mkdir()
    visitor.press("tab_plan")
    visitor.at("plan")
    visitor.window.screen_shown.show_notice("“other.toml” is no plan.")
    visitor.window.files_dropped.emit([tmp_path / name])
    assert "other.toml" not in visitor.notice()
    visitor.qtbot.waitUntil(lambda: "no music that can be played, and no plan" in visitor.notice())


def test_music_that_is_dropped_where_one_plans_can_be_used_there(visitor, tmp_path):
    tune(tmp_path / "mine.wav", 12, 330)
    visitor.press("tab_plan")
    visitor.at("plan")
    chosen = visitor.home.plan()
    visitor.window.files_dropped.emit([tmp_path / "mine.wav"])
    visitor.qtbot.waitUntil(lambda: visitor.notice() == "“mine” is ready.")
    assert visitor.home.plan() == chosen
    visitor.press("notice_action")
    visitor.press("use_plan")
    assert visitor.home.plan().playlist in visitor.house.librarian.titles()
    assert visitor.house.librarian.titles()[visitor.home.plan().playlist] == "mine"


def test_a_plan_that_was_made_is_used_from_home_with_everything_it_has(visitor):
    visitor.flow.open_plan(plan(2))
    visitor.flow.go_to("plan")
    visitor.press("sound_add")
    visitor.press("sound_add")
    visitor.press("use_plan")
    visitor.at("home")
    assert len(visitor.home.plan().ambience) == 2
    visitor.flow.go_to("plan")
    assert len(visitor.window.screen_shown.findChildren(QWidget, "sound_1")) == 1


def test_a_moment_of_a_plan_is_heard_and_fades_though_the_page_is_left(visitor):
    visitor.flow.open_plan(plan(2))
    visitor.flow.go_to("plan")
    visitor.press("hear")
    strip = visitor.child("strip")
    visitor.qtbot.waitUntil(lambda: strip.at > 1)
    visitor.press("tab_history")
    visitor.at("history")
    visitor.press("tab_today")
    visitor.keeper.change("safety_read", True)
    visitor.press("begin")
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("check_out")


def test_a_pace_is_found_though_nothing_of_the_plan_is_here(visitor, tmp_path):
    gone = replace(plan(2), playlist="grandmas-tape", script="moon", ambience=(AmbienceChoice("whales"),))
    (tmp_path / "gone.toml").write_text(write_plan(gone))
    visitor.window.files_dropped.emit([tmp_path / "gone.toml"])
    visitor.at("plan")
    visitor.press("make_pattern")
    visitor.press("hear")
    assert not visitor.notice()
    visitor.press("finder")
    visitor.press("go_on")
    visitor.at("comfort_breathing")
    visitor.at("comfort_ask")


def test_a_breath_made_from_the_planner_is_chosen_in_it_and_at_home(visitor):
    visitor.press("tab_plan")
    visitor.press("make_pattern")
    visitor.child("step_exhale").setValue(70)
    visitor.press("save")
    visitor.press("back")
    assert visitor.window.screen_shown.objectName() == "plan"
    visitor.press("use_plan")
    assert visitor.home.plan().breathing.pattern == "my-breath"
    tile = visitor.home.findChild(ChoiceTile, "breathing")
    assert tile.value == "my-breath"


def test_the_words_of_a_script_can_be_read_on_the_way_to_a_session(visitor):
    visitor.press("tab_plan")
    visitor.press("read_script")
    assert visitor.window.screen_shown.objectName() == "reading"
    visitor.press("back")
    assert visitor.window.screen_shown.objectName() == "plan"


def tab_to(visitor: Visitor, name: str) -> QWidget:
    """Go to a control by the Tab key alone."""
    for _ in range(80):
        at = QApplication.focusWidget()
        assert at is not None
        if at.objectName() == name:
            return at
        visitor.qtbot.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


def test_the_keyboard_alone_leads_through_planning_session_and_ratings(visitor):
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(plan(2))
    qtbot, window = visitor.qtbot, visitor.window
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(tab_to(visitor, "tab_plan"), Qt.Key.Key_Return)
    visitor.at("plan")
    tile = tab_to(visitor, "visual")
    qtbot.keyClick(tile, Qt.Key.Key_Down)
    qtbot.keyClick(tab_to(visitor, "begin_plan"), Qt.Key.Key_Return)
    visitor.at("check_in")
    qtbot.keyClick(window.screen_shown, "6")
    qtbot.keyClick(window.screen_shown, Qt.Key.Key_Return)
    visitor.at("session")
    qtbot.keyClick(window.screen_shown, Qt.Key.Key_Space)
    assert visitor.flow.player.state is PlayerState.PAUSED
    qtbot.keyClick(window.screen_shown, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_H, Qt.Key.Key_H, Qt.Key.Key_Plus, Qt.Key.Key_R):
        qtbot.keyClick(window.screen_shown, key)
    visitor.at("check_out", timeout=30_000)
    with qtbot.waitActive(window):
        window.activateWindow()  # offscreen, a window becomes inactive by itself now and then
    qtbot.keyClick(tab_to(visitor, "ready"), Qt.Key.Key_Return)
    qtbot.keyClick(window.screen_shown, "3")
    qtbot.keyClick(window.screen_shown, Qt.Key.Key_Return)
    visitor.at("summary")
    (record,) = visitor.diary.sessions()
    assert (record.rating(When.BEFORE).value, record.rating(When.AFTER).value) == (6, 3)
    assert record.plan.visual != plan(2).visual
    assert [mark.kind for mark in record.marks].count(MarkKind.CHANGE) >= 3
