"""How many clips are made at once."""

import pytest

from clipkit import batch, machine

MB = 2**20


def test_as_many_as_there_are_cores_but_never_more_than_clips(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: 64_000 * MB)
    assert batch.side_by_side(50, None) == machine.cores()
    assert batch.side_by_side(1, None) == 1
    assert batch.side_by_side(3, 8) == 3


@pytest.mark.parametrize(("free", "count"), [(100, 1), (1300, 1), (2000, 2), (3500, 4), (9000, 8)])
def test_memory_bounds_how_many(free: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: free * MB)
    monkeypatch.setattr(machine, "cores", lambda: 8)
    assert batch.side_by_side(50, None) == count
    assert batch.side_by_side(50, 6) == 6  # who asks is given


def test_two_where_a_system_does_not_tell_of_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: None)
    monkeypatch.setattr(machine, "cores", lambda: 8)
    assert batch.side_by_side(50, None) == 2
