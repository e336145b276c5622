"""Captions beside a rendered file."""

import re

from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Caption
from mtrelax.media.captions import vtt, write_vtt


def test_captions_are_written_in_order_with_times_and_words(tmp_path):
    path = tmp_path / "session.vtt"
    write_vtt(
        path,
        [
            Caption(Seconds(3661.5), Seconds(3664), "Später"),
            Caption(Seconds(0), Seconds(2.25), "Breathe <in> & out"),
        ],
    )
    assert path.read_bytes().decode() == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.250\nBreathe &lt;in&gt; &amp; out\n\n01:01:01.500 --> 01:01:04.000\nSpäter\n"
    )


def test_no_captions_make_a_valid_file():
    assert vtt([]) == "WEBVTT\n"


def test_a_caption_without_words_or_time_is_left_out():
    assert (
        vtt([Caption(Seconds(1), Seconds(2), " \n "), Caption(Seconds(1), Seconds(1), "Now")]) == "WEBVTT\n"
    )


@given(
    st.lists(
        st.builds(
            lambda start, length, text: Caption(Seconds(start), Seconds(start + length), text),
            st.floats(0, 10_000),
            st.floats(0.01, 60),
            st.text(
                st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r<>&-"), max_size=40
            ),
        )
    )
)
def test_whatever_is_said_every_cue_is_valid(captions):
    head, *cues = re.split(r"\n\n", vtt(captions))
    assert head.strip() == "WEBVTT"
    for cue in cues:
        found = re.fullmatch(r"([\d:.]+) --> ([\d:.]+)\n(.+)", cue.strip("\n"), re.DOTALL)
        assert found is not None
        begin, end, words = found.groups()
        assert begin < end
        assert "-->" not in words
        assert "<" not in words
