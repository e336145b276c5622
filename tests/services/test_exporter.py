"""What leaves the program: a table for a spreadsheet, or all of it as JSON."""

import codecs
import csv
import json
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import dev
from mtrelax import __version__
from mtrelax.domain.errors import UnknownFormat
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import AmbienceChoice, Breathing, PhaseChoice, SessionPlan
from mtrelax.domain.record import (
    Automation,
    EnteredBy,
    Mark,
    MarkKind,
    Rating,
    SessionRecord,
    StoppedEarly,
    When,
)
from mtrelax.domain.scales import RatingScale
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.services.exporter import LOG_FORMATS, export_log

BEGAN = datetime(2026, 3, 14, 20, 15, tzinfo=UTC)
ENDED = BEGAN + timedelta(minutes=20)
LATE = ENDED + timedelta(minutes=20)
RECORD = SessionRecord(
    "one",
    BEGAN,
    SessionPlan(
        "evening",
        title="By the sea",
        script="shore-at-dusk",
        voice="hazel",
        ambience=(AmbienceChoice("rain"),),
        phases=(PhaseChoice(PhaseKind.SETTLE, playlist="waves"), PhaseChoice(PhaseKind.MUSIC, 5.0)),
    ),
    ended=ENDED,
    heard=Seconds(1199.96),
    phases_reached=(PhaseKind.SETTLE, PhaseKind.RETURN),
    ratings=(
        Rating("stress", When.BEFORE, BEGAN, 7),
        Rating("stress", When.AFTER, LATE, None, late=True, entered_by=EnteredBy.THERAPIST),
    ),
    stopped_early=StoppedEarly.ENOUGH,
    note="Wärme\nin den Händen",
    client="K-7",
    automation=(Automation(Seconds(60.04), "music", -3.0),),
    marks=(
        Mark(Seconds(125.0), MarkKind.NOTE, "deep breath"),
        Mark(Seconds(300.9), MarkKind.STOP_SIGNAL, "", BEGAN + timedelta(minutes=6)),
        Mark(Seconds(302.0), MarkKind.ADVERSE_EVENT, "shaking"),
        Mark(Seconds(309.0), MarkKind.ADVERSE_EVENT, "dizzy"),
        Mark(Seconds(310.0), MarkKind.NOTE, "eyes open"),
    ),
    level=Decibels(-9.0),
    pieces=("dusk", "reeds"),
    closed=True,
)
SCALES = {
    "stress": RatingScale("stress", "Stress", "How much stress?", 0, 10, "none at all", "the most"),
    "relaxation": RatingScale("relaxation", "Relaxation", "How relaxed?", 0, 10, "not at all", "completely"),
}
BREATHED = (
    Mark(Seconds(60.0), MarkKind.CHANGE, "breathing: Sigh, 6.67 a minute", None, "sigh", 6.6667),
    Mark(Seconds(70.0), MarkKind.CHANGE, "paused: the computer slept"),
    Mark(Seconds(70.5), MarkKind.CHANGE, "went on after the pause"),
    Mark(Seconds(80.0), MarkKind.CHANGE, "breathing: Equal, 6 a minute", None, "equal", 6.0),
    Mark(Seconds(90.0), MarkKind.NOTE, "paused to swallow"),
)


@pytest.fixture
def as_json(tmp_path):
    def read(record):
        export_log([record], tmp_path / "log.json", SCALES)
        (row,) = json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))
        return row

    return read


@pytest.fixture
def as_table(tmp_path):
    def read(*records):
        export_log(records, tmp_path / "log.csv", SCALES)
        with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return read


def test_json_has_everything_that_was_kept(as_json):
    row = as_json(RECORD)
    assert {key: row[key] for key in ("id", "started", "ended", "stopped_early", "fault", "note")} == {
        "id": "one",
        "started": "2026-03-14T20:15:00+00:00",
        "ended": "2026-03-14T20:35:00+00:00",
        "stopped_early": "enough",
        "fault": None,
        "note": "Wärme\nin den Händen",
    }
    assert row["phases_reached"] == ["settle", "return"]
    assert row["plan"]["playlist"] == "evening"
    assert row["plan"]["ambience"] == [{"sound": "rain", "level": 0.0}]


