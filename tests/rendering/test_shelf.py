import threading

import pytest

from clipkit.rendering.planes import Planes
from clipkit.rendering.shelf import Picture, Shelf

BYTES = 64 * 64 * 3 // 2


def made() -> Picture:
    return Picture(Planes.blank(64, 64))


def test_a_thing_is_made_once_even_by_two_at_a_time() -> None:
    shelf, count, both = Shelf(), [], threading.Barrier(2)

    def slow() -> Picture:
        count.append(1)
        return made()

    def worker() -> None:
        both.wait()
        shelf.get("a", slow)

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(count) == 1


def test_the_one_used_longest_ago_goes_first() -> None:
    shelf = Shelf(most=2 * BYTES)
    a, b = shelf.get("a", made), shelf.get("b", made)
    assert shelf.get("a", made) is a
    shelf.get("c", made)
    assert shelf.nbytes == 2 * BYTES
    assert shelf.get("a", made) is a
    assert shelf.get("b", made) is not b
    shelf.clear()
    assert shelf.nbytes == 0


def test_one_too_large_is_given_all_the_same() -> None:
    assert Shelf(most=1).get("a", made).nbytes == BYTES


def test_what_can_not_be_made_is_tried_again() -> None:
    shelf = Shelf()

    def broken() -> Picture:
        raise OSError("no such file")

    with pytest.raises(OSError, match="no such file"):
        shelf.get("a", broken)
    assert shelf.get("a", made).nbytes == BYTES
