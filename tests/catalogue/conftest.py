"""A folder of one's own, and what ships."""

from pathlib import Path

import pytest

from mtrelax.catalogue.catalogue import Catalogue, load_catalogue


@pytest.fixture(scope="session")
def assets() -> Path:
    return Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="session")
def bundled(assets) -> Catalogue:
    return load_catalogue(assets)


@pytest.fixture
def write(tmp_path):
    """Write a file below a folder of one's own and return its path."""

    def write(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write
