"""A minute's words as sprites: 150 of them on 50 cards, in each caption style by itself."""

import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec.structs import asdict

from bench.clocks import Figures
from clipkit import text
from clipkit.model.brand import Colours
from clipkit.model.style import TextStyle, resolved
from clipkit.pipeline.listing import Styles
from clipkit.units import Box

_SAID = (
    "Candi Badut berdiri sejak tahun 760 Masehi, di barat Kota Malang. The temple was found again "
    "in 1921, and reliefs can still be seen today by anyone who walks past this gate."
)
_ON_A_CARD = 3
_WIDTH = 744  # px, of a card on an upright frame


def words(folder: Path, cards: int) -> Figures:
    """Shape and paint them, cold. cpu: s, of the dearest style; held: MB, of the greediest."""
    del folder
    spent, held = [], []
    for style in Styles().values():
        painting = partial(_painted, resolved(style, asdict(Colours())), cards)
        spent.append(_timed(painting))
        held.append(_held(painting))
    return {"wall": sum(spent), "cpu": max(spent), "held": max(held)}


def _painted(style: TextStyle, cards: int) -> None:
    """Measure each card, and paint it with each of its words lit."""
    text.forget()
    heard = _SAID.split()
    for number in range(cards):
        at = _ON_A_CARD * number
        said = [heard[(at + k) % len(heard)] for k in range(_ON_A_CARD)]
        found = text.measure(said, style, width=_WIDTH)
        card = text.Card(found.lines, style, found.size, Box(168, 1000, _WIDTH, found.height))
        for k in range(_ON_A_CARD):
            card.sprite(k)
        card.release()


def _timed(run: Callable[[], None]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def _held(run: Callable[[], None]) -> float:
    """MB that it held at its highest, beside what was there before."""
    tracemalloc.start()
    run()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20
