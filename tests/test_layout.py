"""Rules of the tree that import-linter cannot see."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import dev
import mtrelax

ROOT = Path(dev.__file__).parent
PACKAGE = Path(mtrelax.__file__).parent
READS_OR_WRITES = {
    "open",
    "exists",
    "stat",
    "is_file",
    "is_dir",
    "iterdir",
    "glob",
    "resolve",
    "absolute",
    "mkdir",
} | {f"{does}_{what}" for does in ("read", "write") for what in ("text", "bytes")}
EXCEPTION = re.compile(r"# (noqa\b|(pyright|type): ignore)")
WITH_REASON = re.compile(r"(noqa: [A-Z0-9, ]+|ignore\[[\w, -]+\]) --? \w")
# The first paint waits for none of these; they come in behind it.
LIBRARIES = ("av", "numpy", "pygame", "sqlalchemy", "alembic", "pyqtgraph", "rich", "mutagen")
HEAVY = (*LIBRARIES, "mtrelax.backstage", "mtrelax.ui.flow", "mtrelax.ui.visuals")


def calls(folder: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in a package, with where it stands."""
    for file in sorted((PACKAGE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", node


def called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_the_domain_touches_no_file():
    assert [where for where, call in calls("domain") if called(call) in READS_OR_WRITES] == []


def test_every_exception_to_a_check_has_its_reason_beside_it():
    marks = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for folder in ("mtrelax", "studio", "benchmarks", "tests", ".")
        for file in (ROOT / folder).glob("*.py" if folder == "." else "**/*.py")
        for line in file.read_text("utf-8").splitlines()
        if EXCEPTION.search(line) and not WITH_REASON.search(line)
    ]
    assert marks == []


def test_no_lambda_is_connected():
    """It would keep its dialog alive."""
    connected = [
        where
        for where, call in calls("ui")
        if called(call) == "connect" and any(isinstance(argument, ast.Lambda) for argument in call.args)
    ]
    assert connected == []


def test_only_the_desktop_speaks_dbus():
    doors = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if "QtDBus" in file.read_text("utf-8")
    }
    assert {door for door in doors if not door.startswith("ui/desktop/")} == set()


def test_the_first_paint_waits_for_nothing_heavy():
    asked = f"import sys, mtrelax.app; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_installed_commands_exist():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for target in [*project["scripts"].values(), *project["gui-scripts"].values()]:
        module, function = target.split(":")
        assert callable(getattr(importlib.import_module(module), function))
