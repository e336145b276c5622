"""What was measured, as a table to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. Ratios count, the absolute figures are those of this machine."""

    what: str
    ours: str
    peer: str
    ratio: float | None = None
    most: float | None = None
    """The aim, where less is better."""
    least: float | None = None
    """The aim, where more is better."""
    also: bool = True
    """Whether the part of the aim that is no ratio is reached."""
    also_aim: str = ""

    @property
    def aim(self) -> str:
        """What the ratio should be, in words."""
        parts = [
            f"≤ {self.most:g}" if self.most is not None else "",
            f"≥ {self.least:g}" if self.least is not None else "",
            self.also_aim,
        ]
        return ", ".join(part for part in parts if part)

    @property
    def verdict(self) -> str:
        """Whether the aim is reached; nothing where there is none."""
        if not self.aim:
            return ""
        low = self.least is not None and (self.ratio is None or self.ratio < self.least)
        high = self.most is not None and (self.ratio is None or self.ratio > self.most)
        return "no" if low or high or not self.also else "yes"


_HEAD: Final = ("name", "ours", "peer", "ratio", "aim", "ok")


def table(rows: Iterable[Row]) -> str:
    """Return the rows as text in columns."""
    cells = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_HEAD))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in cells]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return row.what, row.ours, row.peer, ratio, row.aim, row.verdict
