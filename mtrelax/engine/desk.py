"""What a running session sounds like: steered from the main thread, pulled from the sink's thread."""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from mtrelax.domain.curves import to_gain
from mtrelax.domain.plan import Layer, Levels
from mtrelax.domain.record import Automation
from mtrelax.domain.time import Decibels, Frames, Seconds, to_frames, to_seconds
from mtrelax.domain.timeline import Timeline
from mtrelax.engine.block import Block, for_both_channels, silence
from mtrelax.engine.clock import AudioClock
from mtrelax.engine.envelope import Glide, amplified, rising
from mtrelax.engine.limiter import LOOKAHEAD, Limiting, limit
from mtrelax.engine.mixer import LAYERS, Mixer
from mtrelax.engine.source import OpenSource, SourceFault
from mtrelax.engine.tape import Tape

DOWN: Final = to_frames(Seconds(0.3))
UP: Final = to_frames(Seconds(1.0))
LEVEL_GLIDE: Final = to_frames(Seconds(0.2))
CROSSING: Final = to_frames(Seconds(0.05))
"""How long the old and the new timeline sound together after a revision."""
_MARGIN: Final = to_frames(Seconds(0.05))
"""With less than this left of the sounding block, the next one is counted as sounding, too."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Orders:
    """What the main thread wants. Replaced as a whole, so the sink's thread never sees a half of it."""

    timeline: Timeline
    levels: Levels
    master: Decibels
    playing: bool = True
    ending: Frames | None = None
    """How long the fade to the end takes, once it was asked for."""
    entries: int = 0
    """How often a fade-in was asked for, and how long the last one takes."""
    entry: Frames = Frames(0)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Everything that a block depends on besides the orders; the sink's thread makes one from the other."""

    orders: _Orders
    frame: Frames
    tape: Tape
    levels: tuple[Glide, ...]
    master: Glide
    transport: Glide
    entry: Glide
    limiting: Limiting
    former: Tape | None = None
    crossed: Frames = Frames(0)
    ended: bool = False

    def tapes(self) -> set[Tape]:
        """Return what must stay open."""
        return {tape for tape in (self.tape, self.former) if tape is not None}


@dataclass(frozen=True, slots=True)
class _Pulled:
    """A block that was given away: which frames of the session it holds."""

    begin: Frames
    length: Frames
    nothing: bool = False
    """Whether the session had ended before it."""


