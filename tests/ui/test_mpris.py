"""What the desktop's player control and the media keys reach, over a bus of the test's own."""

import shutil
import subprocess

import pytest
from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from mtrelax.services.playing import PlayerState
from mtrelax.ui.desktop.mpris import NAME, PATH, PLAYER, PlayerControl
from tests.ui.evening import FakePlayer, evening

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no D-Bus on this machine")
PROPERTIES = "org.freedesktop.DBus.Properties"


@pytest.fixture
def address():
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def connect(qapp, address):
    names = []

    def connect(name):
        names.append(name)
        return QDBusConnection.connectToBus(address, name)

    yield connect
    for name in names:
        QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def control(connect):
    control = PlayerControl(bus=connect("program"))
    yield control
    control.withdraw()


@pytest.fixture
def ask(qtbot, connect):
    """Call the program from the desktop, and return what it answers."""
    desktop = connect("desktop")

    def ask(interface, method, *arguments):
        message = QDBusMessage.createMethodCall(NAME, PATH, interface, method)
        message.setArguments(list(arguments))
        watcher = QDBusPendingCallWatcher(desktop.asyncCall(message))
        with qtbot.waitSignal(watcher.finished):
            pass
        return watcher.reply()

    return ask


def told(ask, name):
    return ask(PROPERTIES, "Get", PLAYER, name).arguments()[0].variant()


class Listener(QObject):
    """A player control of the desktop that shows what it is told."""

    def __init__(self, bus):
        super().__init__()
        self.said = []
        bus.connect(NAME, PATH, PROPERTIES, "PropertiesChanged", self, SLOT("hear(QDBusMessage)"))

    @Slot(QDBusMessage)
    def hear(self, message):
        self.said.append(message.arguments())


@pytest.fixture
def player():
    return FakePlayer(evening())


def test_the_desktop_sees_what_plays_and_how_far_it_is(control, ask, player):
    control.offer(player, "Still Water")
    player.at(90.0)
    assert told(ask, "PlaybackStatus") == "Playing"
    assert told(ask, "Position") == 90_000_000


def test_a_media_key_pauses_and_goes_on(control, ask, player):
    control.offer(player, "Still Water")
    ask(PLAYER, "PlayPause")
    assert player.state is PlayerState.PAUSED
    assert told(ask, "PlaybackStatus") == "Paused"
    ask(PLAYER, "PlayPause")
    assert player.state is PlayerState.PLAYING


@pytest.mark.parametrize("key", ["Next", "Previous", "Stop"])
def test_no_key_cuts_a_session_off_or_skips_a_part_of_it(control, ask, player, key):
    control.offer(player, "Still Water")
    ask(PLAYER, key)
    assert player.asked == []
    assert player.state is not PlayerState.OVER


def test_a_pause_is_told_to_the_desktop(qtbot, control, connect, player):
    control.offer(player, "Still Water")
    heard = Listener(connect("listener"))
    player.pause()
    qtbot.waitUntil(lambda: heard.said != [])
    assert heard.said[0][0] == PLAYER


def test_between_sessions_the_keys_belong_to_others(control, ask, player):
    control.offer(player, "Still Water")
    control.withdraw()
    assert ask(PLAYER, "PlayPause").type() is QDBusMessage.MessageType.ErrorMessage
    assert player.state is PlayerState.PLAYING


def test_the_desktop_can_bring_the_window_to_the_front(qtbot, control, ask, player):
    control.offer(player, "Still Water")
    with qtbot.waitSignal(control.raise_requested):
        ask("org.mpris.MediaPlayer2", "Raise")


def test_without_a_bus_nothing_happens(qapp, player):
    control = PlayerControl(bus=QDBusConnection("nowhere"))
    control.offer(player, "Still Water")
    control.withdraw()
    assert player.state is PlayerState.PLAYING
