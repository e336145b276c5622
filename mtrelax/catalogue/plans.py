"""Session plans: what a session is made of, versionable and shareable without the music (DESIGN 6).

``[breathing] pattern = "none"`` leaves the breath alone; without the table the default pattern is paced.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final, Literal, cast

import msgspec
from msgspec import Meta, Struct

from mtrelax.catalogue.strict import Text, build, decode, read_text
from mtrelax.domain.breathing import FASTEST_CYCLE
from mtrelax.domain.plan import (
    HIGHEST_LEVEL,
    LONGEST_MINUTES,
    LOWEST_LEVEL,
    SHORTEST_MINUTES,
    AmbienceChoice,
    Breathing,
    CueStyle,
    Ending,
    Levels,
    SessionPlan,
)
from mtrelax.domain.time import Decibels

NO_PATTERN: Final = "none"

_DEFAULT: Final = Levels()
_Level = Annotated[float, Meta(ge=float(LOWEST_LEVEL), le=float(HIGHEST_LEVEL))]
_Rate = Annotated[float, Meta(gt=0, le=60.0 / FASTEST_CYCLE)]


class BreathingTable(Struct, forbid_unknown_fields=True):
    """The keys of ``[breathing]``."""

    pattern: Text = "gentle-slow"
    start_rate: _Rate | None = None
    ramp_minutes: Annotated[float, Meta(ge=0, le=LONGEST_MINUTES)] = 0.0
    cue: CueStyle = CueStyle.TONE


class LevelsTable(Struct, forbid_unknown_fields=True):
    """The keys of ``[levels]``."""

    music: _Level = float(_DEFAULT.music)
    voice: _Level = float(_DEFAULT.voice)
    ambience: _Level = float(_DEFAULT.ambience)
    cue: _Level = float(_DEFAULT.cue)


class AmbienceTable(Struct, forbid_unknown_fields=True):
    """The keys of ``[[ambience]]``."""

    sound: Text


class PlanFile(Struct, forbid_unknown_fields=True):
    """The keys of a plan file."""

    format: Literal[1]
    playlist: Text
    title: str = ""
    minutes: Annotated[float, Meta(ge=SHORTEST_MINUTES, le=LONGEST_MINUTES)] = 20.0
    recipe: Text = "home"
    script: Text | None = None
    voice: Text | None = None
    visual: Text = "orb"
    ending: Ending = Ending.RETURN
    breathing: BreathingTable = msgspec.field(default_factory=BreathingTable)
    levels: LevelsTable = msgspec.field(default_factory=LevelsTable)
    ambience: list[AmbienceTable] = []


def read_plan(path: Path) -> SessionPlan:
    """Return the plan that a file describes; a playlist given as a path is relative to the file."""
    plan = parse_plan(read_text(path), str(path))
    if not is_path(plan.playlist):
        return plan
    return replace(plan, playlist=str(path.parent / Path(plan.playlist).expanduser()))


def is_path(playlist: str) -> bool:
    """Return whether a plan names its playlist by a file and not by a slug."""
    return "/" in playlist or "\\" in playlist or playlist.endswith(".toml")


def parse_plan(text: str, file: str = "plan") -> SessionPlan:
    """Return the plan that a text describes; ``file`` is what an error calls it."""
    told = decode(text, file, PlanFile)

    def make() -> SessionPlan:
        return SessionPlan(
            playlist=told.playlist,
            minutes=told.minutes,
            recipe=told.recipe,
            title=told.title,
            script=told.script,
            voice=told.voice,
            visual=told.visual,
            ending=told.ending,
            breathing=_breathing(told.breathing),
            levels=_levels(told.levels),
            ambience=tuple(AmbienceChoice(each.sound) for each in told.ambience),
        )

    return build(make, file)


def write_plan(plan: SessionPlan) -> str:
    """Return the text of a plan; reading it gives the same plan."""
    breathing = plan.breathing
    told = PlanFile(
        format=1,
        title=plan.title,
        minutes=plan.minutes,
        recipe=plan.recipe,
        playlist=plan.playlist,
        script=plan.script,
        voice=plan.voice,
        visual=plan.visual,
        ending=plan.ending,
        breathing=BreathingTable(
            breathing.pattern, breathing.start_rate, breathing.ramp_minutes, breathing.cue
        )
        if breathing
        else BreathingTable(NO_PATTERN),
        levels=LevelsTable(plan.levels.music, plan.levels.voice, plan.levels.ambience, plan.levels.cue),
        ambience=[AmbienceTable(each.sound) for each in plan.ambience],
    )
    return msgspec.toml.encode(_as_written(msgspec.to_builtins(told))).decode()


def _as_written(value: object) -> object:
    """Leave out what TOML has no word for, and write whole numbers as people do."""
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return {key: _as_written(each) for key, each in table.items() if each is not None}
    if isinstance(value, list):
        return [_as_written(each) for each in cast("list[object]", value)]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _breathing(told: BreathingTable) -> Breathing | None:
    if told.pattern == NO_PATTERN:
        return None
    return Breathing(told.pattern, told.start_rate, told.ramp_minutes, told.cue)


def _levels(told: LevelsTable) -> Levels:
    return Levels(Decibels(told.music), Decibels(told.voice), Decibels(told.ambience), Decibels(told.cue))
