"""What the machine complains of when a file cannot be written becomes an error that people are told."""

import errno
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
