"""How everything looks: colours by role, sizes, spaces, and the one style sheet made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication

SMALL, BODY, LARGE, TITLE, HEADLINE = 13, 15, 18, 24, 40
"""Sizes of type, in pixels at a text factor of 1."""
SPACES: Final = (8, 16, 24, 40, 64)
RADIUS: Final = 16
TARGET: Final = 44
"""Nothing that one presses is smaller."""
MOTION: Final = 240
"""How long a change takes that one sees, milliseconds."""
FAMILIES: Final = ("Inter", "Segoe UI Variable", "SF Pro", "Cantarell", "Noto Sans")
"""The first installed one is taken; after these the system's own."""
LARGEST_TEXT: Final = 2.0
LARGEST_SHOWN: Final = 4.0
"""What fills a display of its own, and is read from a recliner."""


@dataclass(frozen=True, slots=True)
class Colours:
    """A colour for each role, ``#rrggbb``; the two surfaces let the ground shine through (``#aarrggbb``)."""

    ground: str
    """Where the window's gradient begins."""
    ground_low: str
    """Where it ends."""
    glow: str
    """The light in the upper corner, where no playlist lends its own."""
    surface: str
    """A tile, a quiet button."""
    raised: str
    """The same under the pointer, and a track that a handle moves in."""
    sheet: str
    """What opens above the rest: lists, notices. Opaque."""
    text: str
    quiet: str
    accent: str
    """The one primary action."""
    on_accent: str
    ring: str
    """Around what is chosen."""
    focus: str
    """Around what the keyboard is at."""


COLOURS: Final[Mapping[str, Colours]] = {
    "dark": Colours(
        ground="#0d1722",
        ground_low="#14283a",
        glow="#5d8fb0",
        surface="#0effffff",
        raised="#1cffffff",
        sheet="#1d2f3f",
        text="#eef3f6",
        quiet="#b0c0cb",
        accent="#e8b98a",
        on_accent="#1b1410",
        ring="#e8b98a",
        focus="#bfe6f0",
    ),
    "light": Colours(
        ground="#f4f1ea",
        ground_low="#e4ebe9",
        glow="#f6d7a8",
        surface="#0f0f2430",
        raised="#1c0f2430",
        sheet="#fbfaf6",
        text="#1c2a33",
        quiet="#45565f",
        accent="#e8b98a",
        on_accent="#1b1410",
        ring="#a2602a",
        focus="#17637b",
    ),
    "contrast": Colours(
        ground="#000000",
        ground_low="#000000",
        glow="#000000",
        surface="#ff1c1c1c",
        raised="#ff303030",
        sheet="#141414",
        text="#ffffff",
        quiet="#e6e6e6",
        accent="#ffd39b",
        on_accent="#000000",
        ring="#ffd39b",
        focus="#8be9ff",
    ),
}
SYSTEM: Final = "system"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two roles that meet on a screen: the front lies on the backs, the last of which is the lowest."""

    front: str
    backs: tuple[str, ...]
    least: float
    """The contrast that is needed."""


_GROUNDS: Final = ("ground", "ground_low")
_TEXT, _MARK = 4.5, 3.0
PAIRS: Final = (
    *(Pair(front, (low,), _TEXT) for front in ("text", "quiet") for low in _GROUNDS),
    *(Pair(f, (b, low), _TEXT) for f in ("text", "quiet") for b in ("surface", "raised") for low in _GROUNDS),
    *(Pair(front, ("sheet",), _TEXT) for front in ("text", "quiet")),
    *(Pair(front, ("raised", "sheet"), _TEXT) for front in ("text", "quiet")),
    Pair("on_accent", ("accent",), _TEXT),
    *(Pair(front, (low,), _MARK) for front in ("ring", "focus") for low in _GROUNDS),
    *(Pair(front, (b, low), _MARK) for front in ("ring", "focus") for b in ("surface",) for low in _GROUNDS),
    *(Pair(front, ("sheet",), _MARK) for front in ("ring", "focus")),
)
"""Every pair in use; a test holds each to its contrast, in every theme."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything a widget must know in order to draw itself."""

    name: str = "dark"
    text_factor: float = 1.0
    reduced_motion: bool = False

    def __post_init__(self) -> None:
        """Refuse what nobody made colours for, and sizes that no screen was laid out for."""
        if self.name not in COLOURS:
            raise ValueError(f"name: one of {', '.join(COLOURS)}")
        if not 1.0 <= self.text_factor <= LARGEST_SHOWN:
            raise ValueError(f"text_factor: from 1 to {LARGEST_SHOWN:g}")

    @property
    def colours(self) -> Colours:
        """The colours by role."""
        return COLOURS[self.name]

    @property
    def is_light(self) -> bool:
        """Whether the ground is brighter than the text."""
        return luminance(self.colour("ground")) > luminance(self.colour("text"))

    @property
    def motion(self) -> int:
        """How long a visible change takes, milliseconds."""
        return 0 if self.reduced_motion else MOTION

    def colour(self, role: str) -> QColor:
        """Return the colour of a role."""
        return QColor(str(getattr(self.colours, role)))

    def px(self, size: float) -> int:
        """Return a length that grows with the text, in pixels."""
        return round(size * self.text_factor)

    def high(self, length: float, size: int = BODY) -> int:
        """Return the height of what holds one line of words: the words grow, the air around them does not."""
        return round(length + 1.3 * (self.px(size) - size))

    def font(
        self, size: int = BODY, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0.0
    ) -> QFont:
        """Return the font for a size of the scale."""
        font = QFont()
        font.setFamilies([*FAMILIES, *font.families()])
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * self.text_factor)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


