"""Lists of what can be chosen, for people and for programs."""

from datetime import datetime, timedelta, timezone

import pytest
from click.testing import CliRunner

from mtrelax.cli import main
from mtrelax.cli.main import COMMANDS
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import Rating, SessionRecord, When
from mtrelax.storage.database import open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock

NAMES = [name for name, module in COMMANDS.items() if module == "listings"]


@pytest.mark.parametrize("name", NAMES)
def test_every_listing_tells_programs_slug_title_and_source(told, name):
    rows = told(name)
    assert rows
    assert all({"slug", "title", "source"} <= row.keys() for row in rows)
    assert all(isinstance(row[key], str) and row[key] for row in rows for key in ("slug", "title", "source"))


@pytest.mark.parametrize("name", NAMES)
def test_every_listing_has_a_line_for_each_thing(run, told, name):
    result = run(name)
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == [row["slug"] for row in told(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_listing_needs_no_folder_that_can_be_written(tmp_path, name):
    (tmp_path / "file").touch()
    result = CliRunner().invoke(main, ["--data-dir", str(tmp_path / "file" / "data"), name])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout


def test_a_file_of_ones_own_is_listed_with_its_path(told, data):
    (row,) = [row for row in told("playlists") if row["slug"] == "evening"]
    assert row["source"] == str(data / "playlists" / "evening.toml")
    assert {row["source"] for row in told("patterns")} == {"bundled"}


def test_a_file_of_ones_own_that_is_wrong_is_told_and_the_rest_is_listed(run, told, data):
    wrong = data / "patterns" / "mine.toml"
    wrong.parent.mkdir()
    wrong.write_text("format = 1\n")
    result = run("patterns", "--json")
    assert result.exit_code == 0
    assert result.stderr.count("\n") == 1
    assert str(wrong) in result.stderr
    assert "mine" not in {row["slug"] for row in told("patterns")}


def test_recipes_tell_their_lengths_in_minutes_and_seconds(run):
    phases = "settle 1:00, induction 3:00, deepening 2:00, music 4:00, return 1:20"
    assert f"home    Home  11:20 of sound ({phases})\n" in run("recipes").stdout


def test_scripts_tell_what_each_is_for(run, told):
    uses = {row["slug"]: row["use"] for row in told("scripts")}
    assert (uses["shore-at-dusk"], uses["gentle-return"], uses["grounding"]) == (
        "imagery",
        "return",
        "grounding",
    )
    assert "said when a session is left early" in run("scripts").stdout


def test_the_log_is_listed_for_programs_and_for_people(run, told, session):
    (row,) = told("log", "list")
    assert (row["slug"], row["title"], row["source"]) == ("one", "evening", "log")
    assert row["ratings"][0]["value"] == 7
    assert "evening" in run("log", "list").stdout
    assert "stress 7 to 3" in run("log", "list").stdout


def test_a_session_that_was_cut_off_in_another_zone_is_told_as_it_was(run, data):
    began = datetime(2026, 3, 14, 20, 15, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    skipped = Rating("stress", When.BEFORE, began)
    log = open_log(data / "mtrelax.db")
    Journal(log, SessionLock(data)).save(
        SessionRecord("cut", began, SessionPlan("evening"), ratings=(skipped,))
    )
    log.close()
    line = run("log", "list").stdout
    assert line.startswith("2026-03-14 20:15  ")
    assert "stress skipped to not asked" in line


def test_an_empty_log_says_so(run, told):
    assert told("log", "list") == []
    assert run("log", "list").stdout == "There is nothing here yet.\n"
