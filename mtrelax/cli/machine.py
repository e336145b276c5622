"""What a bug report needs to know of a machine; no ratings, no notes, no names of people's files."""

import json
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import click

import mtrelax
from mtrelax.cli.world import house, places
from mtrelax.services.house import House
from mtrelax.storage.folders import Folders

_LIBRARIES: Final = (
    "PySide6-Essentials",
    "pygame",
    "pygame-ce",
    "av",
    "mutagen",
    "numpy",
    "SQLAlchemy",
    "alembic",
    "msgspec",
    "platformdirs",
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """Say what mtrelax finds on this machine: versions, sound, screen, folders, log."""
    where = places(ctx)
    with house(ctx) as built:
        facts = [*_versions(), *_screen(), *_sound(built), *_folders(where), *_log(built)]
    if as_json:
        rows = [{"slug": slug, "title": value, "source": kind} for kind, slug, value in facts]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    width = max(len(slug) for _kind, slug, _value in facts)
    for _kind, slug, value in facts:
        click.echo(f"{slug:<{width}}  {value}")


Fact = tuple[str, str, str]


def _versions() -> list[Fact]:
    found = [("version", "mtrelax", mtrelax.__version__), ("version", "Python", sys.version.split()[0])]
    found.append(("version", "system", platform.platform()))
    for library in _LIBRARIES:
        try:
            found.append(("version", library, version(library)))
        except PackageNotFoundError:
            continue
    return found


def _screen() -> list[Fact]:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    found = ", ".join(f"{name}={os.environ[name]}" for name in names if os.environ.get(name))
    needs_one = sys.platform not in {"win32", "darwin"}
    return [("screen", "screen", found or ("none" if needs_one else "the system's"))]


def _sound(built: House) -> list[Fact]:
    names = built.stage.devices()
    return [("sound", "sound devices", ", ".join(names) or "none")]


def _folders(where: Folders) -> list[Fact]:
    pairs = (
        ("data", where.data),
        ("settings", where.config),
        ("log file", where.log),
        ("assets", where.assets),
    )
    return [("folder", name, _tilde(path)) for name, path in pairs]


def _log(built: House) -> list[Fact]:
    if built.log_problems:
        return [("log", "session log", type(built.log_problems[0]).__name__)]
    state = "read only" if built.diary.read_only else "in order"
    count = "1 session" if built.diary.count() == 1 else f"{built.diary.count()} sessions"
    running = ", a session is running in a window" if built.busy else ""
    return [("log", "session log", f"{state}, {count}{running}")]


def _tilde(path: Path) -> str:
    home = Path.home()
    return str("~" / path.relative_to(home)) if path.is_relative_to(home) else str(path)