class Look(QObject):
    """The theme of this moment. Widgets are given it, and draw themselves anew when it changes."""

    changed = Signal()

    def __init__(
        self,
        choice: str = SYSTEM,
        text_factor: float = 1.0,
        reduced_motion: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choice = choice
        self._day: Look | None = None
        self._theme = Theme(_resolved(choice), text_factor, reduced_motion)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def theme(self) -> Theme:
        """The theme to draw with."""
        return self._theme

    @property
    def choice(self) -> str:
        """What the setting says: a theme, or ``system``."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Take another theme, or follow the system's."""
        self._choice = choice
        self._take(replace(self._theme, name=_resolved(choice)))

    def set_text_factor(self, factor: float) -> None:
        """Make the text larger or smaller."""
        self._take(replace(self._theme, text_factor=factor))

    def set_reduced_motion(self, reduced: bool) -> None:
        """Let everything stand still, or move again."""
        self._take(replace(self._theme, reduced_motion=reduced))

    def by_night(self, parent: QObject) -> "Look":
        """Return a look for what lies on a landscape at night: never light, otherwise like this one."""
        theme = self._theme
        night = Look(_by_night(theme.name), theme.text_factor, theme.reduced_motion, parent)
        night._day = self
        self.changed.connect(night._follow_day)
        return night

    def _follow_day(self) -> None:
        """Take the size of text and the stillness from the look of the rest of the window."""
        if self._day is not None:
            self._choice = _by_night(self._day.theme.name)
            self._take(replace(self._day.theme, name=self._choice))

    def _follow_system(self) -> None:
        """Take the system's side, when it changed and the person has chosen none."""
        self.choose(self._choice)

    def _take(self, theme: Theme) -> None:
        """Make a theme the one of this moment, and say so."""
        if theme != self._theme:
            self._theme = theme
            self.changed.emit()


def _resolved(choice: str) -> str:
    """Return the theme that a choice stands for now; where the system says nothing, dark: it is evening."""
    if choice != SYSTEM:
        return choice
    scheme = QGuiApplication.styleHints().colorScheme()
    return "light" if scheme is Qt.ColorScheme.Light else "dark"


def _by_night(name: str) -> str:
    """Return the theme for the night."""
    return "dark" if name == "light" else name


def over(top: QColor, below: QColor) -> QColor:
    """Return what is seen when one colour lies on another, opaque one."""
    alpha = top.alphaF()
    return QColor.fromRgbF(
        top.redF() * alpha + below.redF() * (1 - alpha),
        top.greenF() * alpha + below.greenF() * (1 - alpha),
        top.blueF() * alpha + below.blueF() * (1 - alpha),
    )


def mixed(one: QColor | str, other: QColor | str, share: float) -> QColor:
    """Return a colour between two, opaque."""
    top = QColor(other)
    top.setAlphaF(share)
    return over(top, QColor(one))


def faded(colour: QColor | str, alpha: float) -> QColor:
    """Return the same colour, letting through what is below."""
    result = QColor(colour)
    result.setAlphaF(min(1.0, max(0.0, alpha)))
    return result


def luminance(colour: QColor) -> float:
    """Return the relative luminance, 0..1 (WCAG 2)."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two opaque colours, 1..21 (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def contrast_of(pair: Pair, theme: Theme) -> float:
    """Return the contrast that a pair has in a theme."""
    *upper, lowest = pair.backs
    back = theme.colour(lowest)
    for role in reversed(upper):
        back = over(theme.colour(role), back)
    return contrast(over(theme.colour(pair.front), back), back)


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the whole window; what needs more than it can say draws itself."""
    colours = theme.colours
    tokens = {role: _css(theme.colour(role)) for role in Colours.__dataclass_fields__}
    sizes = {"small": SMALL, "body": BODY, "large": LARGE, "title": TITLE, "headline": HEADLINE}
    lengths = {"target": TARGET, "thumb": 6, "rail": 10, "inner": 12, "line": 10}
    return Template(_SHEET).substitute(
        tokens,
        selected=_css(mixed(theme.colour("sheet"), colours.accent, 0.24)),
        families=", ".join(f'"{family}"' for family in (*FAMILIES, *QFont().families())),
        radius=RADIUS,
        **{name: f"{theme.px(size)}px" for name, size in (sizes | lengths).items()},
    )


def _css(colour: QColor) -> str:
    """Return a colour as a style sheet writes it."""
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alphaF():.3f})"


