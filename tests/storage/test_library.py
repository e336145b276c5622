"""The person's own playlists."""

from dataclasses import replace
from pathlib import Path

import pytest

from mtrelax.domain.materials import Playlist
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.track import Loudness, Track
from mtrelax.storage.library import Library

REEDS = Track(
    Path("/music/reeds.flac"), Seconds(201.5), "Reeds", "Somebody", "Album", 60.0, licence="CC0-1.0"
)
TIDE = Track(
    Path("/music/tide é.mp3"), Seconds(99.0), "Tide", loudness=Loudness(Decibels(-19.5), Decibels(-1.0))
)


@pytest.fixture
def library(log) -> Library:
    return Library(log)


def playlist(slug: str, *tracks: Track) -> Playlist:
    return Playlist(slug, slug.title(), tuple(track.path for track in tracks), seed=5, source="own")


def test_a_playlist_comes_back_with_its_tracks_in_order(library):
    mine = playlist("evening", TIDE, REEDS, TIDE)
    library.add(mine, (TIDE, REEDS, TIDE))
    assert library.playlists() == [(mine, (TIDE, REEDS, TIDE))]


def test_adding_again_takes_the_place_of_the_old_one(library):
    library.add(playlist("evening", TIDE), (TIDE,))
    library.add(playlist("evening", REEDS), (REEDS,))
    assert library.playlists() == [(playlist("evening", REEDS), (REEDS,))]


def test_what_is_learned_of_a_track_is_known_in_every_playlist(library):
    library.add(playlist("a", REEDS), (REEDS,))
    library.add(playlist("b", REEDS), (REEDS,))
    measured = replace(REEDS, loudness=Loudness(Decibels(-16.0)))
    library.update(measured)
    assert [tracks for _, tracks in library.playlists()] == [(measured,), (measured,)]


def test_a_removed_playlist_leaves_the_others_their_tracks(library):
    library.add(playlist("a", REEDS, TIDE), (REEDS, TIDE))
    library.add(playlist("b", TIDE), (TIDE,))
    library.remove("a")
    assert library.playlists() == [(playlist("b", TIDE), (TIDE,))]


def test_what_is_learned_of_a_track_too_late_is_let_go(library):
    library.add(playlist("a", REEDS), (REEDS,))
    library.remove("a")
    library.update(REEDS)
    assert library.playlists() == []


def test_playlists_stay_in_the_order_in_which_they_were_made(library):
    for slug in ("c", "a", "b"):
        library.add(playlist(slug, TIDE), (TIDE,))
    library.add(playlist("c", REEDS), (REEDS,))
    assert [each.slug for each, _ in library.playlists()] == ["c", "a", "b"]


def test_what_another_window_has_forgotten_meanwhile_is_forgotten(library):
    library.add(playlist("a", TIDE), (TIDE,))
    for _ in range(2):
        library.remove("a")
    assert library.playlists() == []
