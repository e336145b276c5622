"""A session that is changed while it runs: what was heard stays heard, and it still ends gently."""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import CannotExtend
from mtrelax.domain.lay import LEAD_IN, TAIL, spoken_time
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer, SessionPlan
from mtrelax.domain.revise import extend, return_now, way_out, without_piece
from mtrelax.domain.script import Narration, Script, ScriptUse
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Timeline
from mtrelax.domain.track import Track
from tests.domain.hearing import clips_of, gain_of, heard, holes, jumps, same_sound
from tests.domain.worlds import HOME, World, worlds

EXACTLY = 1e-6


@dataclass(frozen=True)
class Wish:
    """What a person, or a broken file, asks of a running session, and after which share of what is left."""

    kind: str
    share: float
    extra: float = 300.0

    def applied(self, world: World, timeline: Timeline, now: Seconds) -> Timeline:
        match self.kind:
            case "return":
                return return_now(timeline, now, world.materials)
            case "out":
                return way_out(timeline, now, world.materials)
            case "broken":
                return without_piece(timeline, now, world.materials, playing(world, timeline, now))
            case "broken later":
                return without_piece(timeline, now, world.materials, world.materials.tracks[-1].path)
            case _:
                return longer(world, timeline, now, Seconds(self.extra))


KINDS = ("return", "out", "extend", "broken", "broken later")
shares = st.floats(0, 1) | st.sampled_from((0.0, 0.5, 0.95, 0.99, 1.0))
wishes = st.builds(Wish, st.sampled_from(KINDS), shares, st.sampled_from((1.0, 60.0, 300.0, 1234.5)))
gentle_wishes = st.builds(Wish, st.sampled_from(KINDS[:3]), shares)


def playing(world: World, timeline: Timeline, now: Seconds) -> Path:
    """The piece that began last."""
    begun = [clip.path for clip in clips_of(timeline, Layer.MUSIC) if clip.start <= now]
    return Path(begun[-1]) if begun else world.materials.tracks[0].path


def longer(world: World, timeline: Timeline, now: Seconds, extra: Seconds) -> Timeline:
    """Extend where that is possible."""
    try:
        return extend(timeline, now, extra, world.materials)
    except CannotExtend:
        return timeline


def story(world: World, asked: list[Wish]) -> list[tuple[Seconds, Timeline, Timeline]]:
    """Every change of a session, with the moment of it: (now, before, after)."""
    timeline, now, found = world.timeline(), 0.0, []
    for wish in asked:
        now += (timeline.length - now) * wish.share
        after = wish.applied(world, timeline, Seconds(now))
        found.append((Seconds(now), timeline, after))
        timeline = after
    return found


several = st.lists(wishes, min_size=1, max_size=4)
gentle = st.lists(gentle_wishes, min_size=1, max_size=4)


def seen(timeline: Timeline, time: Seconds) -> tuple[object, ...]:
    """What a moment shows, but for how long the session and its caption still take."""
    moment = timeline.at(time)
    caption = (moment.caption.start, moment.caption.text) if moment.caption else None
    return moment.phase, moment.phase_since, moment.breath, moment.natural_for, caption


def moments_before(now: float) -> list[Seconds]:
    early = [now * n / 12 for n in range(12)]
    late = [now - before for before in (30, 11, 7.9, 5, 3, 1.2, 0.7, 0.3, 0.01, 0.001)]
    return [Seconds(time) for time in (*early, *late) if 0 <= time < now]


@given(worlds(), several)
def test_what_was_heard_stays_heard(world, asked):
    for now, before, after in story(world, asked):
        for time in moments_before(now):
            assert same_sound(heard(before, time), heard(after, time)), time


@given(worlds(), several)
def test_what_was_seen_stays_seen(world, asked):
    for now, before, after in story(world, asked):
        for time in moments_before(now):
            assert seen(after, time) == seen(before, time)


@given(worlds(), several)
def test_cues_that_were_heard_stay_heard(world, asked):
    for now, before, after in story(world, asked):
        # A cue may have been silent for the sake of a word that now is not said any more.
        settled = Seconds(now - 0.5)
        assert after.cues_between(Seconds(0), settled) == before.cues_between(Seconds(0), settled)


@given(worlds(), several)
def test_nothing_that_sounds_is_cut_off(world, asked):
    for now, _, after in story(world, asked):
        just_before, just_after = (heard(after, now + each) for each in (-1e-5, 1e-5))
        gains = [
            {path: max(g for (p, _), g in found.items() if p == path) for path, _ in found}
            for found in (just_before, just_after)
        ]
        for path in gains[0].keys() | gains[1].keys():
            assert gains[1].get(path, 0.0) == pytest.approx(gains[0].get(path, 0.0), abs=0.02)


@given(worlds(), several)
def test_every_clip_ends_in_a_fade_that_has_room(world, asked):
    for _, _, after in story(world, asked):
        for clip in after.clips:
            assert 0.02 <= clip.fade_out <= clip.length + EXACTLY
            assert clip.fade_in >= 0.02
            assert clip.end <= after.length + EXACTLY


@given(worlds(), several)
def test_layer_levels_never_jump(world, asked):
    for _, _, after in story(world, asked):
        assert not [jump for layer in Layer for jump in jumps(after.envelope(layer))]


@given(worlds(), gentle)
def test_a_session_still_covers_its_length_with_music_and_ambience(world, asked):
    for _, before, after in story(world, asked):
        assert after.length == after.phases[-1].end
        assert holes(clips_of(after, Layer.MUSIC), after.length) == []
        for path in {clip.path for clip in clips_of(before, Layer.AMBIENCE)}:
            same = [clip for clip in clips_of(after, Layer.AMBIENCE) if clip.path == path]
            assert holes(same, after.length) == []


