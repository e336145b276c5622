"""Every failure of the world has a sentence of its own."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, cast

import pytest

from mtrelax.domain.errors import DiskFull, LogReadOnly, LogUnavailable, MtrelaxError, UnknownName
from mtrelax.ui.words import sentence


def kinds(above: type[MtrelaxError]) -> Iterator[type[MtrelaxError]]:
    for kind in above.__subclasses__():
        yield kind
        yield from kinds(kind)


def made(kind: type[MtrelaxError]) -> MtrelaxError:
    """Make a failure, with something for each of its facts."""
    some: dict[Any, object] = {str: "some", tuple[str, ...]: ("one", "two")}
    return kind(*(some.get(each.type, 7) for each in fields(cast("Any", kind))))


@pytest.mark.parametrize("kind", list(dict.fromkeys(kinds(MtrelaxError))))
def test_every_failure_has_words_of_its_own(kind):
    said = sentence(made(kind))
    assert said != sentence(MtrelaxError())
    assert said.endswith((".", ")."))
    assert kind.__name__ not in said


def test_a_name_that_nothing_has_is_said_without_all_the_names_there_are():
    said = sentence(UnknownName("playlist", "grandmas-tape", ("evening-room", "still-water")))
    assert "grandmas-tape" in said
    assert "evening-room" not in said


@pytest.mark.parametrize("kind", [DiskFull, LogReadOnly, LogUnavailable])
def test_settings_that_cannot_be_kept_are_not_called_the_log(kind):
    assert "log" not in sentence(kind("settings.toml"))
