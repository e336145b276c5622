"""Where the program is and what time it is, as the window is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from mtrelax.domain.record import SETTLING_TIME

_SETTLING_MS: Final = int(SETTLING_TIME * 1000)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the screens show of the world around them."""

    now: Callable[[], datetime]
    data_folder: Path
    log_folder: Path
    credits: str
    version: str
    settling_ms: int = _SETTLING_MS
