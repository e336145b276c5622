"""What is asked of a running session, as it is heard: real music, rain, voice and cues, changed while they play."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pytest

from mtrelax.backstage import FILES
from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.domain import revise
from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import LogDamaged
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import (
    LOWEST_LEVEL,
    AmbienceChoice,
    Breathing,
    CueStyle,
    Layer,
    Levels,
    PhaseChoice,
    SessionPlan,
)
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds, minutes, to_frames, to_seconds
from mtrelax.domain.timeline import Timeline
from mtrelax.engine.block import BLOCK
from mtrelax.engine.desk import Desk
from mtrelax.media.decode import open_audio
from mtrelax.services.jobs import Jobs
from mtrelax.services.librarian import Librarian
from mtrelax.services.shelf import NoOwnMusic
from mtrelax.storage.folders import find_assets
from tests.test_never_startle import AUDIBLE, SECOND, WINDOW, Nobody, momentary, steepest

Change = Callable[[Timeline, Seconds, Materials], Timeline]

PLAN = SessionPlan(
    "still-water",
    3,
    script="breathing-space",
    voice="af_heart",
    ambience=(AmbienceChoice("rain"),),
    phases=(PhaseChoice(PhaseKind.SETTLE, 0.0), PhaseChoice(PhaseKind.INDUCTION, 1.0)),
)
SPEAKING, SILENT = 11.0, 19.0
"""In the middle of a sentence and of a breath, and in a silence of the voice."""
HEARD = 9.0
"""How long it is listened to behind the last change."""
AROUND = 5
"""Tenths of a second before and behind a change."""


@pytest.fixture(scope="module")
def librarian() -> Librarian:
    shelf = load_catalogue(find_assets())
    return Librarian(shelf, NoOwnMusic(LogDamaged("")), FILES, Jobs(Nobody()))


@pytest.fixture(scope="module")
def materials(librarian) -> Materials:
    """What ships: two playlists in a row, and the first sentences of a script, some in each phase."""
    found, other = librarian.materials(PLAN), librarian.music_of("evening-room").tracks
    told = found.narration
    first, *following = told.script.paragraphs[:3]
    paragraphs = (replace(first, phase=PhaseKind.INDUCTION), *following)
    narration = replace(told, script=replace(told.script, paragraphs=paragraphs))
    pattern = librarian.shelf.patterns["gentle-slow"]
    return replace(found, narration=narration, pattern=pattern, tracks=(*found.tracks[:1], *other))


@pytest.fixture(scope="module")
def changes(librarian) -> dict[str, Change]:
    names = ("hold", "release", "skip", "next_piece", "mute", "unmute", "return_now", "way_out")
    own = {
        "extend": partial(_by_minutes, revise.extend),
        "shorten": partial(_by_minutes, revise.shorten),
        "pace": partial(_paced, librarian),
        "nothing": _as_it_is,
    }
    return {**own, **{name: getattr(revise, name) for name in names}}


def _by_minutes(change, timeline, now, materials):
    return change(timeline, now, minutes(1), materials)


def _paced(librarian, timeline, now, materials):
    return revise.pace(timeline, now, librarian.shelf.patterns["equal"], materials)


def _as_it_is(timeline, _now, _materials):
    return timeline


@dataclass(frozen=True)
class Story:
    """What is asked, from when on, and how far apart."""

    asked: Sequence[str]
    at: float = SPEAKING
    apart: float = 3.0

    @property
    def times(self) -> list[float]:
        return [self.at + self.apart * place for place in range(len(self.asked))]


@dataclass(frozen=True)
class Heard:
    sound: np.ndarray
    timelines: list[Timeline]
    """The one that was planned, and one more for each change."""


def played(
    timeline: Timeline, materials: Materials, levels: Levels, story: Story, changes: dict[str, Change]
) -> Heard:
    """Pull a session block by block; each change comes at its moment."""
    desk = Desk(timeline, open_audio, levels, Decibels(0.0), float)
    waiting = [(to_frames(Seconds(at)), name) for at, name in zip(story.times, story.asked, strict=True)]
    end, blocks, timelines = waiting[-1][0] + to_frames(Seconds(HEARD)), [], [timeline]
    asked = Seconds(0.0)
    while desk.next_frame < end:
        while waiting and desk.next_frame >= waiting[0][0]:
            now, name = to_seconds(desk.next_frame), waiting.pop(0)[1]
            if name == "stay":
                after = revise.stay(timelines[-1], now, timelines[-2], asked, materials)
            else:
                after, asked = changes[name](timelines[-1], now, materials), now
            timelines.append(after)
            desk.revise(after)
        blocks.append(desk.pull(BLOCK))
        desk.started(Frames(BLOCK))
    desk.close()
    assert not desk.faults
    return Heard(np.concatenate(blocks), timelines)


def steps(sound: np.ndarray) -> np.ndarray:
    """The largest step between neighbouring samples in each tenth of a second."""
    found = np.abs(np.diff(sound, axis=0)).max(axis=1)
    return found[: len(found) // HOP * HOP].reshape(-1, HOP).max(axis=1)


HOP = SAMPLE_RATE // SECOND
EVERYTHING = (
    "hold",
    "pace",
    "mute",
    "next_piece",
    "extend",
    "unmute",
    "release",
    "shorten",
    "skip",
    "way_out",
)
STORIES = {
    "extend": Story(["extend"]),
    "shorten": Story(["shorten"]),
    "hold": Story(["hold", "release"], apart=6.0),
    "hold in silence": Story(["hold", "release"], at=SILENT),
    "skip": Story(["skip", "skip", "skip"]),
    "skip in silence": Story(["skip"], at=SILENT),
    "next piece": Story(["next_piece"], at=SILENT),
    "pace": Story(["pace"]),
    "mute": Story(["mute", "unmute"]),
    "return": Story(["return_now"]),
    "ground": Story(["way_out"]),
    "stay": Story(["way_out", "stay"], apart=6.0),
    "stay at once": Story(["return_now", "stay"], apart=0.0),
    "stay in silence": Story(["return_now", "stay"], at=SILENT, apart=5.0),
    "everything": Story(EVERYTHING, apart=1.0),
    "everything at once": Story(EVERYTHING, apart=0.0),
}
TOLD = [(CueStyle.TONE, name) for name in STORIES]
HUMMED = [
    (CueStyle.CONTINUOUS, name) for name in ("hold", "skip in silence", "pace", "mute", "stay", "everything")
]
WORDS = [(CueStyle.VOICE, name) for name in ("hold in silence", "skip in silence", "pace", "everything")]


@dataclass(frozen=True)
class Told:
    """A story as it is heard, and what each of its timelines sounds like without a crossing to another."""

    story: Story
    mix: Heard
    bed: np.ndarray
    """Music and rain alone."""
    plain: list[np.ndarray]


@pytest.fixture(scope="module", params=[*TOLD, *HUMMED, *WORDS], ids="{0[0]}-{0[1]}".format)
def told(request, materials, changes) -> Told:
    cue, story = request.param[0], STORIES[request.param[1]]
    # Words of the breath are said where nobody else speaks.
    own = replace(materials, narration=None) if cue is CueStyle.VOICE else materials
    plan = replace(PLAN, breathing=Breathing("gentle-slow", cue=cue))
    quiet = replace(plan.levels, voice=LOWEST_LEVEL, cue=LOWEST_LEVEL)
    timeline = compile_session(plan, own)
    mix = played(timeline, own, plan.levels, story, changes)
    bed = played(timeline, own, quiet, story, changes)
    uncrossed = replace(story, asked=["nothing"] * len(story.asked))
    plain = [
        played(each, own, plan.levels, uncrossed, changes).sound for each in (timeline, mix.timelines[-1])
    ]
    return Told(story, mix, bed.sound, plain)


def test_a_change_makes_no_step_that_the_sound_does_not_have(told):
    found, plain = steps(told.mix.sound), [steps(each) for each in told.plain]
    for at in told.story.times:
        around = slice(round(at * SECOND) - AROUND, round(at * SECOND) + 3 * AROUND)
        assert found[around].max() <= 1.02 * max(each[around].max() for each in plain)
    assert found.max() <= 1.02 * max(each.max() for each in plain)


def test_nothing_rises_faster_than_it_may(told):
    begin = round((told.story.at - 2.0) * SECOND)
    assert steepest(momentary(told.bed[begin * HOP :])) <= 6.0
    loudness = momentary(told.mix.sound[begin * HOP :])
    assert loudness[: -WINDOW - 1].min() > AUDIBLE
    for clip in (clip for each in told.mix.timelines for clip in each.clips):
        if clip.layer is Layer.VOICE:
            first, last = (round(each * SECOND) - begin for each in (clip.start - 0.5, clip.end + 0.5))
            loudness[max(0, first) : max(0, last)] = np.nan
    rises = np.concatenate([loudness[step:] - loudness[:-step] for step in range(1, SECOND + 1)])
    assert not (rises > 12.0).any()


def test_what_was_heard_before_is_what_was_planned(told):
    before = round(told.story.at * SAMPLE_RATE)
    assert np.abs(told.mix.sound[:before] - told.plain[0][:before]).max() < 1e-6
    assert np.abs(told.mix.sound[:before] - told.plain[1][:before]).max() < 1e-3


def test_behind_the_last_crossing_nothing_is_left_of_the_old_timeline(told):
    settled = round((told.story.times[-1] + 1.0) * SAMPLE_RATE)
    length = len(told.mix.sound)
    assert np.abs(told.mix.sound[settled:] - told.plain[1][settled:length]).max() < 1e-3
