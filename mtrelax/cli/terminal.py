"""A session in the terminal: time, phase, breath and caption in one line that is drawn anew."""

import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from mtrelax.domain.record import StoppedEarly
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

    def state_changed(state: PlayerState) -> None:
        if state is PlayerState.OVER:
            over.set()

    def noticed(notice: Notice) -> None:
        console.print(notice_sentence(notice))

    player.state_changed.subscribe(state_changed)
    player.noticed.subscribe(noticed)
    player.begin()
    try:
        with Live(console=console, auto_refresh=False, transient=True) as live:
            while not over.is_set():
                _step(player, live, over)
    finally:
        if player.state is not PlayerState.OVER:
            player.close(StoppedEarly.CLOSED)
    heard = player.position / 60
    console.print(f"The session is over: {heard:.1f} minutes were played.")


def _step(player: Player, live: Live, over: threading.Event) -> None:
    try:
        player.tick()
        live.update(_line(player.moment()), refresh=live.console.is_terminal)
        over.wait(_EVERY)
    except KeyboardInterrupt:
        if not player.leaving:
            print("Coming back gently. Ctrl-C again ends it now.", file=sys.stderr)  # noqa: T201
        player.leave()


def _line(moment: Moment) -> Text:
    """Return what is shown of a moment."""
    line = Text(f"{moment.remaining / 60:4.0f} min left  {PHASE_WORDS[moment.phase]:<14}", style="dim")
    if moment.breath is not None:
        filled = round(moment.breath.fullness * _LUNGS)
        line.append("●" * filled + "·" * (_LUNGS - filled), style="cyan")
        line.append(f"  {STEP_WORDS[moment.breath.kind]:<14}")
    if moment.caption is not None:
        line.append(f"\n{moment.caption.text}")
    return line
