"""Run mtrelax from its sources, or check them: `python3 dev.py run`, `python3 dev.py test`.

Needs nothing but Python 3.11 or newer. Every command does the set-up first: a virtual environment in .venv
with the pinned requirements and, on Linux, the system's packages that a window needs. A second call starts
at once.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
STAMP = VENV / "mtrelax-ready.json"
OLDEST = (3, 11)
LEAST_COVERAGE = 80

USAGE = """\
python3 dev.py run [ARGUMENTS]     start mtrelax; without a display, its demo (ARGUMENTS are those of mtrelax)
python3 dev.py test [ARGUMENTS]    run all checks and tests; with ARGUMENTS, pytest alone with these
python3 dev.py bench [ARGUMENTS]   measure mtrelax beside other programs
python3 dev.py studio check        measure everything that ships to be heard
python3 dev.py studio [ARGUMENTS]  make it again: render NAME|all, voice record SLUG|all, voice judge
python3 dev.py lock                renew the pinned requirements"""

HEADER = """\
# Pinned and hashed, for every platform and Python 3.11 or newer. Made from pyproject.toml; to renew it:
#     python3 dev.py lock
"""


class Trouble(Exception):
    """The set-up cannot go on; the text says what to do."""


# What the system must have


class Package(NamedTuple):
    """Something that the system's own package manager installs, and how to see whether it is there."""

    apt: str
    dnf: str
    pacman: str
    is_there: Callable[[], bool]


def loads(library: str) -> bool:
    """Tell whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    """Tell whether there is any font; without one, Qt draws boxes."""
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"):
        for _, _, files in os.walk(os.path.expanduser(folder)):  # noqa: PTH111 - Path's raises without a home
            if any(file.lower().endswith((".ttf", ".otf", ".ttc")) for file in files):
                return True
    listed = shutil.which("fc-list") and subprocess.run(["fc-list"], capture_output=True, check=False).stdout
    return bool(listed)


def has_venv() -> bool:
    """Tell whether this Python can make a virtual environment; Debian's needs one more package for it."""
    return importlib.util.find_spec("ensurepip") is not None


def _library(soname: str, apt: str, dnf: str, pacman: str) -> Package:
    return Package(apt, dnf, pacman, functools.partial(loads, soname))


def _program(name: str) -> Package:
    return Package(name, name, name, lambda: shutil.which(name) is not None)


# What Qt's plugins for X11 and Wayland link to and PySide6's wheel does not bring.
WINDOW = (
    _library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    _library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    _library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    _library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    _library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    _library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    _library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    _library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    _library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    _library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    _library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    _library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    _library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
    _library("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl", "wayland"),
    Package("fonts-inter", "rsms-inter-fonts", "inter-font", has_fonts),
)
# The Python that runs this file need not be the default one, so its package is named with its version.
ENVIRONMENT = (Package(f"python3.{sys.version_info.minor}-venv", "python3", "python", has_venv),)
COMPARED = (_program("mpv"), _program("ffmpeg"))

MANAGERS: Mapping[str, Sequence[str]] = {
    "apt": ("apt-get", "install", "-y"),
    "dnf": ("dnf", "install", "-y"),
    "pacman": ("pacman", "-S", "--needed"),
}


def names(packages: Iterable[Package], manager: str) -> list[str]:
    """Return what a package manager calls these packages, each once."""
    return list(dict.fromkeys(str(getattr(package, manager)) for package in packages))


def command_to_copy(packages: Iterable[Package], manager: str, *, root: bool) -> str:
    """Return the one command that installs these packages."""
    return shlex.join([*([] if root else ["sudo"]), *MANAGERS[manager], *names(packages, manager)])


def find_manager(which: Callable[[str], str | None] = shutil.which) -> str | None:
    """Return the package manager of this system, if it is one we know."""
    return next((name for name, command in MANAGERS.items() if which(command[0])), None)


