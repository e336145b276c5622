"""The person's own playlists, and what is known of the music in them."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, delete, select, update
from sqlalchemy.dialects.sqlite import Insert, insert

from mtrelax.domain.materials import Playlist
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.track import Loudness, Track
from mtrelax.storage.database import Log
from mtrelax.storage.rows import readable
from mtrelax.storage.tables import playlist_table, playlist_track_table, track_table


class Library:
    """Own playlists in the log's file. Every change is on disk when its method returns."""

    def __init__(self, log: Log) -> None:
        self._log = log

    def playlists(self) -> list[tuple[Playlist, tuple[Track, ...]]]:
        """Return the playlists in the order in which they were made, each with its tracks in order.

        What makes no sense is left out, and left alone.
        """
        members = (
            select(playlist_track_table.c.playlist, track_table)
            .join(track_table, track_table.c.path == playlist_track_table.c.track)
            .order_by(playlist_track_table.c.playlist, playlist_track_table.c.position)
        )
        with self._log.reading() as connection:
            rows = connection.execute(select(playlist_table).order_by(playlist_table.c.number)).all()
            tracks: defaultdict[str, list[Track]] = defaultdict(list)
            for playlist, track in readable(connection.execute(members), _to_member):
                tracks[playlist].append(track)
        playlists = readable(rows, lambda row: _to_playlist(row, tracks[row.slug]))
        return [(playlist, tuple(tracks[playlist.slug])) for playlist in playlists]

    def add(self, playlist: Playlist, tracks: Sequence[Track]) -> None:
        """Keep a playlist of these tracks, in place of one with the same slug."""
        members = [
            {"playlist": playlist.slug, "position": index, "track": str(track.path)}
            for index, track in enumerate(tracks)
        ]
        with self._log.writing() as connection:
            connection.execute(_keeping(playlist_table, "slug"), [_playlist_row(playlist)])
            connection.execute(
                delete(playlist_track_table).where(playlist_track_table.c.playlist == playlist.slug)
            )
            if members:
                connection.execute(_keeping(track_table, "path"), [_track_row(track) for track in tracks])
                connection.execute(insert(playlist_track_table), members)
            connection.execute(_forgotten())

    def update(self, track: Track) -> None:
        """Keep what is now known of a track; nothing if no playlist has it any more."""
        changed = update(track_table).where(track_table.c.path == str(track.path)).values(_track_row(track))
        with self._log.writing() as connection:
            connection.execute(changed)

    def remove(self, slug: str) -> None:
        """Forget a playlist, if it is there, and the tracks that no other one has; no file is touched."""
        with self._log.writing() as connection:
            connection.execute(delete(playlist_track_table).where(playlist_track_table.c.playlist == slug))
            connection.execute(delete(playlist_table).where(playlist_table.c.slug == slug))
            connection.execute(_forgotten())


def _keeping(table: Table, key: str) -> Insert:
    """Return what writes rows, each in the place of one with the same key."""
    added = insert(table)
    said = {column.name: column for column in added.excluded if not column.primary_key or column.name == key}
    return added.on_conflict_do_update(index_elements=[key], set_=said)


def _forgotten() -> Any:  # noqa: ANN401 -- Delete is generic only in some versions of SQLAlchemy
    return delete(track_table).where(track_table.c.path.not_in(select(playlist_track_table.c.track)))


def _playlist_row(playlist: Playlist) -> dict[str, object]:
    return {
        "slug": playlist.slug,
        "title": playlist.title,
        "description": playlist.description,
        "subtitle": playlist.subtitle,
        "arc": playlist.arc,
        "palette": " ".join(playlist.palette),
        "scene": playlist.scene,
        "seed": playlist.seed,
        "source": playlist.source,
    }


def _to_playlist(row: Row[Any], tracks: Sequence[Track]) -> Playlist:
    top, low, glow, near = row.palette.split()
    return Playlist(
        slug=row.slug,
        title=row.title,
        tracks=tuple(track.path for track in tracks),
        description=row.description,
        subtitle=row.subtitle,
        arc=row.arc,
        palette=(top, low, glow, near),
        scene=row.scene,
        seed=row.seed,
        source=row.source,
    )


def _track_row(track: Track) -> dict[str, object]:
    return {
        "path": str(track.path),
        "length": track.length,
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "tempo": track.tempo,
        "loudness": track.loudness.integrated if track.loudness else None,
        "true_peak": track.loudness.true_peak if track.loudness else None,
        "licence": track.licence,
        "credit": track.credit,
    }


def _to_member(row: Row[Any]) -> tuple[str, Track]:
    return row.playlist, _to_track(row)


def _to_track(row: Row[Any]) -> Track:
    measured = row.loudness is not None
    return Track(
        path=Path(row.path),
        length=Seconds(row.length),
        title=row.title,
        artist=row.artist,
        album=row.album,
        tempo=row.tempo,
        loudness=Loudness(Decibels(row.loudness), Decibels(row.true_peak)) if measured else None,
        licence=row.licence,
        credit=row.credit,
    )
