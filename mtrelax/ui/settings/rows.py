"""Every setting that a person sees, in words: one line here is one line on the screen."""

from dataclasses import dataclass
from typing import Final

from mtrelax.domain.script import NOBODY
from mtrelax.services.settings import Value


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that is on or off."""

    key: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """One of a few values, each with its words."""

    key: str
    text: str
    values: tuple[tuple[Value, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """Which loudspeaker is used; what there is, is asked for when the page opens."""

    key: str
    text: str
    note: str = ""


Row = Switch | Pick | Device

SECTIONS: Final[tuple[tuple[str, tuple[Row, ...]], ...]] = (
    (
        "To look at",
        (
            Pick(
                "theme",
                "Light or dark",
                (("system", "As the computer has it"), ("dark", "Dark"), ("light", "Light")),
            ),
            Pick(
                "text_size",
                "Size of the text",
                (
                    (100, "Ordinary"),
                    (125, "A little larger"),
                    (150, "Large"),
                    (175, "Very large"),
                    (200, "Twice as large"),
                ),
            ),
            Pick(
                "caption_size",
                "Size of the words in a session",
                ((1, "Ordinary"), (2, "Large"), (3, "Very large")),
            ),
            Switch(
                "high_contrast", "High contrast", "Black grounds, bright words, whatever is chosen above."
            ),
            Switch("reduced_motion", "Less motion", "Nothing fades or moves but the breath itself."),
            Switch("captions", "Show the words that are spoken", "Below the light, while the voice speaks."),
            Switch("caption_contrast", "Those words in white on a dark band", "Also when they are small."),
            Switch("keep_awake", "Keep the screen on", "While a session plays, and only then."),
            Switch("media_keys", "Listen to the keyboard’s media keys", "While a session runs, to pause it."),
        ),
    ),
    (
        "To hear",
        (
            Pick(
                "standard_level",
                "How loud a session starts, at most",
                ((0.0, "Ordinary"), (-6.0, "Softer"), (-12.0, "Soft"), (-20.0, "Very soft")),
                "It also never starts louder than the last one ended.",
            ),
            Pick(
                "voice",
                "Who speaks",
                (
                    ("af_heart", "A woman, Heart"),
                    ("am_michael", "A man, Michael"),
                    (NOBODY, "Nobody, the words are shown"),
                ),
                "Both voices are made by a computer. Used from the next session on.",
            ),
            Device("output_device", "Where it sounds", "Used from the next session on."),
            Pick(
                "sound_delay_ms",
                "Wireless headphones lag behind by",
                (
                    (0, "Nothing"),
                    (100, "0.1 seconds"),
                    (200, "0.2 seconds"),
                    (300, "0.3 seconds"),
                    (500, "0.5 seconds"),
                ),
                "If the light breathes before you hear it, choose more.",
            ),
        ),
    ),
    (
        "To lead others",
        (
            Switch(
                "clinic",
                "Clinic mode",
                "You have a console here; your client sees the picture on a second screen, or in a window.",
            ),
            Switch(
                "client_captions",
                "Your client reads what is spoken",
                "On the client’s display, in the size chosen above.",
            ),
            Switch(
                "client_rates",
                "Your client answers on the display",
                "By touch or pointer. You can always enter the answer instead.",
            ),
        ),
    ),
)
"""The page, from top to bottom."""