def is_root() -> bool:
    """Tell whether everything is allowed here."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def rights() -> list[str] | None:
    """Return what to put before a command to install something, or None when that is not allowed."""
    if is_root():
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def apt_install(packages: Sequence[str], before: Sequence[str]) -> None:
    """Install packages, quietly. Whether it worked is seen afterwards."""
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-oDPkg::Lock::Timeout=120"]
    subprocess.run([*apt, "update"], capture_output=True, check=False)
    done = subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        say(done.stderr.strip())


def need(packages: Sequence[Package]) -> None:
    """See to it that the system has these packages: install them, or name them."""
    missing = [package for package in packages if not package.is_there()]
    if not missing:
        return
    manager = find_manager()
    before = rights() if manager == "apt" else None
    if before is not None:
        wanted = names(missing, "apt")
        say(f"Installing what the system lacks: {', '.join(wanted)}.")
        apt_install(wanted, before)
        missing = [package for package in missing if not package.is_there()]
    if missing and manager:
        copy = command_to_copy(missing, manager, root=is_root())
        raise Trouble(
            f"This system lacks something. One command installs it; then try again:\n\n    {copy}\n"
        )
    if missing:
        listed = ", ".join(names(missing, "apt"))
        raise Trouble(f"This system lacks something. Please install what Debian calls {listed}.")


# The virtual environment


def read_stamp() -> dict[str, str]:
    """Return what the virtual environment was made from, nothing when it is not finished."""
    try:
        return dict(json.loads(STAMP.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def origin() -> dict[str, str]:
    """Return where a virtual environment belongs: to one folder and one version of Python."""
    return {"root": str(ROOT), "python": f"{sys.version_info.major}.{sys.version_info.minor}"}


def fingerprint(requirements: str) -> str:
    """Return a short name for the content of a file of requirements."""
    return hashlib.sha256((REQUIREMENTS / requirements).read_bytes()).hexdigest()


def prepare(requirements: str) -> None:
    """Do the set-up, or see at once that it was done."""
    stamp = read_stamp()
    usable = PYTHON.exists() and origin().items() <= stamp.items()
    system = WINDOW if sys.platform == "linux" else ()
    need([*(() if usable else ENVIRONMENT), *system])
    if usable and stamp.get(requirements) == fingerprint(requirements):
        return
    if not usable:
        say("Making a virtual environment in .venv.")
        make_environment(VENV)
    STAMP.unlink(missing_ok=True)  # an interrupted installation is not trusted
    install(requirements)
    kept = {name: value for name, value in stamp.items() if usable and name != requirements}
    done = {**kept, **origin(), requirements: fingerprint(requirements)}
    if requirements == "test.txt":  # it holds everything of run.txt, in the same versions
        done["run.txt"] = fingerprint("run.txt")
    STAMP.write_text(json.dumps(done, indent=2), "utf-8")


def make_environment(folder: Path) -> None:
    """Make a virtual environment with pip in it, in the place of what is there."""
    quietly([sys.executable, "-m", "venv", "--clear", str(folder)])


def install(requirements: str) -> None:
    """Install pinned requirements, and mtrelax itself as it lies here."""
    say(f"Installing the libraries of requirements/{requirements}. The first time, this takes a minute.")
    pip = [str(PYTHON), "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check"]
    quietly([*pip, "install", "--require-hashes", "-r", str(REQUIREMENTS / requirements)])
    # pygame loads setuptools when it is there, which takes long and warns.
    quietly([*pip, "uninstall", "--yes", "setuptools"])
    library = "Lib" if os.name == "nt" else f"lib/python3.{sys.version_info.minor}"
    (VENV / library / "site-packages" / "mtrelax.pth").write_text(f"{ROOT}\n", "utf-8")
    if os.name == "nt":
        (SCRIPTS / "mtrelax.cmd").write_text('@"%~dp0python.exe" -m mtrelax %*\n', "utf-8")
    else:
        script = SCRIPTS / "mtrelax"
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m mtrelax "$@"\n', "utf-8")
        script.chmod(0o755)


def quietly(command: Sequence[str]) -> None:
    """Run a command whose words matter only when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise Trouble(f"{done.stdout.strip()}\n\nThis did not work: {shlex.join(command)}")


