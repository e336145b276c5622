"""Session plans: what a session is made of, versionable and shareable without the music (DESIGN 6).

``[breathing] pattern = "none"`` leaves the breath alone; without the table the default pattern is paced.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from mtrelax.catalogue.strict import Text, build, decode, read_text
from mtrelax.catalogue.written import written
from mtrelax.domain.breathing import FASTEST_CYCLE
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import (
    HIGHEST_LEVEL,
    LONGEST_MINUTES,
    LOWEST_LEVEL,
    SHORTEST_MINUTES,
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

NO_PATTERN: Final = "none"

_DEFAULT: Final = Levels()
_USUAL: Final = SessionPlan("any")
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
    level: _Level | None = None


class PhaseTable(Struct, forbid_unknown_fields=True):
    """The keys of ``[[phase]]``; what is left out is as the recipe and the plan have it."""

    kind: PhaseKind
    minutes: Annotated[float, Meta(ge=0, le=LONGEST_MINUTES)] | None = None
    playlist: Text | None = None


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
    bells: Bells | None = None
    bell_minutes: Annotated[float, Meta(ge=SHORTEST_MINUTES, le=LONGEST_MINUTES)] | None = None
    phase: list[PhaseTable] | None = None
    ambience: list[AmbienceTable] | None = None


def read_plan(path: Path) -> SessionPlan:
    """Return the plan that a file describes; a playlist given as a path is relative to the file."""
    return with_playlists(parse_plan(read_text(path), str(path)), partial(_beside, path))


def with_playlists(plan: SessionPlan, found: Callable[[str], str]) -> SessionPlan:
    """Return a plan with each of its playlists as it is found."""
    phases = tuple(
        replace(each, playlist=found(each.playlist)) if each.playlist else each for each in plan.phases
    )
    return replace(plan, playlist=found(plan.playlist), phases=phases)


def _beside(path: Path, playlist: str) -> str:
    """Return where a playlist lies that a plan file names."""
    return str(path.parent / Path(playlist).expanduser()) if is_path(playlist) else playlist


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
            ambience=tuple(
                AmbienceChoice(each.sound, Decibels(each.level or 0.0)) for each in told.ambience or ()
            ),
            phases=tuple(PhaseChoice(each.kind, each.minutes, each.playlist) for each in told.phase or ()),
            bells=told.bells or _USUAL.bells,
            bell_minutes=told.bell_minutes or _USUAL.bell_minutes,
        )

    return build(make, file)


def write_plan(plan: SessionPlan) -> str:
    """Return the text of a plan; reading it gives the same plan.

    What a session is made of is always written, what was added to it only where it is not as usual.
    """
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
        bells=None if plan.bells is _USUAL.bells else plan.bells,
        bell_minutes=None if plan.bell_minutes == _USUAL.bell_minutes else plan.bell_minutes,
        phase=[PhaseTable(each.kind, each.minutes, each.playlist) for each in plan.phases] or None,
        ambience=[AmbienceTable(each.sound, each.level or None) for each in plan.ambience] or None,
    )
    return written(told)


def _breathing(told: BreathingTable) -> Breathing | None:
    if told.pattern == NO_PATTERN:
        return None
    return Breathing(told.pattern, told.start_rate, told.ramp_minutes, told.cue)


def _levels(told: LevelsTable) -> Levels:
    return Levels(Decibels(told.music), Decibels(told.voice), Decibels(told.ambience), Decibels(told.cue))
