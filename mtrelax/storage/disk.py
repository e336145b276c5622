"""Files that are written whole or not at all, and what people are told where they cannot be."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from mtrelax.domain.errors import DiskFull, LogReadOnly, LogUnavailable

_KINDS: Final[dict[int | None, type[LogUnavailable]]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EACCES: LogReadOnly,
    errno.EPERM: LogReadOnly,
    errno.EROFS: LogReadOnly,
}


def named(error: OSError, path: Path) -> LogUnavailable:
    """Return the error with a name."""
    return _KINDS.get(error.errno, LogUnavailable)(str(path))


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write all of a file, or leave it as it was. Raises ``OSError`` with its path."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a pipe or a device, which nothing can take the place of
        return
    place = path.resolve()
    unfinished = place.with_name(f".{place.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        error.filename, error.filename2 = str(path), None
        raise
