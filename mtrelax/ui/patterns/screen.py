"""Making a pattern of breath: five lengths, what they come to, and what speaks against them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.envelope import LONGEST_HOLD, Concern, StepKind
from mtrelax.ui.announce import announce
from mtrelax.ui.back_page import BackPage
from mtrelax.ui.i18n import tr
from mtrelax.ui.patterns.curve import BreathCurve
from mtrelax.ui.patterns.draft import ORDER, Draft
from mtrelax.ui.patterns.words import REASONS, STEPS
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
_MINUTES: Final = (None, 2.0, 5.0, 10.0)
_LONGEST: Final = 200
"""How far the sliders of a breath in or out go, in tenths of a second; what is too long says so."""
_FIRST: Final = "gentle-slow"


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

    def show_pattern(self, slug: str) -> None:
        """Begin with a pattern."""
        self._base.set_choices(self._bases())
        self._base.set_value(slug)
        self._take_base(slug)

    def show_place(self, share: float | None) -> None:
        """Show how much of a breath is over while it is heard; ``None`` when it is not."""
        self._curve.show_place(share)
        self._hear.set_hearing(share is not None)

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
        self._why = Label("", "body")
        self._why.setObjectName("concerns")
        self._sliders = {kind: self._slider(kind) for kind in ORDER}
        self._confirm = Toggle(
            look,
            tr("I am used to breathing this slowly"),
            note=tr("A breath of more than twelve seconds. Stop when it is a strain."),
        )
        self._confirm.setObjectName("confirm")
        self._most = ChoiceTile(look, tr("at most"), self._limits())
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
        self.column.addSpacing(SPACES[0])
        halves = FlowGrid(self.look, 380, (2, 1), spacing=SPACES[1])
        halves.addWidget(self._seen())
        halves.addWidget(self._made())
        self.column.addLayout(halves)
        self.column.addStretch(1)

    def _seen(self) -> QWidget:
        """Return what the breath looks like, and what is to be said of it."""
        seen = QWidget()
        column = QVBoxLayout(seen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACES[0])
        named = QHBoxLayout()
        named.setContentsMargins(OUTSET, SPACES[1], OUTSET, 0)
        named.addWidget(self._title)
        ways = FlowRow(SPACES[0])
        for way in (self._save, self._hear, self._remove):
            ways.addWidget(way)
        for part in (self._curve, self._rate, self._why, self._confirm):
            column.addWidget(part)
        column.addLayout(named)
        column.addLayout(ways)
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
        return [
            Choice(
                each,
                tr("no limit") if each is None else tr("{n} minutes").format(n=f"{each:g}"),
            )
            for each in _MINUTES
        ]

    def _take_base(self, slug: object) -> None:
        draft = Draft.of(self._patterns[str(slug)], own=self._is_own(str(slug)))
        self._draft = replace(draft, title=draft.title or tr("My breath"))
        self._title.setText(self._draft.title)
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
        self._say_why(concerns)
        self._confirm.setVisible(draft.asks_confirmation)
        self._confirm.setChecked(draft.confirmed)
        with QSignalBlocker(self._sliders[StepKind.TOP_UP]):
            self._sliders[StepKind.TOP_UP].setMaximum(max(1, draft.tenths[StepKind.INHALE]))
        for kind, slider in self._sliders.items():
            slider.show_value(draft.tenths[kind])
        self._most.set_value(draft.longest)
        self._most.setEnabled(not draft.tenths[StepKind.TOP_UP])
        self._save.setEnabled(not concerns and bool(draft.title.strip()))
        self._hear.setEnabled(not concerns)
        self._remove.setVisible(bool(draft.slug))
        self._save.setText(tr("Keep the change") if draft.slug else tr("Keep it"))
        self._save.setAccessibleName(self._save.text())

    def _say_why(self, concerns: Sequence[Concern]) -> None:
        """Say what speaks against it; else what is to be known before it is breathed."""
        said = " ".join(tr(REASONS[each]) for each in concerns) or tr(self._draft.caution)
        if said != self._why.text():
            self._why.setText(said)
            if concerns:
                announce(self, said)

    def _keep(self) -> None:
        if self._save.isEnabled():
            self.save_requested.emit(self._draft.pattern())

    def _ask_to_hear(self) -> None:
        self.hear_requested.emit(self._draft.pattern())

    def _ask_removal(self) -> None:
        self.removal_requested.emit(self._draft.slug)
