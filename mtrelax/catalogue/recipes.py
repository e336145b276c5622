"""Recipes: how the time of a session is shared out, in seconds. The rating rows stand outside.

format = 1
title = "Clinic"
description = "Half an hour with a therapist."
settle = 180
induction = 360
deepening = 300
music = 600
return = 240
longest_induction = 360           # however long the session is
longest_return = 240
"""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from mtrelax.catalogue.strict import Text, build, decode, read_text
from mtrelax.domain.plan import LONGEST_MINUTES, Recipe
from mtrelax.domain.time import Seconds

_Length = Annotated[float, Meta(ge=0, le=LONGEST_MINUTES * 60)]
_SomeLength = Annotated[float, Meta(gt=0, le=LONGEST_MINUTES * 60)]


class RecipeFile(Struct, forbid_unknown_fields=True):
    """The keys of a recipe file."""

    format: Literal[1]
    title: Text
    settle: _Length
    induction: _Length
    deepening: _Length
    music: _Length
    closing: _SomeLength = field(name="return")
    description: str = ""
    longest_induction: _SomeLength = 300.0
    longest_closing: _SomeLength = field(name="longest_return", default=240.0)


def read_recipe(path: Path) -> Recipe:
    """Return the recipe that a file describes."""
    told = decode(read_text(path), str(path), RecipeFile)

    def make() -> Recipe:
        return Recipe(
            slug=path.stem,
            title=told.title,
            settle=Seconds(told.settle),
            induction=Seconds(told.induction),
            deepening=Seconds(told.deepening),
            music=Seconds(told.music),
            closing=Seconds(told.closing),
            description=told.description,
            longest_induction=Seconds(told.longest_induction),
            longest_closing=Seconds(told.longest_closing),
        )

    return build(make, str(path))
