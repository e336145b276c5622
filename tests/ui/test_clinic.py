"""Sessions in clinic, from the code to the summary."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLineEdit,
)

from mtrelax.domain.plan import Bells, Ending
from mtrelax.domain.record import EnteredBy, MarkKind, When
from mtrelax.services.playing import PlayerState
from mtrelax.ui.clinic import ClientCodeScreen, ClientDisplay
from mtrelax.ui.rating import RatingScreen
from mtrelax.ui.theme import Look
from tests.ui.practice import DESK, SECOND, FakeMonitors, monitor, pixels
from tests.ui.visitor import plan


def test_a_code_is_asked_for_and_a_name_is_gently_advised_against(qtbot):
    screen = ClientCodeScreen(Look("dark", 1.0, reduced_motion=True), ["K-17", "M-3"])
    qtbot.addWidget(screen)
    screen.show()
    field, hint = screen.findChild(QLineEdit, "code"), screen.findChild(QLabel, "code_hint")
    assert not screen.findChild(QAbstractButton, "code_continue").isEnabled()
    qtbot.keyClicks(field, "Ada Lovelace")
    assert "looks like a name" in hint.text()
    for text, kind in (("Ada", "name"), ("ada@home", "address"), ("1.2.1980", "date"), ("9" * 50, "at most")):
        field.setText(text)
        assert kind in hint.text()
    for text in ("K-17", "AB", "2024-117"):
        field.setText(text)
        assert not hint.text().strip()
    field.setText("Ada Lovelace")
    with qtbot.waitSignal(screen.chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == ["Ada Lovelace"]
    with qtbot.waitSignal(screen.chosen) as chosen:
        screen.findChild(QAbstractButton, "recent_M-3").click()
    assert chosen.args == ["M-3"]
    with qtbot.waitSignal(screen.closed):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)


@pytest.fixture
def monitors(visitor, monkeypatch):
    """Return the two screens of a practice, for the whole program."""
    there = FakeMonitors(visitor.window, monitor(DESK, 0), monitor(SECOND, 1280))
    monkeypatch.setattr("mtrelax.ui.clinic.reception.Monitors", lambda _parent: there)
    return there


def client_display(visitor) -> ClientDisplay:
    screens = visitor.flow._course.screens  # noqa: SLF001 - the display is a window of its own
    assert screens.display is not None
    return screens.display


def type_code(visitor, code):
    visitor.at("client_code")
    field = visitor.child("code")
    visitor.qtbot.keyClicks(field, code)
    visitor.qtbot.keyClick(field, Qt.Key.Key_Return)


def begin_for(visitor, code):
    visitor.keeper.change("clinic", True)
    visitor.keeper.change("safety_read", True)
    visitor.open()
    visitor.home.begin_requested.emit(plan())
    type_code(visitor, code)
    visitor.at("check_in")


@pytest.mark.usefixtures("monitors")
def test_a_session_for_a_client_from_the_code_to_the_summary(visitor):
    begin_for(visitor, "K-17")
    display = client_display(visitor)
    assert display.is_asking
    display.findChild(QAbstractButton, "answer_7").click()
    display.findChild(QAbstractButton, "continue").click()
    visitor.at("answered")
    assert not display.is_asking
    assert visitor.flow.player.state is PlayerState.READY
    assert visitor.diary.open_session.rating(When.BEFORE).value == 7
    assert visitor.child("said").text().startswith("They said 7.")
    visitor.press("begin_session")
    visitor.at("console")
    assert visitor.child("whose").text() == "For K-17"
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_A)
    QTest.keyClicks(visitor.child("console_note"), "dizzy")  # and not entered
    visitor.window.screen_shown.setFocus()
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_S)
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_R)
    visitor.at("check_out")
    assert not display.is_asking
    visitor.press("ready")
    assert display.is_asking
    screen = visitor.window.screen_shown
    assert isinstance(screen, RatingScreen)
    screen.findChild(QAbstractButton, "who_enters").click()
    assert not display.is_asking
    visitor.press("answer_3")
    visitor.press("continue")
    visitor.at("summary")
    (record,) = visitor.diary.sessions()
    assert record.client == "K-17"
    assert [(each.value, each.entered_by) for each in record.ratings] == [
        (7, EnteredBy.SELF),
        (3, EnteredBy.THERAPIST),
    ]
    assert MarkKind.STOP_SIGNAL in [each.kind for each in record.marks]
    assert "dizzy" in [each.text for each in record.marks]
    assert "K-17" in visitor.child("whose").text()
    QTest.keyClicks(visitor.child("session_note"), "Warm hands.")
    visitor.press("done")
    visitor.at("home")
    assert visitor.diary.sessions()[0].note == "Warm hands."
    assert visitor.flow._course.screens.display is None  # noqa: SLF001 - the display is a window of its own


@pytest.mark.usefixtures("monitors")
def test_an_answer_stays_written_though_the_session_is_not_begun(visitor):
    begin_for(visitor, "K-17")
    display = client_display(visitor)
    display.findChild(QAbstractButton, "answer_7").click()
    display.findChild(QAbstractButton, "continue").click()
    visitor.at("answered")
    visitor.press("back")
    visitor.at("home")
    (record,) = visitor.diary.sessions()
    assert (record.closed, record.rating(When.BEFORE).value) == (True, 7)
    begin_for(visitor, " k-17 ")
    display = client_display(visitor)
    display.findChild(QAbstractButton, "skip").click()
    visitor.at("answered")
    assert visitor.diary.open_session.client == "K-17"


def test_when_the_screen_goes_the_answer_is_entered_for_the_client(visitor, monitors):
    begin_for(visitor, "K-17")
    display, screen = client_display(visitor), visitor.window.screen_shown
    assert screen.entered_by is EnteredBy.SELF
    monitors.plug(monitor(DESK, 0))
    assert display.isVisible()
    assert screen.entered_by is EnteredBy.THERAPIST
    assert not display.is_asking
    assert "no second screen" in visitor.notice()


@pytest.mark.qt_log_ignore(r"does not support (lower|raise)")
def test_where_there_is_no_room_for_the_clients_window_the_answer_is_entered_for_the_client(
    visitor, monitors
):
    monitors.plug(monitor(DESK, 0, 900, 600))
    begin_for(visitor, "K-17")
    assert client_display(visitor).is_behind
    assert visitor.window.screen_shown.entered_by is EnteredBy.THERAPIST
    assert "behind it" in visitor.notice()


def test_where_the_clients_display_is_too_small_the_answer_is_entered_for_them(visitor, monitors):
    monitors.plug(monitor(DESK, 0), monitor(SECOND, 1280, 240, 150))
    begin_for(visitor, "K-17")
    assert not client_display(visitor).is_asking
    assert visitor.window.screen_shown.entered_by is EnteredBy.THERAPIST
    assert "too small" in visitor.notice()


@pytest.mark.usefixtures("monitors")
def test_a_client_who_fell_asleep_is_asked_later_and_whoever_leads_may_still_write(visitor):
    visitor.keeper.change("clinic", True)
    visitor.keeper.change("safety_read", True)
    visitor.open()
    visitor.home.begin_requested.emit(replace(plan(), ending=Ending.SLEEP))
    visitor.at("client_code")
    assert "it ends in sleep" in visitor.child("what_session").text()
    type_code(visitor, "K-17")
    visitor.at("check_in")
    display = client_display(visitor)
    display.findChild(QAbstractButton, "answer_7").click()
    display.findChild(QAbstractButton, "continue").click()
    visitor.at("answered")
    visitor.press("begin_session")
    visitor.at("asleep", timeout=20_000)
    assert not visitor.window.isFullScreen()
    assert display.isVisible()
    visitor.qtbot.waitUntil(lambda: pixels(display.grab().toImage()).max() < 10)
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    assert visitor.window.screen_shown.objectName() == "asleep"
    QTest.keyClicks(visitor.child("session_note"), "Slept at once.")
    visitor.diary.add_adverse_event("A cr")
    QTest.keyClicks(visitor.child("adverse_note"), "A cramp")
    QTest.keyClick(visitor.child("adverse_note"), Qt.Key.Key_Return)
    assert visitor.window.screen_shown.objectName() == "asleep"
    visitor.press("done")
    visitor.at("home")
    (record,) = visitor.diary.sessions()
    assert (record.closed, record.ended_in_sleep, record.rating(When.AFTER)) == (False, True, None)
    assert record.note == "Slept at once."
    adverse = [each.text for each in record.marks if each.kind is MarkKind.ADVERSE_EVENT]
    assert adverse == ["A cramp"]
    assert not visitor.kept.lock.held
    assert [each.client for each in visitor.diary.unfinished()] == ["K-17"]


@pytest.mark.usefixtures("monitors")
def test_what_the_session_will_be_is_said_before_it_is_for_anybody(visitor):
    visitor.keeper.change("clinic", True)
    visitor.open()
    chosen = plan()
    visitor.home.begin_requested.emit(replace(chosen, bells=Bells.INTERVAL, bell_minutes=5.0))
    visitor.at("client_code")
    said = visitor.child("what_session").text()
    assert said.startswith("1 minute of A test")
    assert "it leads back at the end. A bell every 5 minutes." in said


@pytest.mark.usefixtures("monitors")
def test_captions_that_are_changed_on_the_console_are_those_of_this_session(visitor):
    visitor.keeper.change("client_rates", False)
    begin_for(visitor, "K-17")
    visitor.press("skip")
    visitor.at("answered")
    visitor.press("begin_session")
    visitor.at("console")
    before = visitor.keeper.now
    assert before.client_captions
    button = visitor.child("captions")
    said = [button.text()]
    for _ in range(3):
        QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_C)
        said.append(button.text())
    assert len(set(said)) > 2
    assert "Captions: off" in said
    assert visitor.keeper.now == before


@pytest.mark.usefixtures("monitors")
def test_that_the_log_is_not_encrypted_is_said_once_and_codes_are_offered_again(visitor):
    visitor.keeper.change("client_rates", False)
    begin_for(visitor, "K-17")
    assert not client_display(visitor).is_asking
    visitor.press("skip")
    visitor.at("answered")
    assert "left open" in visitor.window.screen_shown.accessibleName()
    visitor.press("begin_session")
    visitor.at("console")
    for _ in range(2):
        QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    visitor.at("check_out")
    visitor.press("ready")
    visitor.press("skip")
    visitor.at("summary")
    visitor.press("done")
    visitor.home.begin_requested.emit(plan())
    visitor.at("client_code")
    assert visitor.window.screen_shown.findChild(QLabel, "not_encrypted") is None
    assert visitor.child("recent_K-17")


@pytest.mark.usefixtures("monitors")
def test_whoever_leads_reads_before_the_first_session_what_to_ask_about(visitor):
    visitor.keeper.change("clinic", True)
    visitor.open()
    visitor.home.begin_requested.emit(plan())
    type_code(visitor, "K-17")
    visitor.at("safety")
    assert "no holding of the breath" in visitor.child("ask_first").text()


def test_at_the_first_time_it_is_said_that_the_log_is_not_encrypted(visitor):
    visitor.keeper.change("clinic", True)
    visitor.open()
    visitor.home.begin_requested.emit(plan())
    visitor.at("client_code")
    assert "not encrypted" in visitor.child("not_encrypted").text()
    QTest.keyClick(visitor.window.screen_shown, Qt.Key.Key_Escape)
    visitor.at("home")
    assert visitor.keeper.now.clinic_told is False
