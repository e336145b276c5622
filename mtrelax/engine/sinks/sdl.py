"""The loudspeaker, through SDL's mixer (pygame). The only module that knows pygame."""

import logging
import os
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from mtrelax.domain.errors import UnknownDevice
from mtrelax.domain.time import SAMPLE_RATE, Frames
from mtrelax.engine.block import BLOCK, Block, silence
from mtrelax.engine.sinks.alsa import quieten
from mtrelax.engine.sinks.sink import Feed, Health

# Its greeting would spoil --json. Its video is never shown. Without the last one, SDL would swallow SIGTERM.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_NO_SIGNAL_HANDLERS", "1")

import pygame
from pygame._sdl2 import audio as sdl_audio

log = logging.getLogger(__name__)

quieten(pygame.base.__file__)

_FLOAT32: Final = 32
_DEVICE_BUFFER: Final = 1024
_REAL_PERIOD: Final = BLOCK / SAMPLE_RATE
_STUCK_AFTER: Final = 5.0
"""Seconds without a new block."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A block that SDL has."""

    sound: pygame.mixer.Sound
    frames: Frames


class _Pace:
    """Knows when the next look at SDL is worth while: it tells nobody by itself that a block has begun."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._periods: deque[float] = deque(maxlen=4)
        self._waited = 0.0

    def mark(self) -> None:
        """Remember that a block has begun."""
        now = time.monotonic()
        self._periods.append(min(now - self._since, _REAL_PERIOD))
        self._since = now
        self._waited = 0.0

    @property
    def stuck(self) -> bool:
        """Whether the device takes no sound any more; counted in waits, since a machine may sleep."""
        return self._waited > _STUCK_AFTER

    def wait(self) -> float:
        """Return for how many seconds nothing will happen."""
        period = min(self._periods, default=0.0)
        near = 0.97 * period - (time.monotonic() - self._since)
        seconds = max(near, min(0.008, max(0.0005, period / 32)))
        self._waited += seconds
        return seconds


class SdlSink:
    """Plays through SDL. ``device`` is one of ``devices()``; without one, the system's own choice."""

    def __init__(self, device: str | None = None) -> None:
        self._device = device
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._replace = threading.Event()
        self._broken = threading.Event()
        self._thread: threading.Thread | None = None
        self._health = Health.FINE
        self._is_open = False

    def open(self) -> None:
        """Get hold of the device."""
        self.stop()
        try:
            # Device events only come while SDL's video (here without a screen) is there.
            pygame.display.init()
            # Old news is dropped before and not after: a device may fail as soon as it is open.
            pygame.event.clear()
            pygame.mixer.init(SAMPLE_RATE, _FLOAT32, 2, _DEVICE_BUFFER, self._device, allowedchanges=0)
        except pygame.error as error:
            raise UnknownDevice(self._device or str(error)) from error
        self._is_open = True
        self._broken.clear()
        self._health = Health.FINE

    def start(self, feed: Feed) -> None:
        """Begin to pull."""
        if not self._is_open or self._health is not Health.FINE:
            self.open()
        self._stop.clear()
        self._replace.clear()
        self._thread = threading.Thread(target=self._run, args=(feed,), name="mtrelax-sdl", daemon=True)
        self._thread.start()

    def replace_queued(self) -> None:
        """Have the waiting block replaced, if it still waits."""
        self._replace.set()
        self._wake.set()

    def pump(self) -> Health:
        """Hear what SDL says of devices; once one is lost, nothing is pulled, but its return is noticed."""
        if not self._is_open:
            return self._health
        for event in pygame.event.get():
            told: dict[str, Any] = event.dict
            if told.get("iscapture"):
                continue
            # Without a number it is a device that was not in use.
            if event.type == pygame.AUDIODEVICEREMOVED and told.get("which") != 0:
                self._lose()
            elif event.type == pygame.AUDIODEVICEADDED and self._health is Health.LOST:
                self._health = Health.RETURNED
        # After the events: a device that came before this is no reason to try again at once.
        if self._broken.is_set() and self._health is Health.FINE:
            self._lose()
        return self._health

    def stop(self) -> None:
        """Stop pulling and let go of the device."""
        self._halt()
        if self._is_open:
            self._is_open = False
            pygame.mixer.quit()
            pygame.display.quit()

    def _lose(self) -> None:
        """Play no more, and listen for a device."""
        self._health = Health.LOST
        self._halt()

    def _halt(self) -> None:
        """Stop pulling."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, feed: Feed) -> None:
        """Play until it is enough, or SDL refuses."""
        try:
            self._play(feed)
        except pygame.error:
            log.info("the loudspeaker failed", exc_info=True)
            self._broken.set()

    def _play(self, feed: Feed) -> None:
        """Keep one block waiting behind the one that sounds."""
        playing = _Playing(feed, pygame.mixer.Channel(0))
        playing.begin()
        pace = _Pace()
        while not self._stop.is_set():
            if playing.went_on():
                pace.mark()
            elif pace.stuck:
                raise pygame.error("no sound was taken for some seconds")
            elif self._replace.is_set():
                self._replace.clear()
                playing.replace()
            self._wake.wait(pace.wait())
            self._wake.clear()


class _Playing:
    """A block that sounds, and one that waits. SDL goes from one to the other at any moment."""

    def __init__(self, feed: Feed, channel: pygame.mixer.Channel) -> None:
        self._feed = feed
        self._channel = channel

    def begin(self) -> None:
        """Give SDL the first two blocks."""
        self._sounding = _given(self._feed.pull(BLOCK))
        self._channel.play(self._sounding.sound)
        self._feed.started(self._sounding.frames)
        self._follow()

    def went_on(self) -> bool:
        """Return whether the waiting block has begun; then the next one waits."""
        if self._channel.get_sound() is self._sounding.sound:
            return False
        if not self._channel.get_sound() and self._channel.get_queue() is self._waiting.sound:
            # It was queued just as the last one ended: behind nothing, where SDL would never begin it.
            self._channel.play(self._waiting.sound)
        self._feed.started(self._waiting.frames)
        self._sounding = self._waiting
        self._follow()
        return True

    def replace(self) -> None:
        """Have the feed give anew what waits, unless it begins meanwhile; ``went_on`` sees to that later."""
        anew = _given(self._feed.again(BLOCK))
        if self._channel.get_queue() is not self._waiting.sound:
            self._feed.too_late()
            return
        self._channel.queue(anew.sound)
        if self._channel.get_sound() is not self._waiting.sound:
            self._waiting = anew
            return
        # It began between two lines, and what waits now would repeat it.
        self._feed.too_late()
        self.went_on()

    def _follow(self) -> None:
        """Give SDL the next block."""
        self._waiting = _given(self._feed.pull(BLOCK))
        self._channel.queue(self._waiting.sound)


def _given(block: Block) -> _Given:
    """Return a block as SDL wants it: always of the same length."""
    frames = Frames(len(block))
    if frames < BLOCK:
        block = np.concatenate((block, silence(BLOCK - frames)))
    return _Given(pygame.mixer.Sound(buffer=np.ascontiguousarray(block)), frames)


def devices() -> tuple[str, ...]:
    """Return the names of the loudspeakers. SDL knows them only while its mixer is open."""
    was_open = bool(pygame.mixer.get_init())
    try:
        if not was_open:
            pygame.mixer.init(SAMPLE_RATE, _FLOAT32, 2, _DEVICE_BUFFER, allowedchanges=0)
        return tuple(sdl_audio.get_audio_device_names(iscapture=False))
    except pygame.error:
        return ()
    finally:
        if not was_open:
            pygame.mixer.quit()
