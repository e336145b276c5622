"""A session that is changed while it runs: what was heard stays heard, and it still ends gently."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtrelax.domain import revise
from mtrelax.domain.breathing import Pattern
from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import CannotExtend
from mtrelax.domain.lay import LEAD_IN, TAIL, spoken_time
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Bells, Breathing, CueStyle, Ending, Layer, SessionPlan
from mtrelax.domain.revise import extend, return_now, way_out, without_piece
from mtrelax.domain.script import Narration, Paragraph, Script, ScriptUse, Sentence
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import PacedSpan, Timeline
from mtrelax.domain.track import Track
from tests.domain.hearing import clips_of, gain_of, heard, holes, jumps, same_sound
from tests.domain.worlds import (
    BELL,
    BOX,
    BREATH_WORDS,
    FOUR_SEVEN_EIGHT,
    GENTLE,
    HOME,
    ONLY_BREATH,
    PATTERNS,
    SIGH,
    World,
    planned,
    worlds,
)

EXACTLY = 1e-6


@dataclass(frozen=True)
class Wish:
    """What a person, or a broken file, asks of a running session, and after which share of what is left."""

    kind: str
    share: float
    extra: float = 300.0
    pattern: Pattern = GENTLE

    def applied(self, world: World, timeline: Timeline, now: Seconds) -> Timeline:
        materials, extra = world.materials, Seconds(self.extra)
        match self.kind:
            case "broken":
                return revise.without_piece(timeline, now, materials, playing(world, timeline, now))
            case "broken later":
                return revise.without_piece(timeline, now, materials, materials.tracks[-1].path)
            case "extend":
                return longer(world, timeline, now, extra)
            case "shorten":
                return revise.shorten(timeline, now, extra, materials)
            case "pace":
                return revise.pace(timeline, now, self.pattern, materials)
            case "go_on_holding":
                held = revise.is_held(timeline, now)
                return revise.go_on_holding(timeline, now, materials) if held else timeline
            case name:
                return getattr(revise, name)(timeline, now, materials)


ENDS = ("return_now", "way_out")
"""What leads out; it can be taken back (``stay``)."""
STAYS = ("hold", "go_on_holding", "release", "pace", "mute", "unmute", "next_piece")
"""What leaves the words and their order as they are."""
KINDS = (*ENDS, "stay", *STAYS, "extend", "shorten", "skip", "broken", "broken later")
# Times are frames: none is a millionth of one.
shares = st.integers(0, 9999).map(lambda n: n / 9999) | st.sampled_from((0.5, 0.95, 0.99, 1.0))
soon = st.integers(0, 999).map(lambda n: n / 9999) | shares
lengths = st.sampled_from((1.0, 60.0, 300.0, 1234.5))
wishes = st.builds(Wish, st.sampled_from(KINDS), soon, lengths, st.sampled_from(PATTERNS))
gentle_wishes = st.builds(Wish, st.sampled_from(KINDS[:-2]), soon, lengths, st.sampled_from(PATTERNS))


def playing(world: World, timeline: Timeline, now: Seconds) -> Path:
    """The piece that began last."""
    begun = [clip.path for clip in clips_of(timeline, Layer.MUSIC) if clip.start <= now]
    return Path(begun[-1]) if begun else world.materials.tracks[0].path


def longer(world: World, timeline: Timeline, now: Seconds, extra: Seconds) -> Timeline:
    """Extend where that is possible."""
    try:
        return revise.extend(timeline, now, extra, world.materials)
    except CannotExtend:
        return timeline


def story(world: World, asked: list[Wish]) -> list[tuple[Seconds, Timeline, Timeline]]:
    """Every change of a session, with the moment of it: (now, before, after)."""
    timeline, now, found = world.timeline(), 0.0, []
    left = None
    for wish in asked:
        now += (timeline.length - now) * wish.share
        if wish.kind == "stay":
            after = revise.stay(timeline, Seconds(now), *left, world.materials) if left else timeline
            left = None
        else:
            after = wish.applied(world, timeline, Seconds(now))
            begins = wish.kind in ENDS and now < timeline.phases[-1].start
            left = (timeline, Seconds(now)) if begins else left
        found.append((Seconds(now), timeline, after))
        timeline = after
    return found


several = st.lists(wishes, min_size=1, max_size=6)
gentle = st.lists(gentle_wishes, min_size=1, max_size=6)
everywhere = worlds() | planned()


def seen(timeline: Timeline, time: Seconds) -> tuple[object, ...]:
    """What a moment shows, but for how long the session and its caption still take."""
    moment = timeline.at(time)
    caption = (moment.caption.start, moment.caption.text) if moment.caption else None
    breath = (moment.breath, moment.natural_for, moment.natural_from)
    return moment.phase, moment.phase_since, breath, caption, moment.waited, moment.is_held


def moments_before(now: float) -> list[Seconds]:
    early = [now * n / 12 for n in range(12)]
    late = [now - before for before in (30, 11, 7.9, 5, 3, 1.2, 0.7, 0.3, 0.01, 0.001)]
    return [Seconds(time) for time in (*early, *late) if 0 <= time < now]


@given(everywhere, several)
def test_what_was_heard_stays_heard(world, asked):
    for now, before, after in story(world, asked):
        for time in moments_before(now):
            assert same_sound(heard(before, time), heard(after, time)), time


@given(everywhere, several)
def test_what_was_seen_stays_seen(world, asked):
    for now, before, after in story(world, asked):
        for time in moments_before(now):
            assert seen(after, time) == seen(before, time)


@given(everywhere, several)
def test_cues_that_were_heard_stay_heard(world, asked):
    for now, before, after in story(world, asked):
        # A cue may have been silent for the sake of a word that now is not said any more.
        settled = Seconds(now - 0.5)
        assert after.cues_between(Seconds(0), settled) == before.cues_between(Seconds(0), settled)


@given(everywhere, several)
def test_nothing_that_sounds_is_cut_off(world, asked):
    for now, _, after in story(world, asked):
        just_before, just_after = (heard(after, now + each) for each in (-1e-5, 1e-5))
        gains = [
            {path: max(g for (p, _), g in found.items() if p == path) for path, _ in found}
            for found in (just_before, just_after)
        ]
        for path in gains[0].keys() | gains[1].keys():
            assert gains[1].get(path, 0.0) == pytest.approx(gains[0].get(path, 0.0), abs=0.02)


@given(everywhere, several)
def test_every_clip_ends_in_a_fade_that_has_room(world, asked):
    for _, _, after in story(world, asked):
        for clip in after.clips:
            assert 0.02 <= clip.fade_out <= clip.length + EXACTLY
            assert clip.fade_in >= 0.02
            assert clip.end <= after.length + EXACTLY


@given(everywhere, several)
def test_layer_levels_never_jump(world, asked):
    for _, _, after in story(world, asked):
        assert not [jump for layer in Layer for jump in jumps(after.envelope(layer))]


@given(everywhere, gentle)
def test_a_session_still_covers_its_length_with_music_and_ambience(world, asked):
    for _, before, after in story(world, asked):
        assert after.length == after.phases[-1].end
        assert holes(clips_of(after, Layer.MUSIC), after.length) == []
        for path in {clip.path for clip in clips_of(before, Layer.AMBIENCE)}:
            same = [clip for clip in clips_of(after, Layer.AMBIENCE) if clip.path == path]
            assert holes(same, after.length) == []


@given(everywhere, gentle)
def test_pieces_still_cross_by_a_third_at_most_and_in_order(world, asked):
    for now, _, after in story(world, asked):
        for left, right in pairwise(clips_of(after, Layer.MUSIC)):
            assert left.end <= after.length + EXACTLY
            # What gives way now may be too short for the whole of a crossing.
            if right.start > now and left.end - left.fade_out >= now:
                assert left.end - right.start == pytest.approx(left.fade_out)
                assert right.fade_in == pytest.approx(left.fade_out)


@given(everywhere, several)
def test_one_voice_still_speaks_at_a_time(world, asked):
    for _, _, after in story(world, asked):
        assert all(
            left.end <= right.start + EXACTLY for left, right in pairwise(clips_of(after, Layer.VOICE))
        )
        assert all(left.end <= right.start + EXACTLY for left, right in pairwise(after.captions))


@given(everywhere, several)
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


@given(worlds(), shares, shares, st.sampled_from(ENDS))
def test_whoever_stays_after_all_hears_all_that_was_left_out(world, share, later, way):
    left = world.timeline()
    asked = Seconds(left.length * share)
    leaving = getattr(revise, way)(left, asked, world.materials)
    assume(leaving is not left)
    now = Seconds(asked + (leaving.length - asked) * later)
    after = revise.stay(leaving, now, left, asked, world.materials)
    by = now + LEAD_IN - asked
    assert after.length - left.length == pytest.approx(by)
    assert after.phases[-1].kind is left.phases[-1].kind
    for layer in (Layer.VOICE, Layer.CUE):
        unsaid = [clip for clip in clips_of(left, layer) if clip.start >= asked and not is_word(clip)]
        said = [clip for clip in clips_of(after, layer) if clip.start > now and not is_word(clip)]
        assert [clip.path for clip in said] == [clip.path for clip in unsaid]
        assert [clip.start for clip in said] == pytest.approx([clip.start + by for clip in unsaid])
    captions = [each.text for each in left.captions if each.start >= asked]
    assert [each.text for each in after.captions if each.start > now] == captions


def is_word(clip):
    return any(clip.path == word.path for word in BREATH_WORDS.values())


@given(worlds(), shares)
def test_a_phase_that_was_held_is_still_held_for_whoever_stays(world, share):
    planned = world.timeline()
    asked = Seconds(planned.phases[-1].start * share * 0.9)
    left = revise.hold(planned, asked, world.materials)
    leaving = way_out(left, Seconds(asked + 1.0), world.materials)
    now = Seconds(asked + 11.0)
    after = revise.stay(leaving, now, left, Seconds(asked + 1.0), world.materials)
    assert revise.is_held(after, now) is revise.is_held(left, asked)
    released = revise.release(after, now, world.materials)
    assert released.length - planned.length < 11.0 + 2 * LEAD_IN + 1.0 + 30.0


def test_a_breath_that_was_left_begins_anew():
    left = twenty_minutes(PLAIN)
    asked = Seconds(left.paced[0].start + 61.0)
    leaving = way_out(left, asked, PLAIN)
    now = Seconds(asked + 10.0)
    after = revise.stay(leaving, now, left, asked, PLAIN)
    assert [each.end for each in after.paced][:1] == [asked]
    assert after.paced[1].start == now + LEAD_IN
    assert after.paced[1].at(Seconds(now + LEAD_IN)).fullness == 0.0
    assert whole(after.paced[1])
    assert after.at(Seconds(now + 1)).breath is None


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


# What holds for every change.


@given(everywhere, several)
def test_every_session_still_ends_in_a_return_or_in_sleep(world, asked):
    asleep = world.timeline().phases[-1].kind is PhaseKind.SLEEP
    for _, _, after in story(world, asked):
        kinds = [phase.kind for phase in after.phases]
        assert kinds[-1] is PhaseKind.RETURN or (asleep and kinds[-1] is PhaseKind.SLEEP)
        assert after.phases[-1].length >= 30 - EXACTLY
        assert all(phase.length > 0 for phase in after.phases)


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


def fullness(timeline: Timeline, time: float) -> float:
    """How full the lungs are, and after the pacing, where they rest."""
    moment = timeline.at(Seconds(time))
    return moment.breath.fullness if moment.breath else moment.natural_from * (moment.natural_for == 0)


@given(everywhere, several)
def test_the_breath_never_leaps(world, asked):
    for now, _, after in story(world, asked):
        for left, right in pairwise(after.paced):
            assert left.end <= right.start
            goes_on = left.end == right.start
            assert right.cycles_before == (left.at(Seconds(left.end - 1e-6)).cycle + 1 if goes_on else 0)
            assert not goes_on or left.last_fullness < EXACTLY
        for span in after.paced:
            if span.start < now < span.end:
                for time in (now, span.end):
                    before, behind = fullness(after, time - 1e-4), fullness(after, time)
                    assert behind == pytest.approx(before, abs=2e-3)


def whole(span: PacedSpan) -> bool:
    breaths = span.pacer.breaths_at(Seconds(span.end - span.start))
    return abs(breaths - round(breaths)) < EXACTLY


@given(everywhere, several)
def test_the_breath_is_paced_within_every_limit_and_never_in_the_return(world, asked):
    limit = world.materials.pace_limit
    for now, _, after in story(world, asked):
        closing = after.phases[-1].start
        assert limit is None or sum(each.end - each.start for each in after.paced) <= limit + EXACTLY
        for span in after.paced:
            pattern, length = span.pacer.pattern, Seconds(span.end - span.start)
            assert length <= (pattern.limit() or length) + EXACTLY
            assert span.pacer.breaths_at(length) <= (pattern.max_cycles or 1e9) + EXACTLY
            assert span.end <= closing + EXACTLY or span.start < now
            assert span.end <= now or span.end == closing or whole(span)


@given(everywhere, several)
def test_words_of_the_breath_are_said_where_it_turns(world, asked):
    words = {word.path for word in world.materials.breath_words.values()}
    for now, _, after in story(world, asked):
        turns = {
            round(span.start + step.time, 3)
            for span in after.paced
            for step in span.pacer.steps_between(Seconds(0), Seconds(span.end - span.start))
        }
        ahead = [clip for clip in clips_of(after, Layer.CUE) if clip.path in words and clip.start > now]
        assert {round(clip.start, 3) for clip in ahead} <= turns
        said = [round(clip.start, 3) for clip in clips_of(after, Layer.CUE) if clip.path in words]
        assert len(set(said)) == len(said)


@given(everywhere, several)
def test_bells_are_never_struck_in_a_hurry(world, asked):
    bell = world.materials.bell
    for now, before, after in story(world, asked):
        struck = [[c.start for c in t.clips if bell and c.path == bell.path] for t in (before, after)]
        closest = min((b - a for a, b in pairwise(struck[0])), default=30.0)
        ahead = [b - a for a, b in pairwise(struck[1][:-1]) if b >= now]
        assert min(ahead, default=30.0) >= min(closest, 30.0) - EXACTLY


# Longer and shorter.


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


# Held and released.


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


SILENT = Narration(Script("none", "None", "en", ScriptUse.RETURN, ()))
PIECES = tuple(Track(Path(f"{name}.opus"), Seconds(200.0), name) for name in "abc")
PLAIN = Materials(PIECES, HOME, SILENT, SILENT, pattern=GENTLE, bell=BELL)


def twenty_minutes(materials: Materials = PLAIN) -> Timeline:
    """A session without words, whose breath is paced for eight and a half minutes if nothing limits it."""
    return compile_session(SessionPlan("some", minutes=20, breathing=Breathing("gentle-slow")), materials)


@pytest.mark.parametrize(
    ("pattern", "limit", "longer"),
    [(GENTLE, None, 300.0), (GENTLE, Seconds(600.0), 90.0), (FOUR_SEVEN_EIGHT, None, 0.0), (SIGH, None, 0.0)],
)
def test_a_breath_goes_on_in_a_held_phase_as_long_as_it_may(pattern, limit, longer):
    materials = replace(PLAIN, pattern=pattern, pace_limit=limit)
    before = twenty_minutes(materials)
    held = revise.hold(before, Seconds(160.0), materials)
    (old,), (new,) = before.paced, held.paced
    assert new.end - old.end == pytest.approx(longer, abs=pattern.cycle)
    released = revise.release(held, Seconds(220.0), materials)
    assert released.paced[0].end - old.end == pytest.approx(min(60.0, longer), abs=pattern.cycle)
    assert all(whole(span) for span in (new, *released.paced))


def test_a_breath_that_slows_down_has_the_rate_of_its_moment():
    ramped = SessionPlan("some", minutes=20, breathing=Breathing("gentle-slow", 8.0, 3.0))
    timeline = compile_session(ramped, PLAIN)
    (span,) = timeline.paced
    at = [revise.rate_ahead(timeline, Seconds(span.start + each)) for each in (-5.0, 0.0, 90.0, 180.0, 200.0)]
    assert at == pytest.approx([8.0, 8.0, 7.0, 6.0, 6.0])
    slower = revise.pace(timeline, Seconds(span.start + 90.0), GENTLE.at_rate(6.5), PLAIN)
    assert revise.rate_ahead(slower, Seconds(span.start + 91.0)) == pytest.approx(6.5)


@given(everywhere, several, shares)
def test_a_breath_that_can_be_changed_is_one_of_which_another_whole_one_follows(world, asked, share):
    for now, _, after in story(world, asked):
        for then in (now, now + (after.length - now) * share):
            pattern = revise.pattern_ahead(after, Seconds(then))
            turns = [
                each.start + each.pacer.time_of(count)
                for each in after.paced
                for count in range(ceil(each.pacer.breaths_at(Seconds(each.end - each.start)) - EXACTLY))
            ]
            assert (pattern is not None) is any(turn >= then - EXACTLY for turn in turns)
            assert (pattern is None) is (revise.rate_ahead(after, Seconds(then)) is None)


def test_words_of_the_breath_go_on_and_none_is_said_twice():
    materials = replace(PLAIN, breath_words=BREATH_WORDS)
    plan = SessionPlan("some", minutes=20, breathing=Breathing("gentle-slow", cue=CueStyle.VOICE))
    before, now = compile_session(plan, materials), Seconds(163.0)
    held = revise.hold(before, now, materials)
    said = [clip.start for clip in clips_of(held, Layer.CUE) if clip.path != BELL.path]
    turns = [cue.time for cue in held.unspoken_breaths()]
    assert said == turns
    assert len(said) > len([clip for clip in clips_of(before, Layer.CUE) if clip.path != BELL.path])
    other = revise.pace(held, now, BOX, materials)
    said = [clip.start for clip in clips_of(other, Layer.CUE) if clip.path != BELL.path]
    assert said == [cue.time for cue in other.unspoken_breaths()]


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


# The next phase, the next piece, another breath, no voice.


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


def narration(*phases: PhaseKind) -> Narration:
    """A script with a sentence for each phase, to be read."""
    paragraphs = tuple(Paragraph(phase, (Sentence(f"You hear of {phase}."),)) for phase in phases)
    return Narration(Script("story", "Story", "en", ScriptUse.IMAGERY, paragraphs))


def skipped(timeline: Timeline, now: Seconds, count: int, materials: Materials) -> Timeline:
    """Go on to the next phase, several times at once."""
    for _ in range(count):
        timeline = revise.skip(timeline, now, materials)
    return timeline


def test_the_return_does_not_tell_of_a_journey_that_was_left_out():
    told = replace(
        PLAIN, narration=narration(PhaseKind.DEEPENING, PhaseKind.RETURN), closing=narration(PhaseKind.RETURN)
    )
    own = replace(told, narration=narration(PhaseKind.DEEPENING, PhaseKind.RETURN, PhaseKind.RETURN))
    before = twenty_minutes(own)
    told_of = [
        len([c for c in each.captions if c.start > each.phases[-1].start])
        for each in (
            before,
            skipped(before, Seconds(100.0), 3, own),
            skipped(before, Seconds(before.phases[3].start + 1.0), 1, own),
        )
    ]
    assert told_of == [3, 1, 3]


def test_bells_at_the_borders_of_phases_are_not_struck_in_a_hurry():
    plan = SessionPlan("some", minutes=20, bells=Bells.PHASES, breathing=None)
    timeline = compile_session(plan, PLAIN)
    assert len([clip for clip in timeline.clips if clip.path == BELL.path]) == 5
    after = revise.skip(timeline, Seconds(12.0), PLAIN)
    struck = [clip.start for clip in after.clips if clip.path == BELL.path]
    assert len(struck) == 4
    assert min(b - a for a, b in pairwise(struck)) >= 30


@given(worlds((Ending.SLEEP,)), shares)
def test_from_the_last_phase_one_goes_over_into_sleep_and_the_music_fades(world, share):
    timeline = world.timeline()
    last, _ = timeline.phases[-2:]
    now = Seconds(last.start + last.length * share * 0.99)
    after = revise.skip(timeline, now, world.materials)
    assert after.phases[-1].kind is PhaseKind.SLEEP
    assert after.phases[-1].start == now
    assert after.envelope(Layer.MUSIC).at(after.length) <= -48 + EXACTLY
    assert revise.skip(after, Seconds(now + 1), world.materials) is after


@given(everywhere, shares)
def test_the_next_piece_crosses_with_equal_power(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    can = revise.can_change_piece(timeline, now, world.materials)
    after = revise.next_piece(timeline, now, world.materials)
    assert (after is timeline) is not can
    if can:
        old, new = [clip for clip in clips_of(after, Layer.MUSIC) if clip.start <= now < clip.end]
        assert (new.start, new.fade_in, old.end) == (now, old.fade_out, now + old.fade_out)
        assert old.path != new.path
        assert min(5 / 3, old.fade_out) - EXACTLY <= old.fade_out <= 10
        assert not revise.can_change_piece(after, Seconds(now + 1), world.materials)


@given(everywhere, shares, st.sampled_from(PATTERNS))
def test_another_breath_begins_where_the_last_one_ended(world, share, pattern):
    timeline = world.timeline()
    if not timeline.paced:
        return
    span = timeline.paced[0]
    now = Seconds(span.end * share)
    after = revise.pace(timeline, now, pattern, world.materials)
    if after is timeline:
        assert pattern == span.pacer.pattern or min(span.end - now, span.end - span.start) < 36
        return
    assert (after.phases, after.captions, after.length) == (
        timeline.phases,
        timeline.captions,
        timeline.length,
    )
    new = [each for each in after.paced if each.end > now][-1]
    if now <= span.start:
        assert new.start == span.start
    elif len(after.paced) > 1:
        assert whole(after.paced[0])
        assert now <= new.start <= now + span.pacer.pattern.cycle
    assert revise.pattern_ahead(after, now) in {pattern, span.pacer.pattern}
    assert timeline.phase_at(Seconds(new.end - EXACTLY)).kind in {PhaseKind.INDUCTION, PhaseKind.DEEPENING}


@given(everywhere, shares, st.floats(0, 600))
def test_a_muted_voice_is_silent_and_comes_back_with_a_whole_sentence(world, share, later):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    muted = revise.mute(timeline, now, world.materials)
    assert muted.captions == timeline.captions
    assert all(clip.end <= now + 0.8 + EXACTLY or clip.start < now for clip in clips_of(muted, Layer.VOICE))
    assert muted.envelope(Layer.MUSIC).at(Seconds(now + 5)) == pytest.approx(
        max(-48, min(0.0, muted.envelope(Layer.MUSIC).at(Seconds(now + 5))))
    )
    assert {clip.start for clip in muted.muted} == {
        clip.start for clip in clips_of(timeline, Layer.VOICE) if clip.start >= now
    }
    then = Seconds(min(now + later, timeline.length))
    spoken = revise.unmute(muted, then, world.materials)
    back = [clip for clip in clips_of(spoken, Layer.VOICE) if clip.start >= then]
    assert back == [clip for clip in clips_of(timeline, Layer.VOICE) if clip.start >= then + 1.8]


@given(everywhere, shares)
def test_who_is_muted_and_speaks_again_at_once_has_lost_a_sentence_at_most(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    muted = revise.mute(timeline, now, world.materials)
    spoken = revise.unmute(muted, now, world.materials)
    assert len(clips_of(timeline, Layer.VOICE)) - len(clips_of(spoken, Layer.VOICE)) <= 1


def test_many_changes_leave_no_more_behind_than_one():
    materials, timeline = PLAIN, twenty_minutes()
    for round_ in range(100):
        now = Seconds(60.0 + round_)
        timeline = revise.hold(timeline, now, materials)
        timeline = revise.pace(timeline, now, PATTERNS[round_ % 2], materials)
        timeline = revise.extend(timeline, now, Seconds(60), materials)
        timeline = revise.mute(timeline, now, materials)
        timeline = revise.unmute(timeline, now, materials)
        timeline = revise.shorten(timeline, now, Seconds(60), materials)
        timeline = revise.release(timeline, Seconds(now + 0.5), materials)
    lists = (timeline.clips, timeline.captions, timeline.paced, timeline.muted)
    assert sum(map(len, lists)) < 40
    assert sum(len(envelope.points) for envelope in timeline.envelopes.values()) < 40
