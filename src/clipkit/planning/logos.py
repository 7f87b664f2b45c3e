"""How large a logo is shown: by what is seen of it, and so that none looks smaller than another."""

from collections.abc import Iterable, Mapping

from clipkit.errors import Place, Problem
from clipkit.model.cues import Bug, Bumper, Cue
from clipkit.model.facts import Facts
from clipkit.planning.cropping import SMALL
from clipkit.planning.look import Look
from clipkit.units import even

_FLATTER = 1 / 3  # power of its shape by which a wide logo is lower, and a tall one higher


def optical(known: Facts, side: int, width: float, height: float) -> tuple[int, int]:
    """Return (width, height) of a logo that looks as large as a square one of `side`; even px.

    The height falls with the cube root of its shape (width over height of what is seen of it): a
    wordmark of 4:1 is 0.63 times as high as a square mark and 2.5 times as wide. Heights alike
    would give it four times the area, areas alike letters that are too small to be read. A tall one
    of 1:2 is 1.26 times as high. Both are then shrunk into `width` and `height`, px.
    """
    wide, high = _ink(known)
    shape = max(wide, 1.0) / max(high, 1.0)
    tall = side / shape**_FLATTER
    fit = min(1.0, width / (tall * shape), height / tall)
    return max(2, even(tall * shape * fit)), max(2, even(tall * fit))


def soft(cues: Iterable[Cue], facts: Mapping[str, Facts], look: Look) -> list[Problem]:
    """Return a warning if the brand's logo is shown far larger than it is."""
    key = f"brand:{look.brand.logo}"
    boxes = [cue.box for cue in cues if isinstance(cue, Bug | Bumper) and cue.source == key]
    if not boxes:
        return []
    wide, high = _ink(facts[key])
    grown = max(min(box.width / max(wide, 1.0), box.height / max(high, 1.0)) for box in boxes)
    if grown <= SMALL:
        return []
    values = {
        "path": look.brand.logo,
        "size": f"{round(wide)}x{round(high)}",
        "times": f"{grown:.1f}",
    }
    return [Place(look.brand.file).problem("logo-small", "warning", **values)]


def _ink(known: Facts) -> tuple[float, float]:
    """Width and height of what is seen of it, px."""
    left, top, right, bottom = known.ink
    return (right - left) * known.size[0], (bottom - top) * known.size[1]
