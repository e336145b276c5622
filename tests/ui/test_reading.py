"""Every word that a voice will say can be read beforehand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.domain.phases import PhaseKind
from mtrelax.storage.folders import find_assets
from mtrelax.ui.reading import ReadingScreen
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import ChoiceTile

IMAGERY = load_catalogue(find_assets(), spoken=False).imagery


@pytest.fixture
def opened(qtbot):
    def opened(slug="shore-at-dusk", size=(900, 600), said=PhaseKind):
        screen = ReadingScreen(Look("dark", 1.0, True), IMAGERY[slug].script, said)
        qtbot.addWidget(screen)
        screen.resize(*size)
        screen.show()
        return screen

    return opened


def told(screen):
    return " ".join(label.text() for label in screen.findChildren(QLabel))


@pytest.mark.parametrize("slug", IMAGERY)
def test_every_sentence_is_there(opened, slug):
    page = told(opened(slug))
    assert all(text in page for text in IMAGERY[slug].script.texts)


def test_what_will_not_be_said_is_not_there(opened):
    page = told(opened("body-scan", said={*PhaseKind} - {PhaseKind.RETURN}))
    for paragraph in IMAGERY["body-scan"].script.paragraphs:
        said = paragraph.phase is not PhaseKind.RETURN
        assert all((each.text in page) is said for each in paragraph.sentences)


def test_what_it_touches_on_is_said_first(opened):
    cautious = next(slug for slug, each in IMAGERY.items() if each.script.cautions)
    assert f"touches on {', '.join(IMAGERY[cautious].script.cautions)}" in told(opened(cautious))


def test_the_words_become_as_large_as_one_likes(qtbot, opened):
    screen = opened()
    paragraph = next(label for label in screen.findChildren(QLabel) if len(label.text()) > 80)
    before = paragraph.fontMetrics().height()
    tile = screen.findChild(ChoiceTile, "size")
    qtbot.keyClick(tile, Qt.Key.Key_Down)
    qtbot.keyClick(tile, Qt.Key.Key_Down)
    assert paragraph.fontMetrics().height() > 1.7 * before


def test_escape_leads_back(qtbot, opened):
    screen = opened()
    with qtbot.waitSignal(screen.closed):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)
