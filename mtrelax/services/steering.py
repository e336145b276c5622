"""How a session is changed while it runs: each change is a new timeline, and a mark in its log."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from mtrelax.domain import revise
from mtrelax.domain.breathing import Pattern
from mtrelax.domain.errors import CannotExtend
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import LONGEST_MINUTES, Layer, Levels
from mtrelax.domain.record import Automation, Mark, MarkKind, StoppedEarly
from mtrelax.domain.time import Decibels, Seconds, minutes, to_seconds
from mtrelax.domain.timeline import Timeline
from mtrelax.engine.desk import Desk
from mtrelax.services.playing import PlayerState

LAST_FADE: Final = Seconds(3.0)
"""The only shorter way out: the person's own second request (DESIGN 5)."""
LEAST_HELD: Final = minutes(1)
"""With less than this left of a hold, more is put in."""
_GOING_OVER: Final = Seconds(5.0)
"""Whoever asks so soon again for the next phase has asked once."""
_WORTH: Final = Seconds(1.0)
"""Less than this is not left out, and not held."""
_PHASES: Final[Mapping[PhaseKind, str]] = {
    PhaseKind.SETTLE: "the settling",
    PhaseKind.INDUCTION: "the breathing",
    PhaseKind.DEEPENING: "the deepening",
    PhaseKind.MUSIC: "the music",
    PhaseKind.RETURN: "the return",
    PhaseKind.SLEEP: "sleep",
}


class _Left(NamedTuple):
    """A session as it was when it was led out of."""

    timeline: Timeline
    asked: Seconds
    is_muted: bool


