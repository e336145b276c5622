"""Long work: one after the other, told on the main thread, and stopped when it is asked to."""

import gc
import threading
import weakref

import pytest

from mtrelax.domain.errors import Cancelled, NothingToPlay
from mtrelax.services.jobs import Jobs

PATIENCE = 5.0


def test_jobs_are_done_one_after_the_other(jobs, inbox):
    done = []
    for number in range(5):
        jobs.start(lambda _job, n=number: n, done.append)
    inbox.until(lambda: len(done) == 5)
    assert done == [0, 1, 2, 3, 4]


def test_work_is_not_done_on_the_thread_that_asked(jobs, inbox):
    done = []
    jobs.start(lambda _job: threading.current_thread().name, done.append)
    inbox.until(lambda: done)
    assert done == ["jobs"]


def test_progress_is_told_before_the_result(jobs, inbox):
    told = []

    def work(job):
        job.report(0.5)
        job.report(1.0)
        return "done"

    jobs.start(work, told.append, progress=told.append)
    inbox.until(lambda: "done" in told)
    assert told == [0.5, 1.0, "done"]


def test_a_failure_of_the_world_is_told(jobs, inbox):
    failed = []

    def work(_job):
        raise NothingToPlay("evening")

    jobs.start(work, failed=failed.append)
    inbox.until(lambda: failed)
    assert failed[0].playlist == "evening"


def test_nothing_is_told_before_the_main_thread_attends_to_it(inbox):
    told, done, jobs = [], threading.Event(), Jobs(inbox)
    jobs.start(lambda _job: done.set(), told.append)
    done.wait(PATIENCE)
    jobs.close()
    assert told == []
    inbox.rest()
    assert told == [None]


def test_a_running_job_can_be_stopped(jobs, inbox):
    failed, running, asked = [], threading.Event(), threading.Event()

    def work(job):
        running.set()
        asked.wait(PATIENCE)
        if job.cancelled():
            raise Cancelled

    job = jobs.start(work, failed=failed.append)
    running.wait(PATIENCE)
    job.cancel()
    asked.set()
    inbox.until(lambda: failed)
    assert isinstance(failed[0], Cancelled)


def test_a_job_that_was_called_off_while_it_waited_does_nothing(jobs, inbox):
    begun, failed, hold = [], [], threading.Event()
    jobs.start(lambda _job: hold.wait(PATIENCE))
    waiting = jobs.start(begun.append, failed=failed.append)
    waiting.cancel()
    hold.set()
    inbox.until(lambda: failed)
    assert isinstance(failed[0], Cancelled)
    assert begun == []


def test_a_mistake_in_one_job_reaches_the_excepthook_and_later_ones_go_on(jobs, inbox, monkeypatch):
    bugs, done, failed = [], [], []
    monkeypatch.setattr(threading, "excepthook", lambda what: bugs.append(what.exc_type))
    jobs.start(lambda _job: 1 / 0, done.append, failed.append)
    jobs.start(lambda _job: "later", done.append)
    inbox.until(lambda: done)
    assert (bugs, done) == ([ZeroDivisionError], ["later"])
    assert isinstance(failed[0], Cancelled)


def test_closing_stops_what_runs_and_what_waits(inbox):
    jobs, running, begun = Jobs(inbox), threading.Event(), []

    def work(job):
        running.set()
        while not job.cancelled():
            pass
        raise Cancelled

    jobs.start(work)
    jobs.start(begun.append)
    running.wait(PATIENCE)
    jobs.close()
    assert begun == []
    assert all(thread.name != "jobs" for thread in threading.enumerate())


@pytest.mark.parametrize("times", [1, 2])
def test_closing_what_never_worked_is_nothing(inbox, times):
    jobs = Jobs(inbox)
    for _ in range(times):
        jobs.close()


def test_what_is_asked_for_after_the_end_is_not_begun(jobs):
    begun = []
    jobs.close()
    jobs.start(begun.append)
    assert begun == []
    assert all(thread.name != "jobs" for thread in threading.enumerate())


class Work:
    """Work that can be seen to be let go of."""

    def __call__(self, _job):
        return "done"


def test_finished_work_is_let_go_of(jobs, inbox):
    done, work = [], Work()
    seen = weakref.ref(work)
    jobs.start(work, done.append)
    del work
    inbox.until(lambda: done)
    for _ in range(2):
        jobs.start(lambda _job: "later", done.append)
    inbox.until(lambda: len(done) == 3)
    gc.collect()
    assert seen() is None
