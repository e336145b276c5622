"""What planning does to a plan: what it becomes, and how the borders of its phases move."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from itertools import accumulate
from math import ceil, floor
from typing import Final

from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import LONGEST_MINUTES, SHORTEST_MINUTES, Ending, PhaseChoice, SessionPlan
from mtrelax.domain.sharing import LEADING
from mtrelax.domain.time import Seconds, minutes
from mtrelax.domain.timeline import PhaseSpan, Timeline

STEP: Final = Seconds(30.0)
"""Borders move by so much."""
_TENTH: Final = Seconds(6.0)
"""Of a minute."""
_NEAR: Final = Seconds(1.0)
"""What differs by less is alike."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A plan, and what is really made of it."""

    plan: SessionPlan
    timeline: Timeline
    materials: Materials

    @property
    def phases(self) -> tuple[PhaseSpan, ...]:
        """The phases as they are."""
        return self.timeline.phases

    def length_of(self, kind: PhaseKind) -> Seconds:
        """Return how long a phase is; nothing where there is none."""
        return next((each.length for each in self.phases if each.kind is kind), Seconds(0.0))

    @property
    def told(self) -> dict[PhaseKind, Seconds]:
        """Each length as people are told it, to a tenth of a minute; together they are the whole."""
        exact = {each.kind: each.length / _TENTH for each in self.phases}
        short = {kind: length - floor(length) for kind, length in exact.items()}
        left = round(self.timeline.length / _TENTH) - sum(map(floor, exact.values()))
        up = sorted(short, key=short.__getitem__, reverse=True)[: max(0, left)]
        return {kind: Seconds(_TENTH * (floor(length) + (kind in up))) for kind, length in exact.items()}

    def again(self, plan: SessionPlan) -> "Sketch | None":
        """Return what another plan becomes that names the same things; ``None`` where that cannot be."""
        try:
            return replace(self, plan=plan, timeline=compile_session(plan, self.materials))
        except MtrelaxError:
            return None


class Stop(Enum):
    """Why a phase is not as short as somebody wants it."""

    SCRIPT = auto()
    """The voice needs its time."""
    CLOSING = auto()
    """There is always a way back."""
    SLEEP = auto()
    """To fall silent takes its time, and not too much of it."""
    LEAST = auto()
    """A phase that is there has a least length."""
    LONGEST = auto()
    """No session is longer."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of moving a border, or of giving a phase its minutes."""

    sketch: Sketch
    stop: Stop | None = None
    kind: PhaseKind | None = None
    """The phase that would not give way; it moves along, where one behind it does."""


def move_border(sketch: Sketch, border: int, to: Seconds) -> Moved:
    """Move the border behind a phase, in steps; a phase that the voice fills moves along, whole."""
    left, right = sketch.phases[border : border + 2]
    begin, way = _measured_from(left, right)
    now, wished = (way * (at - begin) / STEP for at in (left.end, to))
    steps = _steps_towards(now, round(wished))
    places = [Seconds(begin + way * STEP * count) for count in steps]
    if not places:
        return Moved(sketch)
    onward = places[-1] > left.end
    stops: list[PhaseKind] = []
    moved = sketch
    for giving in range(border + 1, len(sketch.phases)) if onward else range(border, -1, -1):
        moved = _furthest(places, partial(_bordered, moved, border, giving)) or moved
        gone = abs(moved.phases[border].end - left.end) + _NEAR
        places = [place for place in places if abs(place - left.end) > gone]
        if not places:
            break
        stops.append(sketch.phases[giving].kind)
        if _reason(sketch, stops[-1]) is not Stop.SCRIPT:
            break
    if not stops:
        return Moved(moved)
    kind = stops[-1] if places else stops[0]
    return Moved(moved, _reason(sketch, kind), kind)


def step_border(sketch: Sketch, border: int, count: int) -> Moved:
    """Move a border by whole steps; one that stands between two goes to the next one first."""
    left, right = sketch.phases[border : border + 2]
    begin, way = _measured_from(left, right)
    now, count = way * (left.end - begin) / STEP, way * count
    first = floor(now + _NEAR / STEP) if count > 0 else ceil(now - _NEAR / STEP)
    return move_border(sketch, border, Seconds(begin + way * STEP * (first + count)))


def set_minutes(sketch: Sketch, kind: PhaseKind, count: float) -> Moved:
    """Give a phase so many minutes; music makes room for it, or where it cannot, the session grows."""
    change = count - sketch.length_of(kind) / 60
    total = sketch.plan.minutes + change
    longer = replace(_pinned(sketch), minutes=min(max(total, SHORTEST_MINUTES), LONGEST_MINUTES))
    if kind is PhaseKind.MUSIC:
        tries = [with_phase(longer, replace(longer.phase(kind), minutes=None if count else 0.0))]
    else:
        tries = [_lasting(each, kind, minutes(count)) for each in (_pinned(sketch), longer)]
    made = [each for each in map(sketch.again, tries) if each is not None]
    exact = [each for each in made if abs(each.length_of(kind) - minutes(count)) < _NEAR]
    if exact:
        return Moved(_least_disturbed(sketch, exact, kind))
    reason = Stop.LONGEST if total > LONGEST_MINUTES else _reason(sketch, kind)
    near = [each for each in made if each.length_of(kind) > minutes(count) or total > LONGEST_MINUTES]
    return Moved(near[0] if near else sketch, reason, kind)


