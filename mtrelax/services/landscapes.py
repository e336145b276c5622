"""Which landscape people's own music gets: one of a few, so that no two beside each other look alike."""

from typing import Final, NamedTuple


class Landscape(NamedTuple):
    """A scene and its four colours: sky top, sky low, glow, near."""

    scene: str
    palette: tuple[str, str, str, str]


LANDSCAPES: Final = (
    Landscape("hills", ("#1b2444", "#7d86a8", "#f2cfae", "#151c36")),
    Landscape("water", ("#0d2b33", "#5f9490", "#f3dcb0", "#0a2630")),
    Landscape("sky", ("#4a4f8c", "#b9b4d8", "#fde6d2", "#3d3f70")),
    Landscape("forest", ("#16252b", "#6d8a7c", "#e8d9a8", "#0d1c1b")),
    Landscape("hills", ("#2a2a3f", "#a08a7c", "#f4d6a0", "#1f1d30")),
    Landscape("shore", ("#33496b", "#a3b3c4", "#f6dfc6", "#333f4f")),
    Landscape("woods", ("#1d3a47", "#8aa7a6", "#e9e6c8", "#102a33")),
    Landscape("water", ("#171433", "#5b5488", "#e8c9b8", "#12102a")),
)


def landscape_of(seed: int) -> Landscape:
    """Return the landscape of a seed."""
    return LANDSCAPES[seed % len(LANDSCAPES)]
