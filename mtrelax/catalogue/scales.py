"""Rating scales.

format = 1
title = "Stress"
question = "How much stress do you feel right now?"
lowest = 0
highest = 10
lowest_words = "no stress at all"
highest_words = "the most stress I can imagine"
lower_is_better = true
"""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mtrelax.catalogue.strict import Text, build, decode, read_text
from mtrelax.domain.scales import RatingScale

_Answer = Annotated[int, Meta(ge=-1000, le=1000)]


class ScaleFile(Struct, forbid_unknown_fields=True):
    """The keys of a scale file."""

    format: Literal[1]
    title: Text
    question: Text
    lowest: _Answer
    highest: _Answer
    lowest_words: Text
    highest_words: Text
    lower_is_better: bool = True


def read_scale(path: Path) -> RatingScale:
    """Return the rating scale that a file describes."""
    told = decode(read_text(path), str(path), ScaleFile)

    def make() -> RatingScale:
        return RatingScale(
            slug=path.stem,
            title=told.title,
            question=told.question,
            lowest=told.lowest,
            highest=told.highest,
            lowest_words=told.lowest_words,
            highest_words=told.highest_words,
            lower_is_better=told.lower_is_better,
        )

    return build(make, str(path))
