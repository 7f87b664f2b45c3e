"""Pictures that are ready to be painted, shared by all painters and bounded in bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:  # they load OpenCV
    from clipkit.rendering.planes import Planes

MOST = 64 * 2**20  # bytes: eight or so pictures of a cover


class Sized(Protocol):
    """What can be shelved."""

    @property
    def nbytes(self) -> int:
        """Memory it holds."""
        ...


Thing = TypeVar("Thing", bound=Sized)


class Shelf:
    """Keeps the things used last, at most `most` bytes of them, and makes none twice at a time."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._things: OrderedDict[str, Sized] = OrderedDict()
        self._making: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: str, make: Callable[[], Thing]) -> Thing:
        """Return what is kept under a key, or make it. key: says its type and all that decides it.

        Raises: whatever `make` raises; then nothing is kept.
        """
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._things:
                    self._things.move_to_end(key)
                    return self._things[key]  # type: ignore[return-value]
            thing = make()
            with self._lock:
                self._things[key] = thing
                self._making.pop(key, None)
                self._shrink()
        return thing

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._things.clear()

    @property
    def nbytes(self) -> int:
        """Memory that all of it holds."""
        return sum(thing.nbytes for thing in self._things.values())

    def _shrink(self) -> None:
        while len(self._things) > 1 and self.nbytes > self._most:
            self._things.popitem(last=False)


class Picture:
    """Planes on a shelf."""

    def __init__(self, planes: "Planes") -> None:
        self.planes = planes

    @property
    def nbytes(self) -> int:
        """Memory it holds."""
        return sum(plane.nbytes for plane in self.planes)


SHELF = Shelf()


class Held(Generic[Thing]):
    """A thing of the shelf, held while it is in use, whatever the shelf puts away meanwhile."""

    def __init__(self, key: str, make: Callable[[], Thing]) -> None:
        self._key, self._make = key, make
        self._thing: Thing | None = None

    def get(self) -> Thing:
        """Return it, made if nobody has; it is held from now on."""
        if self._thing is None:
            self._thing = SHELF.get(self._key, self._make)
        return self._thing

    def release(self) -> None:
        """Let the shelf decide how long to keep it."""
        self._thing = None
