"""The planner: somebody builds a session, hears of it, and keeps it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from mtrelax.app import QtMainThread
from mtrelax.backstage import FILES
from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.plans import read_plan, write_plan
from mtrelax.domain.errors import Cancelled, NothingToPlay
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import AmbienceChoice, Bells, Breathing, CueStyle, Ending, PhaseChoice, SessionPlan
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.services.drafting import Draftsman
from mtrelax.services.jobs import Jobs
from mtrelax.services.librarian import Librarian
from mtrelax.services.plan_desk import PlanDesk
from mtrelax.services.plans import Plans
from mtrelax.services.shelf import NoOwnMusic
from mtrelax.storage.folders import find_assets
from mtrelax.ui.planner import Listening, PlannerScreen
from mtrelax.ui.planner.words import minutes_told, minutes_typed
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import ChoiceTile, LevelSlider
from mtrelax.ui.window import MainWindow
from tests.ui.evening import settings_keeper

EVENING = SessionPlan("still-water", 20, title="Evening", script="shore-at-dusk")


class FakeTrial:
    def __init__(self):
        self.over = self.lost = self.closed = False
        self.position = Seconds(0.0)

    def tick(self):
        pass

    def close(self):
        self.closed = self.over = True


class FakeStage:
    """Plays nothing, and remembers what was asked for."""

    def __init__(self):
        self.heard = []
        self.trials = []
        self.broken = None

    def preview(self, plan, at, master):
        return self._try("session", plan, at)

    def try_layer(self, plan, layer, master):
        return self._try(layer.value, plan, None)

    def _try(self, what, plan, at):
        if self.broken:
            raise self.broken
        self.heard.append((what, plan, at))
        self.trials.append(FakeTrial())
        return self.trials[-1]


@pytest.fixture(scope="module")
def librarian():
    return Librarian(load_catalogue(find_assets()), NoOwnMusic(Cancelled()), FILES, Jobs(QtMainThread()))


@pytest.fixture(scope="module")
def draftsman(librarian):
    return Draftsman(librarian, lambda: 3)


@pytest.fixture
def keeper():
    return settings_keeper()


@pytest.fixture
def stage():
    return FakeStage()


@pytest.fixture
def plans(tmp_path):
    return Plans(tmp_path / "plans")


@pytest.fixture
def make(qtbot, draftsman, keeper, stage, plans):
    """Open the planner, in an active window."""
    window = MainWindow(Look("dark", 1.0, True))
    qtbot.addWidget(window)
    listening = Listening(stage, lambda: Decibels(-6.0), window)

    def planner(plan=EVENING, *, size=(1280, 800), desk=None):
        screen = PlannerScreen(
            Look("dark", 1.0, True),
            keeper,
            desk or PlanDesk(plans, plan),
            draftsman,
            listening,
        )
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show_screen(screen)
            window.show()
            window.activateWindow()
        return screen

    return planner


def the(screen, name, kind: type[QObject] = QWidget):
    """Return the part of that name; the newest, while an older one waits to be deleted."""
    return screen.findChildren(kind, name)[-1]


def press(screen, name):
    QTest.mouseClick(the(screen, name), Qt.MouseButton.LeftButton)


def pick(screen, name, value):
    tile = the(screen, name, ChoiceTile)
    tile._pick([choice.value for choice in tile.choices].index(value))  # noqa: SLF001 - as the list does, that is a window of its own


def do(screen, name):
    the(screen, f"plan_{name}", QAction).trigger()


def told(screen, name):
    return the(screen, name, QLabel).text()


def plan_of(screen):
    """Return the plan that the planner gives on."""
    given = []
    screen.plan_chosen.connect(given.append)
    press(screen, "use_plan")
    return given[-1]


def length_of(screen, kind):
    """Return how long a phase is on the strip, in minutes."""
    strip = the(screen, "strip")
    phases = dict(
        each.rsplit(" minute", 1)[0].rsplit(" ", 1) for each in strip.accessibleDescription().split(", ")
    )
    return float(phases[kind])


def focus(screen, name):
    the(screen, name).setFocus(Qt.FocusReason.TabFocusReason)
    return the(screen, name)


def test_the_strip_shows_what_is_really_made_of_the_plan(make, librarian):
    screen = make()
    phases = librarian.timeline(EVENING, 3)[0].phases
    for phase, name in zip(phases, ("Settling", "Breathing", "Deepening", "Music", "Returning"), strict=True):
        assert length_of(screen, name) == pytest.approx(phase.length / 60, abs=0.126)
    pick(screen, "length", 40.0)
    assert length_of(screen, "Music") > 15


def test_an_arrow_moves_a_border_by_half_a_minute(make):
    screen = make()
    QTest.keyClick(focus(screen, "border_0"), Qt.Key.Key_Right)
    plan = plan_of(screen)
    assert plan.phase(PhaseKind.SETTLE).minutes == 2.0
    assert length_of(screen, "Deepening") == 3.5
    QTest.keyClick(focus(screen, "border_0"), Qt.Key.Key_Left)
    QTest.keyClick(the(screen, "border_0"), Qt.Key.Key_Left)
    assert plan_of(screen).phase(PhaseKind.SETTLE).minutes == 1.0


def test_a_border_follows_the_pointer_in_half_minutes(make):
    screen = make()
    handle, strip = the(screen, "border_2"), the(screen, "strip")
    before = length_of(screen, "Music")
    middle = handle.rect().center()
    minute = (strip.width() - 20) / 20
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(round(2 * minute), 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    plan = plan_of(screen)
    assert plan.phase(PhaseKind.DEEPENING).minutes == 5.5
    assert length_of(screen, "Music") == pytest.approx(before - 2, abs=0.26)


def test_a_border_stops_where_the_voice_needs_its_time_and_it_is_said(make):
    screen = make()
    border = focus(screen, "border_2")
    for _ in range(4):
        QTest.keyClick(border, Qt.Key.Key_Left)
    assert length_of(screen, "Deepening") == 3.5
    assert "Shore at dusk" in told(screen, "plan_status")


def test_minutes_can_be_typed_at_a_border(make):
    screen = make()
    QTest.keyClick(focus(screen, "border_1"), Qt.Key.Key_6)
    field = the(screen, "strip_minutes", QLineEdit)
    assert field.hasFocus()
    QTest.keyClicks(field, ".5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    plan = plan_of(screen)
    assert plan.phase(PhaseKind.INDUCTION).minutes == 6.5
    assert plan.minutes == 20


def test_a_double_click_on_a_phase_asks_for_its_minutes_and_escape_leaves_them(make):
    screen = make()
    strip = the(screen, "strip")
    QTest.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() * 2 // 3, 40))
    field = the(screen, "strip_minutes", QLineEdit)
    assert field.accessibleName() == "Minutes of Music"
    QTest.keyClicks(field, "1")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert plan_of(screen) == EVENING


def test_more_minutes_of_music_make_the_session_longer(make):
    screen = make()
    press(screen, "phase_by_phase")
    field = the(screen, "minutes_music", QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "15")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert length_of(screen, "Music") == 15
    assert plan_of(screen).minutes > 25


def test_each_phase_may_have_music_of_its_own(make):
    screen = make()
    press(screen, "phase_by_phase")
    pick(screen, "music_return", "forest-morning")
    assert plan_of(screen).phases == (PhaseChoice(PhaseKind.RETURN, playlist="forest-morning"),)


def test_another_course_has_its_own_lengths(make):
    screen = make()
    QTest.keyClick(focus(screen, "border_0"), Qt.Key.Key_Right)
    assert the(screen, "as_recipe").isVisible()
    pick(screen, "recipe", "u")
    assert plan_of(screen).phases == ()
    assert the(screen, "as_recipe").isHidden()


def test_one_hears_the_session_from_where_one_pressed(qtbot, make, stage):
    screen = make()
    strip = the(screen, "strip")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() // 2, 60))
    press(screen, "hear")
    [(what, plan, at)] = stage.heard
    assert (what, plan) == ("session", EVENING)
    assert at == pytest.approx(600, abs=3)
    stage.trials[0].position = Seconds(4.0)
    qtbot.waitUntil(lambda: strip.at == at + 4.0)
    assert the(screen, "hear").text() == "Stop"
    press(screen, "hear")
    assert stage.trials[0].closed
    assert the(screen, "hear").text() == "Hear it"


def test_escape_stops_what_is_heard_and_only_then_leaves(qtbot, make, stage):
    screen = make()
    QTest.keyClick(focus(screen, "strip"), Qt.Key.Key_Space)
    left = []
    screen.tab_requested.connect(left.append)
    QTest.keyClick(the(screen, "strip"), Qt.Key.Key_Escape)
    assert stage.trials[0].closed
    assert left == []
    QTest.keyClick(the(screen, "strip"), Qt.Key.Key_Escape)
    assert left == ["today"]


def test_what_cannot_be_heard_is_said(make, stage):
    stage.broken = NothingToPlay("Still Water")
    screen = make()
    press(screen, "hear")
    assert "Still Water" in told(screen, "notice_words")


def test_the_keyboard_goes_along_the_strip(make):
    screen = make()
    strip = focus(screen, "strip")
    QTest.keyClick(strip, Qt.Key.Key_End)
    assert strip.at == pytest.approx(1200)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.at == pytest.approx(1185)
    assert "Returning" in told(screen, "plan_status")


def test_each_way_to_tell_the_breath_has_the_level_it_had(make, keeper, stage):
    keeper.change("continuous_level", -20.0)
    screen = make()
    pick(screen, "cue", CueStyle.CONTINUOUS)
    assert plan_of(screen).levels.cue == -20
    the(screen, "plan_level_cue", LevelSlider).setValue(80)
    press(screen, "hear_cue")
    level = plan_of(screen).levels.cue
    assert level > -10
    assert keeper.now.continuous_level == level
    assert keeper.now.tone_level == -12
    assert [(what, plan.breathing.cue) for what, plan, _ in stage.heard] == [("cue", CueStyle.CONTINUOUS)]


def test_a_breath_that_begins_faster_slows_down(make):
    screen = make()
    pick(screen, "start_rate", 7.0)
    assert plan_of(screen).breathing == Breathing("gentle-slow", 7.0, 3.0)
    pick(screen, "start_rate", None)
    assert plan_of(screen).breathing == Breathing()
    pick(screen, "pattern", None)
    assert plan_of(screen).breathing is None
    assert the(screen, "cue").isHidden()


def test_several_sounds_surround_the_music_each_at_its_level(make):
    screen = make()
    press(screen, "sound_add")
    press(screen, "sound_add")
    pick(screen, "sound_1", "fire")
    the(screen, "sound_level_1", LevelSlider).setValue(50)
    first, second = plan_of(screen).ambience
    assert first == AmbienceChoice("rain")
    assert second.sound == "fire"
    assert second.level < -5
    press(screen, "sound_remove_0")
    assert plan_of(screen).ambience == (second,)


def test_bells_and_the_ending_are_chosen(make):
    screen = make()
    assert the(screen, "bell_minutes").isHidden()
    pick(screen, "bells", Bells.INTERVAL)
    pick(screen, "bell_minutes", 10.0)
    pick(screen, "ending", Ending.SLEEP)
    plan = plan_of(screen)
    assert (plan.bells, plan.bell_minutes, plan.ending) == (Bells.INTERVAL, 10, Ending.SLEEP)
    assert length_of(screen, "Towards sleep") >= 5


def test_a_voice_that_needs_longer_makes_the_session_longer_and_it_is_said(make):
    screen = make(replace(EVENING, minutes=5, script=None))
    pick(screen, "script", "shore-at-dusk")
    assert plan_of(screen).minutes > 5
    assert "Shore at dusk" in told(screen, "notice_words")


def test_a_plan_is_saved_under_its_title(make, plans):
    screen = make()
    title = the(screen, "plan_title", QLineEdit)
    title.selectAll()
    QTest.keyClicks(title, "Sunday rest")
    press(screen, "save_plan")
    assert [each.plan for each in plans.saved()] == [replace(EVENING, title="Sunday rest")]
    assert not the(screen, "save_plan").isEnabled()


def test_leaving_and_coming_back_loses_nothing(make, plans, tmp_path):
    first = make()
    pick(first, "length", 45.0)
    desk = first._desk  # noqa: SLF001 - it is what stays while screens go
    screen = make(desk=desk)
    assert plan_of(screen).minutes == 45
    # And even at the next start.
    assert PlanDesk(Plans(tmp_path / "plans"), EVENING).plan.minutes == 45


def test_a_plan_is_duplicated_and_deleted_and_comes_back(make, plans):
    screen = make()
    press(screen, "save_plan")
    do(screen, "duplicate")
    assert [each.plan.title for each in plans.saved()] == ["Evening", "Evening 2"]
    do(screen, "delete")
    assert [each.plan.title for each in plans.saved()] == ["Evening"]
    press(screen, "notice_action")
    assert [each.plan.title for each in plans.saved()] == ["Evening", "Evening 2"]


def test_another_saved_plan_is_taken_from_the_list(make, plans):
    plans.save(replace(EVENING, title="Morning", minutes=10))
    screen = make()
    pick(screen, "plans", "morning")
    assert the(screen, "plan_title", QLineEdit).text() == "Morning"
    assert length_of(screen, "Music") < 5


def test_steps_are_taken_back_by_the_keyboard(qtbot, make):
    screen = make()
    QTest.keyClick(focus(screen, "border_0"), Qt.Key.Key_Right)
    QTest.keySequence(the(screen, "border_0"), "Ctrl+Z")
    assert plan_of(screen) == EVENING


def test_a_plan_is_written_to_a_file_and_opened_from_one(qtbot, make, tmp_path):
    screen = make()
    do(screen, "write")
    dialog = the(screen, "write_plan_dialog", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "shared.toml"))
    dialog.reject()
    assert read_plan(tmp_path / "shared.toml") == EVENING
    (tmp_path / "other.toml").write_text(write_plan(replace(EVENING, title="From a friend", minutes=30)))
    do(screen, "open")
    dialog = the(screen, "open_plan_dialog", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "other.toml"))
    dialog.reject()
    assert plan_of(screen).title == "From a friend"


def test_a_shared_plan_with_unknown_music_offers_to_choose_another(make, tmp_path):
    shared = replace(EVENING, playlist="ocean-night", ambience=(AmbienceChoice("whales"),))
    (tmp_path / "shared.toml").write_text(write_plan(shared))
    screen = make()
    screen.open_file(tmp_path / "shared.toml")
    assert "ocean-night" in told(screen, "notice_words")
    assert "whales" in told(screen, "notice_words")
    assert not the(screen, "use_plan").isEnabled()
    assert the(screen, "strip").isVisible()
    press(screen, "notice_action")
    assert QApplication.focusWidget().objectName() == "playlist"
    pick(screen, "playlist", "shore")
    assert not the(screen, "use_plan").isEnabled()
    press(screen, "sound_remove_0")
    assert plan_of(screen) == replace(shared, playlist="shore", ambience=())


def test_a_file_that_is_no_plan_is_said_and_changes_nothing(make, tmp_path):
    (tmp_path / "odd.toml").write_text("minutes = 'many'")
    screen = make()
    screen.open_file(tmp_path / "odd.toml")
    assert "odd.toml" in told(screen, "notice_words")
    assert plan_of(screen) == EVENING


@pytest.mark.parametrize("size", [(1280, 800), (800, 480)])
def test_the_keyboard_comes_to_everything_and_everything_has_a_name(qtbot, make, size):
    screen = make(replace(EVENING, ambience=(AmbienceChoice("rain"),)), size=size)
    press(screen, "phase_by_phase")
    screen.setFocus()
    names = []
    for _ in range(80):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        if at is screen or at.objectName() in names:
            break
        names.append(at.objectName())
        assert at.accessibleName(), at
    assert "" not in names
    along = names.index("strip")
    assert names[along : along + 6] == ["strip", "border_0", "border_1", "border_2", "border_3", "hear"]
    sounds = names.index("sound_0")
    assert names[sounds : sounds + 4] == ["sound_0", "sound_level_0", "sound_remove_0", "sound_add"]
    for name in ("plan_title", "strip", "border_0", "border_3", "hear", "minutes_settle", "music_return"):
        assert name in names
    for name in (
        "length",
        "sound_0",
        "sound_add",
        "plan_level_music",
        "cue",
        "make_pattern",
        "use_plan",
        "save_plan",
    ):
        assert name in names


@pytest.mark.parametrize(
    ("text", "count"), [("7", 7), ("7.5", 7.5), ("7,5", 7.5), ("7:30", 7.5), (".5 min", 0.5), ("soon", None)]
)
def test_minutes_are_understood_as_people_type_them(text, count):
    assert minutes_typed(text) == count


@pytest.mark.parametrize(("seconds", "said"), [(60, "1 min"), (150, "2½ min"), (106, "1¾ min"), (3, "¼ min")])
def test_minutes_are_told_to_a_quarter(seconds, said):
    assert minutes_told(seconds) == said


def test_a_pattern_can_be_asked_for(qtbot, make):
    screen = make()
    with qtbot.waitSignal(screen.pattern_editor_requested):
        press(screen, "make_pattern")


@pytest.mark.parametrize("layer", ["music", "ambience", "voice"])
def test_each_part_can_be_heard_alone_before_it_is_chosen(make, stage, layer):
    screen = make()
    press(screen, f"hear_{layer}")
    assert stage.heard[-1][0] == layer


def test_the_words_can_be_read_before_they_are_heard(qtbot, make):
    screen = make()
    pick(screen, "script", "body-scan")
    with qtbot.waitSignal(screen.reading_requested) as asked:
        press(screen, "read_script")
    assert asked.args[0].slug == "body-scan"
    pick(screen, "script", None)
    assert not the(screen, "read_script").isVisible()
