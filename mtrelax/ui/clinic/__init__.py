"""Sessions that one person leads for another: a console here, a picture there."""

from mtrelax.ui.clinic.code import ClientCodeScreen
from mtrelax.ui.clinic.console import ConsoleScreen
from mtrelax.ui.clinic.display import ClientDisplay
from mtrelax.ui.clinic.reception import ClinicScreens, Reception

__all__ = ["ClientCodeScreen", "ClientDisplay", "ClinicScreens", "ConsoleScreen", "Reception"]
