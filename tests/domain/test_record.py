"""Ratings: what may be answered, and what changed between before and after."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.plan import Layer, Levels, SessionPlan
from mtrelax.domain.record import Rating, SessionRecord, When, is_late
from mtrelax.domain.scales import RatingScale
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Clip
from mtrelax.domain.track import Track

THEN = datetime(2026, 1, 2, 21, 0, tzinfo=UTC)
STRESS = RatingScale(
    "stress", "Stress", "How stressed do you feel?", 0, 10, "not at all", "as much as can be"
)


def record(*ratings: Rating) -> SessionRecord:
    return SessionRecord("one", THEN, SessionPlan("still-water"), ratings=ratings)


def rating(when: When, value: int | None, *, late: bool = False, scale: str = "stress") -> Rating:
    return Rating(scale, when, THEN, value, late=late)


@given(st.sampled_from(STRESS.answers), st.sampled_from(STRESS.answers))
def test_change_is_after_minus_before(before, after):
    assert record(rating(When.BEFORE, before), rating(When.AFTER, after)).change() == after - before


@given(st.none() | st.integers(0, 10), st.none() | st.integers(0, 10), st.booleans())
def test_change_needs_both_answers_in_time(before, after, late):
    found = record(rating(When.BEFORE, before), rating(When.AFTER, after, late=late)).change()
    assert (found is None) == (before is None or after is None or late)


def test_without_ratings_nothing_changed_that_is_known():
    assert record().change() is None
    assert record(rating(When.BEFORE, 5)).change() is None


def test_the_last_answer_counts():
    found = record(rating(When.BEFORE, 9), rating(When.BEFORE, 7), rating(When.AFTER, 4))
    assert found.change() == -3


def test_scales_are_not_mixed():
    found = record(rating(When.BEFORE, 9), rating(When.AFTER, 2, scale="pain"))
    assert found.change() is None
    assert found.rating(When.AFTER, "pain") == rating(When.AFTER, 2, scale="pain")


def test_a_skip_is_a_rating_without_an_answer():
    assert rating(When.AFTER, None).skipped
    assert not rating(When.AFTER, 0).skipped


@given(st.floats(0, 3600))
def test_a_rating_is_late_more_than_fifteen_minutes_after_the_end(seconds):
    assert is_late(THEN, THEN + timedelta(seconds=seconds)) == (seconds > 900)


def test_a_scale_has_every_whole_number_from_end_to_end():
    assert list(STRESS.answers) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_a_scale_has_answers():
    with pytest.raises(ValueError, match="lowest"):
        RatingScale("none", "None", "?", 5, 5, "", "")


@pytest.mark.parametrize("minutes", [0, 0.5, 121, float("nan"), float("inf")])
def test_no_session_is_shorter_than_a_minute_or_longer_than_two_hours(minutes):
    with pytest.raises(ValueError, match="minutes"):
        SessionPlan("still-water", minutes=minutes)


@given(st.sampled_from(Layer), st.floats(-60, 6).map(Decibels))
def test_one_level_changes_and_the_others_stay(layer, level):
    changed = Levels().with_level(layer, level)
    assert changed.of(layer) == level
    assert all(changed.of(other) == Levels().of(other) for other in Layer if other is not layer)


@pytest.mark.parametrize("level", [-61, 7, float("nan")])
def test_a_level_that_would_hurt_is_refused(level):
    with pytest.raises(ValueError, match=r"levels\.music"):
        Levels(music=level)


def test_sounds_take_time():
    with pytest.raises(ValueError, match="length"):
        Track(Path("a.opus"), Seconds(0), "A")
    with pytest.raises(ValueError, match="end"):
        Clip(Layer.MUSIC, Path("a.opus"), Seconds(3), Seconds(3))
