"""Words that lead: what an author writes, and what is spoken of it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.script import (
    Narration,
    Paragraph,
    Recording,
    Script,
    ScriptUse,
    Sentence,
    SpokenCue,
    parse_body,
    words_hash,
)
from mtrelax.domain.time import Decibels, Seconds
from tests.domain.worlds import LEADING, SENTENCES, narrations

BODY = """
## settle
You might settle. [pause 6s] There is time.

A second paragraph
over two lines. [pause 2.5s] [pause 1 s]

## return
Come back… “Slowly.” And look!
"""


def texts(body: str) -> list[str]:
    return [sentence.text for paragraph in parse_body(body) for sentence in paragraph.sentences]


def test_a_heading_names_the_phase_of_what_follows():
    assert [paragraph.phase for paragraph in parse_body(BODY)] == [
        PhaseKind.SETTLE,
        PhaseKind.SETTLE,
        PhaseKind.RETURN,
    ]


def test_paragraphs_become_sentences_word_for_word():
    assert texts(BODY) == [
        "You might settle.",
        "There is time.",
        "A second paragraph over two lines.",
        "Come back…",
        "“Slowly.”",
        "And look!",
    ]


def test_pauses_belong_to_the_sentence_before_them_and_add_up():
    first, second, _ = parse_body(BODY)
    assert [sentence.pause for sentence in first.sentences] == [6.0, 0.0]
    assert second.sentences[0].pause == 3.5


def test_words_without_a_heading_deepen():
    assert parse_body("Just this.") == (Paragraph(PhaseKind.DEEPENING, (Sentence("Just this."),)),)


def test_a_heading_needs_no_empty_line_around_it():
    found = parse_body("Here.\n## return\nThere.")
    assert [(each.phase, each.sentences[0].text) for each in found] == [
        (PhaseKind.DEEPENING, "Here."),
        (PhaseKind.RETURN, "There."),
    ]


def test_nothing_is_a_script_without_words():
    assert parse_body("\n\n## settle\n\n") == ()


@pytest.mark.parametrize("heading", ["# settle", "## nowhere", "##settle", "### return", "## return now"])
def test_an_unknown_heading_is_named(heading):
    with pytest.raises(ValueError, match=heading):
        parse_body(f"{heading}\n\nWords.")


def test_a_pause_before_any_words_is_refused():
    with pytest.raises(ValueError, match="pause 8s"):
        parse_body("[pause 8s] Words.")


def test_a_held_silence_is_marked_so():
    (paragraph,) = parse_body("Make two fists. [hold 6s] And rest. [pause 20s]")
    assert [(each.pause, each.held) for each in paragraph.sentences] == [(6.0, True), (20.0, False)]


@pytest.mark.parametrize(
    "mark",
    [
        "[pause]",
        "[pause 8]",
        "[pause 8 sec]",
        "[Pause 8s]",
        "[ pause 8s]",
        "[pause 8s",
        "[hold]",
        "[Hold 6s]",
    ],
)
def test_a_pause_that_cannot_be_read_is_refused_and_never_spoken(mark):
    with pytest.raises(ValueError, match="pause"):
        parse_body(f"Words. {mark} More.")


@given(
    st.lists(
        st.tuples(st.sampled_from(LEADING), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)),
        max_size=5,
    )
)
def test_what_is_written_is_what_is_read(parts):
    written = "\n\n".join(
        f"## {phase}\n\n" + " ".join(f"{each.text} [pause {each.pause:g}s]" for each in said)
        for phase, said in parts
    )
    assert parse_body(written) == tuple(Paragraph(phase, tuple(said)) for phase, said in parts)


@given(st.lists(st.sampled_from(("you", "might", "rest")), min_size=1), st.sampled_from((" ", "\n", " \t ")))
def test_the_fingerprint_is_of_the_words_and_not_of_the_space_between(words, space):
    assert words_hash(space.join(words)) == words_hash(" ".join(words))
    assert words_hash(" ".join([*words, "now"])) != words_hash(" ".join(words))
    assert len(words_hash(" ".join(words))) == 16


def spoken(text: str, said: str) -> Narration:
    script = Script("a", "A", "en", ScriptUse.IMAGERY, (Paragraph(PhaseKind.SETTLE, (Sentence(text),)),))
    cue = SpokenCue(0, 0, Seconds(1), Seconds(3), words_hash(said))
    return Narration(script, Recording(Path("a.opus"), "voice", (cue,), Decibels(-18)))


def test_a_sentence_is_spoken_where_the_recording_has_it():
    found = spoken("Rest here.", "Rest  here.").spoken(0, 0)
    assert found is not None
    assert (found.start, found.end) == (1, 3)


def test_a_sentence_whose_words_changed_is_not_spoken_and_counted():
    changed = spoken("Rest there.", "Rest here.")
    assert changed.spoken(0, 0) is None
    assert changed.unspoken == 1


@given(narrations("any", LEADING))
def test_without_a_recording_nothing_is_missing(narration):
    silent = Narration(narration.script)
    assert silent.unspoken == 0
    assert narration.unspoken <= sum(len(paragraph.sentences) for paragraph in narration.script.paragraphs)


def test_words_are_counted_and_take_time_to_read():
    narration = spoken("One two three four.", "")
    assert narration.script.words == 4
    assert Sentence("word " * 112).reading_time == pytest.approx(60.0)
    assert Sentence("Yes.").reading_time == 2.0


def test_a_recorded_sentence_takes_time():
    with pytest.raises(ValueError, match="after start"):
        SpokenCue(0, 0, Seconds(3), Seconds(3), "")
