"""What is seen agrees with what is heard: looked up in what SDL played, frame by frame."""

import pytest

from benchmarks.sync import PICTURE, measure_steadily

MINUTES = 3.0


@pytest.fixture(scope="module")
def found():
    """A session that is paused, held, made longer and led back, compared with its sound while it plays."""
    return measure_steadily(MINUTES)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("what", "least"), [("music", 250), ("captions", 8), ("cues", 15), ("breath", 15)])
def test_what_the_player_says_is_within_a_picture_of_what_is_heard(found, what, least):
    assert len(found.off[what]) >= least
    assert found.worst[what] <= PICTURE


def test_nothing_that_was_told_was_not_heard(found):
    # The music is not told apart where it comes up, or falls silent for a pause.
    assert found.missing["music"] < 0.05 * len(found.off["music"])
    assert (found.missing["captions"], found.missing["cues"]) == (0, 0)


def test_it_was_steered_in_between_and_played_to_its_end(found):
    assert {"pause", "extend", "hold", "return"} <= set(found.done)
    assert found.seconds > MINUTES * 60 - 20
