"""A person's own folder, short music, a loudspeaker that plays when it is told to, and a log."""

import queue
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from small_music import write_playlist, write_tune

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.playlists import read_playlist
from mtrelax.domain.errors import UnknownDevice
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Frames, Seconds
from mtrelax.engine.block import BLOCK, silence
from mtrelax.engine.output import Output
from mtrelax.engine.sinks.sink import Health
from mtrelax.media.decode import open_audio
from mtrelax.media.loudness import measure
from mtrelax.media.scan import audio_files, internet_addresses
from mtrelax.media.tags import read_track
from mtrelax.services.diary import Diary
from mtrelax.services.jobs import Jobs
from mtrelax.services.librarian import Librarian
from mtrelax.services.music_files import Files
from mtrelax.services.player import Sound
from mtrelax.services.playing import PlayerState
from mtrelax.services.stage import RealStage
from mtrelax.storage.database import open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.library import Library
from mtrelax.storage.lock import SessionLock

ASSETS = Path(__file__).parents[2] / "assets"
EVENING = datetime(2026, 3, 14, 20, 15, tzinfo=UTC)
PATIENCE = 5.0


class Inbox:
    """The main thread of a test: what is posted waits until the test attends to it."""

    def __init__(self):
        self._calls = queue.SimpleQueue()

    def post(self, call):
        self._calls.put(call)

    def until(self, happened):
        """Attend to what is posted until something is true."""
        while not happened():
            self._calls.get(timeout=PATIENCE)()

    def rest(self):
        """Attend to what has been posted."""
        while not self._calls.empty():
            self._calls.get()()


class Calendar:
    """The time of day, which goes when it is told to."""

    def __init__(self):
        self.now = EVENING

    def __call__(self):
        return self.now

    def advance(self, **more):
        self.now += timedelta(**more)


class Room:
    """A room in which time goes when it is told to, with a loudspeaker and what is told about it."""

    def __init__(self):
        self.time = 100.0
        self.delay = 0.0
        self.loudspeaker = Loudspeaker()
        self.silent = Loudspeaker()
        self.slept = 0.0
        self.sound = Sound(
            open_audio,
            self._output,
            self.monotonic,
            lambda: Seconds(self.delay),
            awake_clock=lambda: self.time + self.slept,
        )
        self.notices = []
        self.states = []
        self._players = []

    def monotonic(self):
        return self.time

    def watch(self, player):
        """Listen to a player, and clear up after it."""
        player.noticed.subscribe(self.notices.append)
        player.state_changed.subscribe(self.states.append)
        self._players.append(player)
        return player

    def hear(self, player, seconds):
        """Let so much time go by; whoever looks after the player does so about four times a second."""
        for _ in range(round(seconds * SAMPLE_RATE / BLOCK)):
            for sink in (self.loudspeaker, self.silent):
                sink.play_block()
            self.time += BLOCK / SAMPLE_RATE
            player.tick()

    def hear_out(self, player, most=200.0):
        """Let time go by until the session is over."""
        began = self.time
        while player.state is not PlayerState.OVER:
            assert self.time - began < most, "the session does not end"
            self.hear(player, 1.0)

    def clear_up(self):
        for player in self._players:
            player.close()

    def _output(self, desk):
        return Output(desk, Plug(self.loudspeaker), Plug(self.silent), self.monotonic)


KEPT = 1000
"""How many blocks a loudspeaker keeps of what was heard: some minutes."""


class Loudspeaker:
    """A sink that takes a block when the room says so."""

    def __init__(self):
        self.there = True
        self.peak = 0.0
        self.heard = []
        self.plays = None

    def open(self):
        if not self.there:
            raise UnknownDevice("loudspeaker")

    def start(self, feed):
        self.open()
        assert self.plays is None, "two sounds at once"
        self.plays = feed

    def replace_queued(self):
        pass

    def pump(self):
        if not self.there:
            self.plays = None
        return Health.FINE if self.there else Health.LOST

    def stop(self):
        self.plays = None

    def play_block(self):
        sound = silence(BLOCK)
        if self.plays is not None and self.there:
            block = self.plays.pull(BLOCK)
            self.peak = float(abs(block).max()) if len(block) else 0.0
            self.plays.started(Frames(len(block)))
            sound[: len(block)] = block
        self.heard.append(sound)
        del self.heard[:-KEPT]


class Plug:
    """A sink for one sound after the other: all of them share a loudspeaker."""

    def __init__(self, loudspeaker):
        self._loudspeaker = loudspeaker
        self._feed = None
        self.open = loudspeaker.open
        self.pump = loudspeaker.pump
        self.replace_queued = loudspeaker.replace_queued

    def start(self, feed):
        self._loudspeaker.start(feed)
        self._feed = feed

    def stop(self):
        if self._loudspeaker.plays is self._feed:
            self._loudspeaker.stop()


@pytest.fixture(scope="session")
def music(tmp_path_factory):
    """Three short pieces."""
    folder = tmp_path_factory.mktemp("music")
    for number, name in enumerate(("dusk", "reeds", "tide")):
        write_tune(folder / f"{name}.opus", pitch=220.0 + 55 * number)
    return folder


@pytest.fixture(scope="session")
def shelf(music, tmp_path_factory):
    """What ships, and one playlist of our own that has short pieces."""
    own = tmp_path_factory.mktemp("own")
    write_playlist(own, "evening", "Evening", [music / f"{name}.opus" for name in ("dusk", "reeds", "tide")])
    return load_catalogue(ASSETS, own)


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def jobs(inbox):
    jobs = Jobs(inbox)
    yield jobs
    jobs.close()


@pytest.fixture
def log(tmp_path):
    log = open_log(tmp_path / "data" / "mtrelax.db")
    yield log
    log.close()


@pytest.fixture
def lock(log):
    lock = SessionLock(log.path.parent)
    yield lock
    lock.release()


@pytest.fixture
def journal(log, lock):
    return Journal(log, lock)


@pytest.fixture
def calendar():
    return Calendar()


@pytest.fixture
def diary(journal, lock, calendar):
    numbers = count(1)
    return Diary(journal, lock, calendar, lambda: f"session-{next(numbers)}")


@pytest.fixture
def library(log):
    return Library(log)


@pytest.fixture
def files():
    return Files(audio_files, internet_addresses, read_track, measure, read_playlist)


@pytest.fixture
def librarian(shelf, library, files, jobs):
    return Librarian(shelf, library, files, jobs)


@pytest.fixture
def room():
    room = Room()
    yield room
    room.clear_up()


@pytest.fixture
def plan():
    return SessionPlan("evening", minutes=1, breathing=None)


@pytest.fixture
def stage(librarian, room):
    return RealStage(librarian, room.sound, lambda: 3, list)


@pytest.fixture
def player(stage, plan, room):
    return room.watch(stage.session(plan, Decibels(0.0)))
