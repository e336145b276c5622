"""Pages that have a place for a sentence."""

from collections.abc import Callable

from mtrelax.ui.widgets import Notice, Page


class TellingPage(Page):
    """A page with a notice; whoever builds it says where that stands."""

    _notice: Notice

    def show_notice(
        self,
        text: str,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        *,
        passing: bool = False,
    ) -> None:
        """Say a sentence, and perhaps offer something to do about it; good news may pass by itself."""
        self._notice.say(text, action_text, action, passing=passing)
