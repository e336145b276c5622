"""A session that leads into sleep, and the morning after."""

from dataclasses import replace

from PySide6.QtCore import Qt

from mtrelax.domain.plan import Ending, SessionPlan
from mtrelax.domain.record import When
from mtrelax.ui.rating import RatingScreen
from tests.ui.visitor import Visitor, begin, plan


def fall_asleep(visitor):
    """Play a session that leads into sleep, to its end."""
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(replace(plan(), ending=Ending.SLEEP))
    visitor.press("begin")
    visitor.at("check_in")
    visitor.press("answer_6")
    visitor.press("continue")
    visitor.at("night", timeout=20_000)


def test_after_a_session_that_led_into_sleep_it_is_dark_and_nothing_is_asked(visitor):
    fall_asleep(visitor)
    assert visitor.window.isFullScreen()
    assert not visitor.kept.lock.held
    for _ in range(2):
        assert visitor.window.screen_shown.objectName() == "night"
        visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Space)
    visitor.at("home")
    assert not visitor.window.isFullScreen()
    begin(visitor)  # nothing stands in the way of another one
    (record,) = visitor.diary.sessions()
    assert record.ended_in_sleep
    assert not record.closed
    assert record.rating(When.AFTER) is None


def the_morning_after(qtbot, where) -> Visitor:
    """Start the program again after somebody fell asleep."""
    first = Visitor(qtbot, where)
    first.open()
    fall_asleep(first)
    first.close()
    second = Visitor(qtbot, where)
    second.open()
    return second


def test_who_fell_asleep_is_asked_at_the_next_start(qtbot, where):
    second = the_morning_after(qtbot, where)
    second.at("unfinished")
    assert "ended in sleep" in second.window.screen_shown.accessibleName()
    second.press("rate")
    second.at("check_out")
    assert not second.child("why_enough").isVisible()
    second.press("answer_2")
    second.press("continue")
    second.at("summary")
    (record,) = second.diary.sessions()
    assert (record.rating(When.AFTER).value, record.closed, record.stopped_early) == (2, True, None)
    second.close()


def test_at_the_next_start_the_question_is_as_light_as_the_rest(qtbot, where):
    second = the_morning_after(qtbot, where)
    second.home.look.choose("light")
    second.at("unfinished")
    second.press("rate")
    second.at("check_out")
    asked = second.window.screen_shown
    assert isinstance(asked, RatingScreen)
    assert asked.look.theme.name == "light"
    second.close()


def test_who_leaves_before_sleep_is_asked_as_always(visitor):
    visitor.keeper.change("safety_read", True)
    visitor.flow.open_plan(SessionPlan("test", 60, ending=Ending.SLEEP))
    visitor.press("begin")
    visitor.at("check_in")
    visitor.press("skip")
    visitor.at("session")
    visitor.qtbot.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    visitor.at("check_out", timeout=20_000)
    assert visitor.child("why_enough").isVisible()
