"""How far a change is, by its ease and its time: the same curves as text has."""

from clipkit.model.style import Ease
from clipkit.text.motion import EASES


def eased(ease: Ease, t: float) -> float:
    """Share of a change that is done (may pass 1.0). t: share of its time, held to 0.0 to 1.0.

    >>> eased("in_out", 0.5), eased("out_cubic", 2.0)
    (0.5, 1.0)
    """
    return EASES[ease](min(max(t, 0.0), 1.0))
