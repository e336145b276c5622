"""A plan as text inside its session's row: what was chosen stays readable without the catalogue."""

import json
from functools import lru_cache
from typing import Any

from mtrelax.domain.plan import AmbienceChoice, Breathing, CueStyle, Ending, Layer, Levels, SessionPlan
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
        "ambience": [each.sound for each in plan.ambience],
    }
    return json.dumps(told, ensure_ascii=False)


@lru_cache(maxsize=4096)  # people repeat what they like: a long log holds few different plans
def from_json(text: str) -> SessionPlan:
    """Return the plan of a text; raises ``ValueError``, ``KeyError`` or ``TypeError`` if it is none."""
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
        visual=told["visual"],
        ending=Ending(told["ending"]),
        breathing=_breathing(told["breathing"]),
        levels=Levels(**{layer.value: Decibels(levels[layer]) for layer in Layer}),
        ambience=tuple(AmbienceChoice(sound) for sound in told["ambience"]),
    )


def _breathing(told: dict[str, Any] | None) -> Breathing | None:
    if told is None:
        return None
    return Breathing(told["pattern"], told["start_rate"], told["ramp_minutes"], CueStyle(told["cue"]))
