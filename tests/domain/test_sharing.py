"""How long the phases of a session are, where somebody has wishes of their own."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtrelax.domain.compile import closing_length, compile_session
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Ending, PhaseChoice, SessionPlan
from mtrelax.domain.script import Narration, Script, ScriptUse
from mtrelax.domain.time import Seconds
from mtrelax.domain.track import Track
from tests.domain.worlds import HOME, LEADING, RECIPES, World, planned

NEARLY = 1e-6
NO_WORDS = Narration(Script("none", "None", "en", ScriptUse.RETURN, ()))
SILENT = Materials((Track(Path("a.opus"), Seconds(300), "A"),), HOME, NO_WORDS, NO_WORDS)
KINDS = {kind.value: kind for kind in PhaseKind}


def lengths(world: World) -> dict[PhaseKind, float]:
    return dict.fromkeys(PhaseKind, 0.0) | {each.kind: each.length for each in world.timeline().phases}


def shared(minutes: float, ending: Ending = Ending.RETURN, **wished: float) -> dict[PhaseKind, float]:
    """Minutes of each phase of a session without words."""
    phases = tuple(PhaseChoice(KINDS[kind.rstrip("_")], length) for kind, length in wished.items())
    plan = SessionPlan("some", minutes, ending=ending, phases=phases)
    return {kind: each / 60 for kind, each in lengths(World(plan, SILENT)).items()}


@given(planned())
def test_whatever_is_wished_the_phases_make_up_the_session(world):
    timeline = world.timeline()
    assert timeline.length == pytest.approx(world.plan.minutes * 60)
    assert timeline.phases[0].start == 0
    assert all(left.end == right.start for left, right in pairwise(timeline.phases))
    assert all(phase.length > 0 for phase in timeline.phases)
    kinds = [phase.kind for phase in timeline.phases]
    assert kinds == sorted(kinds, key=list(PhaseKind).index)
    assert kinds[-1].value == world.plan.ending.value


@given(planned(told=True))
def test_whatever_is_wished_the_script_is_said_whole(world):
    wanted = [*LEADING, PhaseKind.RETURN] if world.plan.ending is Ending.RETURN else LEADING
    written = [
        sentence.text
        for kind in wanted
        for paragraph in world.narration.script.paragraphs
        if paragraph.phase is kind
        for sentence in paragraph.sentences
    ]
    assert [each.text for each in world.timeline().captions][: len(written)] == written


@given(planned((Ending.RETURN,)))
def test_whatever_is_wished_there_is_time_to_come_back(world):
    least = closing_length(world.materials, Seconds(world.plan.minutes * 60))
    assert lengths(world)[PhaseKind.RETURN] >= least - NEARLY


@given(planned((Ending.SLEEP,)))
def test_whatever_is_wished_sound_fades_slowly_into_sleep(world):
    fade = lengths(world)[PhaseKind.SLEEP] / 60
    assert min(5, world.plan.minutes / 2) - NEARLY <= fade <= 15 + NEARLY


@given(planned((Ending.RETURN,)))
def test_wishes_are_met_where_that_is_possible(world):
    silent = replace(world, materials=replace(world.materials, narration=None))
    wished = {each.kind: each.minutes for each in world.plan.phases if each.minutes is not None}
    least = 0.5 if world.plan.minutes < 5 else 1.0
    if PhaseKind.RETURN in wished:
        wished[PhaseKind.RETURN] = max(wished[PhaseKind.RETURN], least)
    wished.pop(PhaseKind.SLEEP, None)
    others = {*LEADING, PhaseKind.RETURN} - wished.keys()
    assume(others)
    assume(sum(wished.values()) + (PhaseKind.RETURN in others) * least <= world.plan.minutes)
    found = lengths(silent)
    assert {kind: found[kind] / 60 for kind in wished} == pytest.approx(wished)


def test_the_other_phases_share_what_is_left_as_the_recipe_has_it():
    # Of 16 minutes, 60 s, 120 s, 240 s and 80 s in 500.
    found = shared(20, induction=4)
    assert list(found.values())[:5] == pytest.approx([1.92, 4, 3.84, 7.68, 2.56])


def test_caps_hold_where_nobody_wished_otherwise():
    assert shared(60)[PhaseKind.INDUCTION] == pytest.approx(5)
    found = shared(60, settle=4)
    assert (found[PhaseKind.SETTLE], found[PhaseKind.INDUCTION]) == pytest.approx((4, 5))
    assert shared(60, induction=9)[PhaseKind.INDUCTION] == pytest.approx(9)
    assert shared(60, return_=10)[PhaseKind.RETURN] == pytest.approx(10)


def test_a_cap_is_no_reason_against_a_wish():
    # Of the 50 minutes that are left, 60, 180 and 80 s in 320.
    found = shared(60, deepening=5, music=5)
    assert list(found.values())[:5] == pytest.approx([9.375, 28.125, 5, 5, 12.5])


def test_music_gives_way_first_then_deepening_then_all_others_in_proportion():
    music = shared(10, settle=1, induction=3, deepening=2, music=4, return_=2)
    assert list(music.values())[:5] == pytest.approx([1, 3, 2, 2, 2])
    deepening = shared(7, settle=1, induction=3, deepening=2, music=4, return_=2)
    assert list(deepening.values())[:5] == pytest.approx([1, 3, 1, 0, 2])
    others = shared(5, settle=2, induction=6, deepening=2, music=4, return_=1)
    assert list(others.values())[:5] == pytest.approx([1, 3, 0, 0, 1])


def test_what_nobody_wished_for_gives_way_to_a_wish():
    found = shared(10, music=8)
    assert found[PhaseKind.MUSIC] == pytest.approx(8)
    assert found[PhaseKind.RETURN] == pytest.approx(1)


def test_more_time_than_was_wished_for_is_music():
    more = shared(30, settle=1, induction=3, deepening=2, music=4, return_=2)
    assert more[PhaseKind.MUSIC] == pytest.approx(22)
    without = shared(30, settle=1, induction=3, deepening=2, music=0, return_=2)
    assert without[PhaseKind.DEEPENING] == pytest.approx(24)


@pytest.mark.parametrize(("wish", "fade"), [(1, 5), (8, 8), (40, 15)])
def test_the_fade_into_sleep_may_be_wished_for_within_its_limits(wish, fade):
    assert shared(60, Ending.SLEEP, sleep=wish)[PhaseKind.SLEEP] == pytest.approx(fade)


@pytest.mark.parametrize("ending", Ending)
def test_a_wish_for_the_other_ending_means_nothing(ending):
    other = {"sleep": 8} if ending is Ending.RETURN else {"return": 8}
    assert shared(30, ending, **other) == shared(30, ending)


@given(st.sampled_from(RECIPES), st.floats(1, 120), st.sampled_from(Ending))
def test_without_wishes_nothing_changes_by_asking_for_what_there_is(recipe, minutes, ending):
    materials = replace(SILENT, recipe=recipe)
    plan = SessionPlan("some", minutes, ending=ending)
    before = compile_session(plan, materials).phases
    asked = tuple(PhaseChoice(each.kind, each.length / 60) for each in before)
    again = compile_session(replace(plan, phases=asked), materials).phases
    assert [each.kind for each in again] == [each.kind for each in before]
    assert [each.length for each in again] == pytest.approx([each.length for each in before])
