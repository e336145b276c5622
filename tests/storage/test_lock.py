"""One session at a time on one data folder."""

import errno
import subprocess
import sys
import threading

import pytest

from mtrelax.domain.errors import LogBusy, LogUnavailable
from mtrelax.storage.lock import SessionLock


@pytest.fixture
def other(path) -> SessionLock:
    return SessionLock(path.parent)


def test_a_second_holder_is_refused(log, lock, other):
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


def test_who_only_looks_whether_it_is_taken_is_in_nobodys_way(log, lock, other):
    other.acquire()
    glance = threading.Timer(0.05, other.release)
    glance.start()
    lock.acquire()
    glance.join()
    assert lock.held


@pytest.mark.parametrize("kind", [NotImplementedError, OSError])
def test_on_a_drive_without_locks_nobody_runs_a_session(log, lock, monkeypatch, kind):
    def unknown(*_arguments):
        raise kind(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", unknown)
    assert not lock.taken_elsewhere()
    with pytest.raises(LogUnavailable):
        lock.acquire()


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
