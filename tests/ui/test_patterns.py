"""Somebody makes a breath of their own, and finds a pace that feels good."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.domain.breathing import Pacer
from mtrelax.domain.comfort import RATES
from mtrelax.domain.envelope import StepKind
from mtrelax.domain.errors import LogReadOnly
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Breathing, SessionPlan
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import PacedSpan, PhaseSpan, Timeline
from mtrelax.services.patterns import PatternBook
from mtrelax.services.playing import PlayerState
from mtrelax.storage.folders import find_assets
from mtrelax.ui.patterns import PatternMaker, PatternScreen
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import ChoiceTile, Emblem, LengthSlider, Notice, Toggle
from mtrelax.ui.window import MainWindow
from tests.ui.evening import WATER, FakePlayer, settings_keeper

PLAN = SessionPlan("still-water", breathing=Breathing("gentle-slow"))


@pytest.fixture(scope="module")
def bundled():
    return load_catalogue(find_assets()).patterns


class FakeTrial:
    """Something that is heard until it is stopped."""

    def __init__(self, pattern):
        self.over = self.lost = False
        span = PacedSpan(Pacer(pattern), Seconds(0), Seconds(2 * pattern.cycle))
        phase = PhaseSpan(PhaseKind.RETURN, Seconds(0), Seconds(2 * pattern.cycle))
        self.timeline = Timeline(phase.end, (phase,), paced=(span,))
        self.position = Seconds(pattern.cycle / 4)

    def moment(self):
        return self.timeline.at(self.position)

    def tick(self):
        pass

    def close(self):
        self.over = True


@dataclass
class FakeStage:
    """Plays whatever a test lets it play."""

    heard: list = field(default_factory=list)
    practised: list = field(default_factory=list)
    player: FakePlayer | None = None

    def try_breath(self, pattern, plan, master):
        self.heard.append(pattern)
        return FakeTrial(pattern)

    def practise(self, pattern, plan, length, master):
        self.practised.append((round(pattern.rate, 1), length))
        span = PacedSpan(Pacer(pattern), Seconds(5), length)
        phases = (
            PhaseSpan(PhaseKind.INDUCTION, Seconds(0), length),
            PhaseSpan(PhaseKind.RETURN, length, Seconds(length + 12)),
        )
        self.player = FakePlayer(Timeline(phases[-1].end, phases, paced=(span,)))
        return self.player


@pytest.fixture
def rooms(qtbot, tmp_path, bundled):
    window = MainWindow(Look("dark", 1.0, True))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    house = SimpleNamespace(
        stage=FakeStage(),
        patterns=PatternBook(bundled, tmp_path),
        librarian=SimpleNamespace(music_of=lambda _name: SimpleNamespace(playlist=WATER)),
    )
    return SimpleNamespace(
        window=window,
        look=Look("dark", 1.0, True),
        keeper=settings_keeper(),
        house=house,
        show=window.show_screen,
    )


@pytest.fixture
def maker(rooms):
    maker = PatternMaker(rooms)
    maker.begin(PLAN)
    yield maker
    maker.close()


def the(rooms, name, kind=QWidget):
    return rooms.window.screen_shown.findChild(kind, name)


def slider(rooms, kind):
    return the(rooms, f"step_{kind.value}", LengthSlider)


def press(qtbot, rooms, name):
    button = the(rooms, name)
    assert button.isEnabled(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def said(rooms):
    return rooms.window.screen_shown.findChild(Notice).findChild(QLabel, "notice_words").text()


def words(rooms, name):
    return the(rooms, name, QLabel).text()


def sign(rooms):
    return rooms.window.screen_shown.findChild(Emblem).name


def test_lengths_are_told_as_breaths_a_minute(rooms, maker):
    slider(rooms, StepKind.INHALE).setValue(50)
    slider(rooms, StepKind.EXHALE).setValue(70)
    assert words(rooms, "rate") == "5.0 breaths a minute"


def test_an_arrow_changes_a_length_by_a_tenth_of_a_second(qtbot, rooms, maker):
    qtbot.keyClick(slider(rooms, StepKind.INHALE), Qt.Key.Key_Right)
    assert rooms.window.screen_shown.draft.tenths[StepKind.INHALE] == 41


@pytest.mark.parametrize(
    ("kind", "tenths", "reason"),
    [
        (StepKind.EXHALE, 20, "light-headed"),
        (StepKind.INHALE, 3, "half a second"),
        (StepKind.INHALE, 0, "a way in"),
        (StepKind.EXHALE, 130, "used to it"),
    ],
)
def test_what_is_not_safe_says_why_and_cannot_be_kept(rooms, maker, kind, tenths, reason):
    slider(rooms, kind).setValue(tenths)
    assert reason in words(rooms, "concerns")
    assert words(rooms, "verdict") == "It cannot be kept like this"
    assert sign(rooms) == "not-yet"
    assert not the(rooms, "save").isEnabled()
    assert not the(rooms, "hear").isEnabled()


def test_a_hold_cannot_even_be_set_longer_than_is_safe(rooms, maker):
    slider(rooms, StepKind.HOLD).setValue(500)
    assert rooms.window.screen_shown.draft.tenths[StepKind.HOLD] == 70
    assert "in pregnancy" in words(rooms, "concerns")
    assert words(rooms, "verdict") == "Good to know"
    assert sign(rooms) == "info"
    slider(rooms, StepKind.HOLD).setValue(0)
    assert not the(rooms, "verdict").isVisible()


def test_a_very_long_breath_has_to_be_confirmed(rooms, maker):
    confirm = the(rooms, "confirm", Toggle)
    assert not confirm.isVisible()
    slider(rooms, StepKind.EXHALE).setValue(130)
    assert confirm.isVisible()
    confirm.click()
    assert the(rooms, "save").isEnabled()
    slider(rooms, StepKind.EXHALE).setValue(60)
    slider(rooms, StepKind.EXHALE).setValue(130)
    assert not the(rooms, "save").isEnabled()


def test_a_second_inhale_is_paced_for_five_minutes_at_most(qtbot, rooms, maker):
    slider(rooms, StepKind.TOP_UP).setValue(10)
    press(qtbot, rooms, "save")
    kept = rooms.house.patterns.patterns["my-breath"]
    assert [step.kind for step in kept.steps] == [StepKind.INHALE, StepKind.TOP_UP, StepKind.EXHALE]
    assert kept.limit() == 300


def test_a_second_inhale_says_why_it_is_not_paced_for_longer(rooms, maker):
    most = the(rooms, "most", ChoiceTile)
    assert all(choice.enabled for choice in most.choices)
    slider(rooms, StepKind.TOP_UP).setValue(10)
    reasons = {choice.value: choice.note for choice in most.choices if not choice.enabled}
    assert reasons.keys() == {None, 10.0}
    assert {*reasons.values()} == {"A second breath in is paced for at most five minutes."}
    assert reasons[None] in words(rooms, "concerns")
    assert most.value == 5.0


def test_a_limit_of_its_own_is_shown(rooms, maker):
    rooms.window.screen_shown.show_pattern("sigh")
    own = rooms.house.patterns.patterns["sigh"].limit() / 60
    assert the(rooms, "most", ChoiceTile).value == own


@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (800, 480)])
def test_to_keep_it_is_seen_without_scrolling(qtbot, rooms, maker, size):
    rooms.window.resize(*size)
    parts = [the(rooms, name) for name in ("pattern_title", "save", "hear")]
    qtbot.waitUntil(lambda: all(part.visibleRegion().boundingRect() == part.rect() for part in parts))


def test_what_is_in_the_making_stays_while_one_goes_to_the_finder(qtbot, rooms, maker):
    slider(rooms, StepKind.EXHALE).setValue(77)
    the(rooms, "pattern_title", QLineEdit).setText("For the tr")
    before = rooms.window.screen_shown.making
    press(qtbot, rooms, "finder")
    press(qtbot, rooms, "leave")
    assert rooms.window.screen_shown.making == before
    assert the(rooms, "pattern_title", QLineEdit).text() == "For the tr"


def test_what_is_in_the_making_stays_until_it_is_kept(qtbot, rooms, maker):
    slider(rooms, StepKind.EXHALE).setValue(77)
    press(qtbot, rooms, "back")
    maker.begin(SessionPlan("still-water", breathing=Breathing("box")))
    assert rooms.window.screen_shown.draft.tenths[StepKind.EXHALE] == 77
    press(qtbot, rooms, "save")
    press(qtbot, rooms, "back")
    maker.begin(SessionPlan("still-water", breathing=Breathing("box")))
    assert the(rooms, "base", ChoiceTile).value == "box"


def test_what_is_in_the_making_gives_way_to_another_one_to_begin_with(qtbot, rooms, maker):
    slider(rooms, StepKind.EXHALE).setValue(77)
    rooms.window.screen_shown.show_pattern("box")
    press(qtbot, rooms, "back")
    maker.begin(PLAN)
    assert the(rooms, "base", ChoiceTile).value == "gentle-slow"
    assert not rooms.window.screen_shown.is_changed


def test_what_was_just_kept_is_still_there_after_the_finder(qtbot, rooms, maker):
    slider(rooms, StepKind.EXHALE).setValue(77)
    press(qtbot, rooms, "save")
    press(qtbot, rooms, "finder")
    press(qtbot, rooms, "leave")
    assert the(rooms, "base", ChoiceTile).value == "my-breath"
    assert rooms.window.screen_shown.draft.tenths[StepKind.EXHALE] == 77


def test_the_plan_takes_what_is_kept_and_not_what_is_only_brought_back(qtbot, rooms, maker):
    slider(rooms, StepKind.EXHALE).setValue(77)
    press(qtbot, rooms, "save")
    assert said(rooms) == "“My breath” is kept, and this plan breathes with it now."
    with qtbot.waitSignal(maker.finished) as finished:
        press(qtbot, rooms, "back")
    assert finished.args == ["my-breath"]
    maker.begin(PLAN)
    rooms.window.screen_shown.show_pattern("my-breath")
    press(qtbot, rooms, "remove")
    press(qtbot, rooms, "notice_action")
    assert "my-breath" in rooms.house.patterns.patterns
    with qtbot.waitSignal(maker.finished) as finished:
        press(qtbot, rooms, "back")
    assert finished.args == [""]


def test_a_second_inhale_is_never_longer_than_the_first(rooms, maker):
    slider(rooms, StepKind.INHALE).setValue(30)
    slider(rooms, StepKind.TOP_UP).setValue(200)
    assert slider(rooms, StepKind.TOP_UP).value() == 30
    slider(rooms, StepKind.INHALE).setValue(20)
    assert rooms.window.screen_shown.draft.tenths[StepKind.TOP_UP] == 20
    slider(rooms, StepKind.INHALE).setValue(40)
    assert slider(rooms, StepKind.TOP_UP).value() == 20
    rooms.window.screen_shown.show_pattern("gentle-slow")
    assert rooms.window.screen_shown.draft.tenths[StepKind.TOP_UP] == 0


def test_what_is_kept_can_be_chosen_and_changed_and_taken_back(qtbot, rooms, maker):
    the(rooms, "pattern_title", QLineEdit).setText("For the train")
    slider(rooms, StepKind.EXHALE).setValue(65)
    press(qtbot, rooms, "save")
    assert rooms.house.patterns.patterns["for-the-train"].steps[1].length == 6.5
    assert "For the train" in said(rooms)
    slider(rooms, StepKind.EXHALE).setValue(70)
    press(qtbot, rooms, "save")
    assert rooms.house.patterns.patterns["for-the-train"].steps[1].length == 7.0
    press(qtbot, rooms, "remove")
    assert "for-the-train" not in rooms.house.patterns.patterns
    press(qtbot, rooms, "notice_action")
    assert "for-the-train" in rooms.house.patterns.patterns


def test_a_disk_that_cannot_be_written_is_told_and_loses_nothing(qtbot, rooms, maker, monkeypatch):
    def refuse(_pattern):
        raise LogReadOnly("patterns")

    monkeypatch.setattr(rooms.house.patterns, "keep", refuse)
    slider(rooms, StepKind.EXHALE).setValue(65)
    press(qtbot, rooms, "save")
    assert "can be read but not written" in said(rooms)
    assert rooms.window.screen_shown.draft.tenths[StepKind.EXHALE] == 65


def test_a_breath_can_be_heard_and_seen_before_it_is_kept(qtbot, rooms, maker):
    slider(rooms, StepKind.EXHALE).setValue(65)
    press(qtbot, rooms, "hear")
    qtbot.waitUntil(lambda: the(rooms, "hear").text() == "Stop")
    assert rooms.house.stage.heard[0].steps[1].length == 6.5
    press(qtbot, rooms, "hear")
    qtbot.waitUntil(lambda: the(rooms, "hear").text() == "Hear it")


def test_the_keyboard_alone_makes_a_pattern(qtbot, rooms, maker):
    window = rooms.window
    with qtbot.waitActive(window):
        window.activateWindow()
    visited = set()
    for _ in range(20):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        at = QApplication.focusWidget().objectName()
        visited.add(at)
        if at == "step_exhale":
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp)
        if at == "save" and "step_exhale" in visited:
            break
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert rooms.house.patterns.patterns["my-breath"].steps[1].length == 7.0
    assert visited >= {"back", "base", "pattern_title", "step_inhale", "step_rest"}


def test_every_control_has_a_name(qtbot, bundled):
    screen = PatternScreen(Look(), bundled, lambda _slug: True)
    qtbot.addWidget(screen)
    nameless = [
        each.objectName()
        for each in screen.findChildren(QWidget)
        if each.focusPolicy() is Qt.FocusPolicy.StrongFocus
        and not each.accessibleName()
        and each.objectName() != "notice_action"  # it has none as long as there is nothing to do
    ]
    assert not nameless


def breathe_to_the_end(rooms):
    player = rooms.house.stage.player
    player.close()


def answer(qtbot, rooms, number):
    qtbot.keyClick(rooms.window.screen_shown, str(number))
    press(qtbot, rooms, "continue")


def test_the_most_comfortable_of_five_paces_is_kept(qtbot, rooms, maker):
    press(qtbot, rooms, "finder")
    press(qtbot, rooms, "go_on")
    for number, comfort in enumerate((3, 5, 8, 6, 2)):
        assert rooms.window.screen_shown.objectName() == "comfort_breathing"
        breathe_to_the_end(rooms)
        answer(qtbot, rooms, comfort)
        if number < 4:
            press(qtbot, rooms, "go_on")
    assert rooms.house.stage.practised == [(pytest.approx(rate, abs=0.05), 120) for rate in RATES]
    assert rooms.window.screen_shown.accessibleName() == "5.5 breaths a minute felt best."
    press(qtbot, rooms, "go_on")
    assert round(rooms.house.patterns.patterns["my-pace"].rate, 1) == 5.5
    assert said(rooms) == "“My pace” is kept, and this plan breathes with it now."
    assert rooms.window.screen_shown.objectName() == "patterns"


def test_a_pace_that_was_stopped_is_not_asked_about(qtbot, rooms, maker):
    press(qtbot, rooms, "finder")
    press(qtbot, rooms, "go_on")
    qtbot.keyClick(rooms.window.screen_shown, Qt.Key.Key_Escape)
    breathe_to_the_end(rooms)
    assert rooms.window.screen_shown.objectName() == "comfort_rest"


def test_one_may_stop_after_any_pace_and_keeps_what_was_found(qtbot, rooms, maker):
    press(qtbot, rooms, "finder")
    press(qtbot, rooms, "go_on")
    breathe_to_the_end(rooms)
    answer(qtbot, rooms, 7)
    press(qtbot, rooms, "leave")
    assert rooms.window.screen_shown.accessibleName() == "6.5 breaths a minute felt best."


def test_it_says_that_it_finds_comfort_and_no_resonance(qtbot, rooms, maker):
    press(qtbot, rooms, "finder")
    told = " ".join(label.text() for label in rooms.window.screen_shown.findChildren(QLabel))
    assert "comfortable" in told
    assert "does not find a resonance rate" in told


def test_space_pauses_a_pace(qtbot, rooms, maker):
    press(qtbot, rooms, "finder")
    press(qtbot, rooms, "go_on")
    player = rooms.house.stage.player
    qtbot.keyClick(rooms.window.screen_shown, Qt.Key.Key_Space)
    assert player.state is PlayerState.PAUSED
    assert player.master == Decibels(-6.0)
