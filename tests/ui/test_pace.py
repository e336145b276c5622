"""How fast one breathes is what is shown, and what slower and faster go on from."""

import pytest
from PySide6.QtWidgets import QWidget

from mtrelax.ui.clinic.breath import BreathPanel
from mtrelax.ui.session import actions
from mtrelax.ui.session.actions import Live
from mtrelax.ui.theme import Look
from tests.ui.evening import GENTLE, PACING, FakePlayer, evening, settings_keeper


class Slowing(FakePlayer):
    """A player whose breath begins faster than its pattern."""

    paced: float | None = 8.0

    @property
    def rate(self) -> float | None:
        return self.paced


@pytest.fixture
def player():
    return Slowing(evening())


@pytest.fixture
def live(player):
    return Live(player, settings_keeper(), (GENTLE,))


@pytest.fixture
def panel(qtbot, live):
    panel = BreathPanel(Look("dark", 1.0, reduced_motion=True), live, print)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_the_rate_of_the_moment_is_shown_and_followed(panel, player):
    tile = panel.findChild(QWidget, "pattern")
    assert "8.0 a minute" in tile.text()
    player.paced = 7.2
    panel.refresh()
    assert "7.2 a minute" in tile.text()


def test_slower_goes_on_from_the_rate_of_the_moment(player, live):
    player.at(PACING)
    assert actions.perform(actions.SLOWER, live) == "Slower, from the next breath on."
    assert player.pattern.rate == pytest.approx(7.5)


def test_where_no_breath_follows_nothing_can_be_asked_for(panel, player, live):
    player.pattern = player.paced = None
    panel.refresh()
    for name in ("slower", "faster", "pattern"):
        assert not panel.findChild(QWidget, name).isEnabled()
    assert not actions.perform(actions.SLOWER, live).startswith("Slower")


def test_a_pace_for_which_there_is_no_room_is_not_announced(player, live, monkeypatch):
    monkeypatch.setattr(player, "pace", lambda pattern: None)
    assert (
        actions.perform(actions.SLOWER, live) == "This breath stays as it is: more of that would be too much."
    )