def as_recipe(plan: SessionPlan) -> SessionPlan:
    """Return a plan whose phases are as long as its recipe has them."""
    for each in plan.phases:
        plan = with_phase(plan, replace(each, minutes=None))
    return plan


def with_phase(plan: SessionPlan, choice: PhaseChoice) -> SessionPlan:
    """Return a plan with another wish for one phase; a wish for nothing is none."""
    kept = {each.kind: each for each in plan.phases} | {choice.kind: choice}
    wishes = (kept[kind] for kind in PhaseKind if kind in kept)
    return replace(plan, phases=tuple(each for each in wishes if each != PhaseChoice(each.kind)))


def with_ending(plan: SessionPlan, ending: Ending) -> SessionPlan:
    """Return a plan that ends otherwise; what was wished of its last phase goes with that."""
    if ending is plan.ending:
        return plan
    last = {PhaseKind.RETURN, PhaseKind.SLEEP}
    return replace(plan, ending=ending, phases=tuple(each for each in plan.phases if each.kind not in last))


def _measured_from(left: PhaseSpan, right: PhaseSpan) -> tuple[Seconds, int]:
    """Return from where, and in which direction, a border stands on whole steps.

    The phase whose length is kept in the plan has them; music takes what is left of the time.
    """
    return (right.end, -1) if left.kind is PhaseKind.MUSIC else (left.start, 1)


def _steps_towards(now: float, wished: int) -> list[int]:
    """Return the whole steps between where a border is and where it is to be, nearest first."""
    if abs(wished - now) * STEP < _NEAR:
        return []
    if wished > now:
        return list(range(floor(now + _NEAR / STEP) + 1, wished + 1))
    return list(range(ceil(now - _NEAR / STEP) - 1, wished - 1, -1))


def _furthest(places: list[Seconds], make: Callable[[Seconds], Sketch | None]) -> Sketch | None:
    """Return what is made of the last place that is possible; beyond one that is not, none is."""
    low, high, best = 0, len(places), None
    while low < high:
        # The last one is asked first: most often nothing stands in the way.
        middle = high - 1 if best is None and high == len(places) else (low + high) // 2
        made = make(places[middle])
        if made is None:
            high = middle
        else:
            low, best = middle + 1, made
    return best


def _bordered(sketch: Sketch, border: int, giving: int, place: Seconds) -> Sketch | None:
    """Return a sketch whose border is at a place, and the others as long but for one, if there can be one."""
    taking = border if giving > border else border + 1
    lengths = [each.length for each in sketch.phases]
    by = abs(place - sketch.phases[border].end)
    lengths[taking] = Seconds(lengths[taking] + by)
    lengths[giving] = Seconds(lengths[giving] - by)
    if min(lengths[taking], lengths[giving]) < STEP - _NEAR:
        return None
    plan = _pinned(sketch)
    for index in (taking, giving):
        plan = _lasting(plan, sketch.phases[index].kind, lengths[index])
    made = sketch.again(plan)
    if made is None or len(made.phases) != len(sketch.phases):
        return None
    wished = zip(made.phases, accumulate(lengths), strict=True)
    same = all(abs(each.end - end) < _NEAR for each, end in wished)
    return made if same else None


def _pinned(sketch: Sketch) -> SessionPlan:
    """Return the plan with every phase as long as it is now; music, where there is any, has what is left."""
    left = None if sketch.length_of(PhaseKind.MUSIC) else 0.0
    plan = with_phase(sketch.plan, replace(sketch.plan.phase(PhaseKind.MUSIC), minutes=left))
    # Those that are not there too, or they would come back with more time.
    for kind in (*LEADING, sketch.phases[-1].kind):
        plan = _lasting(plan, kind, sketch.length_of(kind))
    return plan


def _lasting(plan: SessionPlan, kind: PhaseKind, length: Seconds) -> SessionPlan:
    """Return a plan that says how long a phase is; music takes what is left, and says nothing."""
    if kind is PhaseKind.MUSIC:
        return plan
    return with_phase(plan, replace(plan.phase(kind), minutes=round(length / 60, 3)))


def _least_disturbed(sketch: Sketch, made: list[Sketch], kind: PhaseKind) -> Sketch:
    """Return the first in which nothing but this phase and the music has changed, else the last."""
    others = [each.kind for each in sketch.phases if each.kind not in {kind, PhaseKind.MUSIC}]
    for each in made:
        if all(abs(each.length_of(other) - sketch.length_of(other)) < _NEAR for other in others):
            return each
    return made[-1]


def _reason(sketch: Sketch, kind: PhaseKind) -> Stop:
    """Return why a phase does not become shorter."""
    script = sketch.materials.narration
    if script is not None and any(each.phase is kind for each in script.script.paragraphs):
        return Stop.SCRIPT
    return {PhaseKind.RETURN: Stop.CLOSING, PhaseKind.SLEEP: Stop.SLEEP}.get(kind, Stop.LEAST)
