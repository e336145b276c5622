"""Which of some slow rates is comfortable is for the person to say."""

import pytest

from mtrelax.domain.comfort import RATES, most_comfortable, paced_at


@pytest.mark.parametrize("rate", RATES)
def test_every_rate_can_be_breathed_and_leaves_more_time_for_the_way_out(rate):
    pattern = paced_at(rate)
    inhale, exhale = pattern.steps
    assert pattern.rate == pytest.approx(rate, rel=0.006)
    assert inhale.length / pattern.cycle == pytest.approx(0.4, abs=0.006)
    assert inhale.length < exhale.length


def test_the_most_comfortable_one_is_kept():
    assert most_comfortable({6.5: 3, 6.0: 5, 5.5: 8, 5.0: 4}) == 5.5


def test_of_equals_the_one_that_asks_least_is_kept():
    assert most_comfortable({6.5: 2, 6.0: 7, 5.5: 7}) == 6.0


def test_without_an_answer_there_is_none():
    assert most_comfortable({}) is None
