"""Values as TOML that people like to read."""

from typing import cast

import msgspec


def written(told: msgspec.Struct) -> str:
    """Return the text of one of the formats; what is not there is left out."""
    return msgspec.toml.encode(_as_people_write(msgspec.to_builtins(told))).decode()


def _as_people_write(value: object) -> object:
    """Leave out what TOML has no word for, and write whole numbers as people do."""
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return {key: _as_people_write(each) for key, each in table.items() if each is not None}
    if isinstance(value, list):
        return [_as_people_write(each) for each in cast("list[object]", value)]
    return int(value) if isinstance(value, float) and value.is_integer() else value
