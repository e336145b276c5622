"""The scores of the music, read before anything is played."""

from itertools import pairwise

import pytest

from studio.pieces import PIECES, compose
from studio.score.proofread import remarks


@pytest.fixture(scope="module", params=PIECES)
def score(request):
    return compose(request.param)


def test_a_score_is_written_the_same_each_time(score):
    again = compose(score.slug)
    assert all(again.performed(name) == score.performed(name) for name in score.parts)


def test_nothing_growls_below_c3(score):
    assert not [remark for remark in remarks(score) if "growls" in remark]


def test_time_goes_forward_and_every_note_lies_in_it(score):
    moments = [score.tempo.at(beat / 4) for beat in range(round(score.tempo.beats * 4))]
    assert all(earlier < later for earlier, later in pairwise(moments))
    for name in score.parts:
        assert all(0 <= note.start < note.end <= score.frames / 48_000 + 10 for note in score.performed(name))


def test_no_two_pieces_share_their_players():
    players = [frozenset(part.instrument for part in compose(slug).parts.values()) for slug in PIECES]
    assert len(set(players)) == len(players)
