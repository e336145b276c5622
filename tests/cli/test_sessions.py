"""Plans, playing and rendering from the command line."""

import errno
import os
import signal
from pathlib import Path

import pytest
from small_music import write_tune

from mtrelax.catalogue.plans import read_plan
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import AmbienceChoice, Bells, CueStyle, Ending, PhaseChoice, SessionPlan
from mtrelax.domain.time import Decibels
from mtrelax.media.decode import audio_length

PATIENCE = 20.0
NOT_KEPT = "Nothing of this session is kept in the log; the window keeps its sessions.\n"


def one_sentence(text):
    return text.endswith((".\n", "?\n")) and text.count("\n") == 1


# Plans.


def test_a_plan_is_written_as_it_was_asked_for(run, tmp_path):
    path = tmp_path / "plan.toml"
    words = (
        "--minutes 20 --playlist evening --script shore-at-dusk --pattern box --start-rate 7 --ramp-minutes 2"
    )
    more = "--cue none --recipe clinic --ending sleep --visual dark"
    result = run("plan", "new", "-o", path, "--title", "Für abends", *words.split(), *more.split())
    assert result.exit_code == 0, result.stderr
    plan = read_plan(path)
    assert (plan.title, plan.minutes, plan.playlist, plan.script) == (
        "Für abends",
        20,
        "evening",
        "shore-at-dusk",
    )
    assert (plan.breathing.pattern, plan.breathing.start_rate, plan.breathing.ramp_minutes) == ("box", 7, 2)
    assert (plan.breathing.cue, plan.recipe, plan.ending, plan.visual) == (
        CueStyle.NONE,
        "clinic",
        Ending.SLEEP,
        "dark",
    )


def test_a_plan_needs_nothing_but_a_name(run, tmp_path):
    assert run("plan", "new", "-o", tmp_path / "plan.toml").exit_code == 0
    plan = read_plan(tmp_path / "plan.toml")
    assert (plan.minutes, plan.script, plan.breathing.pattern) == (20, None, "gentle-slow")
    assert plan.playlist == "still-water"
    assert plan == SessionPlan("still-water")


def test_phases_bells_and_sounds_are_as_they_were_asked_for(run, tmp_path, monkeypatch):
    write_tune(tmp_path / "dusk.flac", 5.0)
    monkeypatch.chdir(tmp_path)
    phases = "--phase induction=4 --phase music=9.5:evening --phase return=:dusk.flac"
    more = "--bells interval --bell-minutes 3 --cue continuous --ambience rain:-6 --ambience wind"
    result = run("plan", "new", "-o", "plan.toml", *phases.split(), *more.split())
    assert (result.exit_code, result.stderr) == (0, "")
    plan = read_plan(tmp_path / "plan.toml")
    assert plan.phases == (
        PhaseChoice(PhaseKind.INDUCTION, 4),
        PhaseChoice(PhaseKind.MUSIC, 9.5, "evening"),
        PhaseChoice(PhaseKind.RETURN, None, str(tmp_path / "dusk.flac")),
    )
    assert (plan.bells, plan.bell_minutes, plan.breathing.cue) == (Bells.INTERVAL, 3, CueStyle.CONTINUOUS)
    assert plan.ambience == (AmbienceChoice("rain", Decibels(-6)), AmbienceChoice("wind"))


@pytest.mark.parametrize(
    "wrong",
    ["--phase induction", "--phase music=long", "--phase music=:", "--ambience rain:loud", "--bells gong"],
)
def test_words_that_cannot_be_read_say_how_they_are_written(run, tmp_path, wrong):
    result = run("plan", "new", "-o", tmp_path / "plan.toml", *wrong.split())
    assert (result.exit_code, result.stdout) == (2, "")
    option, told = wrong.split()
    assert result.stderr.startswith(f"{option}: {told} is not ")
    assert len(result.stderr.splitlines()) == 1


