"""Where sound can go. To add a place: one module here, one entry in SINKS."""

from collections.abc import Callable, Mapping
from typing import Final

from mtrelax.engine.sinks.file import FileSink
from mtrelax.engine.sinks.sdl import SdlSink
from mtrelax.engine.sinks.silent import SilentSink
from mtrelax.engine.sinks.sink import Sink

SINKS: Final[Mapping[str, Callable[..., Sink]]] = {"sdl": SdlSink, "silent": SilentSink, "file": FileSink}
