"""Something that happened, told to whoever wants to know. For one thread."""

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

T = TypeVar("T")


class Event(Generic[T]):
    """A list of listeners for one kind of happening."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def subscribe(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Call ``listener`` each time; return what ends that."""
        self._listeners.append(listener)
        return partial(self._forget, listener)

    def emit(self, value: T) -> None:
        """Tell every listener, in the order in which they came."""
        for listener in tuple(self._listeners):
            listener(value)

    def _forget(self, listener: Callable[[T], None]) -> None:
        if listener in self._listeners:
            self._listeners.remove(listener)
