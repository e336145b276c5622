"""The session log, from the command line."""

from pathlib import Path

import click

from mtrelax.cli.listings import show
from mtrelax.cli.output import OVERWRITE, keep
from mtrelax.cli.world import house
from mtrelax.domain.record import SessionRecord, Sessions, When
from mtrelax.services.exporter import as_export, export_log
from mtrelax.ui.words import left_out


@click.group()
def log() -> None:
    """List sessions and ratings, or write them to a file."""


@log.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def list_sessions(ctx: click.Context, *, as_json: bool) -> None:
    """List the sessions, newest first."""
    with house(ctx) as built:
        records = built.diary.sessions()
    _tell(records)
    if as_json:
        named = [
            {"slug": record.id, "title": _title(record), "source": "log", **as_export(record)}
            for record in records
        ]
        show(named, as_json=True)
    else:
        show([_row(record) for record in records], as_json=False)


@log.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@OVERWRITE
@click.pass_context
def export(ctx: click.Context, output: Path, *, overwrite: bool) -> None:
    """Write the log to a .csv or .json file."""
    keep(output, overwrite=overwrite)
    with house(ctx) as built:
        records = built.diary.sessions()
        export_log(records, output)
    _tell(records)
    count = "1 session" if len(records) == 1 else f"{len(records)} sessions"
    click.echo(f"{count} written to {output}.")


def _tell(records: Sessions) -> None:
    """Say how many sessions are missing, beside what a program reads."""
    if records.unreadable:
        click.echo(left_out(records.unreadable), err=True)


def _row(record: SessionRecord) -> dict[str, object]:
    heard = f"{record.heard / 60:.0f} of {record.plan.minutes:g} min"
    return {
        "slug": f"{record.started:%Y-%m-%d %H:%M}",
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
