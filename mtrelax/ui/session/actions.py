"""Everything that may be done with a running session: each once, with words, key, and what is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.plan import LONGEST_MINUTES
from mtrelax.domain.time import Seconds, minutes
from mtrelax.services.playing import Player, PlayerState
from mtrelax.services.settings import Settings, SettingsKeeper
from mtrelax.ui.i18n import tr
from mtrelax.ui.words import HELD, minutes_of

MINUTES: Final = 5
"""How much longer or shorter a session becomes at a time."""
RATE_STEP: Final = 0.5
"""How much slower or faster the breath becomes at a time, breaths a minute."""
_NEARLY: Final = Seconds(15.0)
"""A length that is off by less is still said in whole minutes: sentences are never cut."""
_ENOUGH: Final = "This breath stays as it is: more of that would be too much."
CAPTION_SIZES: Final = ("", "ordinary", "large", "very large")
_COMMANDING: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class Live:
    """What the actions work on."""

    player: Player
    keeper: SettingsKeeper
    patterns: tuple[Pattern, ...] = ()
    """What may be breathed by instead."""
    captions: str = "captions"
    """The setting that says whether captions are shown."""

    def sounding(self) -> bool:
        """Whether the session runs its course: nobody has asked for the way out."""
        return not self.player.leaving and self.player.state is not PlayerState.OVER

    def paced(self, change: float) -> Pattern | None:
        """Return the pattern of now at another rate; ``None`` where nobody should breathe like that."""
        pattern, rate = self.player.pattern, self.player.rate
        if pattern is None or rate is None or not self.sounding():
            return None
        try:
            return pattern.at_rate(rate + change)
        except ValueError:  # the safe envelope ends here
            return None

    def another(self) -> Pattern | None:
        """Return the pattern that follows on the one of now; what needs care is no choice in passing."""
        now = self.player.pattern
        offered = [each for each in self.patterns if not each.caution]
        if now is None or not self.sounding():
            return None
        slugs = [each.slug for each in offered]
        at = slugs.index(now.slug) if now.slug in slugs else -1
        return next((each for each in offered[at + 1 :] + offered[: at + 1] if each.slug != now.slug), None)


def _nothing(_live: Live) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that may be done."""

    name: str
    """The name of its button."""
    keys: tuple[Qt.Key, ...]
    words: Callable[[Live], str]
    act: Callable[[Live], str] | None = None
    """Does it, and returns what is said then. ``None`` where the screen that shows it does it itself."""
    enabled: Callable[[Live], bool] = Live.sounding
    cannot: Callable[[Live], str] = _nothing
    """What is said to somebody who asks for it in vain; empty where that needs no words."""

    @property
    def key(self) -> str:
        """Its key, as it is written on the keyboard."""
        return QKeySequence(self.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)

    def answers(self, live: Live) -> bool:
        """Tell whether asking for it does something, or says why it cannot be."""
        return self.enabled(live) or bool(self.cannot(live))

    def named(self, live: Live) -> str:
        """Return its words with its key, for those who hear the screen."""
        return f"{self.words(live)} ({self.key})"


def action_of(event: QKeyEvent, known: Sequence[Action]) -> Action | None:
    """Return what a key asks for; a key that is held down asks once."""
    if event.isAutoRepeat() or event.modifiers() & _COMMANDING:
        return None
    return next((each for each in known if event.key() in each.keys), None)


def perform(action: Action, live: Live) -> str:
    """Do something, if it can be done; return what is said."""
    if action.act is None:
        return ""
    return action.act(live) if action.enabled(live) else action.cannot(live)


def _says(text: str) -> Callable[[Live], str]:
    """Return words that are always the same."""

    def words(_live: Live) -> str:
        return tr(text)

    return words


def _always(_live: Live) -> bool:
    return True


def _pause_words(live: Live) -> str:
    return tr("Go on") if live.player.state is PlayerState.PAUSED else tr("Pause")


def _pause(live: Live) -> str:
    if live.player.state is PlayerState.PAUSED:
        live.player.resume()
    else:
        live.player.pause()
    return ""


def _can_return(live: Live) -> bool:
    return live.sounding() and live.player.can_return


def _return(live: Live) -> str:
    live.player.return_now()
    return tr("The return begins.")


def _can_extend(live: Live) -> bool:
    return live.sounding() and live.player.can_extend


