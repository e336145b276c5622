"""The controls that every screen is built from. Each is given a ``Look`` and draws itself with its theme."""

from mtrelax.ui.widgets.answers import AnswerRow
from mtrelax.ui.widgets.base import OUTSET, Label, Pressable, is_mirrored
from mtrelax.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton, QuietButton
from mtrelax.ui.widgets.card import Card, Picture
from mtrelax.ui.widgets.emblem import Emblem
from mtrelax.ui.widgets.flow import FlowGrid, FlowRow
from mtrelax.ui.widgets.glide import Fade
from mtrelax.ui.widgets.notice import Notice
from mtrelax.ui.widgets.page import LOW_WITH_HEADER, Page
from mtrelax.ui.widgets.sheet import Sheet
from mtrelax.ui.widgets.slider import LengthSlider, LevelSlider, WordSlider
from mtrelax.ui.widgets.tile import Choice, ChoiceTile
from mtrelax.ui.widgets.toggle import Toggle

__all__ = [
    "LOW_WITH_HEADER",
    "OUTSET",
    "AnswerRow",
    "Card",
    "Choice",
    "ChoiceTile",
    "Emblem",
    "Fade",
    "FlowGrid",
    "FlowRow",
    "IconButton",
    "Label",
    "LengthSlider",
    "LevelSlider",
    "LinkButton",
    "Notice",
    "Page",
    "Picture",
    "Pressable",
    "PrimaryButton",
    "QuietButton",
    "Sheet",
    "Toggle",
    "WordSlider",
    "is_mirrored",
]
