"""A session that becomes longer or shorter, stands still, or goes on to its next part."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtrelax.domain import revise
from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import CannotExtend
from mtrelax.domain.lay import LEAD_IN
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Bells, Layer, SessionPlan
from mtrelax.domain.revise import extend
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Timeline
from tests.domain.hearing import clips_of
from tests.domain.stories import (
    EXACTLY,
    PLAIN,
    STAYS,
    Wish,
    everywhere,
    lengths,
    narration,
    shares,
    soon,
    story,
    twenty_minutes,
    whole,
)
from tests.domain.worlds import (
    BELL,
    HOME,
    ONLY_BREATH,
    worlds,
)


@given(worlds(), shares, st.floats(1, 1200))
def test_a_longer_session_is_longer_by_what_was_asked_for(world, share, extra):
    timeline = world.timeline()
    now = Seconds(timeline.phases[-1].start * share * 0.999)
    after = extend(timeline, now, Seconds(extra), world.materials)
    assert after.length == pytest.approx(timeline.length + extra)
    assert after.phases[-1].length == pytest.approx(timeline.phases[-1].length)
    assert after.phases[-1].kind is timeline.phases[-1].kind
    assert [caption.text for caption in after.captions] == [caption.text for caption in timeline.captions]
    for one, other in zip(clips_of(timeline, Layer.VOICE), clips_of(after, Layer.VOICE), strict=True):
        assert other.start - one.start in (0, pytest.approx(extra))
        assert timeline.phase_at(one.start).kind is after.phase_at(other.start).kind


@given(worlds(), shares)
def test_a_session_that_already_ends_cannot_be_made_longer(world, share):
    timeline = world.timeline()
    last = timeline.phases[-1]
    with pytest.raises(CannotExtend):
        extend(timeline, Seconds(last.start + last.length * share), Seconds(60), world.materials)


def sentences_ahead(timeline: Timeline, now: float) -> list[tuple[str, str, float, float]]:
    """What is still to be said, or would be if the voice were not muted: words, place, length, and how soon
    after its caption."""
    voice = {clip.start: clip for clip in (*clips_of(timeline, Layer.VOICE), *timeline.muted)}
    ahead = [each for each in timeline.captions if each.start >= now]
    clips = [(caption.text, voice.get(caption.start)) for caption in ahead]
    return [
        (text, str(clip.path), clip.offset, clip.length) if clip else (text, "", 0, 0) for text, clip in clips
    ]


def is_part_of(some: list, whole: list) -> bool:
    rest = iter(whole)
    return all(
        any(one[:2] == other[:2] and one[2:] == pytest.approx(other[2:]) for other in rest) for one in some
    )


@given(everywhere, st.lists(st.builds(Wish, st.sampled_from((*STAYS, "extend")), soon, lengths), max_size=6))
def test_the_words_that_are_to_come_stay_as_they_are(world, asked):
    for now, before, after in story(world, asked):
        some, whole = sentences_ahead(after, now), sentences_ahead(before, now)
        assert len(some) == len(whole)
        assert is_part_of(some, whole)


@given(
    everywhere,
    st.lists(
        st.builds(Wish, st.sampled_from(("shorten", "skip", "hold", "release", "mute")), soon, lengths),
        max_size=5,
    ),
)
def test_what_is_left_out_is_left_out_in_whole_sentences(world, asked):
    for now, before, after in story(world, asked):
        journey = any(each.kind is PhaseKind.DEEPENING for each in before.phases)
        told = journey and not any(each.kind is PhaseKind.DEEPENING for each in after.phases)
        returned = after.phases[-1].start == now
        if not told and not returned:
            assert is_part_of(sentences_ahead(after, now), sentences_ahead(before, now))
        starts = {each.start for each in after.captions}
        assert all(
            clip.start in starts
            for clip in (*clips_of(after, Layer.VOICE), *after.muted)
            if clip.start >= now
        )


@given(everywhere, shares, st.floats(1, 1200))
def test_a_shorter_session_is_shorter_by_what_was_asked_for_or_by_what_was_left(world, share, less):
    timeline = world.timeline()
    now = Seconds(timeline.phases[-1].start * share)
    left = revise.shortenable(timeline, now)
    after = revise.shorten(timeline, now, Seconds(less), world.materials)
    taken = timeline.length - after.length
    assert taken <= min(less, left) + EXACTLY
    assert taken >= min(less, left) - 40, "a sentence is no longer than that"
    assert [each.kind for each in after.phases] == [each.kind for each in timeline.phases]
    assert after.phases[:-2] == timeline.phases[:-2], "only the last one before the return is shorter"
    last, was = after.phases[-2:][0], timeline.phases[-2:][0]
    ahead = was.end - max(now, was.start)
    assert last.end - max(now, last.start) >= min(60.0, ahead) - EXACTLY
    assert left or after is timeline
    assert after.phases[-1].length == pytest.approx(timeline.phases[-1].length)
    border = after.phases[-1].start
    assert not any(clip.start < border < clip.end for clip in clips_of(after, Layer.VOICE) if left)


@given(everywhere, shares, st.floats(1, 1200))
def test_longer_and_as_much_shorter_is_as_before(world, share, extra):
    timeline = world.timeline()
    now = Seconds(timeline.phases[-1].start * share * 0.5)
    last = timeline.phases[-2:][0]
    assume(len(timeline.phases) > 1)
    assume(last.end - max(now, last.start) > 60)
    longer = revise.extend(timeline, now, Seconds(extra), world.materials)
    after = revise.shorten(longer, now, Seconds(extra), world.materials)
    assert [each.start for each in after.phases] == pytest.approx([each.start for each in timeline.phases])
    assert [each.text for each in after.captions] == [each.text for each in timeline.captions]
    assert [each.end for each in after.paced] == pytest.approx([each.end for each in timeline.paced])


def test_only_the_last_phase_gets_shorter_and_a_minute_of_it_stays():
    timeline = twenty_minutes()
    for now in (10.0, timeline.phases[-2].start + 30.0):
        after = revise.shorten(timeline, Seconds(now), Seconds(3000.0), PLAIN)
        assert after.phases[:-2] == timeline.phases[:-2]
        begun = max(now, timeline.phases[-2].start)
        assert after.phases[-2].end - begun == pytest.approx(60.0)
        assert revise.shortenable(after, Seconds(now)) == pytest.approx(0.0, abs=EXACTLY)


@given(everywhere, shares, st.floats(0.1, 250))
def test_a_held_phase_waits_and_is_not_counted(world, share, waited):
    timeline = world.timeline()
    now = Seconds(timeline.phases[-1].start * share * 0.999)
    held = revise.hold(timeline, now, world.materials)
    assume(len(timeline.phases) > 1)
    (gap,) = held.held
    assert revise.is_held(held, now)
    assert timeline.phase_at(now).start <= now <= gap.start <= now + 13
    assert not any(now < each.start < gap.end for each in (*held.captions, *held.muted))
    for share_of_gap in (0, 0.3, 0.999):
        moment = held.at(Seconds(gap.start + gap.length * share_of_gap))
        assert moment.is_held
        assert moment.remaining == pytest.approx(timeline.at(gap.start).remaining)
        assert moment.phase is timeline.phase_at(Seconds(gap.start - 1e-9)).kind
    later = Seconds(gap.start + waited)
    after = revise.release(held, later, world.materials)
    assert not revise.is_held(after, later)
    assert after.held[-1].end <= later + LEAD_IN + EXACTLY
    assert after.at(after.length).remaining == pytest.approx(0, abs=EXACTLY)
    assert after.at(later).length == pytest.approx(timeline.length)
    soonest = min((each.start for each in after.captions if each.start >= later), default=later + LEAD_IN)
    assert soonest >= later + LEAD_IN - EXACTLY


@given(worlds(told=True), shares)
def test_a_hold_that_is_taken_back_while_one_still_speaks_changes_nothing(world, share):
    timeline = world.timeline()
    said = [each for each in timeline.captions if each.end < timeline.phases[-1].start]
    assume(said)
    now = Seconds(said[int(share * (len(said) - 1))].start + 0.1)
    held = revise.hold(timeline, now, world.materials)
    after = revise.release(held, Seconds(now + 0.5), world.materials)
    assert after.held == ()
    assert [each.end for each in after.paced] == pytest.approx([each.end for each in timeline.paced])
    assert [each.start for each in after.captions] == pytest.approx(
        [each.start for each in timeline.captions]
    )
    assert [each.end for each in after.phases] == pytest.approx([each.end for each in timeline.phases])


@given(everywhere, shares)
def test_phases_are_held_for_two_hours_at_most(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.phases[-1].start * share * 0.999)
    assume(len(timeline.phases) > 1)
    held = revise.hold(timeline, now, world.materials)
    for _ in range(30):
        held = revise.go_on_holding(held, Seconds(held.held[-1].end - 60), world.materials)
    assert held.held[0].length == pytest.approx(7200)
    assert held.at(held.length).length == pytest.approx(timeline.length)
    assert revise.go_on_holding(held, now, world.materials) is held


NO_MUSIC = replace(HOME, music=Seconds(0.0))


def test_a_shorter_session_lets_a_sentence_be_said_to_its_end():
    told = replace(PLAIN, recipe=NO_MUSIC, narration=narration(*[PhaseKind.DEEPENING] * 20))
    timeline = twenty_minutes(told)
    *_, said = [each for each in timeline.captions if each.start < timeline.phases[-1].start]
    assert said.start > timeline.phases[-2].start + 60
    less = Seconds(timeline.phases[-1].start - said.start - 0.5)
    after = revise.shorten(timeline, Seconds(60.0), less, told)
    assert after.phases[-1].start == said.end
    assert said in after.captions


def test_who_only_breathes_and_goes_on_longer_breathes_longer():
    materials = replace(PLAIN, recipe=ONLY_BREATH)
    before = twenty_minutes(materials)
    after = revise.extend(before, Seconds(300.0), Seconds(300.0), materials)
    assert after.paced[0].end == pytest.approx(before.paced[0].end + 300.0)


@given(everywhere, shares)
def test_the_next_phase_begins_at_once(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.phases[-1].start * share * 0.999)
    following = next((phase for phase in timeline.phases if phase.start > now), None)
    assume(following)
    after = revise.skip(timeline, now, world.materials)
    assert (after.phase_at(now).kind, after.phase_at(now).start) == (following.kind, now)
    for clip in clips_of(after, Layer.VOICE):
        if clip.start < now < clip.end:
            assert clip.end <= now + 0.8 + EXACTLY
            assert clip.fade_out == 0.8 or clip in timeline.clips
    if following.kind is PhaseKind.RETURN:
        assert after == revise.return_now(timeline, now, world.materials)
    else:
        assert after.phase_at(now).length == pytest.approx(following.length)
        assert after.length == pytest.approx(timeline.length - (following.start - now))


@pytest.mark.parametrize("now", [106.0, 143.7, 200.0])
def test_who_goes_on_to_the_next_phase_finishes_the_breath(now):
    told = replace(PLAIN, narration=narration(PhaseKind.DEEPENING))
    before = twenty_minutes(told)
    after = revise.skip(before, Seconds(now), told)
    (old,), (new,) = before.paced, after.paced
    assert whole(new)
    assert now <= new.end < now + 10
    assert all(
        after.at(Seconds(t)).breath == old.at(Seconds(t)) for t in np.linspace(old.start, new.end - 0.01, 50)
    )


def test_bells_at_the_borders_of_phases_are_not_struck_in_a_hurry():
    plan = SessionPlan("some", minutes=20, bells=Bells.PHASES, breathing=None)
    timeline = compile_session(plan, PLAIN)
    assert len([clip for clip in timeline.clips if clip.path == BELL.path]) == 5
    after = revise.skip(timeline, Seconds(12.0), PLAIN)
    struck = [clip.start for clip in after.clips if clip.path == BELL.path]
    assert len(struck) == 4
    assert min(b - a for a, b in pairwise(struck)) >= 30
