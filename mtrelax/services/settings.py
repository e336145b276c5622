"""What a person has set: declared once, kept on disk at every change."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Final

from mtrelax.domain.errors import MtrelaxError, SettingsDamaged
from mtrelax.domain.plan import HIGHEST_LEVEL, LOWEST_LEVEL, CueStyle
from mtrelax.domain.time import Decibels
from mtrelax.services.event import Event

Value = bool | int | float | str

FIRST_LEVEL: Final = Decibels(-6.0)
"""How far below the standard level the very first session starts (DESIGN 4)."""
LOWEST_MASTER: Final = Decibels(-40.0)
THEMES: Final = ("system", "dark", "light")
CUE_LEVELS: Final[Mapping[CueStyle, str]] = {
    CueStyle.TONE: "tone_level",
    CueStyle.CONTINUOUS: "continuous_level",
    CueStyle.VOICE: "words_level",
}
"""Which setting remembers how loud each way to tell the breath was."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting and what it is before anybody changed it. ``ui.settings`` has the words."""

    theme: str = "system"
    text_size: int = 100
    """Percent, 100 to 200."""
    reduced_motion: bool = False
    high_contrast: bool = False
    output_device: str = ""
    """Empty is the system's own."""
    sound_delay_ms: int = 0
    """How much later the sound is heard than it is played (Bluetooth)."""
    standard_level: float = 0.0
    """The loudest a session starts, dB relative to the standard levels; -20 to 0."""
    voice: str = "af_heart"
    """Who speaks where a plan does not say; ``none`` leaves the words to be read."""
    captions: bool = True
    caption_size: int = 1
    """1 ordinary, 2 large, 3 very large."""
    caption_contrast: bool = False
    """White words on a plain dark ground."""
    media_keys: bool = True
    """Whether the desktop's media keys and its player control reach a session."""
    tone_level: float = -12.0
    """Level at which each way to tell the breath was heard last, dB."""
    continuous_level: float = -12.0
    words_level: float = -12.0
    clinic: bool = False
    """Whether somebody leads the sessions of others: a console here, the picture on another screen."""
    clinic_told: bool = False
    """Whether it was said that the log is not encrypted."""
    client_captions: bool = True
    """Whether the client's display shows captions."""
    client_rates: bool = True
    """Whether clients answer on their display; otherwise the therapist enters it for them."""
    keep_awake: bool = True
    safety_read: bool = False
    last_level: float = 1.0
    """Master level of the last session, dB; above 0 before the first session."""
    last_plan: str = ""
    """What was chosen last, as a plan file."""
    plan_folder: str = ""
    """Where a plan was written to a file last, or opened from one."""

    @property
    def starting_level(self) -> Decibels:
        """Where the next session starts: the lower of last level and cap, and softer the first time."""
        if self.last_level > 0:
            return Decibels(self.standard_level + FIRST_LEVEL)
        return Decibels(min(self.last_level, self.standard_level))


_LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "text_size": (100, 200),
    "sound_delay_ms": (0, 1000),
    "standard_level": (-20.0, 0.0),
    "last_level": (LOWEST_MASTER, 1.0),
    "caption_size": (1, 3),
    "tone_level": (LOWEST_LEVEL, HIGHEST_LEVEL),
    "continuous_level": (LOWEST_LEVEL, HIGHEST_LEVEL),
    "words_level": (LOWEST_LEVEL, HIGHEST_LEVEL),
}


class SettingsKeeper:
    """The settings as they are now; every change is on disk before anybody hears of it."""

    def __init__(
        self, load: Callable[[], Mapping[str, Value]], save: Callable[[Mapping[str, Value]], None]
    ) -> None:
        self._save = save
        self.changed = Event[Settings]()
        self.problem: MtrelaxError | None = None
        """What was wrong with the file when it was read."""
        try:
            self.now = _accepted(load(), Settings())
        except SettingsDamaged as error:
            self.problem = error
            self.now = Settings()

    def change(self, key: str, value: Value) -> None:
        """Set one value and keep it; a value that makes no sense changes nothing.

        Raises ``DiskFull`` or ``LogReadOnly`` when it cannot be kept; until the end it holds all the same.
        """
        new = _accepted({key: value}, self.now)
        if new != self.now:
            self.now = new
            try:
                self._save(asdict(new))
            finally:
                self.changed.emit(new)


def _accepted(values: Mapping[str, Value], settings: Settings) -> Settings:
    """Return settings with new values, which somebody may have edited: what makes no sense stays as it is."""
    for field in fields(Settings):
        value = values.get(field.name)
        default = getattr(settings, field.name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is type(default) and _within(field.name, value):
            settings = replace(settings, **{field.name: value})
    return settings


def _within(key: str, value: Value | None) -> bool:
    if key == "theme":
        return value in THEMES
    if key in _LIMITS and isinstance(value, int | float):
        low, high = _LIMITS[key]
        return low <= value <= high
    return True
