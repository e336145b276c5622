"""What commands work with: folders, catalogue, and the services without a window."""

import importlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol, cast

import click

from mtrelax.catalogue.catalogue import Catalogue, load_catalogue
from mtrelax.services.house import House
from mtrelax.services.jobs import MainThread
from mtrelax.services.settings import SettingsKeeper
from mtrelax.storage.folders import Folders, folders
from mtrelax.storage.settings_file import load_settings, save_settings


class Backstage(Protocol):
    """The module that knows how to build everything; slow to import."""

    def build(self, folders: Folders, keeper: SettingsKeeper, main: MainThread, sink: str = "sdl") -> House:
        """Return everything that a session needs."""
        ...


class AtOnce:
    """The main thread of a command: it waits for its work anyway."""

    def post(self, call: Callable[[], None]) -> None:
        """Call something now."""
        call()


def places(ctx: click.Context) -> Folders:
    """Return the folders that the command line names."""
    return folders(cast("Path | None", ctx.find_root().obj))


def catalogue(ctx: click.Context) -> Catalogue:
    """Return what can be chosen. Files of one's own that are wrong are told, and do not stop anything."""
    where = places(ctx)
    return load_catalogue(where.assets, where.data)


def keeper(where: Folders) -> SettingsKeeper:
    """Return the settings."""
    return SettingsKeeper(partial(load_settings, where.settings), partial(save_settings, where.settings))


@contextmanager
def house(ctx: click.Context, sink: str = "sdl") -> Generator[House]:
    """Give the services, and let go of them."""
    where = places(ctx)
    backstage = cast("Backstage", importlib.import_module("mtrelax.backstage"))
    built = backstage.build(where, keeper(where), AtOnce(), sink)
    try:
        yield built
    finally:
        built.jobs.close()
        built.close()
