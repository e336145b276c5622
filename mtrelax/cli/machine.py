"""What a bug report needs to know of a machine; no ratings, no notes, no names of people's files."""

import json
import os
import platform
import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import click

import mtrelax
from mtrelax.cli.world import house, places
from mtrelax.domain.errors import LogUnavailable
from mtrelax.services.diary import Diary
from mtrelax.services.house import House
from mtrelax.storage.folders import Folders
from mtrelax.ui.words import left_out, sentence

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
        facts = [*_versions(), *_screen(), *_sound(built), *_folders(where)]
        facts.append(("log", "session log", _log(built.diary)))
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


def _log(diary: Diary) -> str:
    """Return what is found when every session is read."""
    try:
        sessions = diary.sessions()
    except LogUnavailable as error:
        return sentence(replace(error, path=_tilde(Path(error.path))))
    state = "read only" if diary.read_only else "damaged in part" if sessions.unreadable else "in order"
    count = "1 session" if len(sessions) == 1 else f"{len(sessions)} sessions"
    running = ", a session is running in a window" if diary.busy else ""
    missing = f". {left_out(sessions.unreadable)}" if sessions.unreadable else ""
    return f"{state}, {count}{running}{missing}"


def _tilde(path: Path) -> str:
    home = Path.home()
    return str("~" / path.relative_to(home)) if path.is_relative_to(home) else str(path)
