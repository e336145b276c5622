"""Rating scales: what is asked, what may be answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RatingScale:
    """A numeric rating scale, asked the same way before and after (EVIDENCE 2)."""

    slug: str
    title: str
    question: str
    lowest: int
    highest: int
    lowest_words: str
    highest_words: str
    lower_is_better: bool = True

    def __post_init__(self) -> None:
        """Refuse a scale without answers."""
        if not self.lowest < self.highest:
            raise ValueError("lowest: less than highest")

    @property
    def answers(self) -> range:
        """Every answer that may be given."""
        return range(self.lowest, self.highest + 1)
