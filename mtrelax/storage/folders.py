"""Where things are kept on this machine, and where what ships lies."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

LOG_NAME: Final = "mtrelax.db"
SETTINGS_NAME: Final = "settings.toml"

_PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one person on one machine."""

    data: Path
    """The session log and the person's own playlists, scripts and patterns."""
    config: Path
    log: Path
    """What the program notes about itself; no ratings, no names."""
    assets: Path
    """What ships."""

    @property
    def database(self) -> Path:
        """The file of the session log."""
        return self.data / LOG_NAME

    @property
    def settings(self) -> Path:
        """The file of the settings."""
        return self.config / SETTINGS_NAME


def folders(data_dir: Path | None = None) -> Folders:
    """Return the folders; ``data_dir`` holds all that is written. Whoever writes into one makes it."""
    if data_dir is None:
        own = platformdirs.PlatformDirs("mtrelax", appauthor=False)
        return Folders(own.user_data_path, own.user_config_path, own.user_log_path, find_assets())
    place = data_dir.expanduser().absolute()
    return Folders(place, place, place / "log", find_assets())


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may look into; one that exists already is left as it is."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)


def find_assets(package: Path = _PACKAGE) -> Path:
    """Return what ships: inside the package when it is installed, beside it in a checkout."""
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent / "assets"
