"""A plan can be written down and read again."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mtrelax.catalogue.plans import parse_plan, read_plan, write_plan
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import (
    AmbienceChoice,
    Bells,
    Breathing,
    CueStyle,
    Ending,
    Levels,
    PhaseChoice,
    SessionPlan,
)
from mtrelax.domain.time import Decibels

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = words.filter(bool)
levels = st.floats(-60, 6)
phases = st.builds(PhaseChoice, st.sampled_from(PhaseKind), st.none() | st.floats(0, 120), st.none() | names)
plans = st.builds(
    SessionPlan,
    playlist=names,
    minutes=st.floats(1, 120),
    recipe=names,
    title=words,
    script=st.none() | names,
    visual=names,
    ending=st.sampled_from(Ending),
    breathing=st.none()
    | st.builds(
        Breathing,
        names.filter(lambda name: name != "none"),
        st.none() | st.floats(0.1, 8),
        st.floats(0, 120),
        st.sampled_from(CueStyle),
    ),
    levels=st.builds(Levels, levels, levels, levels, levels),
    voice=st.none() | names,
    ambience=st.lists(st.builds(AmbienceChoice, names, levels), max_size=3).map(tuple),
    phases=st.lists(phases, unique_by=lambda each: each.kind).map(tuple),
    bells=st.sampled_from(Bells),
    bell_minutes=st.floats(1, 120),
)

EVENING = """
format = 1
title = "Evening wind-down"
minutes = 20
recipe = "home"
playlist = "still-water"
script = "shore-at-dusk"
visual = "orb"
ending = "return"
[breathing]
pattern = "gentle-slow"
start_rate = 7.0
ramp_minutes = 3
cue = "tone"
[levels]
music = 0
voice = 0
ambience = -18
cue = -12
[[ambience]]
sound = "rain"
"""


@given(plan=plans)
def test_a_plan_is_read_as_it_was_written(plan):
    assert parse_plan(write_plan(plan)) == plan


def test_the_plan_of_the_design_is_read():
    assert parse_plan(EVENING) == SessionPlan(
        "still-water",
        title="Evening wind-down",
        script="shore-at-dusk",
        breathing=Breathing("gentle-slow", 7.0, 3.0),
        ambience=(AmbienceChoice("rain"),),
    )


def test_what_is_left_out_is_what_a_new_plan_has():
    assert parse_plan('format = 1\nplaylist = "reeds"') == SessionPlan("reeds")


def test_whole_numbers_are_written_as_people_do():
    assert "minutes = 20\n" in write_plan(SessionPlan("reeds"))


def test_what_is_as_usual_is_not_written():
    usual = write_plan(SessionPlan("reeds", ambience=(AmbienceChoice("rain"),)))
    assert not [key for key in ("bells", "bell_minutes", "phase", "level =") if key in usual]
    assert "ambience" not in write_plan(SessionPlan("reeds")).replace("ambience = -18", "")


def test_what_is_added_to_a_plan_is_written_as_people_do():
    added = """bells = "interval"
bell_minutes = 3

[[phase]]
kind = "induction"
minutes = 4
playlist = "shore"

[[ambience]]
sound = "rain"
level = -6
"""
    plan = SessionPlan(
        "reeds",
        bells=Bells.INTERVAL,
        bell_minutes=3,
        phases=(PhaseChoice(PhaseKind.INDUCTION, 4, "shore"),),
        ambience=(AmbienceChoice("rain", Decibels(-6)),),
    )
    assert parse_plan(f'format = 1\nplaylist = "reeds"\n{added}') == plan
    assert '{ kind = "induction", minutes = 4, playlist = "shore" }' in write_plan(plan)
    assert '{ sound = "rain", level = -6 }' in write_plan(plan)


def test_a_plan_without_pacing_says_so():
    assert 'pattern = "none"' in write_plan(SessionPlan("reeds", breathing=None))


def test_a_playlist_given_as_a_path_lies_beside_the_plan(write):
    path = write("plans/mine.toml", 'format = 1\nplaylist = "../lists/mine.toml"')
    assert Path(read_plan(path).playlist) == path.parent / "../lists/mine.toml"


def test_the_playlist_of_a_phase_lies_beside_the_plan_too(write):
    told = 'format = 1\nplaylist = "reeds"\n[[phase]]\nkind = "music"\nplaylist = "lists/mine.toml"\n'
    path = write("plans/mine.toml", told)
    (music,) = read_plan(path).phases
    assert music.playlist == str(path.parent / "lists/mine.toml")


def test_a_playlist_given_as_a_slug_stays_a_slug(write):
    assert read_plan(write("mine.toml", 'format = 1\nplaylist = "reeds"')).playlist == "reeds"
