import pytest

from clipkit.rendering import machine


def test_there_is_always_a_worker_and_never_too_many() -> None:
    assert 1 <= machine.workers() <= machine.MOST_WORKERS


def test_little_memory_means_one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: 600 * 2**20)
    assert machine.workers() == 1


def test_memory_may_be_kept_for_two_at_once() -> None:
    with machine.keeping_memory(), machine.keeping_memory():
        assert bytes(1000) == b"\0" * 1000
