"""What the program notes about itself: a rotating file without ratings, notes or names of people's files."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from mtrelax.storage.folders import make_private

LOG_FILE: Final = "mtrelax.log"
_MOST_BYTES: Final = 512 * 1024
_KEPT: Final = 3


class _HomeIsTilde(logging.Formatter):
    """Writes the home folder as ``~``, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(str(Path.home()), "~")


def keep_log(folder: Path) -> Path:
    """Begin to write the log file; return its path. A folder that cannot be written stops nobody."""
    path = folder / LOG_FILE
    try:
        make_private(folder)
        handler = RotatingFileHandler(path, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8")
        handler.setFormatter(_HomeIsTilde("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger = logging.getLogger("mtrelax")
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    except OSError:
        logging.getLogger("mtrelax").addHandler(logging.NullHandler())
    return path
