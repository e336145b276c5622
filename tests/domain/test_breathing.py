"""Paced breathing, as the lungs that follow it would tell."""

from itertools import pairwise
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.breathing import Pacer, Pattern
from mtrelax.domain.envelope import LONGEST_HOLD, LONGEST_STEP, SAFE_CYCLE, Step, StepKind
from mtrelax.domain.time import Seconds
from tests.domain.worlds import FOUR_SEVEN_EIGHT, GENTLE, PATTERNS, SIGH, SOFT, steps


@st.composite
def safe_patterns(draw: st.DrawFn) -> Pattern:
    inhale, exhale = draw(st.floats(4.0, LONGEST_STEP)), draw(st.floats(4.0, LONGEST_STEP))
    hold, rest = (draw(st.just(0.0) | st.floats(0.5, LONGEST_HOLD)) for _ in range(2))
    return Pattern("own", "Own", steps(inhale, hold, exhale, rest))


patterns = st.sampled_from(PATTERNS) | safe_patterns()
pacers = st.builds(
    Pacer,
    patterns,
    st.none() | st.floats(1.0, 8.0),
    st.sampled_from((Seconds(0.0), Seconds(60.0), Seconds(180.0))) | st.floats(0, 600).map(Seconds),
)
times = st.floats(0, 7200).map(Seconds)


def steepest(pacer: Pacer) -> float:
    """How fast fullness may change: an eased step at the fastest rate of the pacer."""
    faster = max(1.0, (pacer.start_rate or 0.0) * pacer.pattern.cycle / 60.0)
    moving = [step for step in pacer.pattern.steps if step.kind.rises or step.kind is StepKind.EXHALE]
    return faster * pi / 2 / min(step.length for step in moving)


@given(pacers, times)
def test_lungs_are_never_more_than_full_nor_less_than_empty(pacer, time):
    assert 0.0 <= pacer.at(time).fullness <= 1.0


@given(pacers, times, st.floats(1e-4, 0.2))
def test_lungs_never_jump_nor_move_faster_than_at_the_starting_rate(pacer, time, later):
    change = pacer.at(Seconds(time + later)).fullness - pacer.at(time).fullness
    assert abs(change) <= steepest(pacer) * later + 1e-6


@given(patterns, st.integers(0, 300), st.floats(0.01, 0.99))
def test_every_cycle_is_like_the_first(pattern, cycle, share):
    pacer = Pacer(pattern)
    first, later = (pacer.at(Seconds((n + share) * pattern.cycle)) for n in (0, cycle))
    assert later.fullness == pytest.approx(first.fullness, abs=1e-6)
    assert later.cycle == cycle


@given(patterns)
def test_lungs_are_empty_between_breaths_and_full_before_the_exhale(pattern):
    pacer = Pacer(pattern)
    exhale = next(
        start.time for start in pacer.steps_between(Seconds(0), pattern.cycle) if start.kind == "exhale"
    )
    assert pacer.at(exhale).fullness == pytest.approx(1.0)
    assert pacer.at(pattern.cycle).fullness == pytest.approx(0.0, abs=1e-6)


@given(pacers, times)
def test_counting_breaths_and_finding_their_time_are_inverse(pacer, time):
    assert pacer.time_of(pacer.breaths_at(time)) == pytest.approx(time, abs=1e-5)


@given(pacers, times, times)
def test_breaths_are_counted_forwards(pacer, one, other):
    early, late = sorted((one, other))
    assert pacer.breaths_at(early) <= pacer.breaths_at(late) + 1e-9


@given(pacers, times)
def test_breaths_never_come_faster_than_asked_nor_slower_than_the_pattern(pacer, time):
    rate = 60 * (pacer.breaths_at(Seconds(time + 1)) - pacer.breaths_at(time))
    own = pacer.pattern.rate
    assert own - 1e-6 <= rate <= max(own, pacer.start_rate or 0.0) + 1e-6


@given(pacers, st.lists(times, min_size=2, max_size=6).map(sorted))
def test_steps_are_told_once_wherever_time_is_cut(pacer, cuts):
    whole = pacer.steps_between(cuts[0], cuts[-1])
    assert [start for left, right in pairwise(cuts) for start in pacer.steps_between(left, right)] == whole


