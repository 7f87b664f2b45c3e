import threading
from pathlib import Path

from clipkit.rendering.packets import Coded, Packets, Spool
from clipkit.units import Span


def coded(number: int) -> list[Coded]:
    return [Coded(k, k - 2, 1, k == 0, bytes([number]) * (k * number)) for k in range(4)]


def test_packets_come_back_as_they_were_put() -> None:
    packets = Packets.of(coded(7))
    assert list(packets) == coded(7)
    assert len(packets) == 4
    assert packets.nbytes == 7 * (1 + 2 + 3)
    assert list(Packets.of([])) == []


def test_a_piece_that_is_put_again_is_the_later_one(tmp_path: Path) -> None:
    with Spool(tmp_path) as spool:
        spool.put(Span(0, 4), Packets.of(coded(1)))
        spool.put(Span(4, 8), Packets.of(coded(2)))
        spool.put(Span(0, 4), Packets.of(coded(9)))
        assert list(spool.get(Span(0, 4))) == coded(9)
        assert list(spool.get(Span(4, 8))) == coded(2)
    assert list(tmp_path.iterdir()) == []


def test_workers_may_put_at_once(tmp_path: Path) -> None:
    with Spool(tmp_path) as spool:

        def work(worker: int) -> None:
            for k in range(50):
                spool.put(Span(worker * 100 + k, worker * 100 + k + 1), Packets.of(coded(worker)))

        staff = [threading.Thread(target=work, args=(worker,)) for worker in (1, 2, 3)]
        for thread in staff:
            thread.start()
        for thread in staff:
            thread.join()
        for worker in (1, 2, 3):
            for k in range(50):
                piece = Span(worker * 100 + k, worker * 100 + k + 1)
                assert list(spool.get(piece)) == coded(worker)
