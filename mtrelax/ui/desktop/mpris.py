"""The desktop's own player control and media keys (MPRIS 2 over D-Bus); only while a session runs.

The names of interfaces, properties and methods are those of the specification,
https://specifications.freedesktop.org/mpris-spec/latest/.
"""

# PySide6's stubs know neither ClassInfo as a decorator nor types of properties by their names.
# pyright: reportCallIssue=false, reportArgumentType=false, reportUntypedClassDecorator=false

import logging
import os
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import ClassInfo, Property, QObject, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection, QDBusMessage, QDBusObjectPath

from mtrelax.domain.time import Seconds
from mtrelax.services.playing import Player, PlayerState

NAME: Final = "org.mpris.MediaPlayer2.mtrelax"
PATH: Final = "/org/mpris/MediaPlayer2"
PLAYER: Final = "org.mpris.MediaPlayer2.Player"
_TRACK: Final = "/org/mpris/MediaPlayer2/mtrelax/session"
_STATUS: Final = {PlayerState.PLAYING: "Playing", PlayerState.PAUSED: "Paused"}

_log = logging.getLogger(__name__)


class PlayerControl(QObject):
    """Offers one session after the other to the desktop. Where there is no bus, it does nothing."""

    raise_requested = Signal()

    def __init__(self, parent: QObject | None = None, bus: QDBusConnection | None = None) -> None:
        """``bus`` is that of the person's desktop unless told otherwise."""
        super().__init__(parent)
        self._bus = bus
        self._name = ""
        self._session: _Session | None = None
        self._forget: Callable[[], None] | None = None
        # They belong to this object, and Qt finds them as its children.
        self._faces = (_Root(self), _Player(self))

    @property
    def session(self) -> "_Session | None":
        """The session that is offered."""
        return self._session

    def offer(self, player: Player, title: str) -> None:
        """Let the desktop see a session, and pause it."""
        self.withdraw()
        # Asked for here: whoever never begins a session needs no bus.
        self._bus = bus = self._bus or QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        self._session = _Session(player, title)
        self._forget = player.state_changed.subscribe(self._tell)
        bus.registerObject(PATH, self, QDBusConnection.RegisterOption.ExportAdaptors)
        names = (NAME, f"{NAME}.instance{os.getpid()}")
        self._name = next((name for name in names if bus.registerService(name)), "")
        _log.info("offered to the desktop: %s", bool(self._name))

    def withdraw(self) -> None:
        """Let the media keys go to whoever wants them."""
        if self._forget is not None and self._bus is not None:
            self._forget()
            self._bus.unregisterService(self._name)
            self._bus.unregisterObject(PATH)
        self._session = self._forget = None

    def _tell(self, _state: PlayerState) -> None:
        """Say that it was paused, or goes on; the position is then asked for again."""
        if self._session is None or self._bus is None:
            return
        message = QDBusMessage.createSignal(PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged")
        changed = {"PlaybackStatus": self._session.status, "Metadata": self._session.about}
        message.setArguments([PLAYER, changed, ["Position"]])
        self._bus.send(message)


class _Session:
    """What the desktop may know of a session, and do with it."""

    def __init__(self, player: Player, title: str) -> None:
        self.player = player
        self._title = title

    @property
    def status(self) -> str:
        return _STATUS.get(self.player.state, "Stopped")

    @property
    def position(self) -> int:
        moment = self.player.moment()
        return _microseconds(Seconds(moment.position - moment.waited))

    @property
    def about(self) -> dict[str, object]:
        return {
            "mpris:trackid": QDBusObjectPath(_TRACK),
            "mpris:length": _microseconds(self.player.moment().length),
            "xesam:title": self._title,
            "xesam:artist": ["mtrelax"],
        }

    def play(self) -> None:
        self.player.resume()

    def pause(self) -> None:
        self.player.pause()


def _microseconds(time: Seconds) -> int:
    return round(time * 1_000_000)


@ClassInfo({"D-Bus Interface": "org.mpris.MediaPlayer2"})
class _Root(QDBusAbstractAdaptor):
    """The program itself."""

    def __init__(self, control: PlayerControl) -> None:
        super().__init__(control)
        self._control = control

    @Property(str, constant=True)
    def Identity(self) -> str:
        return "mtrelax"

    @Property(str, constant=True)
    def DesktopEntry(self) -> str:
        return "mtrelax"

    @Property(bool, constant=True)
    def CanRaise(self) -> bool:
        return True

    @Property(bool, constant=True)
    def CanQuit(self) -> bool:
        return False

    @Property(bool, constant=True)
    def HasTrackList(self) -> bool:
        return False

    @Property("QStringList", constant=True)
    def SupportedUriSchemes(self) -> list[str]:
        return []

    @Property("QStringList", constant=True)
    def SupportedMimeTypes(self) -> list[str]:
        return []

    @Slot()
    def Raise(self) -> None:
        self._control.raise_requested.emit()

    @Slot()
    def Quit(self) -> None:
        """Do nothing: a session is led out, never cut off."""


@ClassInfo({"D-Bus Interface": PLAYER})
class _Player(QDBusAbstractAdaptor):
    """The session: it can be paused and go on; nobody seeks in it, and no key skips a part of it."""

    def __init__(self, control: PlayerControl) -> None:
        super().__init__(control)
        self._control = control

    @Property(str)
    def PlaybackStatus(self) -> str:
        return self._control.session.status if self._control.session else "Stopped"

    @Property("QVariantMap")
    def Metadata(self) -> dict[str, object]:
        return self._control.session.about if self._control.session else {}

    @Property("qlonglong")
    def Position(self) -> int:
        return self._control.session.position if self._control.session else 0

    @Property(float, constant=True)
    def Rate(self) -> float:
        return 1.0

    @Property(float, constant=True)
    def MinimumRate(self) -> float:
        return 1.0

    @Property(float, constant=True)
    def MaximumRate(self) -> float:
        return 1.0

    @Property(float, constant=True)
    def Volume(self) -> float:
        return 1.0

    @Property(bool, constant=True)
    def CanGoNext(self) -> bool:
        return False

    @Property(bool, constant=True)
    def CanGoPrevious(self) -> bool:
        return False

    @Property(bool, constant=True)
    def CanPlay(self) -> bool:
        return True

    @Property(bool, constant=True)
    def CanPause(self) -> bool:
        return True

    @Property(bool, constant=True)
    def CanSeek(self) -> bool:
        return False

    @Property(bool, constant=True)
    def CanControl(self) -> bool:
        return True

    @Slot()
    def Play(self) -> None:
        if self._control.session is not None:
            self._control.session.play()

    @Slot()
    def Pause(self) -> None:
        if self._control.session is not None:
            self._control.session.pause()

    @Slot()
    def PlayPause(self) -> None:
        session = self._control.session
        if session is not None:
            (session.play if session.status == "Paused" else session.pause)()

    @Slot()
    def Stop(self) -> None:
        """Pause: a session is led out by the person, never cut off by a key."""
        self.Pause()

    @Slot()
    def Next(self) -> None:
        """Do nothing."""

    @Slot()
    def Previous(self) -> None:
        """Do nothing."""
