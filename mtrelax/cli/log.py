"""The session log, from the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from mtrelax.cli.listings import show
from mtrelax.cli.output import OVERWRITE, keep
from mtrelax.cli.world import house
from mtrelax.domain.errors import UnknownName
from mtrelax.domain.record import SessionRecord, Sessions, When
from mtrelax.services.diary import Diary
from mtrelax.services.exporter import as_export, export_log
from mtrelax.ui.words import left_out

CLIENT: Final = click.option(
    "--client", metavar="CODE", help="Only the sessions of one client; '' for those at home."
)


@click.group()
def log() -> None:
    """List sessions and ratings, or write them to a file."""


@log.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@CLIENT
@click.pass_context
def list_sessions(ctx: click.Context, *, as_json: bool, client: str | None) -> None:
    """List the sessions, newest first."""
    with house(ctx) as built:
        records, scales = _read(built.diary, client), built.librarian.scales
    _tell(records)
    if as_json:
        named = [
            {"slug": record.id, "title": _title(record), "source": "log", **as_export(record, scales)}
            for record in records
        ]
        show(named, as_json=True)
    else:
        show(_rows(records), as_json=False)


@log.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@CLIENT
@OVERWRITE
@click.pass_context
def export(ctx: click.Context, output: Path, *, client: str | None, overwrite: bool) -> None:
    """Write the log to a .csv or .json file."""
    keep(output, overwrite=overwrite)
    with house(ctx) as built:
        records = _read(built.diary, client)
        export_log(records, output, built.librarian.scales)
    _tell(records)
    count = "1 session" if len(records) == 1 else f"{len(records)} sessions"
    click.echo(f"{count} written to {output}.")


def _read(diary: Diary, client: str | None) -> Sessions:
    """Return the sessions that are wanted; a code that nobody has is a slip, not an empty list."""
    if client and client not in (codes := diary.clients()):
        raise UnknownName("client", client, tuple(codes))
    return diary.sessions(client=client)


def _tell(records: Sessions) -> None:
    """Say how many sessions are missing, beside what a program reads."""
    if records.unreadable:
        click.echo(left_out(records.unreadable), err=True)


def _rows(records: Sequence[SessionRecord]) -> list[dict[str, object]]:
    """Return a line a session; where there are clients, their codes have a column."""
    width = max((len(record.client) for record in records), default=0)
    return [_row(record, f"  {record.client:<{width}}" if width else "") for record in records]


def _row(record: SessionRecord, client: str) -> dict[str, object]:
    heard = f"{record.heard / 60:.0f} of {record.plan.minutes:g} min"
    return {
        "slug": f"{record.started:%Y-%m-%d %H:%M}{client}",
        "title": record.plan.playlist,
        "about": f"{heard}, stress {_value(record, When.BEFORE)} to {_value(record, When.AFTER)}",
    }


def _title(record: SessionRecord) -> str:
    return record.plan.title or record.plan.playlist


def _value(record: SessionRecord, when: When) -> str:
    rating = record.rating(when)
    if rating is None:
        return "not asked"
    return "skipped" if rating.value is None else str(rating.value)
