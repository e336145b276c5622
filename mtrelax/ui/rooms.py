"""What every part of the flow works with: the window, Home, and the house behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from mtrelax.domain.errors import LogUnavailable, MtrelaxError
from mtrelax.services.house import House
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui.home import HomeScreen
from mtrelax.ui.i18n import tr
from mtrelax.ui.surroundings import Surroundings
from mtrelax.ui.theme import Look
from mtrelax.ui.window import MainWindow
from mtrelax.ui.words import sentence


@runtime_checkable
class _Telling(Protocol):
    """A screen that has a place for a sentence."""

    def show_notice(self, text: str, /) -> None:
        """Say it there."""
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """The window with everything it shows, and what it is built on."""

    window: MainWindow
    home: HomeScreen
    look: Look
    keeper: SettingsKeeper
    house: House
    around: Surroundings

    def show(self, screen: QWidget) -> None:
        """Put a screen in front; it is let go of when the next one comes."""
        self.window.show_screen(screen)

    def go_home(self) -> None:
        """Show Home as it now is."""
        self.window.set_busy(busy=False)
        self.home.refresh()
        self.window.show_screen(self.home)

    def tell(self, error: MtrelaxError) -> None:
        """Say what could not be done, where one looks."""
        self.say(sentence(error))

    def say(self, text: str) -> None:
        """Say a sentence on the screen that is seen, and on Home, for whoever did not look."""
        screen = self.window.screen_shown
        if screen is not self.home and isinstance(screen, _Telling):
            screen.show_notice(text)
        self.home.show_notice(text)

    def keep(self, key: str, *, value: float | str | bool) -> None:
        """Keep a setting; where that cannot be, say so."""
        try:
            self.keeper.change(key, value)
        except MtrelaxError as error:
            self.home.show_notice(sentence(error))

    def in_log(self, act: Callable[[], None]) -> bool:
        """Do something with the log; where it cannot be done, say why on Home. Return whether it was done."""
        try:
            act()
        except LogUnavailable as error:
            self.home.show_notice(sentence(error))
            self.go_home()
            return False
        return True

    def undo(self) -> bool:
        """Bring back the session that was deleted last, or offer to try again. Return whether it is back."""
        try:
            self.house.diary.undo()
        except LogUnavailable as error:
            self.go_home()
            self.home.show_notice(sentence(error), tr("Undo"), self.undo)
            return False
        return True

    def title_of(self, playlist: str) -> str:
        """Return the title of a playlist that may be gone by now."""
        path = Path(playlist)
        gone = path.stem if path.is_absolute() else tr("Music that is no longer on the shelf")
        return self.house.librarian.titles().get(playlist, gone)