def test_json_has_whom_it_was_for_and_what_happened_when(as_json):
    row = as_json(RECORD)
    assert row["client"] == "K-7"
    assert row["marks"] == [
        {"at_seconds": 125.0, "kind": "note", "text": "deep breath", "at": None},
        {"at_seconds": 300.9, "kind": "stop-signal", "text": "", "at": "2026-03-14T20:21:00+00:00"},
        {"at_seconds": 302.0, "kind": "adverse-event", "text": "shaking", "at": None},
        {"at_seconds": 309.0, "kind": "adverse-event", "text": "dizzy", "at": None},
        {"at_seconds": 310.0, "kind": "note", "text": "eyes open", "at": None},
    ]
    assert row["automation"] == [{"at_seconds": 60.0, "layer": "music", "level": -3.0}]
    at_home = as_json(replace(RECORD, client="", marks=(), automation=()))
    assert (at_home["client"], at_home["marks"], at_home["automation"]) == (None, [], [])


def test_json_has_what_was_heard_and_how_loud_it_began(as_json):
    row = as_json(RECORD)
    assert (row["pieces"], row["level"]) == (["dusk", "reeds"], -9.0)


def test_json_says_in_which_words_was_asked_and_by_which_program_it_was_written(as_json):
    row = as_json(RECORD)
    assert row["scales"] == {
        "stress": {
            "question": "How much stress?",
            "lowest": 0,
            "lowest_words": "none at all",
            "highest": 10,
            "highest_words": "the most",
        }
    }
    assert row["exported_by"] == {"program": "mtrelax", "version": __version__, "format": 1}


def test_a_scale_that_is_not_there_any_more_hides_no_answer(as_json):
    old = replace(RECORD, ratings=(replace(RECORD.ratings[0], scale="calm"),))
    assert (as_json(old)["scales"], as_json(old)["ratings"][0]["value"]) == ({}, 7)


def test_another_breath_is_told_by_its_name_in_plans_and_its_rate(as_json, as_table):
    record = replace(RECORD, marks=BREATHED)
    marks = as_json(record)["marks"]
    assert [(each.get("pattern"), each.get("rate")) for each in marks] == [
        ("sigh", 6.67),
        (None, None),
        (None, None),
        ("equal", 6.0),
        (None, None),
    ]
    (row,) = as_table(record)
    assert (row["pattern"], row["last_pattern"], row["last_rate"]) == ("gentle-slow", "equal", "6.0")
    assert (row["pauses"], row["notes_text"]) == ("1", "1:30 paused to swallow")
    assert row["changes"].startswith("1:00 breathing: Sigh, 6.67 a minute; 1:10 paused: the computer slept; ")


def test_music_of_a_part_that_was_never_heard_is_not_told_as_heard(as_table):
    skipped = PhaseChoice(PhaseKind.MUSIC, playlist="forest")
    (row,) = as_table(replace(RECORD, plan=replace(RECORD.plan, phases=(skipped,))))
    assert row["phase_playlists"] == ""


def test_json_has_each_rating_with_its_time_and_whether_it_was_skipped(as_json):
    assert as_json(RECORD)["ratings"] == [
        {
            "scale": "stress",
            "when": "before",
            "value": 7,
            "skipped": False,
            "at": "2026-03-14T20:15:00+00:00",
            "delay_seconds": None,
            "early": False,
            "late": False,
            "entered_by": "self",
        },
        {
            "scale": "stress",
            "when": "after",
            "value": None,
            "skipped": True,
            "at": "2026-03-14T20:55:00+00:00",
            "delay_seconds": 1200.0,
            "early": False,
            "late": True,
            "entered_by": "therapist",
        },
    ]


def test_a_rating_of_nothing_is_not_a_skip(as_json, as_table):
    calm = replace(RECORD, ratings=(Rating("stress", When.BEFORE, BEGAN, 0),))
    assert (as_json(calm)["ratings"][0]["value"], as_json(calm)["ratings"][0]["skipped"]) == (0, False)
    assert as_table(calm)[0]["stress_before"] == "0"


def after(value, seconds):
    """Return the session with a second answer, so long after its end."""
    at = ENDED + timedelta(seconds=seconds)
    return replace(RECORD, ratings=(RECORD.ratings[0], Rating("stress", When.AFTER, at, value)))


