"""A plan as text inside its session's row: what was chosen stays readable without the catalogue."""

import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import (
    AmbienceChoice,
    Bells,
    Breathing,
    CueStyle,
    Ending,
    Layer,
    Levels,
    PhaseChoice,
    SessionPlan,
)
from mtrelax.domain.time import Decibels


def to_json(plan: SessionPlan) -> str:
    """Return the text that is kept of a plan."""
    breathing = plan.breathing
    told = {
        "title": plan.title,
        "minutes": plan.minutes,
        "recipe": plan.recipe,
        "playlist": plan.playlist,
        "script": plan.script,
        "voice": plan.voice,
        "visual": plan.visual,
        "ending": plan.ending.value,
        "breathing": breathing
        and {
            "pattern": breathing.pattern,
            "start_rate": breathing.start_rate,
            "ramp_minutes": breathing.ramp_minutes,
            "cue": breathing.cue.value,
        },
        "levels": {layer.value: plan.levels.of(layer) for layer in Layer},
        "ambience": [asdict(each) for each in plan.ambience],
        "phases": [asdict(each) for each in plan.phases],
        "bells": plan.bells.value,
        "bell_minutes": plan.bell_minutes,
    }
    return json.dumps(told, ensure_ascii=False)


@lru_cache(maxsize=4096)  # people repeat what they like: a long log holds few different plans
def from_json(text: str) -> SessionPlan:
    """Return the plan of a text; raises ``ValueError``, ``KeyError`` or ``TypeError`` if it is none.

    The first release knew nothing of voices, phases, bells, and the level of each sound.
    """
    told: dict[str, Any] = json.loads(text)
    if not all(isinstance(told[name], str) for name in ("title", "recipe", "playlist", "visual")):
        raise TypeError("a plan is told in names")
    levels: dict[str, float] = told["levels"]
    return SessionPlan(
        title=told["title"],
        minutes=told["minutes"],
        recipe=told["recipe"],
        playlist=told["playlist"],
        script=told["script"],
        voice=told.get("voice"),
        visual=told["visual"],
        ending=Ending(told["ending"]),
        breathing=_breathing(told["breathing"]),
        levels=Levels(**{layer.value: Decibels(levels[layer]) for layer in Layer}),
        ambience=tuple(map(_ambience, told["ambience"])),
        phases=tuple(
            PhaseChoice(PhaseKind(each["kind"]), each["minutes"], each["playlist"])
            for each in told.get("phases", ())
        ),
        bells=Bells(told.get("bells", Bells.ENDS)),
        bell_minutes=told.get("bell_minutes", 5.0),
    )


def _ambience(told: str | dict[str, Any]) -> AmbienceChoice:
    if isinstance(told, str):
        return AmbienceChoice(told)
    return AmbienceChoice(told["sound"], Decibels(told["level"]))


def _breathing(told: dict[str, Any] | None) -> Breathing | None:
    if told is None:
        return None
    return Breathing(told["pattern"], told["start_rate"], told["ramp_minutes"], CueStyle(told["cue"]))
