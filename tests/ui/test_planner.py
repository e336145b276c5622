"""The planner: somebody builds a session, hears of it, and keeps it."""

from dataclasses import replace
from pathlib import Path

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
from mtrelax.ui.home.choices import FIRST_AMBIENCE
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
    return Draftsman(librarian, lambda: 3, {"box": Path("/mine/box.toml")}.get)


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


def test_a_border_that_is_taken_back_leaves_everything_as_it_was(make):
    screen = make()
    handle, strip = the(screen, "border_1"), the(screen, "strip")
    before, middle = strip.accessibleDescription(), handle.rect().center()
    minute = (strip.width() - 20) / 20
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    at = handle.mapToParent(middle)
    QTest.mouseMove(handle, handle.mapFromParent(at + QPoint(round(2 * minute), 0)))
    assert (length_of(screen, "Breathing"), length_of(screen, "Deepening")) == (7, 3.5)
    assert "Shore at dusk" in told(screen, "plan_status")
    QTest.mouseMove(handle, handle.mapFromParent(at))
    assert strip.accessibleDescription() == before


def test_the_list_of_scripts_and_the_lengths_say_the_same_of_a_script(make):
    screen = make(
        replace(EVENING, ending=Ending.SLEEP, phases=(PhaseChoice(PhaseKind.SLEEP, 7.0),), minutes=40)
    )
    [script] = [each for each in the(screen, "script", ChoiceTile).choices if each.value == "shore-at-dusk"]
    short = the(screen, "length", ChoiceTile).choices[0]
    least = script.note.split()[1]
    assert f"at least {least} minutes" in short.note


@pytest.mark.parametrize("size", [(1280, 800), (900, 600), (800, 480)])
def test_what_one_may_do_is_said_in_one_line_in_every_window(qtbot, make, size):
    screen = make(size=size)
    QTest.keyClick(focus(screen, "border_0"), Qt.Key.Key_Right)
    assert the(screen, "as_recipe").isVisible()
    status = the(screen, "plan_status", QLabel)
    assert "Press where you like" in status.text()
    qtbot.waitUntil(lambda: status.width() >= status.fontMetrics().horizontalAdvance(status.text()))


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


def press_at(screen, share):
    """Press the strip at a share of its length."""
    strip = the(screen, "strip")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip.width() * share), 60))


def test_a_press_elsewhere_while_the_session_is_heard_goes_on_from_there(make, stage):
    screen = make()
    press_at(screen, 0.25)
    assert stage.heard == []
    press(screen, "hear")
    press_at(screen, 0.75)
    assert [round(at / 60) for _, _, at in stage.heard] == [5, 15]
    assert [trial.closed for trial in stage.trials] == [True, False]
    QTest.keyClick(the(screen, "strip"), Qt.Key.Key_Left)
    assert stage.heard[-1][2] == pytest.approx(stage.heard[-2][2] - 15)
    assert the(screen, "hear").text() == "Stop"


def test_a_pointer_that_is_held_is_followed_and_heard_where_it_is_let_go(qtbot, make, stage):
    screen = make()
    strip = the(screen, "strip")
    press(screen, "hear")
    at = QPoint(strip.width() // 4, 60)
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=at)
    for step in range(1, 6):
        QTest.mouseMove(strip, at + QPoint(step * strip.width() // 10, 0))
        with qtbot.waitSignal(screen._listening.changed):  # noqa: SLF001 - what is heard goes on meanwhile
            stage.trials[-1].position += 1.0
        assert strip.at / 60 == pytest.approx(5 + 2 * step, abs=0.2)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=at * 3)
    assert [round(at / 60) for _, _, at in stage.heard] == [0, 5, 15]


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
    assert first == AmbienceChoice(FIRST_AMBIENCE)
    assert second.sound == "fire"
    assert second.level < -5
    press(screen, "sound_remove_0")
    plan = plan_of(screen)
    assert plan.ambience == (AmbienceChoice("fire"),)
    assert plan.levels.ambience == pytest.approx(EVENING.levels.ambience + second.level)


def test_one_sound_is_as_loud_as_the_session_will_say(make):
    screen = make(replace(EVENING, ambience=(AmbienceChoice("rain"),)))
    level = the(screen, "sound_level_0", LevelSlider)
    assert (level.accessibleName(), level.value(), level.value_text) == ("How loud", 33, "very soft")
    assert the(screen, "plan_level_ambience").isHidden()
    level.setValue(60)
    plan = plan_of(screen)
    assert (plan.levels.ambience, plan.ambience) == (level.level, (AmbienceChoice("rain"),))
    press(screen, "sound_add")
    assert (level.accessibleName(), level.value_text) == ("How loud among them", "clear")
    assert the(screen, "plan_level_ambience", LevelSlider).value() == 60


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
    assert [each.plan.title for each in plans.saved()] == ["Evening", "Evening · 2"]
    assert "Evening · 2" in told(screen, "notice_words")
    do(screen, "delete")
    assert [each.plan.title for each in plans.saved()] == ["Evening"]
    press(screen, "notice_action")
    assert [each.plan.title for each in plans.saved()] == ["Evening", "Evening · 2"]


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


def test_both_dialogs_begin_where_a_plan_was_last(make, keeper, tmp_path):
    screen = make()

    def folder_of(what):
        do(screen, what)
        dialog = the(screen, f"{what}_plan_dialog", QFileDialog)
        dialog.reject()
        return Path(dialog.directory().absolutePath())

    assert folder_of("write") == folder_of("open")
    do(screen, "write")
    dialog = the(screen, "write_plan_dialog", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "shared.toml"))
    dialog.reject()
    assert [folder_of("open"), folder_of("write")] == [tmp_path, tmp_path]
    keeper.change("plan_folder", str(tmp_path / "gone"))
    assert folder_of("write") == folder_of("open") != tmp_path


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
    assert "ocean-night" not in told(screen, "notice_words")
    screen.show_notice("Something else happened.")
    press(screen, "choose_missing")
    assert QApplication.focusWidget().objectName() == "sound_0"
    press(screen, "sound_remove_0")
    assert plan_of(screen) == replace(shared, playlist="shore", ambience=())
    assert the(screen, "choose_missing").isHidden()


