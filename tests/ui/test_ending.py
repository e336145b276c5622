"""Ctrl-C, and the machine that shuts down."""

import signal

import pytest

from mtrelax.ui.desktop.ending import ending_gently


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_whoever_asks_the_program_to_end_is_heard_while_qt_waits(qtbot, asked):
    closed, before = [], signal.getsignal(asked)
    with ending_gently(lambda: closed.append(True)):
        signal.raise_signal(asked)
        qtbot.waitUntil(lambda: closed == [True])
        assert signal.getsignal(asked) is signal.SIG_DFL  # whoever asks again means it
    assert signal.getsignal(asked) is before