def test_a_plan_finds_the_music_of_a_folder_from_anywhere(run, tmp_path, monkeypatch):
    music = tmp_path / "Müsik"
    music.mkdir()
    write_tune(music / "dusk.flac", 5.0)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run("plan", "new", "-o", "elsewhere/plan.toml", "--playlist", "Müsik").exit_code == 0
    monkeypatch.chdir("/")
    assert read_plan(tmp_path / "elsewhere" / "plan.toml").playlist == str(music)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (["--playlist", "nothing"], "nothing"),
        (["--script", "nothing"], "nothing"),
        (["--script", "shore-at-dusk", "--minutes", "1"], "needs at least"),
        (["--pattern", "nothing"], "gentle-slow"),
        (["--recipe", "nothing"], "home"),
        (["--ambience", "nothing"], "nothing"),
        (["--visual", "nothing"], "orb"),
        (["--start-rate", "100"], "start_rate"),
        (["--start-rate", "nan"], "start_rate"),
        (["--ramp-minutes", "nan"], "ramp_minutes"),
        (["--phase", "dance=3"], "There is no phase called “dance”. There is: settle, induction"),
        (["--phase", "music=3:nothing"], "nothing"),
        (["--phase", "music=500"], "The plan: phase.minutes is not right. Allowed: 0 to 120."),
        (["--phase", "music=3", "--phase", "music=4"], "The plan: phase is not right."),
        (["--ambience", "rain:9"], "The plan: ambience.level is not right. Allowed: -60 to 6 dB."),
        (["--minutes", "nan"], "The plan: minutes is not right. Allowed: 1 to 120."),
        (
            ["--script", "grounding"],
            "There is no imagery script called “grounding”. There is:",
        ),
    ],
)
def test_what_cannot_be_played_is_not_written(run, tmp_path, wrong, says):
    result = run("plan", "new", "-o", tmp_path / "plan.toml", *wrong)
    assert result.exit_code == 2
    assert one_sentence(result.stderr.replace(". ", "; "))
    assert says in result.stderr
    assert not (tmp_path / "plan.toml").exists()


