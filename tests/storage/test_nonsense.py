"""A row that this program never wrote: it spoils itself, hides no other, and stays as it is."""

import sqlite3
from contextlib import closing

import pytest

from mtrelax.domain.errors import LogDamaged
from mtrelax.domain.materials import Playlist
from mtrelax.domain.time import Seconds
from mtrelax.domain.track import Track
from mtrelax.storage.library import Library

NO_TEXT = "CAST(x'57E4726D65' AS TEXT)"  # Latin-1, which is not UTF-8
SESSION_NONSENSE = [
    "plan = '{}'",
    "plan = 'still water'",
    """plan = replace(plan, '"still-water"', '5')""",
    f"plan = {NO_TEXT}",
    "started = 'yesterday'",
    f"started = {NO_TEXT}",
    "utc_offset = 1000000000000000",
    "utc_offset = 'east'",
    "ended = '25 o''clock'",
    "heard = 'a lot'",
    "heard = 9e999",
    "heard = -1",
    "phases = 'settle dance'",
    "stopped_early = 'because'",
    f"note = {NO_TEXT}",
    f"fault = {NO_TEXT}",
    f"client = {NO_TEXT}",
    *(f"marks = '{each}'" for each in ("", "much", "5", '["note"]', '[{"time": 1, "kind": "note"}]')),
    f"marks = {NO_TEXT}",
    """marks = '[{"time": 1, "kind": "sneeze", "text": ""}]'""",
    """marks = '[{"time": "soon", "kind": "note", "text": ""}]'""",
    """marks = '[{"time": -1, "kind": "note", "text": ""}]'""",
    """marks = '[{"time": 1, "kind": "note", "text": 5}]'""",
    f"automation = {NO_TEXT}",
    *(f"automation = '{each}'" for each in ("", "loud", "null", "[7]", '[{"time": 1, "layer": "music"}]')),
    """automation = '[{"time": NaN, "layer": "music", "level": 0}]'""",
    """automation = '[{"time": 1, "layer": 3, "level": 0}]'""",
    """automation = '[{"time": 1, "layer": "music", "level": "soft"}]'""",
    """automation = '[{"time": 1, "layer": "music", "level": Infinity}]'""",
]
RATING_NONSENSE = [
    "asked = 'meanwhile'",
    "at = ''",
    "value = 'seven'",
    "value = 6.5",
    "entered_by = 'the cat'",
    f"scale = {NO_TEXT}",
]
NONSENSE = [f"UPDATE session SET {each} WHERE id = 'odd'" for each in SESSION_NONSENSE] + [
    f"UPDATE rating SET {each} WHERE session = 'odd'" for each in RATING_NONSENSE
]


@pytest.fixture
def others(journal, make_record):
    """Two sessions, newest first, with an odd one between them."""
    first, odd, last = make_record("first", days=0), make_record("odd", days=1), make_record("last", days=2)
    for record in (first, odd, last):
        journal.save(record)
    return [last, first]


@pytest.fixture
def spoil(path):
    """Write what no program of ours writes; return how to see all that the log holds."""

    def spoil(statement):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)
        return rows

    def rows():
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            return [
                connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("session", "rating")
            ]

    return spoil


@pytest.mark.parametrize("statement", NONSENSE)
def test_the_other_sessions_are_read_and_the_odd_one_is_counted_and_left_alone(
    journal, others, spoil, statement
):
    rows = spoil(statement)
    before = rows()
    assert (journal.sessions(), journal.sessions().unreadable) == (others, 1)
    assert journal.unfinished() == others
    for touch in (journal.load, journal.delete):
        with pytest.raises(LogDamaged):
            touch("odd")
    assert rows() == before


def test_a_name_that_is_no_text_is_counted_too(journal, others, spoil):
    spoil(f"UPDATE session SET id = {NO_TEXT} WHERE id = 'odd'")
    assert (journal.sessions(), journal.sessions().unreadable) == (others, 1)


def test_a_limit_counts_what_cannot_be_read(journal, others, spoil):
    spoil("UPDATE session SET heard = 'a lot' WHERE id = 'last'")
    newest = journal.sessions(limit=1)
    assert (newest, newest.unreadable) == ([], 1)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE playlist SET title = {NO_TEXT} WHERE slug = 'odd'",
        "UPDATE playlist SET palette = 'blue' WHERE slug = 'odd'",
    ],
)
def test_an_odd_playlist_hides_no_other(log, spoil, statement):
    library = Library(log)
    tide = Track(log.path, Seconds(99.0), "Tide")
    for slug in ("odd", "evening"):
        library.add(Playlist(slug, slug, (tide.path,), source="own"), (tide,))
    spoil(statement)
    assert [playlist.slug for playlist, _ in library.playlists()] == ["evening"]
