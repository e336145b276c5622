"""Playlists: music in an order, and the landscape that belongs to it (DESIGN 6).

format = 1
title = "Still Water"
description = "Slow piano over warm strings."
subtitle = "piano, strings"
arc = "descend"                   # level | descend | u
palette = ["#0e1d33", "#5d7f99", "#f0cfa0", "#0b2233"]
scene = "water"
seed = 11
tracks = ["music/still-water.opus"]   # relative to the file
"""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from mtrelax.catalogue.strict import Text, build, decode, read_text
from mtrelax.domain.materials import Playlist

_Colour = Annotated[str, Meta(pattern="^#[0-9a-fA-F]{6}$")]
_Word = Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$")]


class PlaylistFile(Struct, forbid_unknown_fields=True):
    """The keys of a playlist file."""

    format: Literal[1]
    title: Text
    tracks: Annotated[list[Text], Meta(min_length=1)]
    description: str = ""
    subtitle: str = ""
    arc: Literal["level", "descend", "u"] = "level"
    palette: tuple[_Colour, _Colour, _Colour, _Colour] = Playlist("", "", ()).palette
    scene: _Word = "hills"
    seed: Annotated[int, Meta(ge=0, le=2**31)] = 1


def read_playlist(path: Path, source: str = "") -> Playlist:
    """Return the playlist that a file describes; ``source`` is the file itself unless told otherwise."""
    told = decode(read_text(path), str(path), PlaylistFile)

    def make() -> Playlist:
        return Playlist(
            slug=path.stem,
            title=told.title,
            tracks=tuple(path.parent / track for track in told.tracks),
            description=told.description,
            subtitle=told.subtitle,
            arc=told.arc,
            palette=told.palette,
            scene=told.scene,
            seed=told.seed,
            source=source or str(path),
        )

    return build(make, str(path))
