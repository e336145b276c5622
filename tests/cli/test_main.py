"""What all commands have in common, the log, and what a bug report needs."""

import json
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import mtrelax
from mtrelax.cli import main
from mtrelax.storage.database import open_log
from mtrelax.storage.journal import Journal
from mtrelax.storage.lock import SessionLock

COMMANDS = ["demo", "doctor", "log", "patterns", "plan", "play", "playlists", "recipes", "render", "scales"]


def test_it_says_which_version_it_is():
    assert CliRunner().invoke(main, ["--version"]).output == f"mtrelax, version {mtrelax.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    result = CliRunner().invoke(main, [name, "-h"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_everything_is_kept_in_the_folder_that_is_named(run, data):
    before = set(Path.home().rglob("*"))
    assert run("log", "list").exit_code == 0
    assert (data / "mtrelax.db").exists()
    assert set(Path.home().rglob("*")) == before


def test_the_folder_can_be_named_by_the_environment(data, session):
    result = CliRunner().invoke(main, ["log", "list", "--json"], env={"MTRELAX_DATA_DIR": str(data)})
    assert [row["slug"] for row in json.loads(result.stdout)] == ["one"]


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_the_log_can_be_written_to_a_file(run, session, tmp_path, suffix):
    path = tmp_path / f"log{suffix}"
    result = run("log", "export", "-o", path)
    assert (result.exit_code, result.stdout) == (0, f"1 session written to {path}.\n")
    assert "a secret" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.fixture
def clients(data, session):
    """Two more sessions, in clinic."""
    log = open_log(data / "mtrelax.db")
    for name, code in (("two", "K-7"), ("three", "K-12")):
        Journal(log, SessionLock(data)).save(replace(session, id=name, client=code, note=""))
    log.close()


@pytest.mark.parametrize(("code", "kept"), [("K-7", ["two"]), ("K-12", ["three"]), ("", ["one"])])
def test_the_sessions_of_one_client_are_listed_and_written_alone(run, told, clients, tmp_path, code, kept):
    assert [row["slug"] for row in told("log", "list", "--client", code)] == kept
    path = tmp_path / "log.json"
    assert run("log", "export", "-o", path, "--client", code).stdout == f"1 session written to {path}.\n"
    assert [row["id"] for row in json.loads(path.read_text())] == kept


def test_where_there_are_clients_the_list_has_a_column_for_them(run, clients):
    lines = run("log", "list").stdout.splitlines()
    assert {line[18:22] for line in lines} == {"K-7 ", "K-12", "    "}
    assert all(line[24:].startswith("evening") for line in lines)


@pytest.mark.parametrize("words", [["list"], ["export", "-o", "log.csv"]])
def test_a_code_that_nobody_has_is_a_slip(run, clients, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    result = run("log", *words, "--client", "k-7")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "There is no client called “k-7”. Did you mean “K-7”?\n"
    assert not (tmp_path / "log.csv").exists()


def test_an_export_that_is_there_is_replaced_only_when_that_is_said(run, session, tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("dear to somebody")
    refused = run("log", "export", "-o", path)
    assert (refused.exit_code, path.read_text()) == (2, "dear to somebody")
    assert run("log", "export", "-o", path, "--overwrite").exit_code == 0
    assert "a secret" in path.read_text()


def test_a_log_is_not_written_in_another_format(run, session, tmp_path):
    result = run("log", "export", "-o", tmp_path / "log.xlsx")
    assert result.exit_code == 2
    assert ".csv, .json" in result.stderr


def test_a_place_that_does_not_exist_is_a_fault_in_one_sentence(run, session, tmp_path):
    result = run("log", "export", "-o", tmp_path / "nowhere" / "log.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path}/nowhere/log.csv could not be used (")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["log", "list"], ["log", "export", "-o", "log.csv"]])
def test_a_damaged_log_is_a_fault_and_is_not_touched(run, data, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (data / "mtrelax.db").write_bytes(b"not a database" * 100)
    result = run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert str(data / "mtrelax.db") in result.stderr
    assert (data / "mtrelax.db").read_bytes() == b"not a database" * 100
    assert not (tmp_path / "log.csv").exists()


@pytest.fixture
def damaged_session(data, session):
    """A second session, of which nothing can be made any more."""
    path = data / "mtrelax.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO session (id, started, utc_offset, plan, heard, phases, fault, note, closed)"
            " SELECT 'two', started, utc_offset, 'gone', heard, phases, fault, note, closed FROM session"
        )


def test_a_session_that_cannot_be_read_does_not_hide_the_others(run, damaged_session, tmp_path):
    path = tmp_path / "log.json"
    for words in (["log", "list", "--json"], ["log", "list"], ["log", "export", "-o", path]):
        result = run(*words)
        assert result.exit_code == 0
        assert result.stderr.startswith("1 session cannot be read and is left out. Nothing was changed")
    assert [row["id"] for row in json.loads(path.read_text())] == ["one"]


def test_doctor_reads_every_session(run, damaged_session):
    assert "damaged in part, 1 session. 1 session cannot be read" in run("doctor").stdout


def test_music_plays_without_a_log(run, data, plan, tmp_path):
    (data / "mtrelax.db").write_bytes(b"not a database" * 100)
    assert run("render", plan, "-o", tmp_path / "out.wav").exit_code == 0


# What a bug report needs.


def test_doctor_says_what_it_found(told, session):
    facts = {row["slug"]: row["title"] for row in told("doctor")}
    assert facts["mtrelax"] == mtrelax.__version__
    assert {"Python", "system", "av", "pygame", "screen", "sound devices", "data", "settings"} <= facts.keys()
    assert facts["session log"] == "in order, 1 session"


def test_doctor_says_nothing_of_people(run, session, data):
    for more in ([], ["--json"]):
        told = run("doctor", *more).output
        assert not [word for word in ("a secret", "evening", "Evening", "dusk", "Dusk") if word in told]


def test_doctor_writes_the_home_folder_as_a_tilde(monkeypatch, tmp_path):
    home = tmp_path / "home" / "lena"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert "lena" not in result.output
    assert "~/.local/share/mtrelax" in result.output


def test_doctor_does_not_take_another_folder_for_home(monkeypatch, tmp_path):
    home = tmp_path / "lena"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    result = CliRunner().invoke(main, ["--data-dir", str(tmp_path / "lena2"), "doctor"])
    assert str(tmp_path / "lena2") in result.output


@pytest.mark.parametrize("damage", [b"not a database" * 100])
def test_doctor_names_what_is_wrong_with_the_log(run, data, damage):
    (data / "mtrelax.db").write_bytes(damage)
    result = run("doctor")
    assert result.exit_code == 0
    assert "cannot be read. It was not touched" in result.stdout
    assert "LogDamaged" not in result.stdout


def test_doctor_prints_only_what_is_asked_for(process, data):
    with process("doctor", "--json") as running:
        out, err = running.communicate(timeout=20)
    assert (running.returncode, err) == (0, "")
    assert {"slug": "sound devices", "title": "none", "source": "sound"} in json.loads(out)
