"""People's own patterns are files that are there at the next start."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.catalogue.patterns import read_pattern, write_pattern
from mtrelax.domain.breathing import Pattern
from mtrelax.domain.envelope import Step, StepKind
from mtrelax.domain.errors import LogUnavailable
from mtrelax.domain.time import Seconds
from mtrelax.services.patterns import PatternBook
from mtrelax.storage.folders import find_assets
from tests.ui.evening import GENTLE

OWN = Pattern("", "Évening, slow", (Step(StepKind.INHALE, Seconds(4.2)), Step(StepKind.EXHALE, Seconds(6.3))))


@pytest.fixture
def book(tmp_path):
    return PatternBook({GENTLE.slug: GENTLE}, tmp_path / "data")


def at_the_next_start(tmp_path):
    return load_catalogue(find_assets(), tmp_path / "data").patterns


def test_what_is_kept_is_there_at_the_next_start(book, tmp_path):
    kept = book.keep(OWN)
    assert kept.slug == "evening-slow"
    assert at_the_next_start(tmp_path)["evening-slow"] == kept == book.patterns["evening-slow"]


def test_keeping_again_changes_the_same_file(book, tmp_path):
    kept = book.keep(OWN)
    changed = book.keep(replace(kept, description="For Sundays."))
    assert changed.slug == kept.slug
    assert at_the_next_start(tmp_path)[kept.slug].description == "For Sundays."


def test_a_pattern_that_ships_is_never_replaced(book, tmp_path):
    kept = book.keep(replace(GENTLE, description="Mine"))
    assert kept.slug != GENTLE.slug
    assert book.patterns[GENTLE.slug] == GENTLE
    assert not book.is_own(GENTLE.slug)


def test_no_two_patterns_have_one_title(book, tmp_path):
    titles = [book.keep(replace(GENTLE, slug="")).title for _ in range(2)]
    assert titles == [f"{GENTLE.title} · 2", f"{GENTLE.title} · 3"]
    own = book.keep(OWN)
    assert book.keep(own).title == OWN.title
    assert at_the_next_start(tmp_path)[own.slug].title == OWN.title


def test_one_that_was_taken_away_can_be_kept_again(book, tmp_path):
    kept = book.keep(OWN)
    again = book.remove(kept.slug)
    assert kept.slug not in at_the_next_start(tmp_path)
    assert book.keep(again).slug == kept.slug


def test_a_folder_that_cannot_be_written_is_told(book, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "patterns").write_text("a file in the way")
    with pytest.raises(LogUnavailable):
        book.keep(OWN)
    assert OWN.title not in {each.title for each in book.patterns.values()}


@given(
    st.lists(st.floats(0.5, 7.0), min_size=5, max_size=5),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1),
    st.none() | st.floats(0.5, 60),
)
def test_reading_gives_what_was_written(tmp_path_factory, lengths, title, most):
    kinds = (StepKind.INHALE, StepKind.TOP_UP, StepKind.HOLD, StepKind.EXHALE, StepKind.REST)
    found = tuple(Step(kind, Seconds(length)) for kind, length in zip(kinds, lengths, strict=True))
    if sum(lengths) < 8 or lengths[0] + lengths[1] > 12:
        return
    pattern = Pattern("own", title, found, description=title, max_minutes=most)
    file = tmp_path_factory.mktemp("pattern") / "own.toml"
    file.write_text(write_pattern(pattern), encoding="utf-8")
    assert read_pattern(file) == pattern
