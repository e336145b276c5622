"""What the program notes about itself."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtrelax.storage.log_file import keep_log


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    logger = logging.getLogger("mtrelax")
    before, level = list(logger.handlers), logger.level
    yield logger
    for handler in [each for each in logger.handlers if each not in before]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


def test_what_is_noted_is_in_the_file(tmp_path, logger):
    file = keep_log(tmp_path)
    logger.info("the sound came back")
    assert "the sound came back" in file.read_text()


def test_a_place_where_nothing_can_be_written_stops_nobody(tmp_path, logger, capfd):
    (tmp_path / "mtrelax.log").mkdir()
    keep_log(tmp_path)
    logger.info("the sound came back")
    assert capfd.readouterr().err == ""


def test_the_home_folder_is_not_named(tmp_path, logger):
    file = keep_log(tmp_path)
    logger.info("cannot read %s", Path.home() / "Music")
    assert "cannot read ~/Music" in file.read_text()
