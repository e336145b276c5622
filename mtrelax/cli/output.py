"""Files that commands write: none takes the place of another one unless that is said."""

from pathlib import Path
from typing import Final

import click

from mtrelax.domain.errors import AlreadyThere

OVERWRITE: Final = click.option("--overwrite", is_flag=True, help="Replace what is there already.")


def keep(*files: Path, overwrite: bool) -> None:
    """Refuse to replace what is there already; what is no file, like a pipe, has nothing to lose."""
    for file in files:
        if file.is_file() and not overwrite:
            raise AlreadyThere(str(file))