class Steered:
    """A session and what can be asked of it. For the main thread only."""

    state: PlayerState

    def __init__(
        self, timeline: Timeline, materials: Materials, desk: Desk, now: Callable[[], datetime | None]
    ) -> None:
        self._timeline = timeline
        self._materials = materials
        self._desk = desk
        self._now = now
        self._is_muted = False
        self._leaving = False
        self._left: _Left | None = None
        self._stopped: StoppedEarly | None = None
        self._marks: tuple[Mark, ...] = ()

    @property
    def timeline(self) -> Timeline:
        """The session as it is planned now."""
        return self._timeline

    @property
    def levels(self) -> Levels:
        """The level of each layer."""
        return self._desk.levels

    @property
    def automation(self) -> tuple[Automation, ...]:
        """The levels that were changed, in the order of time."""
        return self._desk.automation

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What was noted, and how the course was changed, in the order of time."""
        return self._marks

    @property
    def position(self) -> Seconds:
        """How much of the session was heard."""
        return self._desk.position

    @property
    def leaving(self) -> bool:
        """Whether the way out was asked for; asking again ends the session with a short fade."""
        return self._leaving

    @property
    def stopped_early(self) -> StoppedEarly | None:
        """Whether, and why, it was left. To return sooner is not to leave: how much was heard tells of it."""
        return self._stopped

    # What can be asked.

    @property
    def can_extend(self) -> bool:
        """Whether the session can still be made longer."""
        return self.state is not PlayerState.OVER and not self._is_closing and self._extendable >= _WORTH

    @property
    def can_shorten(self) -> bool:
        """Whether there is anything left before the return that could be left out."""
        return self._running and revise.shortenable(self._timeline, self._next) >= _WORTH

    @property
    def can_return(self) -> bool:
        """Whether the return can still be asked for; not once it was, before its first moment is heard."""
        return self._running and not self._returns

    @property
    def can_hold(self) -> bool:
        """Whether the phase of now can be held: not the return, and not while one is held."""
        left = revise.hold_left(self._timeline)
        return self._running and not self._is_closing and not self.is_held and left >= LEAST_HELD

    @property
    def can_stay(self) -> bool:
        """Whether the session was led out of, and can still go on from where it was."""
        left = self._timeline.length - self._next
        return self._running and self._left is not None and left >= _WORTH

    @property
    def is_held(self) -> bool:
        """Whether a phase is held, or will be as soon as the sentence that is spoken is over."""
        return self._running and revise.is_held(self._timeline, self._next)

    @property
    def can_skip(self) -> bool:
        """Whether there is a next phase to go to, and it does not go over to this one still."""
        now = self._timeline.phase_at(self._next)
        goes_over = now.start > 0 and self._next - now.start < _GOING_OVER
        following = revise.next_phase(self._timeline, self._next)
        return self._running and not goes_over and following is not None

    @property
    def can_change_piece(self) -> bool:
        """Whether another piece of music could follow now."""
        return self._running and revise.can_change_piece(self._timeline, self._next, self._materials)

    @property
    def pattern(self) -> Pattern | None:
        """The pattern that is paced next; ``None`` where no whole breath of it can follow any more."""
        return revise.pattern_ahead(self._timeline, self._next)

    @property
    def rate(self) -> float | None:
        """How many breaths a minute are paced now, or will be at first; ``None`` where ``pattern`` is."""
        return revise.rate_ahead(self._timeline, self._next)

    @property
    def is_muted(self) -> bool:
        """Whether the voice is muted."""
        return self._is_muted

    @property
    def can_mute(self) -> bool:
        """Whether the voice has anything left to say, or is muted."""
        return self._running and (self._is_muted or revise.has_words_left(self._timeline, self._next))

    # What is asked.

    def extend(self, count: float) -> None:
        """Make the session so many minutes longer, or as long as it can be, unless it already returns."""
        extra = min(minutes(count), self._extendable)
        if not self._running or extra < _WORTH:
            return
        try:
            after = revise.extend(self._timeline, self._next, extra, self._materials)
        except CannotExtend:
            return
        self._revise(after, f"{_minutes(extra / 60)} longer")

    def shorten(self, count: float) -> None:
        """Make the session so many minutes shorter, or as many as are left before the return."""
        if self.can_shorten:
            before = self._timeline.length
            after = revise.shorten(self._timeline, self._next, minutes(count), self._materials)
            self._revise(after, f"{_minutes((before - after.length) / 60)} shorter")

    def hold(self) -> None:
        """Stay in this phase, once the sentence that is spoken is over, until ``release``."""
        if self.can_hold:
            self._revise(revise.hold(self._timeline, self._next, self._materials), "staying in this part")

    def release(self) -> None:
        """Go on from where the phase was held."""
        if self.is_held:
            after = revise.release(self._timeline, self._next, self._materials)
            self._revise(after, "went on from this part")

    def skip(self) -> None:
        """Go over to the next phase; from the last one before it, to the return."""
        following = revise.next_phase(self._timeline, self._next)
        if self.can_skip and following is not None:
            after = revise.skip(self._timeline, self._next, self._materials)
            self._revise(after, f"on to {_PHASES[following.kind]}")

    def next_piece(self) -> None:
        """Cross over to the next piece of music."""
        if self.can_change_piece:
            after = revise.next_piece(self._timeline, self._next, self._materials)
            self._revise(after, "another piece of music")

    def pace(self, pattern: Pattern) -> None:
        """Breathe by another pattern, or by the same at another rate, from the next breath on."""
        if self._running:
            after = revise.pace(self._timeline, self._next, pattern, self._materials)
            self._revise(after, f"breathing: {pattern.title}, {pattern.rate:.3g} a minute", pattern)

    def mute_voice(self, *, muted: bool) -> None:
        """Let the voice fall silent, or speak again from its next sentence on; captions go on."""
        if muted == self._is_muted or not self.can_mute:
            return
        self._is_muted = muted
        change = revise.mute if muted else revise.unmute
        after = change(self._timeline, self._next, self._materials)
        self._revise(after, "the voice silent" if muted else "the voice speaking again")

    def mark(self, kind: MarkKind, text: str = "") -> Mark:
        """Note something of this moment; its words may come later."""
        return self._note(Mark(self.position, kind, text, self._now()))

    def amend(self, mark: Mark, text: str | None) -> Mark:
        """Give other words to what was noted; ``None`` takes it away."""
        at, amended = self._marks.index(mark), replace(mark, text=text or "")
        kept = () if text is None else (amended,)
        self._marks = (*self._marks[:at], *kept, *self._marks[at + 1 :])
        return amended

    def set_level(self, layer: Layer, level: Decibels) -> None:
        """Set the level of one layer."""
        self._desk.set_level(layer, level)

    # What stands behind it.

    def _note(self, mark: Mark) -> Mark:
        self._marks = (*self._marks, mark)
        return mark

    @property
    def _running(self) -> bool:
        """Whether it has begun and is not over."""
        return self.state in {PlayerState.PLAYING, PlayerState.PAUSED}

    @property
    def _is_closing(self) -> bool:
        """Whether all that can still be changed is the last phase."""
        return self._next >= self._timeline.phases[-1].start

    @property
    def _extendable(self) -> Seconds:
        """How much longer it may become: none is longer than that in all, holds not counted."""
        return Seconds(minutes(LONGEST_MINUTES) - self._timeline.at(self._next).length)

    @property
    def _returns(self) -> bool:
        """Whether what can still be changed is already the return."""
        return self._timeline.phase_at(self._next).kind is PhaseKind.RETURN

    @property
    def _next(self) -> Seconds:
        """The first moment that a revision can still change."""
        return to_seconds(self._desk.next_frame)

    def _lead_back(self) -> None:
        """Begin the return."""
        self._remember()
        after = revise.return_now(self._timeline, self._next, self._materials)
        self._revise(after, f"on to {_PHASES[PhaseKind.RETURN]}")

    def _lead_out(self, change: str, *, aloud: bool = False) -> None:
        """Begin the gentle way out; ``aloud``, also where the voice was muted."""
        self._remember()
        self._is_muted = self._is_muted and not aloud
        self._revise(revise.way_out(self._timeline, self._next, self._materials), change)

    def _remember(self) -> None:
        """Keep what is led out of; in the last phase there is nothing left to stay in."""
        here = _Left(self._timeline, self._next, self._is_muted)
        self._left = None if self._is_closing else here

    def _lead_in_again(self) -> None:
        """Go on from where the session was led out of; then it was not stopped early."""
        if self._left is not None:
            left, self._left = self._left, None
            self._leaving, self._stopped = False, None
            self._is_muted = self._is_muted or left.is_muted
            after = revise.stay(self._timeline, self._next, left.timeline, left.asked, self._materials)
            self._revise(after, "stayed after all")

    def _keep_holding(self) -> None:
        """Put more time in before a hold is over."""
        if self.is_held and self._timeline.held[-1].end - self._next < LEAST_HELD:
            self._revise(revise.go_on_holding(self._timeline, self._next, self._materials))

    def _revise(self, timeline: Timeline, change: str = "", paced: Pattern | None = None) -> None:
        """Go over to another timeline; a change that somebody asked for is noted."""
        if timeline is self._timeline:
            return
        if self._is_muted:
            timeline = revise.mute(timeline, self._next, self._materials)
        self._timeline = timeline
        self._desk.revise(timeline)
        if change:
            slug, rate = (paced.slug, paced.rate) if paced else ("", None)
            self._note(Mark(self.position, MarkKind.CHANGE, change, self._now(), slug, rate))


def _minutes(count: float) -> str:
    """Return a number of minutes in words."""
    return "1 minute" if count == 1 else f"{count:.3g} minutes"
