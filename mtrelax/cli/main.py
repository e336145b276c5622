"""``mtrelax`` itself: the window, and the group of all commands."""

import sys
from pathlib import Path
from typing import Any

import click

import mtrelax
from mtrelax.cli.failures import FAULT, WRONG_INPUT, is_wrong_input
from mtrelax.cli.listings import LISTINGS
from mtrelax.cli.log import log
from mtrelax.cli.machine import doctor
from mtrelax.cli.sessions import demo, plan, play, render
from mtrelax.domain.errors import MtrelaxError
from mtrelax.storage.folders import folders
from mtrelax.ui.words import sentence


class Commands(click.Group):
    """Turns every failure of the world into one sentence and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run a command."""
        try:
            return super().invoke(ctx)
        except MtrelaxError as error:
            click.echo(sentence(error), err=True)
            ctx.exit(WRONG_INPUT if is_wrong_input(error) else FAULT)
        except OSError as error:
            click.echo(
                f"{error.filename or 'A file'}: {error.strerror or error}. Nothing else was changed.",
                err=True,
            )
            ctx.exit(FAULT)


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
        from mtrelax.app import run

        ctx.exit(run(folders(data_dir)))


def window() -> None:
    """Open the window without a console (Windows)."""
    main(args=sys.argv[1:], prog_name="mtrelax")


for command in (demo, plan, play, render, *LISTINGS, log, doctor):
    main.add_command(command)
