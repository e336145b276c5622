"""Plans that are saved, and what is begun and not saved yet."""

from dataclasses import replace

import pytest

from mtrelax.catalogue.plans import write_plan
from mtrelax.domain.errors import LogUnavailable, WrongFile
from mtrelax.domain.plan import AmbienceChoice, Bells, SessionPlan
from mtrelax.domain.time import Decibels
from mtrelax.services.plan_desk import PlanDesk
from mtrelax.services.plans import NEW, Plans, is_plan

EVENING = SessionPlan("still-water", 20, title="Evening wind-down")
RICH = replace(
    EVENING,
    title="Röte & Ruhe",
    ambience=(AmbienceChoice("rain"), AmbienceChoice("fire", Decibels(-6.0))),
    bells=Bells.PHASES,
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "plans"


@pytest.fixture
def plans(folder):
    return Plans(folder)


@pytest.fixture
def desk(plans):
    return PlanDesk(plans, SessionPlan("still-water"))


def again(folder):
    """The program, started once more."""
    return PlanDesk(Plans(folder), SessionPlan("shore"))


def test_what_was_saved_is_there_at_the_next_start(plans, folder):
    for plan in (EVENING, RICH):
        plans.save(plan)
    assert [each.plan for each in Plans(folder).saved()] == [EVENING, RICH]
    assert {path.name for path in folder.glob("*.toml")} == {"evening-wind-down.toml", "rote-ruhe.toml"}


def test_a_plan_has_its_title_as_long_as_it_is_as_one_that_was_saved_under_it(plans):
    for minutes in (20, 40):
        plans.save(replace(EVENING, minutes=minutes))
    told = [plans.title_of(replace(EVENING, minutes=minutes)) for minutes in (20, 30, 40)]
    assert told == ["Evening wind-down", "Evening wind-down, changed", "Evening wind-down"]
    assert plans.title_of(replace(EVENING, title="From a colleague")) == "From a colleague"
    assert plans.title_of(replace(EVENING, title="")) == ""


def test_two_plans_of_one_title_are_two_plans(plans):
    names = {plans.save(EVENING).name, plans.save(EVENING).name}
    assert len(names) == 2
    assert len(plans.saved()) == 2


def test_a_plan_keeps_its_file_under_another_title(plans):
    name = plans.save(EVENING).name
    plans.save(replace(EVENING, title="Late"), name)
    assert [(each.name, each.plan.title) for each in plans.saved()] == [(name, "Late")]


def test_a_file_that_is_no_plan_is_left_alone_and_told(plans, folder):
    plans.save(EVENING)
    (folder / "broken.toml").write_text("minutes = ")
    assert [each.plan for each in plans.saved()] == [EVENING]
    assert [problem.file for problem in plans.problems] == [str(folder / "broken.toml")]


def test_a_deleted_plan_comes_back_as_it_was(plans, folder):
    name = plans.save(EVENING).name
    text = (folder / f"{name}.toml").read_text()
    plans.delete(name)
    assert plans.saved() == []
    plans.undo()
    assert (folder / f"{name}.toml").read_text() == text
    assert plans.undo() is None


def test_a_plan_that_is_written_to_a_file_can_be_opened_again(plans, tmp_path):
    plans.export(RICH, tmp_path / "shared.toml")
    assert plans.open(tmp_path / "shared.toml") == RICH


def test_a_plan_without_a_title_is_called_as_its_file(plans, tmp_path):
    plans.export(replace(EVENING, title=""), tmp_path / "sunday-rest.toml")
    assert plans.open(tmp_path / "sunday-rest.toml").title == "Sunday rest"


def test_a_plan_that_cannot_be_written_says_so_and_leaves_the_one_before(plans, folder):
    name = plans.save(EVENING).name
    (folder / f".{name}.toml.part").mkdir()  # nothing can be written there
    with pytest.raises(LogUnavailable):
        plans.save(replace(EVENING, minutes=30), name)
    assert [each.plan for each in plans.saved()] == [EVENING]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (write_plan(EVENING), True),
        ('format = 1\ntitle = "A"\ntracks = ["a.opus"]\n', False),
        ("minutes = ", True),
    ],
)
def test_a_plan_is_told_from_a_playlist(tmp_path, text, answer):
    (tmp_path / "a.toml").write_text(text)
    assert is_plan(tmp_path / "a.toml") is answer
    assert not is_plan(tmp_path / "a.opus")


