"""Somebody is asked how they feel, before and after."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QSlider

from mtrelax.domain.record import EnteredBy, StoppedEarly, When
from mtrelax.ui.rating import Question, RatingScreen
from mtrelax.ui.safety import HelpSheet
from mtrelax.ui.theme import Look
from tests.ui.evening import STRESS

LONG = 60_000


@pytest.fixture
def shown(qtbot):
    def show(when=When.BEFORE, size=(1280, 800), factor=1.0, **more):
        screen = RatingScreen(Look("dark", factor, reduced_motion=True), STRESS, when, **more)
        qtbot.addWidget(screen)
        screen.resize(*size)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.setFocus()
        return screen

    return show


def button(screen, name):
    found = screen.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def press(qtbot, screen, name):
    qtbot.mouseClick(button(screen, name), Qt.MouseButton.LeftButton)


def question_is_seen(screen):
    return button(screen, "skip").isVisible()


def test_an_answer_is_chosen_and_given(qtbot, shown):
    screen = shown()
    press(qtbot, screen, "answer_6")
    with qtbot.waitSignal(screen.answered) as given:
        press(qtbot, screen, "continue")
    assert given.args == [6]


def test_nothing_is_chosen_beforehand(shown):
    screen = shown()
    assert not any(button(screen, f"answer_{number}").isChecked() for number in STRESS.answers)
    assert not any(button(screen, f"answer_{number}").hasFocus() for number in STRESS.answers)
    assert not button(screen, "continue").isEnabled()


def test_the_question_may_be_skipped(qtbot, shown):
    screen = shown()
    with qtbot.waitSignal(screen.answered) as given:
        press(qtbot, screen, "skip")
    assert given.args == [None]


def test_skip_and_continue_weigh_the_same(qtbot, shown):
    screen = shown()
    press(qtbot, screen, "answer_0")
    skip, go_on = button(screen, "skip"), button(screen, "continue")
    assert type(skip) is type(go_on)
    assert skip.size() == go_on.size()


def test_typing_ten_and_enter_is_enough(qtbot, shown):
    screen = shown()
    qtbot.keyClicks(screen, "1")
    qtbot.keyClicks(screen.focusWidget() or screen, "0")
    with qtbot.waitSignal(screen.answered) as given:
        qtbot.keyClick(button(screen, "answer_10"), Qt.Key.Key_Return)
    assert given.args == [10]


def test_enter_without_an_answer_gives_none(qtbot, shown):
    screen = shown()
    with qtbot.assertNotEmitted(screen.answered):
        qtbot.keyClick(screen, Qt.Key.Key_Return)


def test_enter_on_skip_skips_although_an_answer_is_chosen(qtbot, shown):
    screen = shown()
    press(qtbot, screen, "answer_4")
    button(screen, "skip").setFocus()
    with qtbot.waitSignal(screen.answered) as given:
        qtbot.keyClick(button(screen, "skip"), Qt.Key.Key_Return)
    assert given.args == [None]


@pytest.mark.parametrize("by", ["key", "press"])
def test_check_in_can_be_left(qtbot, shown, by):
    screen = shown()
    with qtbot.waitSignal(screen.left):
        if by == "key":
            qtbot.keyClick(screen, Qt.Key.Key_Escape)
        else:
            press(qtbot, screen, "back")


def test_escape_after_a_session_skips_nothing(qtbot, shown):
    screen = shown(When.AFTER)
    with qtbot.assertNotEmitted(screen.left), qtbot.assertNotEmitted(screen.answered):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert question_is_seen(screen)


def test_before_the_question_after_a_session_there_is_time(shown):
    screen = shown(When.AFTER, delay_ms=LONG)
    assert not question_is_seen(screen)


def test_who_is_ready_sooner_may_say_so(qtbot, shown):
    screen = shown(When.AFTER, delay_ms=LONG)
    press(qtbot, screen, "ready")
    assert question_is_seen(screen)


def test_enter_means_ready(qtbot, shown):
    screen = shown(When.AFTER, delay_ms=LONG)
    qtbot.keyClick(screen, Qt.Key.Key_Return)
    assert question_is_seen(screen)


def test_the_question_comes_by_itself(qtbot, shown):
    screen = shown(When.AFTER, delay_ms=30)
    qtbot.waitUntil(lambda: question_is_seen(screen))


def words(screen):
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisible() and label.text()]


@pytest.mark.parametrize("entered_by", [None, *EnteredBy])
def test_the_words_are_the_same_before_and_after(shown, entered_by):
    before, after = (words(shown(when, entered_by=entered_by)) for when in When)
    assert before == after


def test_a_note_is_kept_for_oneself(qtbot, shown):
    screen = shown(When.AFTER)
    assert screen.note == ""
    press(qtbot, screen, "add_note")
    qtbot.keyClicks(screen.findChild(QPlainTextEdit, "note"), "The rain was good")
    assert screen.note == "The rain was good"


def test_a_note_from_before_is_seen_at_once(shown):
    screen = shown(When.AFTER, note="warm hands")
    assert screen.findChild(QPlainTextEdit, "note").isVisible()
    assert screen.note == "warm hands"


def test_digits_in_a_note_answer_nothing(qtbot, shown):
    screen = shown(When.AFTER)
    press(qtbot, screen, "add_note")
    qtbot.keyClicks(screen.findChild(QPlainTextEdit, "note"), "7")
    assert not button(screen, "continue").isEnabled()


def test_the_level_can_be_tried_before(qtbot, shown):
    screen = shown(master=-6.0)
    with qtbot.waitSignal(screen.level_requested):
        press(qtbot, screen, "try_level")
    with qtbot.waitSignal(screen.master_changed) as changed:
        qtbot.keyClick(screen.findChild(QSlider, "master"), Qt.Key.Key_Left)
    assert -9.0 < changed.args[0] < -6.0


def test_the_level_is_not_tried_after(shown):
    screen = shown(When.AFTER)
    assert not button(screen, "try_level").isVisible()


@pytest.mark.parametrize("stopped", [False, True])
def test_why_is_asked_only_of_who_stopped(shown, stopped):
    screen = shown(When.AFTER, ask_why=stopped)
    assert button(screen, "why_enough").isVisible() is stopped


def test_why_may_be_left_unanswered(qtbot, shown):
    screen = shown(When.AFTER, ask_why=True)
    with qtbot.assertNotEmitted(screen.why_given), qtbot.waitSignal(screen.answered):
        press(qtbot, screen, "skip")


def test_distress_is_met_with_where_there_is_help(qtbot, shown):
    screen = shown(When.AFTER, ask_why=True, delay_ms=LONG)
    with qtbot.waitSignal(screen.why_given) as given:
        press(qtbot, screen, "why_distress")
    assert given.args == [StoppedEarly.DISTRESS]
    assert screen.findChild(HelpSheet).isVisible()
    press(qtbot, screen, "ready")
    assert screen.findChild(HelpSheet).isVisible()


def chosen(screen):
    """Which reasons are marked."""
    names = ("why_enough", "why_interrupted", "why_distress", "why_not_said")
    assert all(button(screen, name).isVisible() for name in names)
    return [name for name in names if button(screen, name).isChecked()]


def test_a_reason_stays_marked_and_may_be_changed_and_taken_back(qtbot, shown):
    screen = shown(When.AFTER, ask_why=True)
    given = []
    screen.why_given.connect(given.append)
    helped = []
    for name in ("why_distress", "why_enough", "why_enough"):
        press(qtbot, screen, name)
        helped.append(screen.findChild(HelpSheet).isVisible())
        assert chosen(screen) == ([] if len(given) == 3 else [name])
    assert given == [StoppedEarly.DISTRESS, StoppedEarly.ENOUGH, StoppedEarly.NOT_SAID]
    assert helped == [True, False, False]
    assert any("why you stopped?" in label.text() for label in screen.findChildren(QLabel))


def test_an_answer_after_a_reason_goes_on_and_takes_nothing_back(qtbot, shown):
    screen = shown(When.AFTER, ask_why=True)
    press(qtbot, screen, "why_enough")
    qtbot.keyClicks(screen.window().focusWidget() or screen, "3")
    with qtbot.assertNotEmitted(screen.why_given), qtbot.waitSignal(screen.answered) as answered:
        qtbot.keyClick(screen.window().focusWidget() or screen, Qt.Key.Key_Return)
    assert answered.args == [3]


def test_distress_in_a_low_window_is_scrolled_to_where_there_is_help(qtbot, shown):
    screen = shown(When.AFTER, size=(800, 480), factor=2.0, ask_why=True)
    press(qtbot, screen, "why_distress")
    sheet = screen.findChild(HelpSheet)
    qtbot.waitUntil(lambda: sheet.mapTo(screen, sheet.rect().bottomLeft()).y() <= 480, timeout=1000)


def tab_to(qtbot, screen, name):
    """Go on with Tab until the keyboard is at a control."""
    for _ in range(40):
        at = screen.window().focusWidget() or screen
        if at.objectName() == name:
            return at
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def test_why_a_note_and_the_answer_are_given_by_the_keyboard_alone(qtbot, shown):
    screen = shown(When.AFTER, ask_why=True)
    with qtbot.waitActive(screen):
        screen.activateWindow()
    why = tab_to(qtbot, screen, "why_distress")
    with qtbot.waitSignal(screen.why_given) as given:
        qtbot.keyClick(why, Qt.Key.Key_Return)
    assert given.args == [StoppedEarly.DISTRESS]
    assert screen.findChild(HelpSheet).isVisible()
    assert screen.hasFocus()
    qtbot.keyClick(tab_to(qtbot, screen, "add_note"), Qt.Key.Key_Space)
    qtbot.keyClicks(screen.window().focusWidget(), "too loud, 2 times")
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(screen.window().focusWidget() or screen, "4")
    with qtbot.waitSignal(screen.answered) as answered:
        qtbot.keyClick(button(screen, "answer_4"), Qt.Key.Key_Return)
    assert (answered.args, screen.note) == ([4], "too loud, 2 times")


# In clinic.


def test_at_home_nobody_else_can_answer(shown):
    screen = shown()
    assert not button(screen, "who_enters").isVisible()
    assert screen.entered_by is EnteredBy.SELF


def test_the_one_who_enters_it_reads_out_the_question_as_it_is(shown):
    screen = shown(entered_by=EnteredBy.THERAPIST)
    assert screen.entered_by is EnteredBy.THERAPIST
    lead = "Ask the client, in these words"
    assert words(screen)[:2] == [lead, STRESS.question]
    assert screen.accessibleName() == f"{lead}: {STRESS.question}"
    assert STRESS.highest_words in screen.accessibleDescription()


@pytest.mark.parametrize("first", list(EnteredBy))
def test_who_enters_it_can_be_changed_with_one_press(qtbot, shown, first):
    (other,) = set(EnteredBy) - {first}
    screen = shown(entered_by=first)
    with qtbot.waitSignal(screen.entered_by_changed) as changed:
        press(qtbot, screen, "who_enters")
    assert changed.args == [other]
    assert screen.entered_by is other
    assert words(screen) == words(shown(entered_by=other))


def test_where_the_client_has_a_screen_the_question_is_asked_there_and_answers_here(qtbot, shown):
    screen = shown(entered_by=EnteredBy.SELF, elsewhere=True)
    there = Question(Look("dark"), STRESS)
    qtbot.addWidget(there)
    there.answered.connect(screen.answered)
    assert not question_is_seen(screen)
    assert "The client is asked on their screen." in words(screen)
    with qtbot.assertNotEmitted(screen.answered):
        qtbot.keyClicks(screen, "5")
        qtbot.keyClick(screen, Qt.Key.Key_Return)
    there.answers.keyPressEvent(
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_6, Qt.KeyboardModifier.NoModifier, "6")
    )
    with qtbot.waitSignal(screen.answered) as answered:
        there.go_on()
    assert (answered.args, screen.entered_by) == ([6], EnteredBy.SELF)


def test_what_is_asked_on_the_clients_screen_can_be_entered_here_after_all(qtbot, shown):
    screen = shown(When.AFTER, entered_by=EnteredBy.SELF, elsewhere=True, delay_ms=LONG)
    assert not screen.is_asked
    assert "Give them time." in words(screen)
    with qtbot.waitSignal(screen.asked):
        press(qtbot, screen, "ready")
    press(qtbot, screen, "who_enters")
    assert screen.is_asked
    assert question_is_seen(screen)


def test_a_notice_offers_what_can_be_done(qtbot, shown):
    screen, done = shown(), []
    screen.show_notice("There is no room left.", "Go on without keeping it", lambda: done.append(True))
    press(qtbot, screen, "notice_action")
    assert done == [True]


def test_what_opens_below_does_not_move_the_question(qtbot, shown):
    screen = shown()
    answer = button(screen, "answer_5")
    before = answer.mapTo(screen, QPoint())
    press(qtbot, screen, "try_level")
    qtbot.waitUntil(lambda: screen.findChild(QSlider, "master").isVisible())
    assert answer.mapTo(screen, QPoint()) == before


def test_the_smallest_window_shows_all_of_the_question(shown):
    screen = shown(size=(800, 480))
    low = button(screen, "continue")
    assert low.mapTo(screen, low.rect().bottomLeft()).y() <= 480


def test_in_a_low_window_what_was_opened_is_scrolled_to(qtbot, shown):
    screen = shown(size=(800, 480))
    press(qtbot, screen, "try_level")
    slider = screen.findChild(QSlider, "master")
    qtbot.waitUntil(lambda: slider.isVisible() and slider.mapTo(screen, slider.rect().center()).y() < 480)


@pytest.mark.parametrize("when", list(When))
def test_every_control_has_a_name(shown, when):
    screen = shown(when)
    assert all(each.accessibleName() for each in screen.findChildren(QAbstractButton) if each.isVisible())