def test_what_was_missing_is_not_said_any_longer_than_it_is(qtbot, make, tmp_path):
    (tmp_path / "shared.toml").write_text(write_plan(replace(EVENING, playlist="ocean-night")))
    screen = make()
    screen.open_file(tmp_path / "shared.toml")
    assert the(screen, "notice_words").isVisible()
    pick(screen, "playlist", "shore")
    qtbot.waitUntil(lambda: not the(screen, "notice_words").isVisible())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("minutes = 'many'", "its length in minutes should be a number, at least 1 and at most 120"),
        ("minutes = ", "it is no session plan of this version"),
        ("lenght = 3", "it has “lenght”, which no plan has"),
        ("[levels]\nmusic = 90", "something is not right in its levels (levels.music)"),
    ],
)
def test_a_file_that_is_no_plan_is_said_and_changes_nothing(make, tmp_path, text, why):
    (tmp_path / "odd.toml").write_text(f'format = 1\nplaylist = "a"\n{text}')
    said = f"“odd.toml” could not be opened: {why}. Nothing was changed."
    screen = make()
    screen.open_file(tmp_path / "odd.toml")
    assert told(screen, "notice_words") == said
    assert plan_of(screen) == EVENING


@pytest.mark.parametrize("size", [(1280, 800), (800, 480)])
def test_the_keyboard_comes_to_everything_and_everything_has_a_name(qtbot, make, size):
    sounds = AmbienceChoice("rain"), AmbienceChoice("fire")
    screen = make(replace(EVENING, ambience=sounds), size=size)
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
    assert names[sounds : sounds + 4] == ["sound_0", "sound_level_0", "sound_remove_0", "sound_1"]
    assert names[sounds + 5 : sounds + 8] == ["sound_remove_1", "plan_level_ambience", "sound_add"]
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
    ("text", "count"),
    [
        ("7", 7),
        ("7.5", 7.5),
        ("7,5", 7.5),
        ("7:30", 7.5),
        (".5 min", 0.5),
        ("soon", None),
        ("-3", None),
        ("−3", None),
        ("7 8", None),
        ("-7:30", None),
    ],
)
def test_minutes_are_understood_as_people_type_them(text, count):
    assert minutes_typed(text) == count


@pytest.mark.parametrize(
    ("seconds", "said"), [(60, "1 min"), (150, "2.5 min"), (106, "1.8 min"), (3, "0.1 min")]
)
def test_minutes_are_told_to_a_tenth(seconds, said):
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
    assert PhaseKind.RETURN in asked.args[1]
    pick(screen, "ending", Ending.SLEEP)
    with qtbot.waitSignal(screen.reading_requested) as asked:
        press(screen, "read_script")
    assert PhaseKind.RETURN not in asked.args[1]
    pick(screen, "script", None)
    assert not the(screen, "read_script").isVisible()


@pytest.mark.parametrize("minutes", [7, 20, 37, 45])
def test_the_strip_and_the_fields_tell_the_same_minutes_and_together_they_are_the_whole(make, minutes):
    screen = make(replace(EVENING, minutes=minutes, script=None))
    press(screen, "phase_by_phase")
    fields = [the(screen, f"minutes_{kind.value}", QLineEdit) for kind in PhaseKind]
    shown = [float(each.text()) for each in fields if each.isVisible() and each.text() != "0"]
    phases = the(screen, "strip").accessibleDescription().split(", ")
    assert shown == [float(each.rsplit(" ", 2)[1]) for each in phases]
    assert sum(shown) == pytest.approx(minutes)


@pytest.mark.parametrize("text", ["-3", "abc"])
def test_what_are_no_minutes_is_answered_with_what_is_allowed(make, text):
    screen = make()
    press(screen, "phase_by_phase")
    field = focus(screen, "minutes_settle")
    before = field.text()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "a number from 0 to 120" in told(screen, "plan_status")
    assert field.text() == before
    assert plan_of(screen) == EVENING


