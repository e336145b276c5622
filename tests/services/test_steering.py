"""What can be asked of a running session: each wish is heard, noted, and leaves a session that ends gently."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import AmbienceChoice, Breathing, CueStyle, Ending, Layer, SessionPlan
from mtrelax.domain.record import MarkKind, StoppedEarly
from mtrelax.domain.time import Decibels
from mtrelax.media.decode import open_audio
from mtrelax.services.house import House
from mtrelax.services.patterns import PatternBook
from mtrelax.services.plans import Plans
from mtrelax.services.playing import PlayerState
from mtrelax.services.sitting import Sitting
from mtrelax.services.stage import RealStage

SCRIPT = "breathing-space"


@pytest.fixture
def long_plan():
    return SessionPlan(
        "evening",
        minutes=12,
        script=SCRIPT,
        breathing=Breathing("gentle-slow", cue=CueStyle.TONE),
        ambience=(AmbienceChoice("rain"),),
    )


@pytest.fixture
def steered(stage, long_plan, room):
    """Twelve minutes with a script, in the middle of the induction."""
    player = room.watch(stage.session(long_plan, Decibels(0.0)))
    player.begin()
    induction = next(each for each in player.timeline.phases if each.kind is PhaseKind.INDUCTION)
    room.hear(player, induction.start + 15.0)
    return player


def changes(player):
    return [mark.text for mark in player.marks if mark.kind is MarkKind.CHANGE]


def test_longer_and_shorter_is_noted_as_it_was_heard(steered, room):
    steered.extend(5)
    room.hear(steered, 10.0)
    steered.shorten(2)
    assert changes(steered) == ["5 minutes longer", "2 minutes shorter"]
    assert [mark.time for mark in steered.marks] == pytest.approx(
        [steered.position - 10.0, steered.position], abs=0.3
    )
    assert steered.timeline.length == pytest.approx(15 * 60)


def test_however_much_is_left_out_every_phase_stays_and_the_last_one_for_a_minute(steered, room):
    assert steered.can_shorten
    kinds = [each.kind for each in steered.timeline.phases]
    steered.shorten(120)
    assert not steered.can_shorten
    assert [each.kind for each in steered.timeline.phases] == kinds
    assert steered.timeline.phases[-2].length >= 60.0
    before = steered.timeline
    steered.shorten(1)
    assert steered.timeline is before


def test_in_the_return_nothing_of_its_course_can_be_changed(steered, room):
    steered.return_now()
    room.hear(steered, 3.0)
    before = steered.timeline
    steered.shorten(1)
    steered.extend(1)
    steered.hold()
    assert steered.timeline is before
    assert (steered.can_hold, steered.can_skip, steered.can_extend, steered.can_return) == (False,) * 4


def test_no_session_becomes_longer_than_two_hours_but_it_can_still_be_held(steered):
    for _ in range(23):
        steered.extend(5)
    assert steered.timeline.length == pytest.approx(120 * 60)
    assert not steered.can_extend
    assert len(changes(steered)) == 22
    assert changes(steered)[-1] == "3 minutes longer"
    assert steered.can_hold
    steered.hold()
    assert (steered.is_held, steered.can_extend) == (True, False)
    steered.shorten(5)
    assert steered.can_extend


def test_a_held_phase_waits_until_it_is_released(steered, room):
    left = steered.moment().remaining
    steered.hold()
    assert (steered.is_held, steered.can_hold) == (True, False)
    room.hear(steered, 400.0)
    moment = steered.moment()
    assert (moment.phase, moment.is_held) == (PhaseKind.INDUCTION, True)
    assert left - moment.remaining < 15.0
    assert steered.is_held, "the time that was put in is topped up before it is over"
    steered.release()
    assert (steered.is_held, steered.can_hold) == (False, True)
    room.hear(steered, 3.0)
    assert not steered.moment().is_held
    assert steered.moment().remaining == pytest.approx(moment.remaining, abs=3.5)
    assert changes(steered) == ["staying in this part", "went on from this part"]


def test_a_breath_that_may_go_on_no_longer_in_a_held_phase_cannot_be_changed(stage, room, shelf):
    sigh = SessionPlan("evening", minutes=12, breathing=Breathing("sigh"))
    player = room.watch(stage.session(sigh, Decibels(0.0)))
    player.begin()
    room.hear(player, player.timeline.paced[0].start + 15.0)
    player.hold()
    last = player.timeline.paced[-1]
    room.hear(player, last.end - player.position - 2.0)
    assert player.moment().breath is not None
    assert (player.is_held, player.pattern, player.rate) == (True, None, None)


def test_who_is_led_back_while_a_phase_is_held_is_not_held_any_more(steered, room):
    steered.hold()
    room.hear(steered, 20.0)
    steered.return_now()
    assert not steered.is_held
    room.hear(steered, 2.0)
    assert steered.moment().phase is PhaseKind.RETURN
    assert steered.moment().remaining == pytest.approx(steered.timeline.length - steered.position)


def test_phase_by_phase_one_comes_to_the_return(steered, room):
    for kind in (PhaseKind.DEEPENING, PhaseKind.MUSIC, PhaseKind.RETURN):
        assert steered.can_skip
        for _ in range(2):  # who presses twice has asked once
            steered.skip()
            room.hear(steered, 1.5)
            assert not steered.can_skip
            assert steered.moment().phase is kind
        room.hear(steered, 3.0)
    assert not steered.can_skip
    assert changes(steered) == ["on to the deepening", "on to the music", "on to the return"]
    assert steered.stopped_early is None


def test_another_piece_comes_in_and_no_third_one_before_it_is_there(steered, room):
    room.hear(steered, 20.0)
    while not steered.can_change_piece:
        room.hear(steered, 0.5)
    steered.next_piece()
    assert not steered.can_change_piece
    before = steered.timeline
    steered.next_piece()
    assert steered.timeline is before
    assert changes(steered) == ["another piece of music"]


def test_one_piece_is_not_changed_for_itself(stage, room, music):
    player = room.watch(
        stage.session(SessionPlan(str(music / "dusk.opus"), 3, breathing=None), Decibels(0.0))
    )
    player.begin()
    room.hear(player, 10.0)
    assert not player.can_change_piece


def test_another_breath_comes_after_the_one_that_is_breathed(steered, room, shelf):
    equal = shelf.patterns["equal"]
    steered.pace(equal)
    assert steered.pattern == equal
    assert changes(steered) == [f"breathing: {equal.title}, {equal.rate:.3g} a minute"]
    assert [(mark.pattern, mark.rate) for mark in steered.marks] == [("equal", equal.rate)]
    counted = [steered.moment().breath.cycle]
    for _ in range(150):
        room.hear(steered, 0.256)
        counted.append(steered.moment().breath.cycle)
    assert all(0 <= after - before <= 1 for before, after in pairwise(counted))
    steered.pace(equal)
    assert len(changes(steered)) == 1


def test_a_rate_that_was_asked_for_counts_at_once(steered, room):
    assert steered.rate == pytest.approx(6.0)
    steered.pace(steered.pattern.at_rate(steered.rate - 0.5))
    assert steered.rate == pytest.approx(5.5)
    steered.pace(steered.pattern.at_rate(steered.rate - 0.5))
    assert steered.rate == pytest.approx(5.0)


def test_without_a_breath_to_come_there_is_none_to_change(steered, room, shelf):
    steered.skip()
    room.hear(steered, 12.0)
    assert (steered.pattern, steered.rate) == (None, None)
    before = steered.timeline
    steered.pace(shelf.patterns["equal"])
    assert steered.timeline is before


def test_a_muted_voice_stays_muted_whatever_else_is_asked(steered, room):
    steered.mute_voice(muted=True)
    steered.extend(1)
    steered.skip()
    room.hear(steered, 30.0)
    assert steered.is_muted
    assert steered.moment().caption is not None or steered.timeline.captions
    assert not [c for c in steered.timeline.clips if c.layer is Layer.VOICE and c.start > steered.position]
    steered.return_now()
    assert not [c for c in steered.timeline.clips if c.layer is Layer.VOICE and c.start > steered.position]
    steered.mute_voice(muted=False)
    assert [c for c in steered.timeline.clips if c.layer is Layer.VOICE and c.start > steered.position]
    assert changes(steered) == [
        "the voice silent",
        "1 minute longer",
        "on to the deepening",
        "on to the return",
        "the voice speaking again",
    ]


def test_nobody_mutes_a_voice_that_has_nothing_left_to_say(player, room):
    player.begin()
    room.hear(player, 58.0)
    assert not player.can_mute
    player.mute_voice(muted=True)
    assert not player.is_muted


def test_grounding_says_where_one_is_and_happens_once(steered, room):
    steered.ground()
    room.hear(steered, 3.0)
    assert (steered.leaving, steered.stopped_early) == (True, StoppedEarly.NOT_SAID)
    assert "open your eyes" in steered.moment().caption.text
    before = steered.timeline
    steered.ground()
    room.hear(steered, 5.0)
    assert (steered.timeline, steered.state) == (before, PlayerState.PLAYING)


def test_grounding_is_heard_even_where_the_voice_was_muted(steered, room):
    steered.mute_voice(muted=True)
    steered.ground()
    assert not steered.is_muted
    assert [
        clip for clip in steered.timeline.clips if clip.layer is Layer.VOICE and clip.start > steered.position
    ]


def test_grounding_is_there_in_the_return_too_and_ends_a_pause(steered, room):
    steered.return_now()
    room.hear(steered, 5.0)
    steered.pause()
    steered.ground()
    assert steered.state is PlayerState.PLAYING
    room.hear(steered, 3.0)
    assert "open your eyes" in steered.moment().caption.text
    assert steered.stopped_early is None


def test_what_is_noted_keeps_the_moment_in_which_it_was_heard(steered, room):
    steered.mark(MarkKind.NOTE, "breathes more slowly")
    steered.pause()
    room.hear(steered, 2.0)
    steered.mark(MarkKind.STOP_SIGNAL)
    slower, paused, stop = steered.marks
    assert (slower.kind, slower.text) == (MarkKind.NOTE, "breathes more slowly")
    assert paused.text == "paused"
    assert (stop.time, stop.kind) == (steered.position, MarkKind.STOP_SIGNAL)


def test_marks_say_what_the_clock_on_the_wall_said(librarian, plan, room, calendar):
    stage = RealStage(librarian, replace(room.sound, now=calendar), lambda: 3, list)
    player = room.watch(stage.session(plan, Decibels(0.0)))
    player.begin()
    room.hear(player, 3.0)
    began = calendar.now
    player.pause()
    calendar.advance(minutes=7)
    room.hear(player, 2.0)
    player.resume()
    assert [(each.text, each.at) for each in player.marks] == [
        ("paused", began),
        ("went on after the pause", began + timedelta(minutes=7)),
    ]
    assert player.marks[1].time == pytest.approx(player.marks[0].time, abs=1.1)


def test_why_it_stood_still_and_that_it_was_ended_is_noted(steered, room):
    room.slept = 600.0
    steered.tick()
    steered.resume()
    room.hear(steered, 3.0)
    for _ in range(3):
        steered.leave()
    assert changes(steered) == [
        "paused: the computer slept",
        "went on after the pause",
        "the way out",
        "ended",
    ]
    assert [mark.is_pause for mark in steered.marks] == [True, False, False, False]


def test_before_it_begins_and_when_it_is_over_nothing_can_be_asked(player, room):
    for _ in range(2):
        before = player.timeline
        for ask in (player.hold, player.release, player.skip, player.next_piece, player.ground):
            ask()
        player.shorten(1)
        player.mute_voice(muted=True)
        can = (player.can_hold, player.can_shorten, player.can_skip, player.can_change_piece, player.can_mute)
        assert (can, player.is_held, player.timeline, player.marks) == ((False,) * 5, False, before, ())
        player.begin()
        player.close()


# Everything, two hundred times.


class Lamp:
    def hold(self):
        """Nobody looks at a screen."""

    def release(self):
        """Likewise."""


class Opened:
    """How many files are open."""

    def __init__(self):
        self.count = self.most = 0

    def __call__(self, path, offset):
        opened, source = self, open_audio(path, offset)
        self.count += 1
        self.most = max(self.most, self.count)

        class Counted:
            read = source.read

            def close(self):
                opened.count -= 1
                source.close()

        return Counted()


@pytest.fixture
def sitting(librarian, diary, stage, jobs, room, tmp_path):
    house = House(librarian, diary, stage, jobs, Lamp(), PatternBook({}, tmp_path), Plans(tmp_path / "plans"))

    def sitting(plan):
        made = Sitting(house, plan, Decibels(0.0), keep_awake=True)
        room.watch(made.player)
        return made

    return sitting


@pytest.fixture
def opened(room):
    opened = Opened()
    room.sound = replace(room.sound, open_source=opened)
    return opened


def turn_back(player, room, way):
    """Lead out, and stay after all."""
    way()
    room.hear(player, 3.0)
    player.stay()


def wishes(player, room, chance, patterns):
    """Everything that can be asked of a session but its end."""
    layer, level = chance.choice(list(Layer)), Decibels(chance.uniform(-30.0, 3.0))
    return [
        player.pause,
        player.resume,
        lambda: player.extend(chance.choice((1, 5))),
        lambda: player.shorten(chance.choice((1, 2))),
        player.hold,
        player.release,
        lambda: player.skip() if chance.random() < 0.1 else None,  # or it would soon be over
        player.next_piece,
        lambda: player.pace(chance.choice(patterns)),
        lambda: player.pace(chance.choice(patterns).at_rate(chance.uniform(4.5, 6.5))),
        lambda: player.mute_voice(muted=chance.random() < 0.5),
        lambda: player.set_level(layer, level),
        lambda: player.set_master(Decibels(chance.uniform(-20.0, 0.0))),
        lambda: player.mark(MarkKind.NOTE, "…"),
        lambda: turn_back(player, room, chance.choice((player.leave, player.ground, player.return_now))),
    ]


@pytest.mark.parametrize(
    ("seed", "ending"), [(1, Ending.RETURN), (2, Ending.RETURN), (3, Ending.RETURN), (4, Ending.SLEEP)]
)
def test_a_session_with_every_wish_two_hundred_times_ends_gently(
    opened, sitting, long_plan, room, journal, shelf, seed, ending
):
    chance = Random(seed)
    made = sitting(replace(long_plan, minutes=20, ending=ending))
    made.check_in(6)
    made.begin()
    player = made.player
    patterns = [shelf.patterns[slug] for slug in ("gentle-slow", "equal", "box", "sigh")]
    for _ in range(200):
        before = player.position
        try:
            chance.choice(wishes(player, room, chance, patterns))()
        except ValueError:
            continue  # a rate that nobody should breathe
        room.hear(player, chance.choice((0.0, 0.3, 3.0, 12.0)))
        assert player.position >= before
        if chance.random() < 0.1:
            made.keep_progress()
    player.resume()
    if player.is_held:
        player.release()
    if player.can_shorten:
        player.shorten(120)
    room.hear_out(player, 1200.0)
    ((row,),) = [journal.sessions()]
    last = PhaseKind(ending.value)
    assert row.phases_reached[-1] is last
    assert (row.fault, row.stopped_early, row.heard) == ("", None, pytest.approx(player.position, abs=0.01))
    assert row.marks == player.marks
    assert len({mark.text.split()[0] for mark in row.marks}) >= 8
    assert opened.count == 0
    assert 0 < opened.most < 16
    assert room.notices == []
