"""Titles that nothing else has."""

from collections.abc import Collection
from itertools import chain, count


def free_title(title: str, taken: Collection[str]) -> str:
    """Return a title, with a number where another has it already."""
    used = {each.strip().casefold() for each in taken}
    titles = chain([title], (f"{title} · {number}" for number in count(2)))
    return next(each for each in titles if each.strip().casefold() not in used)
