"""dev.py from the outside: what it would install, what it says, and that it starts what was asked for."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).parent


def package(name: str, *, there: bool = False) -> dev.Package:
    return dev.Package(name, f"{name}-dnf", f"{name}-pacman", lambda: there)


def only(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


@pytest.fixture
def call(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call a copy of dev.py in an empty folder."""

    def call(*arguments: str, python: Sequence[str] = (sys.executable,)) -> subprocess.CompletedProcess[str]:
        shutil.copy(ROOT / "dev.py", tmp_path)
        command = [*python, str(tmp_path / "dev.py"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    return call


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """Pretend to be on a system with these rights and this package manager; return what gets installed."""

    def pretend(manager: str | None, rights: list[str] | None) -> list[list[str]]:
        installed: list[list[str]] = []
        monkeypatch.setattr(dev, "find_manager", lambda: manager)
        monkeypatch.setattr(dev, "rights", lambda: rights)
        monkeypatch.setattr(dev, "is_root", lambda: rights == [])
        monkeypatch.setattr(dev, "apt_install", lambda names, before: installed.append([*before, *names]))
        return installed

    return pretend


def test_nothing_is_installed_when_nothing_is_missing(system):
    installed = system("apt", [])
    dev.need([package("fonts", there=True)])
    assert installed == []


def test_what_is_missing_is_installed_where_that_is_allowed(system):
    installed = system("apt", ["sudo", "-n"])
    answers = iter([False, True])
    dev.need([package("fonts", there=True), dev.Package("egl", "", "", lambda: next(answers))])
    assert installed == [["sudo", "-n", "egl"]]


def test_what_may_not_be_installed_is_named_in_one_command(system):
    system("apt", None)
    with pytest.raises(dev.Trouble, match="    sudo apt-get install -y egl fonts\n"):
        dev.need([package("egl"), package("xcb", there=True), package("fonts")])


def test_what_could_not_be_installed_is_named_in_one_command(system):
    system("apt", [])
    with pytest.raises(dev.Trouble, match="    apt-get install -y egl\n"):
        dev.need([package("egl")])


def test_another_distribution_gets_its_own_command(system):
    system("dnf", None)
    with pytest.raises(dev.Trouble, match="    sudo dnf install -y egl-dnf\n"):
        dev.need([package("egl")])


def test_an_unknown_system_gets_the_names(system):
    system(None, None)
    with pytest.raises(dev.Trouble, match="what Debian calls egl, fonts"):
        dev.need([package("egl"), package("fonts")])


@pytest.mark.parametrize(("program", "manager"), [("apt-get", "apt"), ("dnf", "dnf"), ("pacman", "pacman")])
def test_the_package_manager_is_found(program, manager):
    assert dev.find_manager(only(program)) == manager


def test_a_package_for_two_libraries_is_named_once():
    assert dev.command_to_copy(dev.WINDOW, "pacman", root=True).split().count("libglvnd") == 1


def test_everything_qt_needs_has_its_name_in_debian():
    assert dev.names(dev.WINDOW, "apt") == [
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
        "libxcb-image0",
        "libxcb-render-util0",
        "libxkbcommon-x11-0",
        "libegl1",
        "libgl1",
        "libdbus-1-3",
        "libfontconfig1",
        "libglib2.0-0",
        "libxcb-shape0",
        "libwayland-cursor0",
        "libwayland-egl1",
        "fonts-inter",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="shared libraries by their Linux names")
def test_a_missing_library_is_noticed():
    assert dev.loads("libc.so.6")
    assert not dev.loads("libxcb-of-another-world.so.0")


@pytest.mark.parametrize(
    ("platform", "environment", "display"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_noticed(platform, environment, display):
    assert dev.has_display(platform, environment) is display


@pytest.mark.parametrize(
    ("arguments", "display", "given"),
    [
        ([], True, []),
        ([], False, ["demo"]),
        (["--data-dir", "here"], False, ["--data-dir", "here", "demo"]),
        (["--data-dir=here"], False, ["--data-dir=here", "demo"]),
        (["--data-dir", "here"], True, ["--data-dir", "here"]),
        (["--data-dir", "here", "log", "list"], False, ["--data-dir", "here", "log", "list"]),
        (["doctor"], False, ["doctor"]),
        (["--help"], False, ["--help"]),
        (["-h"], False, ["-h"]),
        (["--minutes", "2"], False, ["--minutes", "2"]),
    ],
)
def test_the_demo_takes_the_place_of_a_window_that_cannot_be_shown(arguments, display, given):
    assert dev.program_arguments(arguments, display=display) == given


def test_without_a_command_the_commands_are_listed(call):
    done = call()
    assert done.returncode == 2
    assert all(name in done.stderr for name in dev.COMMANDS)


def test_what_to_do_is_said_and_the_status_is_1(monkeypatch, capsys):
    def prepare(_requirements: str) -> None:
        raise dev.Trouble("One command installs it.")

    monkeypatch.setattr(dev, "prepare", prepare)
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == "One command installs it.\n"


def test_a_half_made_environment_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp.json")
    assert dev.read_stamp() == {}
    dev.STAMP.write_text("[1, 2", "utf-8")
    assert dev.read_stamp() == {}


def test_a_second_call_installs_nothing(tmp_path, monkeypatch):
    made: list[str] = []
    for name, path in {"VENV": "", "PYTHON": "python", "STAMP": "stamp.json", "REQUIREMENTS": ""}.items():
        monkeypatch.setattr(dev, name, tmp_path / path)
    monkeypatch.setattr(dev, "need", lambda _packages: None)
    monkeypatch.setattr(dev, "install", made.append)
    monkeypatch.setattr(dev, "make_environment", lambda _folder: dev.PYTHON.touch())
    for name in ("run.txt", "test.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    dev.prepare("run.txt")
    dev.prepare("test.txt")
    dev.prepare("run.txt")
    dev.prepare("test.txt")
    assert made == ["run.txt", "test.txt"]
    (tmp_path / "run.txt").write_text("renewed", "utf-8")
    dev.prepare("run.txt")
    assert made == ["run.txt", "test.txt", "run.txt"]


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_requirements_are_pinned_and_name_no_address(name):
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith(("#", " "))]
    assert pins
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_what_runs_is_what_is_tested():
    runs, tests = (
        {line for line in (ROOT / "requirements" / name).read_text("utf-8").splitlines() if line[:1] != "#"}
        for name in ("run.txt", "test.txt")
    )
    assert runs <= tests


@pytest.mark.skipif(not os.access(ROOT / ".ci" / "run", os.X_OK), reason="the file system keeps no modes")
def test_ci_runs_the_same_checks():
    assert "exec python3 dev.py test" in (ROOT / ".ci" / "run").read_text("utf-8")