@given(worlds(), gentle)
def test_pieces_still_cross_by_a_third_at_most_and_in_order(world, asked):
    for now, _, after in story(world, asked):
        for left, right in pairwise(clips_of(after, Layer.MUSIC)):
            assert left.end <= after.length + EXACTLY
            if left.end - left.fade_out >= now:
                assert left.end - right.start == pytest.approx(left.fade_out)
                assert right.fade_in == pytest.approx(left.fade_out)


@given(worlds(), several)
def test_one_voice_still_speaks_at_a_time(world, asked):
    for _, _, after in story(world, asked):
        assert all(
            left.end <= right.start + EXACTLY for left, right in pairwise(clips_of(after, Layer.VOICE))
        )
        assert all(left.end <= right.start + EXACTLY for left, right in pairwise(after.captions))


@given(worlds(), several)
def test_the_voice_is_never_without_its_room_in_the_music(world, asked):
    for now, _, after in story(world, asked):
        for clip in clips_of(after, Layer.VOICE):
            if clip.start > now + 1.2:
                assert after.envelope(Layer.MUSIC).at(clip.start) <= -12 + EXACTLY


@given(worlds(), shares)
def test_an_early_return_begins_at_once_and_lasts_as_long_as_a_return_must(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    after = return_now(timeline, now, world.materials)
    if timeline.phase_at(now).kind is PhaseKind.RETURN:
        assert after is timeline
        return
    assert (after.phases[-1].kind, after.phases[-1].start) == (PhaseKind.RETURN, now)
    assert after.phases[-1].length >= (30 if timeline.length < 300 else 60) - EXACTLY
    assert after.at(Seconds(now + 1)).breath is None


@given(worlds(told=True), shares)
def test_nobody_is_brought_back_from_a_journey_that_was_not_begun(world, share):
    timeline = world.timeline()
    journey = next((each.start for each in timeline.phases if each.kind is PhaseKind.DEEPENING), 0.0)
    now = Seconds(journey * share)
    assume(journey > 0)
    untold = replace(world.materials, narration=None)
    assert return_now(timeline, now, world.materials) == return_now(timeline, now, untold)


@given(worlds(), shares)
def test_the_way_out_says_the_grounding_first_and_then_returns(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    after = way_out(timeline, now, world.materials)
    script = world.materials.grounding.script
    wanted = [sentence.text for paragraph in script.paragraphs for sentence in paragraph.sentences]
    said = [caption.text for caption in after.captions if caption.start >= now]
    assert said[: len(wanted)] == wanted
    assert after.phases[-1].kind is PhaseKind.RETURN
    grounding = LEAD_IN + spoken_time(world.materials.grounding, PhaseKind.RETURN) + TAIL
    assert after.length - now >= grounding + (30 if timeline.length < 300 else 60) - EXACTLY
    assert all(clip.end <= now + 0.8 + EXACTLY for clip in clips_of(after, Layer.VOICE) if clip.start < now)


@given(worlds(), shares)
def test_the_way_out_can_be_asked_for_a_block_behind_the_end(world, share):
    timeline = world.timeline()
    after = way_out(timeline, Seconds(timeline.length + share), world.materials)
    assert after.phases[-1].start == timeline.length


@given(worlds(), shares)
def test_the_music_falls_for_the_way_out(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    after = way_out(timeline, now, world.materials)
    assert after.envelope(Layer.MUSIC).at(Seconds(now + 15)) <= -12 + EXACTLY


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


@given(worlds(), shares)
def test_a_broken_piece_is_left_behind_for_ever(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    broken = playing(world, timeline, now)
    after = without_piece(timeline, now, world.materials, broken)
    assert after.length == timeline.length
    assert not [clip for clip in clips_of(after, Layer.MUSIC) if clip.path == broken and clip.start > now]
    others = {track.path for track in world.materials.tracks} - {broken}
    fresh = [clip for clip in clips_of(after, Layer.MUSIC) if clip.start >= now and clip.path != broken]
    if others and timeline.length - now > 20:
        assert (
            holes(
                [
                    replace(clip, start=Seconds(clip.start - now), end=Seconds(clip.end - now))
                    for clip in fresh
                ],
                after.length - now,
            )
            == []
        )


@given(worlds(), st.floats(0.1, 11))
def test_leaving_in_the_last_seconds_does_not_bring_anything_back_at_once(world, left):
    timeline = world.timeline()
    now = Seconds(timeline.length - left)
    after = way_out(timeline, now, world.materials)
    for clip in after.clips:
        if clip.start <= now < clip.end and clip.layer in {Layer.MUSIC, Layer.AMBIENCE}:
            assert gain_of(after, clip, now + 0.05) <= gain_of(after, clip, now) + 0.05 * max(
                1, 10 ** (clip.gain / 20)
            )


def test_a_piece_does_not_fade_in_hindsight_because_its_neighbour_is_another():
    pieces = tuple(
        Track(Path(f"{name}.opus"), Seconds(length), name)
        for name, length in zip("abc", (200, 6, 200), strict=True)
    )
    silent = Narration(Script("none", "None", "en", ScriptUse.RETURN, ()))
    materials = Materials(pieces, HOME, silent, silent)
    before = compile_session(SessionPlan("some", minutes=12), materials)
    now = Seconds(197.0)
    after = without_piece(before, now, materials, pieces[1].path)
    assert after.clips[0].end - after.clips[0].fade_out >= now
    assert [clip.path for clip in clips_of(after, Layer.MUSIC)][:2] == [pieces[0].path, pieces[2].path]