def test_a_table_has_one_line_a_session_with_all_that_was_kept(as_table):
    (row,) = as_table(after(3, seconds=90.5))
    assert row == {
        "id": "one",
        "started": "2026-03-14T20:15:00+00:00",
        "ended": "2026-03-14T20:35:00+00:00",
        "client": "K-7",
        "plan": "By the sea",
        "recipe": "home",
        "planned_minutes": "20.0",
        "heard_minutes": "20.0",
        "playlist": "evening",
        "phase_playlists": "settle: waves",
        "script": "shore-at-dusk",
        "pattern": "gentle-slow",
        "phases_reached": "settle return",
        "stress_before": "7",
        "stress_before_skipped": "no",
        "stress_before_at": "2026-03-14T20:15:00+00:00",
        "stress_before_entered_by": "self",
        "stress_after": "3",
        "stress_after_skipped": "no",
        "stress_after_at": "2026-03-14T20:36:30.500000+00:00",
        "stress_after_entered_by": "self",
        "stress_after_delay_s": "90.5",
        "stress_after_early": "no",
        "stress_after_late": "no",
        "stopped_early": "enough",
        "fault": "",
        "note": "Wärme\nin den Händen",
        "notes_during": "2",
        "stop_signal": "5:00",
        "adverse_event": "5:02 shaking; 5:09 dizzy",
        "notes_text": "2:05 deep breath; 5:10 eyes open",
        "pauses": "0",
        "changes": "",
        "last_pattern": "",
        "last_rate": "",
        "breath_cue": "tone",
        "voice": "hazel",
        "ending": "return",
        "visual": "orb",
        "ambience": "rain",
        "bells": "ends",
        "pieces": "dusk; reeds",
        "level_db": "-9.0",
        "music_db": "0.0",
        "voice_db": "0.0",
        "ambience_db": "-18.0",
        "cue_db": "-12.0",
        "levels_moved": "yes",
    }


def test_the_guide_for_clinics_names_every_column(as_table):
    guide = (Path(dev.__file__).parent / "docs" / "clinic.md").read_text(encoding="utf-8")
    records = guide.partition("## Records")[2]
    (row,) = as_table(RECORD)
    named = {re.sub(r"^stress_(before|after)_", "_", column) for column in row}
    assert [name for name in sorted(named) if f"`{name}`" not in records] == []


def test_a_skip_is_not_a_question_that_was_never_asked(as_table):
    skipped, never = as_table(RECORD, replace(RECORD, ratings=RECORD.ratings[:1]))
    columns = ("stress_after", "stress_after_skipped", "stress_after_entered_by", "stress_after_late")
    assert [skipped[column] for column in columns] == ["", "yes", "therapist", "yes"]
    assert [never[column] for column in columns] == ["", "", "", ""]


@pytest.mark.parametrize(("seconds", "early"), [(59, True), (60, False)])
def test_an_answer_given_before_the_question_came_by_itself_is_early(as_table, as_json, seconds, early):
    record = after(3, seconds)
    assert as_table(record)[0]["stress_after_early"] == ("yes" if early else "no")
    assert as_json(record)["ratings"][1]["early"] is early


def test_a_session_that_was_cut_off_was_over_when_it_was_last_heard(as_table):
    record = after(3, seconds=10)
    heard = Seconds((record.over - record.started).total_seconds())
    (row,) = as_table(replace(record, ended=None, heard=heard))
    assert (row["ended"], row["stress_after_delay_s"], row["stress_after_early"]) == ("", "10.0", "yes")


def test_a_spreadsheet_sees_by_the_mark_that_it_is_utf_8(tmp_path):
    export_log([RECORD], tmp_path / "log.csv", SCALES)
    assert (tmp_path / "log.csv").read_bytes().startswith(codecs.BOM_UTF8)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_words_become_a_formula(as_table, start):
    words = f"{start}HYPERLINK(1)"
    record = replace(
        RECORD,
        plan=SessionPlan(words, script=words, breathing=Breathing(words)),
        fault=words,
        note=words,
        client=words,
    )
    (row,) = as_table(record)
    for column in ("client", "playlist", "script", "pattern", "fault", "note"):
        assert row[column] == f"'{words}"


@pytest.mark.parametrize("suffix", LOG_FORMATS)
def test_only_its_owner_may_read_an_export(tmp_path, suffix):
    path = tmp_path / f"log{suffix}"
    path.write_text("old, and readable for all")
    path.chmod(0o644)
    export_log([RECORD], path, SCALES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", LOG_FORMATS)
def test_no_sessions_are_an_empty_export(tmp_path, suffix):
    export_log([], tmp_path / f"log{suffix}", SCALES)
    text = (tmp_path / f"log{suffix}").read_text(encoding="utf-8-sig").strip()
    assert text == "[]" or text.startswith("id,started,")


def test_another_format_is_refused(tmp_path):
    with pytest.raises(UnknownFormat):
        export_log([RECORD], tmp_path / "log.xlsx", SCALES)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    path = tmp_path / "taken.csv"
    path.mkdir()
    with pytest.raises(OSError) as caught:  # noqa: PT011 - which one is the system's business
        export_log([RECORD], path, SCALES)
    assert caught.value.filename == str(path)
    assert [each.name for each in tmp_path.iterdir()] == ["taken.csv"]
