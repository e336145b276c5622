"""The pieces. To add one: one module here, named like its slug, whose ``compose`` returns the Score."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from studio.score.notes import Score

PIECES: Final = sorted(module.name.replace("_", "-") for module in iter_modules(__path__))
"""Their slugs."""


def compose(slug: str) -> Score:
    """Return the score of a piece."""
    score: Score = import_module(f"{__name__}.{slug.replace('-', '_')}").compose()
    return score
