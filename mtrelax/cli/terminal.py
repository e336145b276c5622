"""A session in the terminal: time, phase, breath and caption in one line that is drawn anew."""

import queue
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Final

import click
from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import Notice, Player, PlayerState
from mtrelax.ui.words import PHASE_WORDS, STEP_WORDS, notice_sentence

_EVERY: Final = 0.1
_LUNGS: Final = 12


@contextmanager
def progress(title: str) -> Generator[Callable[[float], None]]:
    """Show a bar on a terminal, and nothing elsewhere; give what moves it, 0..1."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=1.0)

        def moved(fraction: float) -> None:
            bar.update(task, completed=fraction)

        yield moved


def play_in_terminal(player: Player) -> None:
    """Play a session to its end. Ctrl-C asks for the way out, a second one for the short fade."""
    console = Console()
    over = threading.Event()
    phases_told: list[PhaseKind] = []

    def state_changed(state: PlayerState) -> None:
        if state is PlayerState.OVER:
            over.set()

    wishes: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def noticed(notice: Notice) -> None:
        _say(console, notice_sentence(notice))
        if player.state is PlayerState.PAUSED:
            _ask_to_go_on(console, player, wishes)

    player.state_changed.subscribe(state_changed)
    player.noticed.subscribe(noticed)
    player.begin()
    leave = partial(wishes.put, partial(_leave, player))
    try:
        with _hearing(leave), Live(console=console, auto_refresh=False, transient=True) as live:
            while not over.is_set():
                if not wishes.empty():
                    wishes.get()()
                player.tick()
                _show(player.moment(), live, phases_told)
                over.wait(_EVERY)
    finally:
        if player.state is not PlayerState.OVER:
            player.close()
    heard = player.position / 60
    _say(console, f"The session is over: {heard:.1f} minutes were played.")


@contextmanager
def _hearing(leave: Callable[[], None]) -> Generator[None]:
    """Take each Ctrl-C for a wish, so that none of them cuts anything short."""

    def asked(_signal: int, _frame: FrameType | None) -> None:
        leave()

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _ask_to_go_on(console: Console, player: Player, wishes: queue.SimpleQueue[Callable[[], None]]) -> None:
    """Wait for Enter after a session has paused by itself; where nobody can press it, go on."""
    if not sys.stdin.isatty():
        wishes.put(player.resume)
        return

    def wait() -> None:
        sys.stdin.readline()
        wishes.put(player.resume)

    _say(console, "Press Enter to go on.")
    threading.Thread(target=wait, name="enter", daemon=True).start()


def _leave(player: Player) -> None:
    if player.leaving:
        click.echo("Ending now.", err=True)
    else:
        click.echo("Coming back gently. Ctrl-C again ends it now.", err=True)
    player.leave()


def _say(console: Console, words: str) -> None:
    """Print words as they are: brackets in a file's name are no markup."""
    console.print(Text(words), soft_wrap=True)


def _show(moment: Moment, live: Live, told: list[PhaseKind]) -> None:
    """Draw a moment anew on a terminal; elsewhere, print each phase once."""
    if live.console.is_terminal:
        live.update(_line(moment), refresh=True)
    elif moment.phase not in told:
        told.append(moment.phase)
        _say(live.console, _place(moment))


def _place(moment: Moment) -> str:
    return f"{moment.remaining / 60:4.0f} min left  {PHASE_WORDS[moment.phase]}"


def _line(moment: Moment) -> Text:
    """Return what is shown of a moment."""
    line = Text(f"{_place(moment):<29}", style="dim")
    if moment.breath is not None:
        filled = round(moment.breath.fullness * _LUNGS)
        line.append("●" * filled + "·" * (_LUNGS - filled), style="cyan")
        line.append(f"  {STEP_WORDS[moment.breath.kind]:<14}")
    if moment.caption is not None:
        line.append(f"\n{moment.caption.text}")
    return line
