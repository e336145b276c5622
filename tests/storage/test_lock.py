"""One session at a time on one data folder."""

import subprocess
import sys

import pytest

from mtrelax.domain.errors import LogBusy
from mtrelax.storage.lock import SessionLock


@pytest.fixture
def other(path) -> SessionLock:
    return SessionLock(path.parent)


def test_a_second_holder_is_refused_at_once(log, lock, other):
    lock.acquire()
    with pytest.raises(LogBusy):
        other.acquire()
    assert not other.held


def test_after_the_first_let_go_the_second_may_run(log, lock, other):
    lock.acquire()
    assert other.taken()
    assert other.taken_elsewhere()
    assert lock.taken()
    assert not lock.taken_elsewhere()
    lock.release()
    assert not other.taken()
    other.acquire()
    assert lock.taken()
    other.release()


def test_acquiring_twice_is_letting_go_once(log, lock, other):
    lock.acquire()
    lock.acquire()
    lock.release()
    other.acquire()
    other.release()


def test_a_program_that_dies_lets_go(log, lock, path):
    code = (
        "import os, signal; from pathlib import Path; from mtrelax.storage.lock import SessionLock;"
        f"lock = SessionLock(Path({str(path.parent)!r})); lock.acquire(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    lock.acquire()
    assert lock.held
