"""What ships keeps the promises of `python3 dev.py studio check`."""

from pathlib import Path

import pytest

from mtrelax.catalogue.catalogue import load_catalogue
from studio import check
from studio.voice.judged import read_judged
from studio.voice.voices import VOICES

ASSETS = Path(__file__).parents[2] / "assets"
SHELF = load_catalogue(ASSETS)


def stem(path):
    return path.stem


@pytest.mark.parametrize("path", check.pieces(ASSETS), ids=stem)
def test_a_piece_is_calm(path):
    assert not check.check_piece(path).faults


@pytest.mark.parametrize("slug", SHELF.ambience)
def test_a_place_has_no_seam(slug):
    assert not check.check_place(SHELF.ambience[slug]).faults


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("slug", SHELF.narrations)
def test_a_script_is_spoken_word_for_word(slug, voice):
    assert not check.check_narration(SHELF.narrations[slug], voice, read_judged()).faults


@pytest.mark.parametrize("voice", VOICES)
def test_a_breath_has_its_words(voice):
    assert [fault for each in check.check_breath(SHELF.cues, voice) for fault in each.faults] == []


def test_the_catalogue_is_whole():
    assert list(check.check_whole(ASSETS, SHELF)) == []