def _extend(live: Live) -> str:
    before = live.player.moment().length
    live.player.extend(MINUTES)
    if live.player.moment().length - before < minutes(MINUTES) - _NEARLY:
        return _longest(live)
    return tr("Five minutes more: {left}.").format(left=_left(live))


def _longest(live: Live) -> str:
    said = tr("A session lasts {most} minutes at most: {left}.")
    return said.format(most=LONGEST_MINUTES, left=_left(live))


def _cannot_extend(live: Live) -> str:
    """Say that it is as long as can be; on the way back there is nothing to explain."""
    player = live.player
    most = minutes(LONGEST_MINUTES) - _NEARLY
    is_longest = live.sounding() and player.can_return and player.moment().length > most
    return _longest(live) if is_longest else ""


def _left(live: Live) -> str:
    """Return how long it still takes, in whole minutes."""
    left = minutes_of(live.player.moment().remaining)
    words = tr("{minutes} is left") if left == "1 minute" else tr("{minutes} are left")
    return words.format(minutes=left)


def _can_shorten(live: Live) -> bool:
    return live.sounding() and live.player.can_shorten


def _shorten(live: Live) -> str:
    before = live.player.moment().length
    live.player.shorten(MINUTES)
    whole = before - live.player.moment().length > minutes(MINUTES) - _NEARLY
    said = tr("Five minutes fewer: {left}.") if whole else tr("The session is shorter now: {left}.")
    return said.format(left=_left(live))


def _hold_words(live: Live) -> str:
    if live.player.can_stay:
        return tr("Stay after all")
    return tr("Go on with it") if live.player.is_held else tr("Stay in this part")


def _can_hold(live: Live) -> bool:
    player = live.player
    return player.can_stay or (live.sounding() and (player.can_hold or player.is_held))


def _hold(live: Live) -> str:
    if live.player.can_stay:
        live.player.stay()
        return tr("You stay. It goes on from where it was.")
    if live.player.is_held:
        live.player.release()
        return tr("It goes on.")
    live.player.hold()
    return tr(HELD)


def _can_skip(live: Live) -> bool:
    return live.sounding() and live.player.can_skip


def _skip(live: Live) -> str:
    live.player.skip()
    return tr("The next part begins.")


def _cannot_skip(live: Live) -> str:
    """Say that the next part begins already; from the last one there is nowhere to go."""
    player = live.player
    is_coming = live.sounding() and player.position < player.timeline.phases[-1].start
    return tr("The next part is on its way.") if is_coming else ""


def _can_change_piece(live: Live) -> bool:
    return live.sounding() and live.player.can_change_piece


def _change_piece(live: Live) -> str:
    live.player.next_piece()
    return tr("Another piece begins.")


def _mute_words(live: Live) -> str:
    return tr("Let the voice speak") if live.player.is_muted else tr("Let the voice be silent")


def _can_mute(live: Live) -> bool:
    return live.player.state is not PlayerState.OVER and live.player.can_mute


def _mute(live: Live) -> str:
    muted = not live.player.is_muted
    live.player.mute_voice(muted=muted)
    return tr("The voice is silent.") if muted else tr("The voice speaks again, from its next sentence on.")


def _can_go_slower(live: Live) -> bool:
    return live.paced(-RATE_STEP) is not None


def _can_go_faster(live: Live) -> bool:
    return live.paced(RATE_STEP) is not None


def _too_much(live: Live) -> str:
    """Say why the breath stays as it is, while one is paced at all."""
    if live.player.pattern is None or not live.sounding():
        return ""
    return tr(_ENOUGH)


def _go_slower(live: Live) -> str:
    return _pace(live, live.paced(-RATE_STEP), tr("Slower"))


def _go_faster(live: Live) -> str:
    return _pace(live, live.paced(RATE_STEP), tr("Faster"))


def _pace(live: Live, pattern: Pattern | None, how: str) -> str:
    if pattern is None:
        return ""
    live.player.pace(pattern)
    if live.player.pattern != pattern:
        return tr(_ENOUGH)  # near its end there may be no room for a breath that is slower
    breathes = live.player.moment().breath is not None
    said = tr("{how}, from the next breath on.") if breathes else tr("{how}, when the breathing begins.")
    return said.format(how=how)


def _has_another(live: Live) -> bool:
    return live.another() is not None


