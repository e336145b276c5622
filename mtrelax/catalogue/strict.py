"""Reading TOML strictly: a wrong file is refused with its name, the key and what is allowed there."""

import re
from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path
from typing import Annotated, Final, TypeVar, cast

import msgspec
from msgspec import Meta, Struct, inspect

from mtrelax.domain.errors import WHOLE_FILE, WrongFile

Text = Annotated[str, Meta(min_length=1)]
Positive = Annotated[float, Meta(gt=0)]
Level = Annotated[float, Meta(ge=-120, le=20)]
"""Of a recording, in LUFS or dBTP."""

_UNKNOWN_FIELD: Final = re.compile(r"unknown field `(?P<field>[^`]*)`")
_MISSING_FIELD: Final = re.compile(r"missing required field `(?P<field>[^`]*)`")
_PLACE: Final = re.compile(r" - at (?:`key` in )?`\$?(?P<path>[^`]*)`$")

AnyStruct = TypeVar("AnyStruct", bound=Struct)
Value = TypeVar("Value")


def read_text(path: Path) -> str:
    """Return what a text file says; some editors put a mark before it, which is no part of it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFile(str(path), WHOLE_FILE, "text in UTF-8") from error
    except OSError as error:
        raise WrongFile(str(path), WHOLE_FILE, f"a file that can be read ({error.strerror})") from error


def decode(text: str, file: str, kind: type[AnyStruct]) -> AnyStruct:
    """Turn TOML into one of the formats, whole or not at all."""
    try:
        raw = cast("object", msgspec.toml.decode(text))
    except msgspec.DecodeError as error:
        raise WrongFile(file, WHOLE_FILE, f"TOML ({error})") from error
    for key, number in _numbers(raw, ""):
        if not isfinite(number):
            raise WrongFile(file, key, "a finite number")
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        key, allowed = _explain(str(error), kind)
        raise WrongFile(file, key, allowed) from error


def build(make: Callable[[], Value], file: str) -> Value:
    """Make a domain value; what the domain refuses is the fault of the file."""
    try:
        return make()
    except ValueError as error:
        key, colon, allowed = str(error).partition(": ")
        raise WrongFile(file, *((key, allowed) if colon else (WHOLE_FILE, str(error)))) from error


def _numbers(value: object, key: str) -> Iterator[tuple[str, float]]:
    """Yield every number of a decoded file and the key at which it stands."""
    if isinstance(value, float):
        yield key, value
    elif isinstance(value, dict):
        for name, each in cast("dict[str, object]", value).items():
            yield from _numbers(each, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for index, each in enumerate(cast("list[object]", value)):
            yield from _numbers(each, f"{key}[{index}]")


def _explain(message: str, kind: type[Struct]) -> tuple[str, str]:
    """Return the key that is wrong and what is allowed there; msgspec tells the place in its message only."""
    place = _PLACE.search(message)
    path = place["path"].lstrip(".") if place else ""
    found = _at(inspect.type_info(kind), path)
    key = path.replace("[...]", "")
    if unknown := _UNKNOWN_FIELD.search(message):
        return _join(key, unknown["field"]), _nothing_called(unknown["field"], _names(found))
    if missing := _MISSING_FIELD.search(message):
        needed = _at(found, missing["field"])
        return _join(key, missing["field"]), f"{_describe(needed)}, and it is missing"
    return key or WHOLE_FILE, _describe(found)


def _nothing_called(name: str, known: list[object]) -> str:
    """Return what is allowed instead of a key that nobody knows, and which was probably meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - the window starts sooner without it

    meant = get_close_matches(name, map(str, known), 1)
    guess = f"; perhaps {meant[0]} was meant" if meant else ""
    return f"nothing of that name; known are {_listed(known)}{guess}"


def _join(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field


def _at(found: inspect.Type, path: str) -> inspect.Type:
    """Follow a path like ``levels.music`` or ``steps[0]`` through a format."""
    for part in re.findall(r"[^.\[\]]+|\[\.\.\.\]", path):
        match found:
            case inspect.StructType():
                found = next(field.type for field in found.fields if field.encode_name == part)
            case inspect.ListType():
                found = found.item_type
            case inspect.TupleType():
                found = found.item_types[int(part)]
            case inspect.DictType():
                found = found.value_type
            case _:
                break
        if isinstance(found, inspect.UnionType):  # a value or nothing; TOML cannot say nothing
            found = next(each for each in found.types if not isinstance(each, inspect.NoneType))
    return found


def _describe(found: inspect.Type) -> str:
    """Return in words what may stand somewhere."""
    match found:
        case inspect.IntType():
            return f"a whole number{_bounds(found)}"
        case inspect.FloatType():
            return f"a number{_bounds(found)}"
        case inspect.BoolType():
            return "true or false"
        case inspect.StrType(pattern=str(pattern)):
            return f"text like {pattern}"
        case inspect.StrType():
            return "text that is not empty" if found.min_length else "text"
        case inspect.LiteralType() | inspect.EnumType():
            return f"one of {_listed(_names(found))}"
        case inspect.TupleType():
            return f"a list of {len(found.item_types)}"
        case inspect.ListType():
            return f"a list of at least {found.min_length}" if found.min_length else "a list"
        case inspect.StructType():
            return f"a table with {_listed(_names(found))}"
        case inspect.DictType():
            return f"a table with one of {_listed(_names(found.key_type))}"
        case _:
            return "something else"


def _bounds(number: inspect.IntType | inspect.FloatType) -> str:
    """Return the limits of a number in words."""
    told = [
        f"{words} {limit:g}"
        for words, limit in (
            ("more than", number.gt),
            ("at least", number.ge),
            ("less than", number.lt),
            ("at most", number.le),
        )
        if limit is not None
    ]
    return ", " + " and ".join(told) if told else ""


def _names(found: inspect.Type) -> list[object]:
    """Return the keys of a table, or the values of a choice."""
    match found:
        case inspect.StructType():
            return [field.encode_name for field in found.fields]
        case inspect.LiteralType():
            return list(found.values)
        case inspect.EnumType():
            return [each.value for each in found.cls]
        case _:
            return []


def _listed(names: list[object]) -> str:
    return ", ".join(map(str, names))
