"""Settings as a TOML file that a person can read, and that is never half-written."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from mtrelax.domain.errors import SettingsDamaged
from mtrelax.storage.disk import named, write_whole
from mtrelax.storage.folders import make_private

Setting = bool | int | float | str


def load_settings(path: Path) -> dict[str, Setting]:
    """Return the settings, none when there is no file.

    A file that cannot be understood is set aside under another name before ``SettingsDamaged`` is raised, so
    that the next save does not overwrite it.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, Setting])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsDamaged(str(path)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SettingsDamaged(str(_set_aside(path))) from error


def _set_aside(path: Path) -> Path:
    """Give a damaged file another name and return it; the old one where that cannot be done."""
    kept = _free_name(path)
    try:
        return path.replace(kept)
    except OSError:
        return path


def save_settings(path: Path, values: Mapping[str, Setting]) -> None:
    """Write the settings whole: after a crash the file is the old one or the new one."""
    try:
        make_private(path.parent)
        write_whole(path, msgspec.toml.encode(dict(values)))
    except OSError as error:
        raise named(error, path) from error


def _free_name(path: Path) -> Path:
    """Return a name beside the file that nothing has yet."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    return kept
