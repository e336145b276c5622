"""About: what everybody should be able to find."""

from PySide6.QtCore import Qt

from mtrelax.ui.about import AboutScreen
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import Label

CREDITS = "# Credits\n\nBy all of us.\n\n## Libraries\n- Qt,\n  LGPL-3.0-only\n- NumPy\n"


def test_it_says_what_must_be_said(qtbot):
    page = AboutScreen(Look("light", 1.0, True), CREDITS, "1.2.3")
    qtbot.addWidget(page)
    texts = [label.text() for label in page.findChildren(Label)]
    for words in ("not a medical device", "synthetic", "Salamander", "1.2.3"):
        assert any(words in text for text in texts)
    assert {"By all of us.", "Libraries", "Qt, LGPL-3.0-only", "NumPy"} <= set(texts)
    with qtbot.waitSignal(page.tab_requested):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
