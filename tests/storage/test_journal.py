"""What was rated is what is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from mtrelax.domain.errors import UnknownName
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import (
    AmbienceChoice,
    Bells,
    Breathing,
    CueStyle,
    Ending,
    Layer,
    Levels,
    PhaseChoice,
    SessionPlan,
)
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
from mtrelax.domain.time import Decibels, Seconds

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = words.filter(bool)
levels = st.floats(-60, 6)
plans = st.builds(
    SessionPlan,
    playlist=names,
    minutes=st.floats(1, 120),
    recipe=names,
    title=words,
    script=st.none() | names,
    voice=st.none() | names,
    visual=names,
    ending=st.sampled_from(Ending),
    breathing=st.none()
    | st.builds(
        Breathing, names, st.none() | st.floats(0.1, 8), st.floats(0, 120), st.sampled_from(CueStyle)
    ),
    levels=st.builds(Levels, levels, levels, levels, levels),
    ambience=st.lists(st.builds(AmbienceChoice, names, levels), max_size=3).map(tuple),
    phases=st.lists(
        st.builds(PhaseChoice, st.sampled_from(PhaseKind), st.none() | st.floats(0, 120), st.none() | names),
        max_size=6,
        unique_by=lambda each: each.kind,
    ).map(tuple),
    bells=st.sampled_from(Bells),
    bell_minutes=st.floats(1, 120),
)
moments_heard = st.floats(0, 7200)
changes = st.builds(Automation, moments_heard, st.sampled_from(Layer).map(str), levels)
marks = st.builds(
    Mark,
    moments_heard,
    st.sampled_from(MarkKind),
    words,
    pattern=words,
    rate=st.none() | st.floats(1, 20),
)
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones)  # noqa: DTZ001 -- bounds
ratings = st.builds(
    Rating,
    scale=names,
    when=st.sampled_from(When),
    at=moments,
    value=st.none() | st.integers(-1000, 1000),
    late=st.booleans(),
    entered_by=st.sampled_from(EnteredBy),
)
records = st.builds(
    SessionRecord,
    id=names,
    started=moments,
    plan=plans,
    ended=st.none() | moments,
    heard=st.floats(0, 7200),
    phases_reached=st.lists(st.sampled_from(PhaseKind), max_size=6).map(tuple),
    ratings=st.lists(ratings, max_size=5).map(tuple),
    stopped_early=st.none() | st.sampled_from(StoppedEarly),
    fault=words,
    note=words,
    client=words,
    automation=st.lists(changes, max_size=4).map(tuple),
    marks=st.lists(marks, max_size=4).map(tuple),
    closed=st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=records)
def test_a_session_is_read_as_it_was_kept(journal, record):
    journal.save(record)
    found = journal.load(record.id)
    assert found == record
    assert found.started.utcoffset() == record.started.utcoffset()


def test_a_session_that_goes_on_is_kept_up_to_date(journal, make_record):
    first = make_record()
    journal.save(first)
    after = Rating("stress", When.AFTER, first.started + timedelta(minutes=22), 3)
    closed = replace(
        first,
        ratings=(*first.ratings, after),
        ended=first.started + timedelta(minutes=20),
        phases_reached=(PhaseKind.SETTLE, PhaseKind.RETURN),
        closed=True,
    )
    journal.save(closed)
    assert journal.sessions() == [closed]


def test_sessions_come_newest_first_whatever_the_time_zone(journal, make_record):
    auckland, honolulu = timezone(timedelta(hours=13)), timezone(timedelta(hours=-10))
    noon = datetime(2026, 3, 14, 12, tzinfo=UTC)
    journal.save(replace(make_record("middle"), started=noon))
    journal.save(replace(make_record("last"), started=(noon + timedelta(minutes=1)).astimezone(honolulu)))
    journal.save(replace(make_record("first"), started=(noon - timedelta(minutes=1)).astimezone(auckland)))
    assert [each.id for each in journal.sessions()] == ["last", "middle", "first"]


def test_a_limit_keeps_the_newest_with_their_ratings(journal, make_record):
    for day in range(5):
        journal.save(make_record(str(day), days=day))
    assert journal.sessions(limit=2) == [make_record("4", days=4), make_record("3", days=3)]


def test_a_long_history_takes_as_many_statements_as_a_short_one(log, journal, make_record):
    for day in range(30):
        journal.save(make_record(str(day), days=day))
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(log.engine, "before_cursor_execute", note)
    assert len(journal.sessions()) == 30
    assert sum(statement.startswith("SELECT") for statement in asked) == 2


def test_the_sessions_of_one_client_are_found_and_those_at_home_are_nobodys(journal, make_record):
    for day, code in enumerate(("K-2", "", "K-10", "K-2", "a")):
        journal.save(make_record(str(day), days=day, client=code))
    assert journal.clients() == ["a", "K-2", "K-10"]
    assert [each.id for each in journal.sessions(client="K-2")] == ["3", "0"]
    assert [each.id for each in journal.sessions(limit=1, client="K-2")] == ["3"]
    assert [each.id for each in journal.sessions(client="")] == ["1"]
    assert journal.sessions(client="K-9") == []


def test_notes_and_levels_can_be_read_in_sql(log, journal, make_record):
    marks = (
        Mark(Seconds(61.5), MarkKind.NOTE, "warm hands"),
        Mark(Seconds(90.0), MarkKind.STOP_SIGNAL),
    )
    journal.save(make_record(marks=marks, automation=(Automation(Seconds(5.0), "music", -3.0),)))
    with log.reading() as connection:
        assert connection.exec_driver_sql(
            "SELECT session.id, value ->> 'time', value ->> 'kind', value ->> 'text' "
            "FROM session, json_each(session.marks)"
        ).all() == [("one", 61.5, "note", "warm hands"), ("one", 90.0, "stop-signal", "")]
        assert connection.exec_driver_sql(
            "SELECT value ->> 'layer', value ->> 'level' FROM session, json_each(session.automation)"
        ).all() == [("music", -3.0)]


def test_a_mark_keeps_the_clock_on_the_wall_and_a_session_its_pieces_and_level(journal, make_record):
    record = make_record()
    mark = Mark(Seconds(3.0), MarkKind.CHANGE, "paused", record.started + timedelta(minutes=9))
    kept = make_record(marks=(mark, replace(mark, at=None)), level=Decibels(-9.0), pieces=("dusk", "Über"))
    journal.save(kept)
    assert journal.sessions() == [kept]
    assert journal.load("one").marks[0].at.utcoffset() == record.started.utcoffset()


def test_what_was_not_closed_is_offered_again(journal, make_record):
    journal.save(make_record("cut off"))
    journal.save(make_record("whole", closed=True))
    assert [each.id for each in journal.unfinished()] == ["cut off"]


def test_nothing_is_offered_while_a_session_runs(journal, lock, make_record):
    journal.save(make_record())
    lock.acquire()
    assert journal.unfinished() == []


def test_a_deleted_session_is_gone_and_can_come_back(journal, make_record):
    journal.save(make_record())
    record = journal.delete("one")
    assert journal.count() == 0
    journal.save(record)
    assert journal.sessions() == [make_record()]


@pytest.mark.parametrize("ask", ["load", "delete"])
def test_a_session_that_is_not_there_is_told(journal, ask):
    with pytest.raises(UnknownName):
        getattr(journal, ask)("nothing")


def test_a_moment_without_a_time_zone_is_refused(journal, make_record):
    naive = datetime(2026, 3, 14)  # noqa: DTZ001 -- what is refused
    with pytest.raises(Exception, match="time zone"):
        journal.save(replace(make_record(), started=naive))
    assert journal.count() == 0


def test_a_rating_that_was_taken_back_is_gone(journal, make_record):
    record = make_record()
    journal.save(record)
    journal.save(replace(record, ratings=()))
    assert journal.load("one").ratings == ()