def _breathe_otherwise(live: Live) -> str:
    pattern = live.another()
    return _pace(live, pattern, pattern.title if pattern is not None else "")


def _ground(live: Live) -> str:
    live.player.ground()
    return ""


def _leave_words(live: Live) -> str:
    return tr("End now") if live.player.leaving else tr("Leave")


def is_on(live: Live) -> bool:
    """Tell whether the session is not over yet."""
    return live.player.state is not PlayerState.OVER


def _captions_of(settings: Settings, live: Live) -> int:
    """Return the size at which captions are shown; 0 where they are not."""
    return settings.caption_size if getattr(settings, live.captions) else 0


def _captions_words(live: Live) -> str:
    size = CAPTION_SIZES[_captions_of(live.keeper.now, live)]
    return tr("Captions: {size}").format(size=tr(size)) if size else tr("Captions: off")


def _next_captions(live: Live) -> str:
    """Show captions larger; after the largest, none; after none, ordinary ones."""
    size = (_captions_of(live.keeper.now, live) + 1) % len(CAPTION_SIZES)
    live.keeper.change(live.captions, size > 0)
    if size == 0:
        return tr("Captions: off.")
    live.keeper.change("caption_size", size)
    return tr("Captions: {size}.").format(size=tr(CAPTION_SIZES[size]))


PAUSE: Final = Action("pause", (Qt.Key.Key_Space,), _pause_words, _pause, is_on)
RETURN: Final = Action("return_now", (Qt.Key.Key_R,), _says("Return now"), _return, _can_return)
EXTEND: Final = Action(
    "extend",
    (Qt.Key.Key_Plus, Qt.Key.Key_Equal),
    _says("5 more minutes"),
    _extend,
    _can_extend,
    _cannot_extend,
)
SHORTEN: Final = Action(
    "shorten", (Qt.Key.Key_Minus, Qt.Key.Key_Underscore), _says("5 minutes fewer"), _shorten, _can_shorten
)
HOLD: Final = Action("hold", (Qt.Key.Key_H,), _hold_words, _hold, _can_hold)
SKIP: Final = Action("skip", (Qt.Key.Key_N,), _says("Next part"), _skip, _can_skip, _cannot_skip)
NEXT_PIECE: Final = Action(
    "next_piece",
    (Qt.Key.Key_M, Qt.Key.Key_Right),
    _says("Another piece of music"),
    _change_piece,
    _can_change_piece,
)
MUTE: Final = Action("mute", (Qt.Key.Key_V,), _mute_words, _mute, _can_mute)
SLOWER: Final = Action(
    "slower", (Qt.Key.Key_Comma,), _says("Breathe slower"), _go_slower, _can_go_slower, _too_much
)
FASTER: Final = Action(
    "faster", (Qt.Key.Key_Period,), _says("Breathe faster"), _go_faster, _can_go_faster, _too_much
)
PATTERN: Final = Action(
    "pattern", (Qt.Key.Key_P,), _says("Breathe in another way"), _breathe_otherwise, _has_another
)
GROUND: Final = Action("ground", (Qt.Key.Key_G,), _says("End with open eyes"), _ground)
LEAVE: Final = Action("leave", (Qt.Key.Key_Escape,), _leave_words, enabled=is_on)
LEVELS: Final = Action("levels", (Qt.Key.Key_L,), _says("Levels"), enabled=_always)
CAPTIONS: Final = Action("captions", (Qt.Key.Key_C,), _captions_words, _next_captions, _always)
SCRIPT: Final = Action("script", (Qt.Key.Key_T,), _says("Read the words"), enabled=_always)
FULL_SCREEN: Final = Action("full_screen", (Qt.Key.Key_F11,), _says("Full screen"), enabled=_always)
MORE: Final = Action("more", (Qt.Key.Key_Question,), _says("More"), enabled=_always)

COURSE: Final = (PAUSE, HOLD, SKIP, EXTEND, SHORTEN, RETURN, GROUND, LEAVE)
SOUND: Final = (NEXT_PIECE, MUTE)
BREATH: Final = (SLOWER, FASTER, PATTERN)
VIEW: Final = (LEVELS, CAPTIONS, SCRIPT, FULL_SCREEN, MORE)
ACTIONS: Final = (*COURSE, *SOUND, *BREATH, *VIEW)