@given(pacers, st.floats(0, 900).map(Seconds))
def test_a_step_begins_when_it_is_said_to(pacer, time):
    for start in pacer.steps_between(time, Seconds(time + 40)):
        assert pacer.at(Seconds(start.time + 1e-3)).kind is start.kind


def test_the_sigh_fills_the_lungs_twice():
    assert Pacer(SIGH).at(Seconds(2.0)).fullness == pytest.approx(2 / 3)
    assert Pacer(SIGH).at(Seconds(3.0)).fullness == pytest.approx(1.0)


def test_a_fast_start_slows_down_to_the_pattern():
    pacer = Pacer(GENTLE, 8.0, Seconds(180))
    assert pacer.steps_between(Seconds(0), Seconds(60))[2].time < 8.0
    late = [start.time for start in pacer.steps_between(Seconds(200), Seconds(240)) if start.kind == "inhale"]
    assert [right - left for left, right in pairwise(late)] == pytest.approx([10.0] * (len(late) - 1))


def test_limits_are_told_in_time():
    assert GENTLE.limit() is None
    assert SIGH.limit() == 300
    assert FOUR_SEVEN_EIGHT.limit() == 76


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(steps(3, 0, 4.9), id="faster than 8 s"),
        pytest.param(steps(4, 7.5, 6), id="held too long"),
        pytest.param(steps(4, 0, 6, 7.5), id="rested too long"),
        pytest.param(steps(4, 0, 12.5), id="one step too long"),
        pytest.param(steps(4, 4), id="no exhale"),
        pytest.param(steps(0, 4, 6), id="no inhale"),
        pytest.param(steps(0.1, 0, 9), id="a gasp"),
        pytest.param(steps(4, 0, float("nan")), id="no number"),
        pytest.param((), id="nothing"),
        pytest.param(steps(4, 7, 6)[::-1], id="exhale first"),
        pytest.param((*steps(4, 0, 6), Step(StepKind.TOP_UP, Seconds(1))), id="filled while emptying"),
        pytest.param((*steps(4, 0, 8), *steps(0, 0, 8)), id="two exhales as one"),
        pytest.param((*steps(4, 5, 0), *steps(0, 5, 6)), id="two holds as one"),
        pytest.param((*steps(4, 0, 0, 3), *steps(0, 0, 6)), id="rest before exhale"),
    ],
)
def test_nobody_is_led_outside_the_safe_envelope(wrong):
    with pytest.raises(ValueError, match="steps"):
        Pattern("wrong", "Wrong", wrong)


def test_only_a_gentle_start_may_breathe_faster_than_the_safe_cycle():
    assert SOFT.cycle < SAFE_CYCLE
    with pytest.raises(ValueError, match="gentle_start"):
        Pattern("soft", "Soft", SOFT.steps)
    with pytest.raises(ValueError, match=r"7\.5"):
        Pattern("soft", "Soft", steps(3, 0, 4.4), gentle_start=True)


@pytest.mark.parametrize("limit", [{"max_minutes": 0.0}, {"max_minutes": -1.0}, {"max_cycles": 0}])
def test_a_limit_leaves_something_to_breathe(limit):
    with pytest.raises(ValueError, match="max_"):
        Pattern("none", "None", steps(4, 0, 6), **limit)


@pytest.mark.parametrize(
    ("rate", "ramp"), [(8.1, 60), (0, 60), (float("nan"), 60), (7, -1), (7, float("inf"))]
)
def test_no_start_is_faster_than_anybody_should_breathe(rate, ramp):
    with pytest.raises(ValueError, match=r"start_rate|ramp"):
        Pacer(GENTLE, rate, Seconds(ramp))


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("ramp", [0.0, 30.0, 60.0, 180.0])
def test_the_first_breath_begins_at_once(pattern, ramp):
    pacer = Pacer(pattern, 2.0, Seconds(ramp))
    assert [step.time for step in pacer.steps_between(Seconds(0), Seconds(1))] == [0.0]
