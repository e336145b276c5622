"""Titles that nothing else has."""

import re
from collections.abc import Collection
from itertools import chain, count
from typing import Final

_NUMBER: Final = re.compile(r" · \d+$")


def free_title(title: str, taken: Collection[str]) -> str:
    """Return a title, with a number where another has it already."""
    used = {each.strip().casefold() for each in taken}
    plain = _NUMBER.sub("", title)
    titles = chain([title], (f"{plain} · {number}" for number in count(2)))
    return next(each for each in titles if each.strip().casefold() not in used)