# The commands


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown."""
    return platform != "linux" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def program_arguments(arguments: Sequence[str], *, display: bool) -> list[str]:
    """Return what mtrelax is called with: where no window can be shown, the demo takes its place."""
    rest = list(arguments)
    while rest and rest[0].startswith("--data-dir"):
        del rest[: 1 if "=" in rest[0] else 2]
    return [*arguments] if display or rest else [*arguments, "demo"]


def run(arguments: Sequence[str]) -> int:
    """Start mtrelax."""
    prepare("run.txt")
    given = program_arguments(arguments, display=has_display(sys.platform, os.environ))
    if given != list(arguments):
        say("There is no display here, so mtrelax runs its demo and leaves pictures and sound to look at.")
    return become([str(PYTHON), "-m", "mtrelax", *given])


def become(command: list[str]) -> int:
    """Go on as another program, which then gets every signal itself."""
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - a program of ours
    return subprocess.run(command, check=False).returncode


def test(arguments: Sequence[str]) -> int:
    """Run every check and say at the end which failed; with arguments, only pytest."""
    prepare("test.txt")
    os.chdir(ROOT)
    pytest = [str(PYTHON), "-m", "pytest"]
    if arguments:
        return become([*pytest, *arguments])
    checks = {
        "basedpyright": ["basedpyright", "--pythonpath", str(PYTHON)],
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "lint-imports": ["lint-imports", "--no-logo"],
        "deptry": ["deptry", "--no-ansi", "."],
    }
    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(checks, pool.map(check, checks, checks.values()), strict=True))
    print("pytest", flush=True)
    coverage = ["--cov", "--cov-report=term-missing:skip-covered", f"--cov-fail-under={LEAST_COVERAGE}"]
    results["pytest"] = subprocess.run([*pytest, *coverage], check=False).returncode == 0
    failed = [name for name, is_good in results.items() if not is_good]
    print(f"Not in order: {', '.join(failed)}." if failed else f"In order: {', '.join(results)}.", flush=True)
    return 1 if failed else 0


def check(name: str, command: Sequence[str]) -> bool:
    """Run one check and print what it found."""
    done = subprocess.run(
        [str(SCRIPTS / command[0]), *command[1:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    is_good = done.returncode == 0
    print(f"{name}: in order" if is_good else f"{name}: not in order\n{done.stdout.rstrip()}", flush=True)
    return is_good


def bench(arguments: Sequence[str]) -> int:
    """Measure beside other programs."""
    if sys.platform == "linux":
        need(COMPARED)
    prepare("run.txt")
    os.chdir(ROOT)
    return become([str(PYTHON), "-m", "benchmarks", *arguments])


def studio(arguments: Sequence[str]) -> int:
    """Make what is heard in assets/ again, or see whether it keeps its promises."""
    os.chdir(ROOT)
    if "check" in arguments[:1]:  # which needs nothing of the studio's own
        prepare("run.txt")
        return become([str(PYTHON), "-m", "studio", *arguments])
    part, module = ("voice", "studio.voice") if "voice" in arguments[:1] else ("music", "studio")
    work = ROOT / ".studio"
    setup = ["bash", str(ROOT / "studio" / "setup.sh"), str(work), part]
    if code := subprocess.run(setup, check=False).returncode:
        return code
    python = str(work / f"python-{part}" / "bin" / "python")
    return become([python, "-m", module, *(arguments[1:] if part == "voice" else arguments)])


def lock(_arguments: Sequence[str]) -> int:
    """Renew the pinned requirements with the newest versions that pyproject.toml allows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("Resolving with uv in an environment of its own.")
        make_environment(folder / "venv")
        scripts = folder / "venv" / SCRIPTS.name
        quietly([str(scripts / PYTHON.name), "-m", "pip", "install", "--quiet", "uv"])
        project = str(ROOT / "pyproject.toml")
        compiling = [str(scripts / "uv"), "pip", "compile", project, "--quiet", "--universal"]
        compiling += ["--python-version", "3.11", "--generate-hashes"]
        compiling += ["--no-emit-index-url", "--no-annotate", "--no-header"]
        tests_too = ["--group", f"{project}:test", "--constraint", str(folder / "run.txt")]
        for file, options in (("run.txt", []), ("test.txt", tests_too)):
            quietly([*compiling, *options, "--output-file", str(folder / file)])
            pinned = HEADER + (folder / file).read_text("utf-8")
            (REQUIREMENTS / file).write_text(pinned, "utf-8", newline="\n")
            say(f"Renewed requirements/{file}.")
    return 0


COMMANDS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "studio": studio,
    "lock": lock,
}


def say(text: str) -> None:
    """Say something to the person, without mixing it into what a command prints."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Do one command."""
    if sys.version_info < OLDEST:
        say(f"mtrelax needs Python 3.11 or newer, and this is {sys.version.split()[0]}.")
        return 1
    if not arguments or arguments[0] not in COMMANDS:
        say(USAGE)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
