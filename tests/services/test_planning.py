"""What a drag and a typed number do to a plan, and what is done about what is not here."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtrelax.domain.compile import SHORT_SESSION
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import AmbienceChoice, Breathing, Ending, PhaseChoice, SessionPlan
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.services.drafting import Draftsman, Missing
from mtrelax.services.planning import (
    Sketch,
    Stop,
    as_recipe,
    move_border,
    set_minutes,
    with_ending,
    with_phase,
)
from tests.domain.worlds import planned, worlds

SOON = 1.0
"""Lengths that differ by less are alike, in seconds."""


def sketched(world):
    return Sketch(world.plan, world.timeline(), world.materials)


def ends(sketch):
    return [phase.end for phase in sketch.phases]


@given(world=planned(), border=st.integers(0, 9), share=st.floats(-0.2, 1.2))
def test_a_border_moves_and_all_else_is_as_long_but_for_the_part_that_gives(world, border, share):
    sketch = sketched(world)
    assume(len(sketch.phases) > 1)
    border %= len(sketch.phases) - 1
    moved = move_border(sketch, border, Seconds(sketch.timeline.length * share))
    was, now = ([each.length for each in made.phases] for made in (sketch, moved.sketch))
    assert len(was) == len(now)
    assert moved.sketch.timeline.length == pytest.approx(sketch.timeline.length)
    onward = sum(now[: border + 1]) > sum(was[: border + 1])
    taking, ahead = (border, range(border + 1, len(was))) if onward else (border + 1, range(border, -1, -1))
    giving = [index for index in ahead if now[index] < was[index] - SOON]
    others = [index for index in range(len(was)) if index not in {taking, *giving}]
    assert [now[index] for index in others] == pytest.approx([was[index] for index in others], abs=SOON)
    # Nothing but a phase with words moves along, so that one behind it gives.
    nearer = ahead[: ahead.index(giving[-1])] if giving else ()
    script = world.materials.narration.script if world.materials.narration else None
    told = {each.phase for each in script.paragraphs} if script else set()
    assert {sketch.phases[index].kind for index in nearer} <= told
    assert moved.sketch.timeline == moved.sketch.again(moved.sketch.plan).timeline


@given(world=planned(), border=st.integers(0, 9), share=st.floats(0, 1))
def test_a_border_ends_where_it_was_wanted_or_it_is_said_why_not(world, border, share):
    sketch = sketched(world)
    assume(len(sketch.phases) > 1)
    border %= len(sketch.phases) - 1
    to = sketch.timeline.length * share
    moved = move_border(sketch, border, Seconds(to))
    off = abs(moved.sketch.phases[border].end - to)
    assert off <= 15 + SOON or (moved.stop is not None and moved.kind is not None)


@given(world=planned())
def test_the_lengths_that_are_told_are_near_and_together_the_whole(world):
    sketch = sketched(world)
    assert sum(sketch.told.values()) == pytest.approx(6 * round(sketch.timeline.length / 6))
    assert all(abs(sketch.told[each.kind] - each.length) < 6 for each in sketch.phases)


@given(world=worlds(told=True), border=st.integers(0, 9))
def test_no_border_takes_from_the_voice_what_it_needs(world, border):
    sketch = sketched(world)
    border %= len(sketch.phases) - 1
    said = [caption.text for caption in sketch.timeline.captions]
    for to in (0.0, sketch.timeline.length):
        moved = move_border(sketch, border, Seconds(to)).sketch
        # Of the general return, as much is said as there is time for.
        own = [each.text for each in moved.timeline.captions if each.start < moved.phases[-1].start]
        assert own == said[: len(own)]
        lengths = zip(sketch.phases, moved.phases, strict=True)
        assert all(now.length >= min(30, was.length) - SOON for was, now in lengths)


@given(
    world=planned((Ending.RETURN,)),
    kind=st.sampled_from((*list(PhaseKind)[:4], PhaseKind.RETURN)),
    count=st.sampled_from((0.5, 2.0, 7.25, 30.0)),
)
def test_typed_minutes_are_had_or_it_is_said_why_not(world, kind, count):
    sketch = sketched(world)
    # Where a session grows over five minutes, the way back takes twice as long.
    assume(sketch.timeline.length >= SHORT_SESSION)
    moved = set_minutes(sketch, kind, count)
    if moved.stop is None:
        assert moved.sketch.length_of(kind) == pytest.approx(count * 60, abs=SOON)
        for other in set(PhaseKind) - {kind, PhaseKind.MUSIC}:
            assert moved.sketch.length_of(other) == pytest.approx(sketch.length_of(other), abs=4 * SOON)


@pytest.fixture
def draftsman(librarian):
    return Draftsman(librarian, lambda: 3, {}.get)


@pytest.fixture
def sketch(draftsman):
    """Twenty minutes with a voice that needs its time in the deepening."""
    return draftsman.outline(SessionPlan("evening", 20, script="shore-at-dusk")).sketch


def test_the_border_stops_where_the_voice_needs_its_time(sketch):
    deepening = [each.kind for each in sketch.phases].index(PhaseKind.DEEPENING)
    moved = move_border(sketch, deepening, Seconds(0.0))
    assert (moved.stop, moved.kind) == (Stop.SCRIPT, PhaseKind.SETTLE)
    assert [each.text for each in moved.sketch.timeline.captions] == [
        each.text for each in sketch.timeline.captions
    ]


def test_a_phase_that_the_voice_fills_moves_along_and_the_next_one_gives(sketch):
    was = {each.kind: each.length for each in sketch.phases}
    breath = [each.kind for each in sketch.phases].index(PhaseKind.INDUCTION)
    moved = move_border(sketch, breath, Seconds(sketch.phases[breath].end + 60))
    now = {each.kind: each.length for each in moved.sketch.phases}
    changes = {PhaseKind.INDUCTION: 60.0, PhaseKind.MUSIC: -60.0}
    assert now == pytest.approx({kind: was[kind] + changes.get(kind, 0.0) for kind in was}, abs=SOON)
    assert (moved.stop, moved.kind) == (Stop.SCRIPT, PhaseKind.DEEPENING)
    far = move_border(sketch, breath, sketch.timeline.length)
    assert (far.stop, far.kind) == (Stop.LEAST, PhaseKind.MUSIC)
    assert far.sketch.length_of(PhaseKind.MUSIC) < 60


def test_there_is_always_a_way_back(draftsman):
    sketch = draftsman.outline(SessionPlan("evening", 20)).sketch
    moved = move_border(sketch, len(sketch.phases) - 2, sketch.timeline.length)
    assert (moved.stop, moved.kind) == (Stop.CLOSING, PhaseKind.RETURN)
    assert moved.sketch.length_of(PhaseKind.RETURN) >= 60


def test_more_music_makes_the_session_longer_and_a_longer_breath_does_not(sketch):
    longer = set_minutes(sketch, PhaseKind.MUSIC, sketch.length_of(PhaseKind.MUSIC) / 60 + 5).sketch
    assert longer.timeline.length == pytest.approx(25 * 60, abs=SOON)
    breath = set_minutes(sketch, PhaseKind.INDUCTION, 6.5).sketch
    assert breath.timeline.length == pytest.approx(20 * 60)
    assert breath.length_of(PhaseKind.INDUCTION) == pytest.approx(6.5 * 60)


def test_a_phase_without_minutes_is_left_out_and_comes_back(sketch):
    without = set_minutes(sketch, PhaseKind.MUSIC, 0).sketch
    assert PhaseKind.MUSIC not in [each.kind for each in without.phases]
    again = set_minutes(without, PhaseKind.MUSIC, 4).sketch
    assert again.length_of(PhaseKind.MUSIC) == pytest.approx(240, abs=SOON)


def test_no_session_becomes_longer_than_the_longest(sketch):
    moved = set_minutes(sketch, PhaseKind.MUSIC, 119)
    assert moved.stop is Stop.LONGEST
    assert moved.sketch.timeline.length <= 120 * 60


def test_a_plan_has_the_lengths_of_its_recipe_back(sketch):
    moved = move_border(sketch, 0, Seconds(180)).sketch
    assert as_recipe(moved.plan) == sketch.plan


def test_a_wish_for_nothing_is_no_wish(sketch):
    plan = with_phase(sketch.plan, PhaseChoice(PhaseKind.MUSIC, playlist="evening"))
    assert plan.phases
    assert with_phase(plan, PhaseChoice(PhaseKind.MUSIC)) == sketch.plan


def test_what_was_wished_of_the_way_back_does_not_keep_anybody_from_sleep(sketch):
    plan = move_border(sketch, len(sketch.phases) - 2, Seconds(17 * 60)).sketch.plan
    asleep = with_ending(plan, Ending.SLEEP)
    assert asleep.phase(PhaseKind.RETURN) == PhaseChoice(PhaseKind.RETURN)


def test_what_is_not_here_is_named_and_the_rest_is_shown(draftsman):
    plan = SessionPlan(
        "ocean-night",
        20,
        script="moon",
        breathing=Breathing("secret"),
        ambience=(AmbienceChoice("rain"), AmbienceChoice("whales", Decibels(-3))),
        phases=(PhaseChoice(PhaseKind.MUSIC, playlist="drums"),),
    )
    outline = draftsman.outline(plan)
    assert set(outline.missing) == {
        Missing("playlist", "ocean-night"),
        Missing("playlist", "drums", PhaseKind.MUSIC),
        Missing("script", "moon"),
        Missing("pattern", "secret"),
        Missing("ambience", "whales"),
    }
    assert outline.plan == plan
    assert not outline.is_ready
    assert outline.sketch is not None
    assert outline.sketch.timeline.length == pytest.approx(20 * 60)


def test_a_session_becomes_as_long_as_its_voice_needs(draftsman):
    short = SessionPlan("evening", 1, script="shore-at-dusk")
    outline = draftsman.outline(short)
    assert outline.plan == replace(short, minutes=outline.needed.shortest_minutes)
    assert outline.is_ready