def test_what_was_begun_is_there_at_the_next_start(desk, folder):
    desk.change(replace(desk.plan, minutes=45))
    desk.settle()
    found = again(folder)
    assert found.plan.minutes == 45
    assert found.is_changed


def test_what_was_changed_in_a_saved_plan_waits_there(desk, folder):
    desk.change(EVENING)
    desk.save()
    desk.change(replace(EVENING, minutes=40))
    found = again(folder)
    assert found.changed_names == []
    desk.settle()
    found = again(folder)
    assert found.changed_names == [desk.name]
    found.take(desk.name)
    assert found.plan.minutes == 40
    found.revert()
    assert found.plan == EVENING
    assert again(folder).changed_names == []


def test_a_new_plan_does_not_take_the_place_of_one_that_was_begun(desk):
    desk.change(replace(desk.plan, minutes=45))
    assert desk.begin(EVENING, "My session") == "My session"
    assert [(each.plan.title, each.plan.minutes) for each in desk.saved] == [("My session", 45)]
    assert desk.plan == EVENING


@pytest.mark.parametrize("saved_meanwhile", [False, True])
def test_what_is_put_aside_is_called_as_nothing_else_is(desk, plans, saved_meanwhile):
    plans.save(EVENING)
    desk.refresh()
    desk.change(EVENING)
    desk.settle()
    if saved_meanwhile:
        desk.take("evening-wind-down")
    opened = replace(EVENING, title="Evening wind-down · 2")
    assert desk.begin(opened, "My session") == "Evening wind-down · 3"
    assert {each.plan.title for each in desk.saved} == {"Evening wind-down", "Evening wind-down · 3"}
    assert desk.plan == opened


def test_a_plan_that_was_brought_is_not_lost_either(desk, folder):
    desk.begin(RICH, touched=True)
    assert desk.is_changed
    assert again(folder).plan == RICH
    desk.begin(EVENING, "My session")
    assert [each.plan for each in desk.saved] == [RICH]


def test_steps_are_taken_back_and_again(desk):
    first = desk.plan
    for minutes in (30, 31, 32):
        desk.change(replace(first, minutes=minutes))
    desk.settle()
    desk.change(replace(first, minutes=60))
    desk.undo()
    assert desk.plan.minutes == 32
    desk.undo()
    assert desk.plan == first
    assert not desk.is_changed
    desk.redo()
    desk.redo()
    assert desk.plan.minutes == 60
    assert not desk.can_redo


def test_a_saved_plan_is_no_draft_any_more(desk, folder):
    desk.change(EVENING)
    desk.settle()
    desk.save()
    assert not desk.is_changed
    assert list((folder / "drafts").glob("*")) == []


def test_a_duplicate_is_another_plan(desk):
    desk.change(EVENING)
    desk.save()
    first = desk.name
    desk.duplicate("My session")
    assert desk.name not in {first, NEW}
    desk.duplicate("My session")
    titles = [each.plan.title for each in desk.saved]
    assert titles == ["Evening wind-down", "Evening wind-down · 2", "Evening wind-down · 3"]


def test_what_was_deleted_lies_there_until_another_is_taken(desk):
    desk.change(EVENING)
    desk.save()
    desk.delete()
    assert desk.plan == EVENING
    assert desk.is_new
    assert desk.saved == []
    desk.bring_back()
    assert [each.plan for each in desk.saved] == [EVENING]
    assert not desk.is_changed


def test_what_is_chosen_elsewhere_is_followed_until_something_is_begun(desk):
    desk.follow(RICH)
    assert desk.plan == RICH
    desk.change(EVENING)
    desk.follow(RICH)
    assert desk.plan == EVENING


def test_a_wrong_file_is_refused_by_its_name(plans, tmp_path):
    (tmp_path / "odd.toml").write_text('format = 1\nplaylist = "a"\nminutes = 900\n')
    with pytest.raises(WrongFile, match="minutes"):
        plans.open(tmp_path / "odd.toml")