_SHEET: Final = """
* { font-family: $families; font-size: $body; }
QWidget { color: $text; selection-background-color: $accent; selection-color: $on_accent; }
QMainWindow, QDialog { background: $ground; }
QLabel { background: transparent; }
QLabel[role="small"] { font-size: $small; color: $quiet; }
QLabel[role="quiet"] { font-size: $body; color: $quiet; }
QLabel[role="body"] { font-size: $body; }
QLabel[role="lead"] { font-size: $large; color: $quiet; }
QLabel[role="large"] { font-size: $large; }
QLabel[role="title"] { font-size: $title; }
QLabel[role="headline"] { font-size: $headline; font-weight: 300; }
QToolTip { background: $sheet; color: $text; border: none; padding: 8px; font-size: $small; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: $rail; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $rail; margin: 0; }
QScrollBar::handle { background: $raised; border-radius: 3px; margin: 2px; min-height: 40px;
    min-width: 40px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: none; width: 0; height: 0; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QComboBox {
    background: $surface; border: 2px solid transparent; border-radius: 12px; padding: $line $inner;
    min-height: 22px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover { background: $raised; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QComboBox:focus { border-color: $focus; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $quiet; }
QComboBox::drop-down { border: none; width: $inner; }
QComboBox QAbstractItemView, QMenu { background: $sheet; border: none; border-radius: 12px; padding: 8px;
    selection-background-color: $raised; selection-color: $text; outline: none; }
QMenu::item { padding: $line 24px; border-radius: 10px; }
QMenu::item:selected { background: $raised; }
QAbstractItemView { background: transparent; border: none; outline: none;
    alternate-background-color: $surface;
    gridline-color: transparent; selection-background-color: $selected; selection-color: $text; }
QAbstractItemView::item { padding: $line; border-radius: 10px; }
QAbstractItemView::item:focus { border: 2px solid $focus; }
QHeaderView::section { background: transparent; color: $quiet; border: none; padding: $line;
    font-size: $small; }
QCheckBox, QRadioButton { spacing: 12px; min-height: $target; }
QPushButton { background: $surface; border: 2px solid transparent; border-radius: $radius;
    padding: $line 20px; min-height: 24px; }
QPushButton:hover { background: $raised; }
QPushButton:focus { border-color: $focus; }
QPushButton:default { background: $accent; color: $on_accent; }
QPushButton:disabled { color: $quiet; }
QProgressBar { background: $raised; border: none; border-radius: 3px; max-height: 6px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""
