"""``mtrelax`` itself: the window, and the group of all commands."""

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

import click

import mtrelax
from mtrelax.domain.errors import MtrelaxError, UnknownName
from mtrelax.storage.folders import folders
from mtrelax.ui.desktop.screen import has_screen

COMMANDS: Final[Mapping[str, str]] = {
    "demo": "sessions",
    "plan": "sessions",
    "play": "sessions",
    "render": "sessions",
    "playlists": "listings",
    "scripts": "listings",
    "patterns": "listings",
    "scales": "listings",
    "recipes": "listings",
    "visuals": "listings",
    "log": "log",
    "doctor": "machine",
}
"""Every command, and the module that has it. To add one: a function there, a line here."""


class Commands(click.Group):
    """Loads a command when it is called, and turns every failure of the world into one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        """Return the names, in the order in which they are explained."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002 - as click has it
        """Return a command; the window must not wait for what only commands need."""
        if cmd_name not in COMMANDS:
            raise UnknownName("command", cmd_name, tuple(COMMANDS))
        found: click.Command = getattr(import_module(f"mtrelax.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return found

    def main(self, *args: Any, **more: Any) -> NoReturn:  # noqa: ANN401 - as click has it
        """Do what was typed, and end."""
        try:
            status: object = super().main(*args, standalone_mode=False, **more)
        except (MtrelaxError, OSError, click.ClickException, click.Abort) as error:
            from mtrelax.cli.failures import explain

            words, status = explain(error)
            click.echo(words, err=True)
        sys.exit(status if isinstance(status, int) else 0)


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="MTRELAX_DATA_DIR",
    help="Keep settings, log and own music there.",
)
@click.version_option(mtrelax.__version__, prog_name="mtrelax")
@click.pass_context
def main(ctx: click.Context, data_dir: Path | None) -> None:
    """Lead through a relaxation session. Without a command, open the window."""
    ctx.obj = data_dir
    if ctx.invoked_subcommand is None:
        if not has_screen():
            raise click.ClickException(
                "There is no screen here to show the window on. "
                "“mtrelax demo” shows it in pictures, “mtrelax play” plays a session without it."
            )
        from mtrelax.app import run

        ctx.exit(run(folders(data_dir)))


def window() -> None:
    """Open the window without a console (Windows)."""
    main(args=sys.argv[1:], prog_name="mtrelax")
