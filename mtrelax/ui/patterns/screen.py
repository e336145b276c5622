"""Making a pattern of breath: five lengths, what they come to, and what speaks against them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from math import inf
from typing import Final, NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.envelope import LONGEST_HOLD, SIGH_MINUTES, StepKind
from mtrelax.ui.back_page import BackPage
from mtrelax.ui.i18n import tr
from mtrelax.ui.patterns.curve import BreathCurve
from mtrelax.ui.patterns.draft import ORDER, Draft
from mtrelax.ui.patterns.verdict import Verdict
from mtrelax.ui.patterns.words import SIGHS, STEPS
from mtrelax.ui.planner.hear import HearButton
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import (
    OUTSET,
    Choice,
    ChoiceTile,
    FlowGrid,
    FlowRow,
    Label,
    LengthSlider,
    LinkButton,
    PrimaryButton,
    Toggle,
)
from mtrelax.ui.words import rate_words

_WIDEST: Final = 1040
_MINUTES: Final = (2.0, 5.0, 10.0)
_LONGEST: Final = 200
"""How far the sliders of a breath in or out go, in tenths of a second; what is too long says so."""
_FIRST: Final = "gentle-slow"


class Making(NamedTuple):
    """A breath in the making: what it began with, and what it is now."""

    base: str
    draft: Draft


class PatternScreen(BackPage):
    """Edits one pattern at a time; nothing is kept that is not safe, and each limit says why it is there."""

    save_requested = Signal(object)
    """A pattern; its slug is empty if it is a new one."""
    removal_requested = Signal(str)
    hear_requested = Signal(object)
    finder_requested = Signal()

    def __init__(
        self, look: Look, patterns: Mapping[str, Pattern], is_own: Callable[[str], bool], slug: str = _FIRST
    ) -> None:
        super().__init__(look, "patterns", tr("A breath of your own"), widest=_WIDEST)
        self._patterns, self._is_own = patterns, is_own
        self._draft = Draft(dict.fromkeys(ORDER, 0))
        self._build()
        self._lay_out()
        self._connect()
        self.show_pattern(slug if slug in patterns else next(iter(patterns)))

    @property
    def draft(self) -> Draft:
        """The pattern as it is now."""
        return self._draft

    @property
    def making(self) -> Making:
        """What is in the making."""
        return Making(str(self._base.value), self._draft)

    @property
    def is_changed(self) -> bool:
        """Whether it is other than what it began with."""
        return self._draft != self._begun_with(str(self._base.value))

    def go_on_with(self, making: Making) -> None:
        """Show again what was in the making."""
        self.show_pattern(making.base)
        self._take_draft(making.draft)

    def show_pattern(self, slug: str) -> None:
        """Begin with a pattern."""
        self._base.set_choices(self._bases())
        self._base.set_value(slug)
        self._take_base(slug)

    def show_place(self, share: float | None) -> None:
        """Show how much of a breath is over while it is heard; ``None`` when it is not."""
        self._curve.show_place(share)
        self._hear.set_hearing(share is not None)

    def _give_way(self, *, low: bool) -> None:
        """Give way, where the window is low: what is said of a breath is seen without scrolling."""
        super()._give_way(low=low)
        self._curve.set_low(low)

    def _build(self) -> None:
        look = self.look
        self._base = ChoiceTile(look, tr("begin with"))
        self._base.setObjectName("base")
        self._title = QLineEdit()
        self._title.setObjectName("pattern_title")
        self._title.setPlaceholderText(tr("What you call it"))
        self._title.setAccessibleName(tr("What you call it"))
        self._title.setMaxLength(60)
        self._curve = BreathCurve(look)
        self._rate = Label("", "title")
        self._rate.setObjectName("rate")
        self._verdict = Verdict(look)
        self._sliders = {kind: self._slider(kind) for kind in ORDER}
        self._confirm = Toggle(
            look,
            tr("I am used to breathing this slowly"),
            note=tr("A breath of more than twelve seconds. Stop when it is a strain."),
        )
        self._confirm.setObjectName("confirm")
        self._most = ChoiceTile(look, tr("at most"))
        self._most.setObjectName("most")
        self._save = PrimaryButton(look, tr("Keep it"))
        self._save.setObjectName("save")
        self._hear = HearButton(look, tr("Hear it"))
        self._hear.setObjectName("hear")
        self._remove = LinkButton(look, tr("Delete"), icon_name="trash")
        self._remove.setObjectName("remove")
        self._finder = LinkButton(look, tr("Find a comfortable pace…"), icon_name="breath")
        self._finder.setObjectName("finder")

    def _slider(self, kind: StepKind) -> LengthSlider:
        still = kind in {StepKind.HOLD, StepKind.REST}
        longest = round(10 * LONGEST_HOLD) if still else _LONGEST
        slider = LengthSlider(self.look, tr(STEPS[kind][0]), longest, tr("{length} seconds"), tr("none"))
        slider.setObjectName(f"step_{kind.value}")
        slider.setToolTip(tr(STEPS[kind][1]) if STEPS[kind][1] else "")
        slider.valueChanged.connect(partial(self._take_length, kind))
        return slider

    def _lay_out(self) -> None:
        self.top.addWidget(self._finder)
        self.column.addWidget(self._headline)
        self.column.addWidget(Label(tr("Soft and small is always enough. Slower is not better."), "lead"))
        halves = FlowGrid(self.look, 360, (2, 1), spacing=SPACES[1])
        halves.addWidget(self._seen())
        halves.addWidget(self._made())
        self.column.addLayout(halves)
        self.column.addStretch(1)
        named = QWidget()
        named.setMinimumWidth(self.look.theme.px(280))
        row = QHBoxLayout(named)
        row.setContentsMargins(OUTSET, 0, OUTSET, 0)
        row.addWidget(self._title)
        ways = QWidget()
        flow = FlowRow(SPACES[0])
        for way in (named, self._save, self._hear, self._remove):
            flow.addWidget(way)
        ways.setLayout(flow)
        self.strip.column.addWidget(ways)

    def _seen(self) -> QWidget:
        """Return what the breath looks like, and what is to be said of it."""
        seen = QWidget()
        column = QVBoxLayout(seen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACES[0])
        for part in (self._curve, self._rate, self._verdict, self._confirm):
            column.addWidget(part)
        column.addStretch(1)
        return seen

    def _made(self) -> QWidget:
        """Return what it is made of."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tiles = FlowGrid(self.look, 170, (2, 1), spacing=0)
        tiles.addWidget(self._base)
        tiles.addWidget(self._most)
        column.addLayout(tiles)
        for slider in self._sliders.values():
            column.addWidget(slider)
        return made

    def _connect(self) -> None:
        self._base.changed.connect(self._take_base)
        self._title.textChanged.connect(self._take_title)
        self._title.returnPressed.connect(self._save.click)
        self._confirm.toggled.connect(self._take_confirmation)
        self._most.changed.connect(self._take_limit)
        self._save.clicked.connect(self._keep)
        self._hear.clicked.connect(self._ask_to_hear)
        self._remove.clicked.connect(self._ask_removal)
        self._finder.clicked.connect(self.finder_requested)

    def _bases(self) -> list[Choice]:
        """Return what one can begin with; one's own patterns are changed, all others copied."""
        own = tr("yours; it is changed")
        return [
            Choice(slug, pattern.title, own if self._is_own(slug) else pattern.description or None)
            for slug, pattern in self._patterns.items()
        ]

    def _limits(self) -> list[Choice]:
        """Return for how long it may be paced; a second breath in says why not longer."""
        most = SIGH_MINUTES if self._draft.tenths[StepKind.TOP_UP] else inf
        return [
            Choice(
                each,
                tr("no limit") if each is None else tr("{n} minutes").format(n=f"{each:g}"),
                None if (each or inf) <= most else tr(SIGHS),
                (each or inf) <= most,
            )
            for each in (None, *sorted({*_MINUTES, *filter(None, [self._draft.longest])}))
        ]

    def _begun_with(self, slug: str) -> Draft:
        """Return what a pattern is before anything is changed."""
        draft = Draft.of(self._patterns[slug], own=self._is_own(slug))
        return replace(draft, title=draft.title or tr("My breath"))

    def _take_base(self, slug: object) -> None:
        self._take_draft(self._begun_with(str(slug)))

    def _take_draft(self, draft: Draft) -> None:
        self._draft = draft
        self._title.setText(draft.title)
        self._show()

    def _take_title(self, title: str) -> None:
        self._change(title=title)

    def _take_length(self, kind: StepKind, tenths: int) -> None:
        self._draft = self._draft.with_length(kind, tenths)
        if self._draft.confirmed and not self._draft.asks_confirmation:
            self._change(confirmed=False)
        self._show()

    def _take_confirmation(self, confirmed: bool) -> None:
        self._change(confirmed=confirmed)

    def _take_limit(self, minutes: object) -> None:
        self._change(minutes=minutes if isinstance(minutes, float) else None)

    def _change(self, **values: object) -> None:
        self._draft = replace(self._draft, **values)
        self._show()

    def _show(self) -> None:
        """Show everything as it is now."""
        draft = self._draft
        concerns = draft.concerns
        words = rate_words(draft.rate) if draft.rate else ""
        self._rate.setText(tr(words))
        self._curve.show_steps(draft.steps, tr(words))
        self._verdict.say_of(draft)
        self._confirm.setVisible(draft.asks_confirmation)
        self._confirm.setChecked(draft.confirmed)
        with QSignalBlocker(self._sliders[StepKind.TOP_UP]):
            self._sliders[StepKind.TOP_UP].setMaximum(max(1, draft.tenths[StepKind.INHALE]))
        for kind, slider in self._sliders.items():
            slider.show_value(draft.tenths[kind])
        self._most.set_choices(self._limits())
        self._most.set_value(draft.longest)
        self._save.setEnabled(not concerns and bool(draft.title.strip()))
        self._hear.setEnabled(not concerns)
        self._remove.setVisible(bool(draft.slug))
        self._save.setText(tr("Keep the change") if draft.slug else tr("Keep it"))
        self._save.setAccessibleName(self._save.text())

    def _keep(self) -> None:
        if self._save.isEnabled():
            self.save_requested.emit(self._draft.pattern())

    def _ask_to_hear(self) -> None:
        self.hear_requested.emit(self._draft.pattern())

    def _ask_removal(self) -> None:
        self.removal_requested.emit(self._draft.slug)
