"""A session as it is lived through, from its first frame to its last."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.breathing import Pacer, Step, StepKind
from mtrelax.domain.compile import RETURN_FALL, compile_session, shortest_minutes
from mtrelax.domain.curves import DUCK_DEPTH, SILENCE, Envelope
from mtrelax.domain.errors import NothingToPlay, ScriptTooLong
from mtrelax.domain.lay import CROSSFADE, crossfade_of, gain_for, spoken_time
from mtrelax.domain.materials import Layered, Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import (
    LONGEST_MINUTES,
    Breathing,
    CueStyle,
    Ending,
    Layer,
    Recipe,
    SessionPlan,
)
from mtrelax.domain.script import (
    PARAGRAPH_GAP,
    SENTENCE_GAP,
    Narration,
    Paragraph,
    Recording,
    Script,
    ScriptUse,
    Sentence,
    SpokenCue,
    words_hash,
)
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import PacedSpan, PhaseSpan, Timeline
from mtrelax.domain.track import Loudness, Track
from tests.domain.hearing import clips_of, heard, holes, jumps
from tests.domain.worlds import (
    BELL,
    FOUR_SEVEN_EIGHT,
    GENTLE,
    HOME,
    LEADING,
    OWN_RECIPES,
    RAIN,
    WIND,
    World,
    wishes,
    worlds,
)

EXACTLY = 1e-6
TRACK = Track(Path("a.opus"), Seconds(300), "A")
NO_WORDS = Narration(Script("none", "None", "en", ScriptUse.RETURN, ()))
ODD_STEPS = (Step(StepKind.INHALE, Seconds(2.7)), Step(StepKind.EXHALE, Seconds(5.4)))


def has_words(world: World, *phases: PhaseKind) -> bool:
    return world.narration is not None and any(spoken_time(world.narration, phase) for phase in phases)


@given(worlds())
def test_the_phases_cover_the_session_exactly_and_end_in_a_return_or_in_sleep(world):
    timeline = world.timeline()
    assert timeline.phases[0].start == 0
    assert timeline.phases[-1].end == timeline.length == pytest.approx(world.plan.minutes * 60)
    assert all(left.end == right.start for left, right in pairwise(timeline.phases))
    assert timeline.phases[-1].kind.value == world.plan.ending.value


@given(worlds())
def test_the_phases_come_in_their_order_and_each_takes_time(world):
    kinds = [phase.kind for phase in world.timeline().phases]
    assert kinds == sorted(kinds, key=list(PhaseKind).index)
    assert all(phase.length > 0 for phase in world.timeline().phases)


@given(worlds())
def test_the_beginning_stays_within_its_caps(world):
    caps = {PhaseKind.SETTLE: 180, PhaseKind.INDUCTION: world.materials.recipe.longest_induction}
    for phase in world.timeline().phases:
        if phase.kind in caps and not has_words(world, phase.kind):
            assert phase.length <= caps[phase.kind] + EXACTLY


@given(worlds((Ending.RETURN,)))
def test_the_return_takes_its_time(world):
    last = world.timeline().phases[-1]
    assert last.length >= (30 if world.plan.minutes < 5 else 60) - EXACTLY
    if not has_words(world, PhaseKind.RETURN):
        assert last.length <= max(world.materials.recipe.longest_closing, 60) + EXACTLY


@given(st.floats(9, 18))
def test_recipes_scale_in_proportion_when_nothing_stands_against_it(length):
    materials = Materials((TRACK,), HOME, NO_WORDS, NO_WORDS)
    timeline = compile_session(SessionPlan("some", minutes=length), materials)
    share = timeline.length / HOME.total
    assert [phase.length for phase in timeline.phases] == pytest.approx(
        [each * share for each in (60, 180, 120, 240, 80)]
    )


@given(wishes())
def test_a_script_that_does_not_fit_names_the_shortest_session_for_it(world):
    try:
        world.timeline()
    except ScriptTooLong as error:
        shortest = error.shortest_minutes
    else:
        return
    assert shortest is not None
    assert replace(world, plan=replace(world.plan, minutes=shortest)).timeline()
    if shortest > 1:
        with pytest.raises(ScriptTooLong):
            replace(world, plan=replace(world.plan, minutes=shortest - 1)).timeline()


@given(wishes(told=True), OWN_RECIPES, st.integers(1, 120), st.sampled_from((0.0, 600.0, 9000.0)))
def test_whatever_the_recipe_a_length_that_is_named_helps_and_none_is_named_where_none_does(
    world, recipe, longer, pause
):
    def compiled(length):
        return compile_session(replace(world.plan, minutes=length), materials)

    long = Paragraph(PhaseKind.DEEPENING, (Sentence("Rest for long.", Seconds(pause)),))
    script = replace(world.narration.script, paragraphs=(*world.narration.script.paragraphs, long))
    materials = replace(world.materials, recipe=recipe, narration=Narration(script))
    try:
        compiled(world.plan.minutes)
    except ScriptTooLong as error:
        shortest = error.shortest_minutes
    else:
        return
    if shortest is None:
        with pytest.raises(ScriptTooLong):
            compiled(LONGEST_MINUTES)
    else:
        assert shortest > world.plan.minutes
        assert compiled(shortest)
        assert compiled(max(shortest, longer))


def test_a_script_that_fits_into_four_minutes_and_not_into_five_is_said_to_need_six():
    # From five minutes on the return takes a minute instead of half a one.
    breath = Recipe("own", "Own", *map(Seconds, (0, 300, 0, 170, 30)))
    words = (Paragraph(PhaseKind.DEEPENING, (Sentence("Rest for long.", Seconds(59)),)),)
    story = Narration(Script("story", "Story", "en", ScriptUse.IMAGERY, words))
    materials = Materials((TRACK,), breath, NO_WORDS, NO_WORDS, narration=story)
    assert compile_session(SessionPlan("some", minutes=4), materials)
    with pytest.raises(ScriptTooLong) as told:
        compile_session(SessionPlan("some", minutes=5), materials)
    assert told.value.shortest_minutes == 6


@given(wishes(), st.integers(1, 120))
def test_without_a_script_every_length_can_be_had(world, length):
    silent = replace(world.materials, narration=None)
    plan = replace(world.plan, minutes=length)
    assert shortest_minutes(plan, silent) == 1
    assert compile_session(plan, silent).length == pytest.approx(length * 60)


@given(worlds())
def test_without_music_there_is_no_session(world):
    with pytest.raises(NothingToPlay):
        compile_session(world.plan, replace(world.materials, tracks=()))


@given(worlds())
def test_one_voice_speaks_at_a_time_and_inside_its_phase(world):
    timeline = world.timeline()
    voice = clips_of(timeline, Layer.VOICE)
    assert all(left.end <= right.start + EXACTLY for left, right in pairwise(voice))
    for clip in voice:
        phase = timeline.phase_at(clip.start)
        assert phase.start <= clip.start
        assert clip.end <= phase.end


@given(worlds())
def test_words_are_never_faster_than_they_were_spoken_or_can_be_read(world):
    timeline = world.timeline()
    narrations = [each for each in (world.materials.narration, world.materials.closing) if each]
    lengths = {
        (each.recording.path, cue.start): cue.end - cue.start
        for each in narrations
        if each.recording
        for cue in each.recording.cues
    }
    for clip in clips_of(timeline, Layer.VOICE):
        assert clip.length == pytest.approx(lengths[clip.path, clip.offset])
    for caption in timeline.captions:
        if not caption.spoken:
            assert caption.end - caption.start >= Sentence(caption.text).reading_time - EXACTLY


@given(worlds(told=True))
def test_every_word_of_the_script_is_said_in_its_phase_and_in_its_order(world):
    timeline = world.timeline()
    wanted = [*LEADING, PhaseKind.RETURN] if world.plan.ending is Ending.RETURN else LEADING
    written = [
        (paragraph.phase, sentence.text)
        for kind in wanted
        for paragraph in world.narration.script.paragraphs
        if paragraph.phase is kind
        for sentence in paragraph.sentences
    ]
    shown = [(timeline.phase_at(caption.start).kind, caption.text) for caption in timeline.captions]
    assert shown[: len(written)] == written


@given(worlds(told=True))
def test_silences_are_never_shorter_than_written(world):
    timeline = world.timeline()
    sentences = [
        (sentence, place == len(paragraph.sentences) - 1)
        for paragraph in world.narration.script.paragraphs
        if paragraph.phase in LEADING or world.plan.ending is Ending.RETURN
        for place, sentence in enumerate(paragraph.sentences)
    ]
    spoken_ends = {clip.start: clip.end for clip in clips_of(timeline, Layer.VOICE)}
    for at, (sentence, final) in enumerate(sentences[: len(timeline.captions) - 1]):
        caption, following = timeline.captions[at], timeline.captions[at + 1]
        end = spoken_ends.get(caption.start, caption.start + sentence.reading_time)
        least = max(sentence.pause, PARAGRAPH_GAP if final else SENTENCE_GAP)
        assert following.start - end >= least - EXACTLY


@given(worlds((Ending.RETURN,)))
def test_the_last_word_of_the_return_comes_near_its_end(world):
    timeline = world.timeline()
    words = [each for each in timeline.captions if each.start >= timeline.phases[-1].start]
    assert not words or words[-1].end >= timeline.length - 75


@given(worlds((Ending.RETURN,)))
def test_the_silences_of_the_return_are_as_written_and_at_most_three_times_as_long(world):
    materials = replace(world.materials, narration=None)
    timeline = compile_session(world.plan, materials)
    captions = [each for each in timeline.captions if each.start >= timeline.phases[-1].start]
    ends: dict[float, float] = {clip.start: clip.end for clip in clips_of(timeline, Layer.VOICE)}
    written = [
        (
            sentence,
            max(sentence.pause, PARAGRAPH_GAP if place == len(paragraph.sentences) - 1 else SENTENCE_GAP),
        )
        for paragraph in materials.closing.script.paragraphs
        for place, sentence in enumerate(paragraph.sentences)
    ][-len(captions) :]
    for (sentence, pause), caption, following in zip(written, captions, captions[1:], strict=False):
        end = ends.get(caption.start, float(caption.start + sentence.reading_time))
        assert pause - EXACTLY <= following.start - end <= 3 * pause + EXACTLY


@given(worlds())
def test_one_sentence_is_shown_at_a_time(world):
    captions = world.timeline().captions
    assert all(left.end <= right.start + EXACTLY for left, right in pairwise(captions))


@given(worlds((Ending.RETURN,), told=True))
def test_the_general_return_is_heard_when_the_script_has_one_of_its_own(world):
    last = world.materials.closing.script.paragraphs[-1].sentences[-1].text
    assert world.timeline().captions[-1].text == last


@given(worlds())
def test_music_and_ambience_sound_from_the_first_frame_to_the_last(world):
    timeline = world.timeline()
    assert holes(clips_of(timeline, Layer.MUSIC), timeline.length) == []
    ambience = clips_of(timeline, Layer.AMBIENCE)
    assert {clip.path for clip in ambience} == {each.sound.path for each in world.materials.ambience}
    assert all((clip.start, clip.end, clip.looped) == (0, timeline.length, True) for clip in ambience)


@given(worlds())
def test_the_playlist_repeats_in_its_order(world):
    music = clips_of(world.timeline(), Layer.MUSIC)
    order = [track.path for track in world.materials.tracks]
    assert [clip.path for clip in music] == [order[n % len(order)] for n in range(len(music))]


@given(worlds())
def test_pieces_cross_with_equal_power_and_by_the_stated_amount(world):
    length = {track.path: track.length for track in world.materials.tracks}
    music = clips_of(world.timeline(), Layer.MUSIC)
    for left, right in pairwise(music):
        cross = min(crossfade_of(length[left.path]), crossfade_of(length[right.path]))
        assert left.end - right.start == pytest.approx(cross)
        assert left.fade_out == pytest.approx(cross)
        assert right.fade_in == pytest.approx(cross)


@given(worlds())
def test_no_piece_sounds_beyond_its_own_end_and_three_never_sound_at_once(world):
    length = {track.path: track.length for track in world.materials.tracks}
    music = clips_of(world.timeline(), Layer.MUSIC)
    assert all(clip.offset + clip.length <= length[clip.path] + EXACTLY for clip in music)
    assert all(one.end <= third.start + EXACTLY for one, third in zip(music, music[2:], strict=False))


@given(worlds())
def test_nothing_begins_or_ends_without_a_fade(world):
    timeline = world.timeline()
    for clip in timeline.clips:
        assert min(clip.fade_in, clip.fade_out) >= 0.02
        assert clip.fade_in + clip.fade_out <= clip.length + EXACTLY
    assert clips_of(timeline, Layer.MUSIC)[0].fade_in >= 3.0


def test_short_pieces_cross_over_a_third():
    assert crossfade_of(Seconds(12)) == 4
    assert crossfade_of(Seconds(30)) == CROSSFADE


@given(st.sampled_from(Layer), st.none() | st.builds(Loudness, st.floats(-90, 0).map(Decibels)))
def test_an_unmeasured_piece_is_never_louder_than_a_measured_one_would_be(layer, loudness):
    assert gain_for(layer, loudness) <= 15.0
    assert gain_for(layer, None) <= gain_for(layer, Loudness(Decibels(-12.0)))


@given(worlds())
def test_layer_levels_never_jump(world):
    timeline = world.timeline()
    assert not [jump for layer in Layer for jump in jumps(timeline.envelope(layer))]


@given(worlds())
def test_music_and_ambience_are_low_while_the_voice_speaks(world):
    timeline = world.timeline()
    for clip in clips_of(timeline, Layer.VOICE):
        for layer in (Layer.MUSIC, Layer.AMBIENCE):
            assert timeline.envelope(layer).at(clip.start) <= DUCK_DEPTH + EXACTLY


@given(worlds())
def test_the_music_has_fallen_when_the_return_is_under_way(world):
    timeline = world.timeline()
    later = Seconds(timeline.phases[-1].start + 5)
    assert timeline.envelope(Layer.MUSIC).at(later) < 0 or world.plan.ending is Ending.SLEEP
    assert timeline.envelope(Layer.MUSIC).at(timeline.length) <= RETURN_FALL


@given(worlds((Ending.SLEEP,)))
def test_sleep_takes_all_sound_away_slowly(world):
    timeline = world.timeline()
    sleep = timeline.phases[-1]
    moments = [Seconds(sleep.start + sleep.length * n / 10) for n in range(11)]
    for layer in (Layer.MUSIC, Layer.AMBIENCE):
        # A duck of the last words may still be released while the fall begins.
        levels = [timeline.envelope(layer).at(moment) for moment in moments[1:]]
        assert levels == sorted(levels, reverse=True)
        assert levels[-1] <= -40
    assert not [clip for clip in clips_of(timeline, Layer.VOICE) if clip.end > sleep.start]


def paced_breaths(span: PacedSpan) -> float:
    return span.pacer.breaths_at(Seconds(span.end - span.start))


@given(worlds())
def test_the_breath_is_paced_only_where_and_as_long_as_it_may_be(world):
    timeline, pattern = world.timeline(), world.materials.pattern
    if pattern is None or world.plan.breathing is None:
        assert not timeline.paced
    where = {PhaseKind.INDUCTION}
    if not has_words(world, PhaseKind.DEEPENING):
        where.add(PhaseKind.DEEPENING)
    for span in timeline.paced:
        length = span.end - span.start
        reached = [
            each.kind for each in timeline.phases if each.start < span.end - EXACTLY and each.end > span.start
        ]
        assert set(reached) <= where
        assert length <= (world.materials.pace_limit or length) + EXACTLY
        assert length <= (pattern.max_minutes or length) * 60 + EXACTLY
        assert paced_breaths(span) <= (pattern.max_cycles or 10_000) + EXACTLY
        assert paced_breaths(span) == pytest.approx(round(paced_breaths(span)), abs=1e-5)


def test_a_fast_start_does_not_let_more_cycles_in():
    plan = SessionPlan("some", minutes=30, breathing=Breathing("4-7-8", start_rate=8.0, ramp_minutes=3))
    materials = Materials((TRACK,), HOME, NO_WORDS, NO_WORDS, pattern=FOUR_SEVEN_EIGHT)
    (span,) = compile_session(plan, materials).paced
    assert paced_breaths(span) == pytest.approx(4)


@given(worlds())
def test_cues_are_silent_while_the_voice_speaks(world):
    timeline = world.timeline()
    cues = timeline.cues_between(Seconds(0), timeline.length)
    if timeline.cue_style is CueStyle.NONE:
        assert not cues
    voice = clips_of(timeline, Layer.VOICE)
    assert not [cue for cue in cues if any(clip.start - 0.5 <= cue.time < clip.end for clip in voice)]
    assert all(any(span.start <= cue.time < span.end for span in timeline.paced) for cue in cues)


@given(worlds())
def test_a_breath_is_told_in_words_or_in_tones_and_never_in_both(world):
    timeline = world.timeline()
    words = {word.path: kind for kind, word in world.materials.breath_words.items()}
    said = [(clip.start, words[clip.path]) for clip in clips_of(timeline, Layer.CUE) if clip.path in words]
    if timeline.cue_style is not CueStyle.VOICE:
        assert not said
    else:
        heard = {(cue.time, cue.kind) for cue in timeline.cues_between(Seconds(0), timeline.length)}
        assert all(
            any(abs(time - at) < EXACTLY and kind is each for at, each in heard) for time, kind in said
        )
        ins = sum(kind is StepKind.INHALE for _, kind in said)
        assert ins == sum(kind is StepKind.EXHALE for _, kind in said)
        if not clips_of(timeline, Layer.VOICE):
            assert len(said) == sum(kind in words.values() for _, kind in heard)


@given(worlds(told=True))
def test_a_word_of_the_breath_is_never_taken_for_one_of_the_script(world):
    timeline = world.timeline()
    words = {word.path for word in world.materials.breath_words.values()}
    breath = [clip for clip in clips_of(timeline, Layer.CUE) if clip.path in words]
    voice = clips_of(timeline, Layer.VOICE)
    assert not [word for word in breath for clip in voice if clip.start - 1.4 < word.start < clip.end + 1.4]


@given(worlds(), st.integers(0, 2000), st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_no_cue_is_lost_between_two_blocks(world, begin, blocks):
    timeline = world.timeline()
    cuts = [float(begin)]
    for block in blocks:
        cuts.append(cuts[-1] + block / 10)
    whole = timeline.cues_between(Seconds(cuts[0]), Seconds(cuts[-1]))
    parts = [
        cue for left, right in pairwise(cuts) for cue in timeline.cues_between(Seconds(left), Seconds(right))
    ]
    assert parts == whole


def test_a_cue_on_the_edge_of_two_blocks_is_heard_once():
    paced = PacedSpan(Pacer(replace(GENTLE, steps=ODD_STEPS)), Seconds(61.3), Seconds(161.3))
    phases = (PhaseSpan(PhaseKind.RETURN, Seconds(0), Seconds(300)),)
    timeline = Timeline(Seconds(300), phases, paced=(paced,), cue_style=CueStyle.TONE)
    edges = [Seconds(61.3 + n * 2.7) for n in range(20)] + [Seconds(64.0)]
    for edge in edges:
        around = timeline.cues_between(Seconds(60), edge) + timeline.cues_between(edge, Seconds(170))
        assert around == timeline.cues_between(Seconds(60), Seconds(170))


@given(worlds(), st.floats(-0.1, 1.1))
def test_every_moment_can_be_told(world, share):
    timeline = world.timeline()
    moment = timeline.at(Seconds(timeline.length * share))
    assert 0 <= moment.fraction <= 1
    assert moment.position + moment.remaining == pytest.approx(timeline.length)
    assert timeline.phase_at(moment.position).kind is moment.phase
    assert moment.breath is None or moment.natural_for is None
    assert moment.breath is None or 0 <= moment.breath.fullness <= 1


@given(worlds())
def test_a_session_begins_and_ends_in_silence(world):
    timeline = world.timeline()
    assert all(gain < 0.01 for gain in heard(timeline, 1e-3).values())
    assert all(gain < 0.02 for gain in heard(timeline, timeline.length - 1e-3).values())


@given(worlds())
def test_the_bell_opens_the_session_and_closes_it(world):
    timeline = world.timeline()
    bells = [clip for clip in clips_of(timeline, Layer.CUE) if clip.path == BELL.path]
    wanted = 0 if world.materials.bell is None else 1 if world.plan.ending is Ending.SLEEP else 2
    assert len(bells) == wanted
    assert all(bell.end <= timeline.length for bell in bells)


def spoken(*pauses: float) -> Narration:
    """Words of the induction, with so much silence behind each."""
    said = tuple(Sentence(f"You might rest. {n}", Seconds(pause)) for n, pause in enumerate(pauses))
    cues = tuple(
        SpokenCue(0, n, Seconds(8.0 * n), Seconds(8.0 * n + 5), words_hash(each.text))
        for n, each in enumerate(said)
    )
    script = Script("story", "Story", "en", ScriptUse.IMAGERY, (Paragraph(PhaseKind.INDUCTION, said),))
    return Narration(script, Recording(Path("story.opus"), "voice", cues, Decibels(-18)))


def test_a_tone_that_never_ends_is_silent_while_the_voice_speaks_and_in_short_silences():
    plan = SessionPlan("some", minutes=5, breathing=Breathing("gentle-slow", cue=CueStyle.CONTINUOUS))
    materials = Materials(
        (TRACK,), HOME, NO_WORDS, NO_WORDS, narration=spoken(2.0, 25.0, 0.0), pattern=GENTLE
    )
    timeline = compile_session(plan, materials)
    level = timeline.envelope(Layer.CUE)
    first, second, third = clips_of(timeline, Layer.VOICE)
    for moment in (first.start, first.end, second.start - 0.5, second.end, third.start, third.end):
        assert level.at(Seconds(moment)) <= SILENCE
    assert level.at(Seconds(second.end + 8)) == level.at(Seconds(third.start - 2)) == 0
    assert level.at(Seconds(first.start - 2)) == level.at(timeline.length) == 0


@pytest.mark.parametrize("cue", [CueStyle.NONE, CueStyle.TONE, CueStyle.VOICE])
def test_only_a_tone_that_never_ends_needs_to_be_silenced(cue):
    plan = SessionPlan("some", minutes=5, breathing=Breathing("gentle-slow", cue=cue))
    materials = Materials((TRACK,), HOME, NO_WORDS, NO_WORDS, narration=spoken(2.0, 2.0), pattern=GENTLE)
    assert compile_session(plan, materials).envelope(Layer.CUE) == Envelope()


def test_each_sound_around_the_music_has_its_level():
    around = (Layered(RAIN, Decibels(-6)), Layered(WIND, Decibels(3)))
    materials = Materials((TRACK,), HOME, NO_WORDS, NO_WORDS, ambience=around)
    rain, wind = clips_of(compile_session(SessionPlan("some"), materials), Layer.AMBIENCE)
    assert rain.gain == gain_for(Layer.AMBIENCE, RAIN.loudness) - 6
    assert wind.gain == gain_for(Layer.AMBIENCE, WIND.loudness) + 3


@pytest.mark.parametrize(
    "phases",
    [
        pytest.param((), id="none"),
        pytest.param((PhaseSpan(PhaseKind.MUSIC, Seconds(0), Seconds(60)),), id="just stops"),
        pytest.param((PhaseSpan(PhaseKind.RETURN, Seconds(0), Seconds(50)),), id="too short"),
        pytest.param((PhaseSpan(PhaseKind.RETURN, Seconds(5), Seconds(60)),), id="begins late"),
        pytest.param(
            (
                PhaseSpan(PhaseKind.MUSIC, Seconds(0), Seconds(20)),
                PhaseSpan(PhaseKind.RETURN, Seconds(30), Seconds(60)),
            ),
            id="a hole",
        ),
    ],
)
def test_a_session_that_just_stops_cannot_be_made(phases):
    with pytest.raises(ValueError, match="phases"):
        Timeline(Seconds(60), phases)


@pytest.mark.parametrize("minutes", [4, 12, 60])
def test_a_held_silence_is_as_long_as_it_was_written_in_every_session(minutes):
    tensed = (Sentence("Make two fists.", Seconds(0.5), held=True), Sentence("And rest.", Seconds(20.0)))
    words = (Paragraph(PhaseKind.DEEPENING, (*tensed, Sentence("Notice them."))),)
    story = Narration(Script("story", "Story", "en", ScriptUse.IMAGERY, words))
    tense, rest, notice = compile_session(
        SessionPlan("some", minutes=minutes), Materials((TRACK,), HOME, NO_WORDS, NO_WORDS, narration=story)
    ).captions
    assert rest.start - tense.start == pytest.approx(tensed[0].reading_time + 0.5)
    assert notice.start - rest.start >= tensed[1].reading_time + 20 - EXACTLY


@pytest.mark.parametrize("closes", [True, False])
def test_nothing_follows_the_return_of_a_script_that_closes_by_itself(closes):
    words = (Paragraph(PhaseKind.RETURN, (Sentence("I open my eyes wide."),)),)
    story = Narration(Script("story", "Story", "en", ScriptUse.IMAGERY, words, closes=closes))
    slowly = (Paragraph(PhaseKind.RETURN, (Sentence("Slowly, you might come back."),)),)
    closing = Narration(Script("closing", "Closing", "en", ScriptUse.RETURN, slowly))
    said = compile_session(
        SessionPlan("some"), Materials((TRACK,), HOME, closing, NO_WORDS, narration=story)
    ).captions
    general = () if closes else ("Slowly, you might come back.",)
    assert tuple(each.text for each in said) == ("I open my eyes wide.", *general)


def test_a_pause_at_the_end_of_a_section_is_kept():
    words = (
        Paragraph(PhaseKind.INDUCTION, (Sentence("Rest for long.", Seconds(30)),)),
        Paragraph(PhaseKind.DEEPENING, (Sentence("And on."),)),
    )
    story = Narration(Script("story", "Story", "en", ScriptUse.IMAGERY, words))
    first, second = compile_session(
        SessionPlan("some", minutes=4), Materials((TRACK,), HOME, NO_WORDS, NO_WORDS, narration=story)
    ).captions
    assert second.start - first.start >= 32