@pytest.mark.parametrize("wrong", [["--minutes", "500"], ["--cue", "drum"], ["--x"], []])
def test_options_that_do_not_exist_are_wrong_input(run, tmp_path, wrong):
    where = ["-o", tmp_path / "plan.toml"] if wrong else []
    result = run("plan", "new", *where, *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_name_that_is_nearly_right_is_offered(run, tmp_path):
    result = run("plan", "new", "-o", tmp_path / "plan.toml", "--script", "Shore-at-dsk")
    assert result.stderr == "There is no script called “Shore-at-dsk”. Did you mean “shore-at-dusk”?\n"


# What is there already.


def test_a_plan_that_is_there_is_replaced_only_when_that_is_said(run, plan):
    before = plan.read_text()
    refused = run("plan", "new", "-o", plan)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"{plan} is there already and was left as it is." in refused.stderr
    assert "--overwrite" in refused.stderr
    assert plan.read_text() == before
    assert run("plan", "new", "-o", plan, "--overwrite").exit_code == 0
    assert plan.read_text() != before


def test_a_plan_that_cannot_be_written_whole_leaves_the_old_one(run, plan, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = plan.read_text()
    monkeypatch.setattr("mtrelax.storage.disk.os.fsync", full)
    result = run("plan", "new", "-o", plan, "--overwrite")
    assert result.exit_code == 1
    assert str(plan) in result.stderr
    assert plan.read_text() == before
    assert [each for each in plan.parent.iterdir() if each.name.endswith(".part")] == []


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs a name for where a command speaks")
def test_a_plan_can_go_down_a_pipe(process):
    with process("plan", "new", "-o", "/dev/stdout") as running:
        assert running.stdout.readline() == "format = 1\n"
        assert running.wait(PATIENCE) == 0


@pytest.mark.parametrize("there", ["evening.wav", "evening.vtt"])
def test_a_recording_or_captions_are_replaced_only_when_that_is_said(run, plan, tmp_path, there):
    (tmp_path / there).write_text("dear to somebody")
    refused = run("render", plan, "-o", tmp_path / "evening.wav")
    assert (refused.exit_code, (tmp_path / there).read_text()) == (2, "dear to somebody")
    assert there in refused.stderr
    assert run("render", plan, "-o", tmp_path / "evening.wav", "--overwrite").exit_code == 0
    assert audio_length(tmp_path / "evening.wav") == pytest.approx(60.0, abs=0.1)
    assert (tmp_path / "evening.vtt").read_text().startswith("WEBVTT")


def test_the_same_captions_are_no_obstacle_to_a_second_format(run, plan, tmp_path):
    assert run("render", plan, "-o", tmp_path / "evening.wav").exit_code == 0
    second = run("render", plan, "-o", tmp_path / "evening.flac")
    assert (second.exit_code, second.stderr) == (0, "")
    assert (tmp_path / "evening.vtt").read_text().startswith("WEBVTT")


def test_a_format_that_is_not_offered_is_named_before_anything_else(run, plan, tmp_path):
    for name in ("evening.ogg", "evening.vtt"):
        (tmp_path / name).write_text("dear to somebody")
    refused = run("render", plan, "-o", tmp_path / "evening.ogg")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("“.ogg” is not a format that is offered.")


# Files that are wrong, for both commands that take a plan.


@pytest.mark.parametrize("command", [["play", "--sink", "silent"], ["render", "-o", "out.wav"]])
@pytest.mark.parametrize(
    "text",
    ["", "format = ", 'format = 1\nplaylist = "nothing"', 'format = 1\nplaylist = "evening"\ncolour = 3'],
)
def test_a_plan_that_is_wrong_is_one_sentence(run, tmp_path, monkeypatch, command, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.toml").write_text(text)
    result = run(*command, "wrong.toml")
    assert result.exit_code == 2
    assert (result.stdout, len(result.stderr.splitlines())) == ("", 1)
    assert not (tmp_path / "out.wav").exists()


def test_a_mark_that_an_editor_put_before_a_plan_is_no_part_of_it(run, plan, tmp_path):
    plan.write_text(plan.read_text(), encoding="utf-8-sig")
    assert run("render", plan, "-o", tmp_path / "out.wav").exit_code == 0


# Playing.


def test_a_session_can_be_left_gently_and_then_at_once(process, plan):
    with process("play", plan, "--sink", "silent") as running:
        assert running.stderr.readline() == NOT_KEPT
        assert running.stdout.readline() == "   1 min left  Settling\n"
        running.send_signal(signal.SIGINT)
        assert running.stderr.readline() == "Coming back gently. Ctrl-C again ends it now.\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert out.splitlines()[-1] == "The session is over: 0.1 minutes were played."
    assert err == "Ending now.\n"


def test_without_a_sound_card_only_one_calm_sentence_is_said(process, plan):
    with process("play", plan) as running:
        assert running.stdout.readline().startswith("No sound device was found.")
        running.kill()
        _out, err = running.communicate(timeout=PATIENCE)
    assert err == NOT_KEPT


def test_a_session_in_the_terminal_is_not_kept_and_says_so(run, process, plan):
    assert "the log keeps nothing of it" in run("play", "-h").stdout
    with process("play", plan, "--sink", "silent") as running:
        assert running.stderr.readline() == NOT_KEPT
        assert running.stdout.readline()
    assert run("log", "list").stdout == "There is nothing here yet.\n"


# Rendering.


def test_a_plan_can_be_written_rendered_and_heard_again(run, tmp_path):
    path, sound = tmp_path / "plan.toml", tmp_path / "abend.opus"
    run("plan", "new", "-o", path, "--minutes", "1", "--playlist", "evening", "--title", "Abend")
    result = run("render", path, "-o", sound)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"Written to {sound}. Its captions are in abend.vtt.\n"
    assert audio_length(sound) == pytest.approx(60.0, abs=0.1)
    assert (tmp_path / "abend.vtt").read_text().startswith("WEBVTT")


def test_a_format_without_chapters_says_so(run, plan, tmp_path):
    result = run("render", plan, "-o", tmp_path / "abend.wav")
    assert result.exit_code == 0
    assert ".wav has no place for chapters." in result.stdout


def test_another_format_is_wrong_input(run, plan, tmp_path):
    result = run("render", plan, "-o", tmp_path / "abend.xyz")
    assert result.exit_code == 2
    assert ".opus" in result.stderr


def test_a_place_that_does_not_exist_is_a_fault(run, plan, tmp_path):
    result = run("render", plan, "-o", tmp_path / "nowhere" / "abend.wav")
    assert result.exit_code == 1
    assert "could not be written" in result.stderr


def test_music_whose_licence_is_not_known_needs_somebodys_word(run, tmp_path):
    piece = write_tune(tmp_path / "bought.flac", 5.0, licence="")
    run("plan", "new", "-o", tmp_path / "plan.toml", "--minutes", "1", "--playlist", piece)
    refused = run("render", tmp_path / "plan.toml", "-o", tmp_path / "out.wav")
    assert (refused.exit_code, (tmp_path / "out.wav").exists()) == (2, False)
    assert "Bought" in refused.stderr
    assert run("render", tmp_path / "plan.toml", "-o", tmp_path / "out.wav", "--cleared").exit_code == 0


def test_a_piece_that_is_silent_in_the_file_is_a_fault(run, tmp_path):
    piece = write_tune(tmp_path / "broken.flac", 30.0)
    run("plan", "new", "-o", tmp_path / "plan.toml", "--minutes", "1", "--playlist", piece)
    whole = piece.read_bytes()
    piece.write_bytes(whole[: len(whole) // 2])
    result = run("render", tmp_path / "plan.toml", "-o", tmp_path / "out.wav")
    assert result.exit_code == 1
    assert result.stderr == "broken.flac: ends 15 s early; the session goes on.\n"


def test_the_voice_that_leads_also_speaks_the_breath(run, tmp_path):
    sounds = {}
    for voice in ("af_heart", "am_michael"):
        run(
            "plan",
            "new",
            "-o",
            tmp_path / "plan.toml",
            "--minutes",
            "1",
            "--cue",
            "voice",
            "--voice",
            voice,
            "--overwrite",
        )
        rendered = run("render", tmp_path / "plan.toml", "-o", tmp_path / f"{voice}.wav")
        assert (rendered.exit_code, rendered.stderr.count("tones")) == (0, 0)
        sounds[voice] = (tmp_path / f"{voice}.wav").read_bytes()
    assert sounds["af_heart"] != sounds["am_michael"]


def test_a_voice_that_nobody_has_is_refused(run, tmp_path):
    refused = run("plan", "new", "-o", tmp_path / "plan.toml", "--voice", "micheal")
    assert refused.exit_code == 2
    assert "There is no voice called “micheal”. Did you mean “am_michael”?" in refused.stderr
    assert not (tmp_path / "plan.toml").exists()


def test_without_a_voice_the_words_of_the_breath_sound_as_tones_and_that_is_said_once(run, tmp_path):
    sounds = {}
    for cue in ("voice", "tone", "none"):
        made = run(
            "plan", "new", "-o", tmp_path / f"{cue}.toml", "--minutes", "1", "--cue", cue, "--voice", "none"
        )
        rendered = run("render", tmp_path / f"{cue}.toml", "-o", tmp_path / f"{cue}.wav")
        for each in (made, rendered):
            assert each.exit_code == 0
            assert each.stderr.count("tones take the place") == (cue == "voice")
        sounds[cue] = (tmp_path / f"{cue}.wav").read_bytes()
    assert sounds["voice"] == sounds["tone"] != sounds["none"]
