"""A session in the terminal, with a player that does as it is told."""

import io
import signal
from pathlib import Path

import pytest

from mtrelax.cli.terminal import play_in_terminal, progress
from mtrelax.domain.breathing import Breath, StepKind
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Caption, Moment
from mtrelax.services.event import Event
from mtrelax.services.playing import MachineSlept, PieceFailed, PlayerState


class ToldPlayer:
    """Does one thing at each look, and is then over."""

    def __init__(self, *deeds):
        self.state_changed, self.noticed = Event(), Event()
        self.state = PlayerState.READY
        self.position = Seconds(90.0)
        self.leaving = False
        self.left = 0
        self.closed = False
        self.phase = PhaseKind.SETTLE
        self.deeds = list(deeds)

    def begin(self):
        self._enter(PlayerState.PLAYING)

    def tick(self):
        if self.deeds:
            self.deeds.pop(0)(self)
        else:
            self._enter(PlayerState.OVER)

    def moment(self):
        breath = Breath(StepKind.INHALE, 0.5, 0.5, 0)
        caption = Caption(Seconds(0), Seconds(9), "You might notice [the sea].")
        return Moment(Seconds(90), Seconds(300), self.phase, Seconds(0), breath, None, caption)

    def leave(self):
        self.left += 1
        self.leaving = True

    def fall_asleep(self):
        self._enter(PlayerState.PAUSED)
        self.noticed.emit(MachineSlept())

    def resume(self):
        self._enter(PlayerState.PLAYING)

    def close(self, _reason=None):
        self.closed = True

    def _enter(self, state):
        self.state = state
        self.state_changed.emit(state)


@pytest.fixture
def play():
    """Play what a test has made; it does only what is asked of it here."""
    return play_in_terminal


def interrupt(_player):
    signal.raise_signal(signal.SIGINT)


def return_(player):
    player.phase = PhaseKind.RETURN


def nothing(_player):
    pass


def test_each_phase_is_one_line_where_no_terminal_is(play, capsys):
    play(ToldPlayer(nothing, return_, nothing))
    assert capsys.readouterr().out.splitlines() == [
        "   4 min left  Settling",
        "   4 min left  Returning",
        "The session is over: 1.5 minutes were played.",
    ]


def test_on_a_terminal_breath_and_caption_are_drawn(play, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    play(ToldPlayer(nothing, nothing))
    shown = capsys.readouterr().out
    assert "You might notice [the sea]." in shown
    assert "●●●●●●······" in shown


def test_ctrl_c_asks_for_the_way_out_and_a_second_one_for_the_end(play, capsys):
    player = ToldPlayer(interrupt, nothing, interrupt, nothing)
    play(player)
    assert player.left == 2
    assert capsys.readouterr().err.splitlines() == [
        "Coming back gently. Ctrl-C again ends it now.",
        "Ending now.",
    ]


def test_two_ctrl_c_at_once_are_two(play, capsys):
    def twice(player):
        interrupt(player)
        interrupt(player)

    player = ToldPlayer(twice, nothing, nothing)
    play(player)
    assert player.left == 2
    capsys.readouterr()


def test_afterwards_ctrl_c_means_what_it_did_before(play, capsys):
    before = signal.getsignal(signal.SIGINT)
    play(ToldPlayer())
    assert signal.getsignal(signal.SIGINT) is before
    capsys.readouterr()


def test_the_name_of_a_file_is_no_markup(play, capsys):
    def fail(player):
        player.noticed.emit(PieceFailed(Path("[bold]Müsik [red].mp3"), "gone"))

    play(ToldPlayer(fail))
    assert "“[bold]Müsik [red]” could not be played." in capsys.readouterr().out


def test_where_nobody_can_be_asked_a_session_goes_on_after_the_machine_slept(play, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    states = []
    play(ToldPlayer(ToldPlayer.fall_asleep, lambda player: states.append(player.state)))
    assert states == [PlayerState.PLAYING]


def test_on_a_terminal_it_waits_for_enter(play, capsys, monkeypatch):
    class Keyboard(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stdin", Keyboard("\n"))
    states = []

    def look(player):
        states.append(player.state)
        if player.state is PlayerState.PAUSED:
            player.deeds.insert(0, look)

    play(ToldPlayer(ToldPlayer.fall_asleep, look))
    assert states[-1] is PlayerState.PLAYING
    assert "Press Enter to go on." in capsys.readouterr().out


def test_a_mistake_lets_go_of_the_sound(play, capsys):
    def wrong(_player):
        raise ZeroDivisionError

    player = ToldPlayer(wrong)
    with pytest.raises(ZeroDivisionError):
        play(player)
    assert player.closed
    capsys.readouterr()


def test_progress_is_shown_on_a_terminal_only(capsys):
    with progress("Writing") as moved:
        moved(0.5)
    assert capsys.readouterr().err == ""
