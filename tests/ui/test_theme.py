"""Words can be read in every theme, and the whole window follows one look."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from mtrelax.ui.theme import (
    COLOURS,
    PAIRS,
    Colours,
    Look,
    Theme,
    contrast,
    contrast_of,
    luminance,
    over,
    style_sheet,
)

themes = pytest.mark.parametrize("name", COLOURS)


@themes
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.front}-on-{'-'.join(pair.backs)}")
def test_every_pair_in_use_has_its_contrast(name, pair):
    assert contrast_of(pair, Theme(name)) >= pair.least


def test_high_contrast_has_more_than_enough():
    theme = Theme("contrast")
    assert all(contrast_of(pair, theme) >= 7 for pair in PAIRS if pair.least == 4.5)


@pytest.mark.parametrize("role", ["text", "quiet", "on_accent", "ring", "focus"])
def test_every_foreground_is_among_the_pairs(role):
    assert any(pair.front == role for pair in PAIRS)


@themes
def test_choice_and_focus_do_not_look_alike(name):
    theme = Theme(name)
    ring, focus = theme.colour("ring"), theme.colour("focus")
    assert abs(ring.hslHue() - focus.hslHue()) > 60


@themes
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_the_style_sheet_is_understood_by_qt(qtbot, name, factor):
    label = QLabel("words")
    qtbot.addWidget(label)
    label.setProperty("role", "headline")
    label.setStyleSheet(style_sheet(Theme(name, factor)))
    label.ensurePolished()
    assert label.font().pixelSize() == round(40 * factor)
    assert label.font().families()[0] == Theme().font().families()[0]


@themes
def test_the_style_sheet_leaves_no_token_open(name):
    assert "$" not in style_sheet(Theme(name))


def test_sizes_grow_with_the_text():
    assert Theme(text_factor=2.0).px(15) == 30


@pytest.mark.parametrize("wrong", [{"name": "pink"}, {"text_factor": 0.5}, {"text_factor": 4.5}])
def test_a_theme_that_nobody_made_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Theme(**wrong)


def test_every_colour_can_be_read_by_qt():
    for colours in COLOURS.values():
        assert all(QColor(getattr(colours, field.name)).isValid() for field in fields(Colours))


def test_a_look_says_when_it_changed(qtbot):
    look = Look("dark")
    with qtbot.waitSignal(look.changed):
        look.choose("light")
    with qtbot.waitSignal(look.changed):
        look.set_text_factor(1.5)
    with qtbot.waitSignal(look.changed):
        look.set_reduced_motion(True)
    assert look.theme == Theme("light", 1.5, reduced_motion=True)


def test_a_look_keeps_quiet_when_nothing_changed(qtbot):
    look = Look("dark")
    with qtbot.assertNotEmitted(look.changed):
        look.choose("dark")


def test_the_system_decides_when_asked_to(qtbot):
    look = Look("system")
    assert look.choice == "system"
    assert look.theme.name in {"dark", "light"}


def test_the_night_is_never_light_and_follows_the_rest(qtbot):
    look = Look("light")
    night = look.by_night(look)
    assert night.theme.name == "dark"
    with qtbot.waitSignal(night.changed):
        look.set_text_factor(1.5)
    look.choose("contrast")
    assert night.theme == Theme("contrast", 1.5)


def test_reduced_motion_takes_no_time():
    assert (Theme().motion, Theme(reduced_motion=True).motion) == (240, 0)


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_contrast_is_the_same_both_ways(red, green, blue):
    one, other = QColor(red, green, blue), QColor("#14283a")
    assert contrast(one, other) == contrast(other, one)
    assert 0 <= luminance(one) <= 1


def test_contrast_is_that_of_the_guidelines():
    assert contrast(QColor("#ffffff"), QColor("#000000")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_half_of_white_on_black_is_grey():
    half = QColor("#ffffff")
    half.setAlphaF(0.5)
    assert over(half, QColor("#000000")).red() == pytest.approx(128, abs=1)