def test_a_border_that_stops_says_where_a_phase_is_left_out(make):
    screen = make(replace(EVENING, script=None))
    border = focus(screen, "border_0")
    for _ in range(8):
        QTest.keyClick(border, Qt.Key.Key_Left)
    assert "Under “Phase by phase”, 0 leaves it out." in told(screen, "plan_status")


def test_every_choice_is_a_step_of_its_own(make):
    screen = make()
    for _ in range(3):
        press(screen, "sound_add")
    QTest.keyClick(focus(screen, "border_0"), Qt.Key.Key_Right)
    QTest.keyClick(the(screen, "border_0"), Qt.Key.Key_Right)
    do(screen, "undo")
    assert plan_of(screen).phase(PhaseKind.SETTLE).minutes == 2.0
    for left in (3, 2, 1, 0):
        do(screen, "undo")
        assert len(plan_of(screen).ambience) == left
    assert plan_of(screen) == EVENING


def test_a_slider_that_goes_along_is_one_step(make):
    screen = make()
    level = the(screen, "plan_level_music", LevelSlider)
    for value in (50, 60, 70):
        level.setValue(value)
    do(screen, "undo")
    assert plan_of(screen) == EVENING


def test_a_breath_is_spoken_of_only_where_it_is_paced(make):
    screen = make(replace(EVENING, script=None, breathing=Breathing("box")))
    press(screen, "phase_by_phase")
    for name in ("minutes_induction", "minutes_deepening"):
        assert the(screen, "caution").isVisible()
        field = focus(screen, name)
        field.selectAll()
        QTest.keyClicks(field, "0")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert the(screen, "caution").isHidden()
    do(screen, "undo")
    assert the(screen, "caution").isVisible()


@pytest.mark.parametrize(("pattern", "named"), [("box", True), ("gentle-slow", False)])
def test_a_written_plan_says_which_file_of_ones_own_others_need_too(make, tmp_path, pattern, named):
    screen = make(replace(EVENING, breathing=Breathing(pattern)))
    do(screen, "write")
    dialog = the(screen, "write_plan_dialog", QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "shared.toml"))
    dialog.reject()
    assert "Written to shared.toml." in told(screen, "notice_words")
    assert (str(Path("/mine/box.toml")) in told(screen, "notice_words")) is named


def test_what_is_kept_aside_has_a_name_that_nothing_else_has(make, plans, tmp_path):
    shared = tmp_path / "shared.toml"
    screen = make()
    for minutes in (10, 15):
        shared.write_text(write_plan(replace(EVENING, title="Night two", minutes=minutes)))
        screen.open_file(shared)
    assert told(screen, "notice_words") == (
        "“Night two” is open. What lay here before is kept as “Night two · 2”."
    )
    assert [each.plan.title for each in plans.saved()] == ["Night two · 2"]


def test_a_plan_that_is_here_already_is_opened_and_not_copied(make, plans, tmp_path):
    shared = tmp_path / "shared.toml"
    screen = make()
    press(screen, "save_plan")
    for opened, said in (
        (EVENING, "“Evening” is open already."),
        (replace(EVENING, title="Night two"), "“Night two” is open."),
        (replace(EVENING, title="Night two"), "“Night two” is open already."),
        (EVENING, "“Evening” is one of your plans. Here it is."),
        (replace(EVENING, title="Night two"), "“Night two” is open."),
    ):
        shared.write_text(write_plan(opened))
        screen.open_file(shared)
        assert told(screen, "notice_words") == said
        assert plan_of(screen) == opened
    assert [each.plan for each in plans.saved()] == [EVENING]


def test_a_plan_without_a_title_is_known_again_when_its_file_is_opened(make, plans, tmp_path):
    screen = make(replace(EVENING, title=""))
    pick(screen, "length", 25.0)
    plan = plan_of(screen)
    (tmp_path / "plan.toml").write_text(write_plan(plan))
    screen.open_file(tmp_path / "plan.toml")
    assert plan_of(screen) == replace(plan, title="Plan")
    assert plans.saved() == []


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_it_is_seen_which_border_the_keyboard_is_at(make, theme):
    screen = make()
    screen.look.choose(theme)
    focus_colour = screen.look.theme.colour("focus").rgb()

    def is_marked(name):
        image = the(screen, name).grab().toImage()
        return focus_colour in {
            image.pixel(x, y) for x in range(image.width()) for y in range(image.height())
        }

    focus(screen, "border_1")
    assert is_marked("border_1")
    assert not is_marked("border_2")


def test_nothing_that_tab_comes_to_is_without_a_name(make):
    screen = make(replace(EVENING, ambience=(AmbienceChoice("rain"),)))
    press(screen, "phase_by_phase")
    screen.show_notice("A sentence.", "Do it", print)
    stops = [
        each
        for each in screen.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(stops) > 30
    assert [each.objectName() for each in stops if not each.accessibleName()] == []