class Desk:
    """Feeds a sink with a session.

    Orders come from the main thread and take effect with the next block, or with the one that waits in the
    sink, which ``on_change`` asks to replace. ``pull``, ``again``, ``too_late`` and ``started`` belong to the
    sink's thread, ``take_back`` to whoever stopped it.
    """

    def __init__(
        self,
        timeline: Timeline,
        open_source: OpenSource,
        levels: Levels,
        master: Decibels,
        monotonic: Callable[[], float],
    ) -> None:
        self.on_change: Callable[[], None] = _nothing
        self._open_source = open_source
        self._orders = _Orders(timeline, levels, master)
        self._clock = AudioClock(monotonic)
        self._automation: tuple[Automation, ...] = ()
        self._faults: tuple[SourceFault, ...] = ()
        self._lengths: dict[Path, int] = {}
        self._unheard: deque[_Pulled] = deque()
        self._waiting: Frames | None = None
        self._over = False
        self._now = _Standing(
            orders=self._orders,
            frame=Frames(0),
            tape=self._tape(timeline, Frames(0)),
            levels=tuple(Glide.at(to_gain(levels.of(layer))) for layer in LAYERS),
            master=Glide.at(to_gain(master)),
            transport=Glide.at(1.0),
            entry=Glide.at(1.0),
            limiting=Limiting(),
        )
        self._before = self._now
        self._replaced: tuple[_Standing, _Pulled | None] | None = None
        self._open_tapes: set[Tape] = self._now.tapes()

    # What the main thread asks and orders.

    @property
    def timeline(self) -> Timeline:
        """What is played, with the last revision."""
        return self._orders.timeline

    @property
    def position(self) -> Seconds:
        """The moment that is heard now; it stands still in a pause."""
        return self._clock.position

    @property
    def next_frame(self) -> Frames:
        """The first frame that a revision can still change."""
        waiting = self._waiting
        if waiting is None or self._clock.left < _MARGIN:
            return self._now.frame
        return waiting

    @property
    def over(self) -> bool:
        """Whether the last frame has been heard."""
        return self._over

    @property
    def faults(self) -> tuple[SourceFault, ...]:
        """The files that are silent instead of sounding."""
        return self._faults

    @property
    def levels(self) -> Levels:
        """The level of each layer."""
        return self._orders.levels

    @property
    def master(self) -> Decibels:
        """The level of everything."""
        return self._orders.master

    @property
    def automation(self) -> tuple[Automation, ...]:
        """The levels that were changed, in the order of time."""
        return self._automation

    def revise(self, timeline: Timeline) -> None:
        """Go over to another timeline, whose past is the same."""
        self._order(replace(self._orders, timeline=timeline))

    def set_level(self, layer: Layer, level: Decibels) -> None:
        """Change the level of a layer."""
        levels = self._orders.levels.with_level(layer, level)
        if levels != self._orders.levels:
            change = Automation(to_seconds(self.next_frame), layer.value, level)
            self._automation = (*self._automation, change)
            self._order(replace(self._orders, levels=levels))

    def set_master(self, level: Decibels) -> None:
        """Change the level of everything."""
        if level != self._orders.master:
            self._order(replace(self._orders, master=level))

    def pause(self) -> None:
        """Fade out within 0.3 s and stand still."""
        if self._orders.playing:
            self._order(replace(self._orders, playing=False))

    def resume(self) -> None:
        """Go on from where it stands, and fade in within 1 s."""
        if not self._orders.playing:
            self._order(replace(self._orders, playing=True))

    def end(self, fade: Seconds) -> None:
        """Fade out, and be over."""
        if self._orders.ending is None:
            self._order(replace(self._orders, ending=to_frames(fade)))

    def fade_in(self, length: Seconds) -> None:
        """Rise from silence, after a device came back."""
        orders = self._orders
        self._orders = replace(orders, entries=orders.entries + 1, entry=to_frames(length))

    def close(self) -> None:
        """Let go of all files. Only when no sink pulls any more."""
        for tape in self._open_tapes:
            tape.close()
        self._open_tapes = set()

    def _order(self, orders: _Orders) -> None:
        """Put new orders into effect."""
        self._orders = orders
        self.on_change()

    # What the sink's thread calls.

    def pull(self, frames: Frames) -> Block:
        """Return the next block; shorter only at the end of the session, and empty after it."""
        self._before = self._now
        self._replaced = None
        for tape in self._before.tapes():
            tape.forget(self._before.frame)
        block, pulled = self._make(frames)
        self._unheard.append(pulled)
        self._waiting = pulled.begin
        return block

    def again(self, frames: Frames) -> Block:
        """Return the last pulled block anew, as the orders are now; it must not have begun to sound."""
        last = self._unheard.pop() if self._unheard else None
        self._replaced = (self._now, last)
        self._now = self._before
        block, pulled = self._make(frames)
        self._unheard.append(pulled)
        return block

    def too_late(self) -> None:
        """Hear that the block given anew is not used: the one it was to replace sounds."""
        if self._replaced is None:
            return
        self._now, last = self._replaced
        self._replaced = None
        self._unheard.pop()
        if last is not None:
            self._unheard.append(last)

    def started(self, frames: Frames) -> None:
        """Hear that the oldest block not yet reported has begun to sound."""
        del frames
        if not self._unheard:
            return
        pulled = self._unheard.popleft()
        self._clock.mark(pulled.begin, pulled.length)
        self._waiting = self._unheard[-1].begin if self._unheard else None
        if pulled.nothing:
            self._over = True

    def take_back(self) -> None:
        """Hear that the sink has stopped: a block that has not begun to sound will be pulled again."""
        if self._unheard:
            self._now = self._before
            self._unheard.clear()
            self._waiting = None

    def _make(self, frames: Frames) -> tuple[Block, _Pulled]:
        """Make the block that follows what stands, and what stands after it."""
        before = self._now
        try:
            block, self._now = self._next(self._obeying(before), frames)
        # A session must not fall silent for ever because of a mistake in one block.
        except Exception:
            log.exception("a block could not be mixed")
            block = silence(frames)
            frame = Frames(before.frame + frames)
            self._now = replace(before, frame=frame, ended=frame >= to_frames(before.orders.timeline.length))
        self._close_unused()
        length = Frames(self._now.frame - before.frame)
        return block, _Pulled(before.frame, length, nothing=before.ended)

    def _obeying(self, now: _Standing) -> _Standing:
        """Return what stands, on its way to what is wanted."""
        old, new = now.orders, self._orders
        if new is old:
            return now
        tape, former, crossed = now.tape, now.former, now.crossed
        if new.timeline is not old.timeline:
            if former is not None:  # one crossing after the other
                new = replace(new, timeline=old.timeline)
            else:
                tape, former, crossed = self._tape(new.timeline, now.frame), now.tape, Frames(0)
        entry = Glide(0.0, 1.0, new.entry) if new.entries != old.entries else now.entry
        return replace(
            now,
            orders=new,
            tape=tape,
            former=former,
            crossed=crossed,
            levels=tuple(
                glide.toward(to_gain(new.levels.of(layer)), LEVEL_GLIDE)
                for layer, glide in zip(LAYERS, now.levels, strict=True)
            ),
            master=_gliding(now.master, to_gain(new.master)),
            transport=_transport(now.transport, old, new),
            entry=entry,
        )

    def _next(self, now: _Standing, frames: Frames) -> tuple[Block, _Standing]:
        """Return the next block and what stands after it."""
        rest = max(0, to_frames(now.orders.timeline.length) - now.frame)
        content = 0 if now.ended else min(frames, rest)
        if now.transport.target == 0.0:
            content = min(content, now.transport.left)
        still = now.transport.target == 0.0 and now.transport.left == content
        ended = now.ended or content == rest or (still and now.orders.ending is not None)
        sound, limiting = self._sound(now, content) if content else (silence(0), Limiting())
        after = replace(
            now,
            frame=Frames(now.frame + content),
            levels=tuple(glide.after(content) for glide in now.levels),
            master=now.master.after(content),
            transport=now.transport.after(content),
            entry=now.entry.after(content),
            limiting=limiting,
            crossed=Frames(now.crossed + content),
            former=now.former if now.crossed + content < CROSSING else None,
            ended=ended,
        )
        if len(sound) < frames and not ended:
            sound = np.concatenate((sound, silence(frames - len(sound))))
        return sound, after

    def _sound(self, now: _Standing, content: int) -> tuple[Block, Limiting]:
        """Return so many frames of the session, and what the limiter knows after them."""
        count = content + LOOKAHEAD
        gains = tuple(glide.gains(count) for glide in now.levels)
        sound = now.tape.sum(now.frame, count, gains)
        if now.former is not None:
            crossing = min(count, CROSSING - now.crossed)
            old = now.former.sum(now.frame, crossing, gains)
            way = for_both_channels(rising(now.crossed, crossing, CROSSING))
            sound[:crossing] = old + (sound[:crossing] - old) * way
        for glide in (now.master, now.transport, now.entry):
            sound = amplified(sound, glide.gains(count))
        return limit(sound, now.limiting)

    def _tape(self, timeline: Timeline, start: Frames) -> Tape:
        """Return a new tape for a timeline."""
        return Tape(Mixer(timeline, self._open_source, start, self._note, self._lengths))

    def _note(self, fault: SourceFault) -> None:
        """Keep a fault, once for each file."""
        if all((known.path, known.reason) != (fault.path, fault.reason) for known in self._faults):
            self._faults = (*self._faults, fault)

    def _close_unused(self) -> None:
        """Close the tapes that no block can be made from any more."""
        needed = self._now.tapes() | self._before.tapes()
        if self._replaced is not None:
            needed |= self._replaced[0].tapes()
        for tape in self._open_tapes - needed:
            tape.close()
        self._open_tapes = needed


def _transport(now: Glide, old: _Orders, new: _Orders) -> Glide:
    """Return the way to sounding, standing still, or the end."""
    if new.ending is not None:
        return now if old.ending is not None else now.toward(0.0, new.ending)
    if new.playing:
        return now.toward(1.0, UP)
    return now.toward(0.0, DOWN)


def _gliding(now: Glide, target: float) -> Glide:
    """Return the way of the master level: quickly down, slowly up."""
    return now.toward(target, DOWN if target < now.value else UP)


def _nothing() -> None:
    """Do nothing: nobody asked to be told of changes."""
