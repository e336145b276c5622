"""How the time of a session is shared out among its phases."""

from collections.abc import Mapping
from math import inf
from typing import Final

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Ending, Recipe, SessionPlan
from mtrelax.domain.time import Seconds, minutes

LEADING: Final = (PhaseKind.SETTLE, PhaseKind.INDUCTION, PhaseKind.DEEPENING, PhaseKind.MUSIC)
LONGEST_SETTLE: Final = minutes(3)
SLEEP_FADE: Final = (minutes(5), minutes(15))
HAIR: Final = 1e-9
"""Lengths that were added up and taken apart again may come out a hair short."""

_GIVING: Final = (
    {PhaseKind.MUSIC},
    {PhaseKind.DEEPENING},
    {PhaseKind.SETTLE, PhaseKind.INDUCTION, PhaseKind.RETURN, PhaseKind.SLEEP},
)
"""Which phases give way before which."""

Lengths = Mapping[PhaseKind, float]
"""Seconds for each phase, in the order in which they come."""


def least_sleep(total: Seconds) -> Seconds:
    """Return how long a session takes to fall silent at least, where it ends in sleep."""
    return Seconds(min(SLEEP_FADE[0], total / 2))


def share(plan: SessionPlan, recipe: Recipe, total: Seconds, least: Lengths, *, told: bool) -> Lengths | None:
    """Return how long each phase takes, together ``total``; ``None`` where what each needs does not fit.

    What somebody wished for comes first, and the other phases share the rest as the recipe has it; its caps
    hold unless neither deepening nor music may take what they leave over. Where there is too little time,
    music gives way first, then deepening, and wishes only when nothing else is left. ``told`` is a session
    with words: without wishes its beginning keeps its length, however little remains for the music.
    """
    wished = {k: minutes(m) for k in least if (m := plan.phase(k).minutes) is not None}
    fixed = _fixed(wished, plan.ending, total, least)
    lengths = _by_recipe(recipe, fixed, total, least)
    spare = total - sum(lengths.values())
    if spare >= 0:
        lengths[_taker(recipe, wished, lengths)] += spare
        return lengths
    turns = [
        [k for k in group if k in least and (k in wished) is late]
        for late in (False, True)
        for group in _GIVING
    ]
    for giving in turns[:2] if told and not wished else turns:
        spare = _give_way(lengths, least, giving, spare)
    return lengths if spare > -HAIR else None


def _fixed(wished: Lengths, ending: Ending, total: Seconds, least: Lengths) -> dict[PhaseKind, float]:
    """Return the lengths that no recipe decides."""
    fixed = {kind: max(length, least[kind]) for kind, length in wished.items()}
    if ending is Ending.SLEEP:
        asleep = wished.get(PhaseKind.SLEEP, total / 4)
        fixed[PhaseKind.SLEEP] = min(max(asleep, SLEEP_FADE[0]), SLEEP_FADE[1], total / 2)
    return fixed


def _by_recipe(recipe: Recipe, fixed: Lengths, total: Seconds, least: Lengths) -> dict[PhaseKind, float]:
    """Return the lengths of all phases before what is left over, or missing, is shared out."""
    written = {
        PhaseKind.SETTLE: recipe.settle,
        PhaseKind.INDUCTION: recipe.induction,
        PhaseKind.DEEPENING: recipe.deepening,
        PhaseKind.MUSIC: recipe.music,
        PhaseKind.RETURN: recipe.closing,
    }
    caps = {
        PhaseKind.SETTLE: LONGEST_SETTLE,
        PhaseKind.INDUCTION: recipe.longest_induction,
        PhaseKind.RETURN: recipe.longest_closing,
    }
    if fixed.keys() >= {PhaseKind.DEEPENING, PhaseKind.MUSIC}:
        caps = {}
    whole = sum(written[kind] for kind in least if kind not in fixed)
    scale = max(0.0, total - sum(fixed.values())) / whole if whole else 0.0
    return {
        kind: fixed[kind]
        if kind in fixed
        else max(least[kind], min(written[kind] * scale, caps.get(kind, inf)))
        for kind in least
    }


def _taker(recipe: Recipe, wished: Lengths, lengths: Lengths) -> PhaseKind:
    """Return the phase that has what is left over: one that nobody wished for, or music."""
    music, deepening = PhaseKind.MUSIC, PhaseKind.DEEPENING
    first = (music, deepening) if recipe.music else (deepening, music)
    order = (*first, PhaseKind.INDUCTION, PhaseKind.SETTLE)
    asked = [kind for kind in order if kind not in wished]
    return next(iter([*asked, *(kind for kind in order if lengths[kind] > 0), music]))


def _give_way(
    lengths: dict[PhaseKind, float], least: Lengths, giving: list[PhaseKind], spare: float
) -> float:
    """Take what is missing from some phases, each in proportion; return what is missing still, below 0."""
    room = sum(lengths[kind] - least[kind] for kind in giving)
    share_of_room = min(1.0, -spare / room) if room > 0 else 0.0
    for kind in giving:
        lengths[kind] -= (lengths[kind] - least[kind]) * share_of_room
    return spare + room * share_of_room
