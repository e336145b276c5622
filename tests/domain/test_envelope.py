"""What nobody should be asked to breathe is refused, each with its own reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.envelope import Concern, Step, StepKind, concerns
from mtrelax.domain.time import Seconds

IN, UP, HOLD, OUT, REST = StepKind


def steps(*parts):
    return tuple(Step(kind, Seconds(length)) for kind, length in parts)


@pytest.mark.parametrize(
    ("cycle", "concern"),
    [
        (steps((IN, 4)), Concern.INCOMPLETE),
        (steps((HOLD, 2), (IN, 4), (OUT, 6)), Concern.BEGINS_OTHERWISE),
        (steps((IN, 0.4), (OUT, 9)), Concern.TOO_SHORT),
        (steps((IN, 4), (HOLD, 7.1), (OUT, 6)), Concern.HELD_TOO_LONG),
        (steps((IN, 4), (HOLD, 4), (HOLD, 4), (OUT, 6)), Concern.HELD_TOO_LONG),
        (steps((IN, 4), (OUT, 12.1)), Concern.LONG),
        (steps((IN, 8), (UP, 5), (OUT, 6)), Concern.LONG),
        (steps((IN, 3), (OUT, 4.9)), Concern.TOO_FAST),
        (steps((IN, 4), (OUT, 6), (IN, 4), (OUT, 6)), Concern.FILLS_LATE),
        (steps((IN, 4), (REST, 2), (OUT, 6)), Concern.RESTS_EARLY),
    ],
)
def test_every_danger_is_named(cycle, concern):
    assert concerns(cycle) == (concern,)
    with pytest.raises(ValueError, match="steps: "):
        Pattern("own", "Own", cycle)


def test_several_dangers_are_named_together():
    cycle = steps((IN, 13), (HOLD, 8), (OUT, 6))
    assert set(concerns(cycle)) == {Concern.HELD_TOO_LONG, Concern.LONG}


def test_a_long_breath_can_be_confirmed_but_a_long_hold_cannot():
    assert concerns(steps((IN, 4), (OUT, 14)), long_steps=True) == ()
    assert concerns(steps((IN, 4), (HOLD, 8), (OUT, 6)), long_steps=True) == (Concern.HELD_TOO_LONG,)


def test_novices_may_breathe_a_little_faster_and_nobody_faster_than_that():
    assert concerns(steps((IN, 3.5), (OUT, 4)), gentle_start=True) == ()
    assert concerns(steps((IN, 3.4), (OUT, 4)), gentle_start=True) == (Concern.TOO_FAST,)


@given(st.floats(4.0, 7.5), st.floats(1.5, 3.0))
def test_another_rate_keeps_the_proportions(rate, ratio):
    pattern = Pattern("own", "Own", steps((IN, 10 / (1 + ratio)), (OUT, 10 * ratio / (1 + ratio))))
    other = pattern.at_rate(rate)
    assert other.rate == pytest.approx(rate)
    assert other.steps[1].length / other.steps[0].length == pytest.approx(ratio)


def test_no_rate_leads_out_of_the_envelope():
    gentle = Pattern("own", "Own", steps((IN, 4), (OUT, 6)))
    with pytest.raises(ValueError, match="together at least 8 s"):
        gentle.at_rate(8.0)
    with pytest.raises(ValueError, match="at most 12 s"):
        gentle.at_rate(2.5)
