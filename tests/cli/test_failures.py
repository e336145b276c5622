"""What a command says when it could not be done: one calm sentence, and an exit status."""

import os
import signal
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtrelax.cli import main

PATIENCE = 20.0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["sing"], "There is: demo, plan, play"),
        (["recipe"], "Did you mean “recipes”?"),
        (["plan", "nwe"], "“mtrelax plan -h” tells what is possible."),
        (["--data-dir", __file__, "recipes"], "--data-dir: "),
        (["play"], "“mtrelax play -h” tells what is possible."),
        (["play", "nowhere.toml"], "PLAN: File nowhere.toml does not exist."),
        (["play", "nowhere.toml", "--snk", "sdl"], "--snk"),
        (["render", str(Path(__file__).parent), "-o", "out.wav"], "is a directory."),
        (["demo", "--size", "large"], "large is not WIDTHxHEIGHT"),
        (["demo", "--minutes", "11"], "--minutes: 11 is not in the range"),
    ],
)
def test_what_no_command_knows_is_wrong_input_in_one_line(words, says):
    result = CliRunner().invoke(main, words, prog_name="mtrelax")
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_that_cannot_be_made_is_a_fault_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    result = CliRunner().invoke(main, ["demo", "--out", str(tmp_path / "file" / "demo")])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert result.stderr.startswith(f"{tmp_path}/file/demo could not be used (")


def test_without_a_screen_the_window_says_what_can_be_done_instead(monkeypatch, data):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    result = CliRunner().invoke(main, ["--data-dir", str(data)])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "mtrelax demo" in result.stderr


def test_a_reader_who_has_seen_enough_is_no_fault(process):
    with process("recipes", "--json") as running:
        running.stdout.close()
        assert running.stderr.read() == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that keeps its reader waiting")
def test_ctrl_c_ends_a_command_in_one_sentence_and_leaves_nothing(process, tmp_path):
    plan = tmp_path / "plan.toml"
    os.mkfifo(plan)
    with process("render", plan, "-o", tmp_path / "out.wav") as running, plan.open("w"):
        # It could be opened: the command has begun to read.
        running.send_signal(signal.SIGINT)
        assert running.stderr.read().strip() == "Stopped. Nothing was changed."
        assert running.wait(PATIENCE) == 130
    assert not list(tmp_path.glob("*out*"))


def test_ctrl_c_ends_the_demo_in_one_sentence(process, tmp_path):
    with process("demo", "--out", tmp_path / "demo") as running:
        assert running.stdout.readline() == "Home: choosing a session.\n"
        running.send_signal(signal.SIGINT)
        assert running.stdout.read() == "The demo did not get to its end: you stopped it.\n"
        assert (running.wait(PATIENCE), running.stderr.read()) == (1, "")
