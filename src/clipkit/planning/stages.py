"""One scene with all that was decided of it before its cues are made."""

from msgspec import Struct

from clipkit.planning.blocks import Block
from clipkit.planning.framing import Shown
from clipkit.planning.placing import Layout
from clipkit.planning.timing import SceneClock
from clipkit.units import Span


class Stage(Struct, frozen=True, kw_only=True):
    """A scene's part of the work.

    index: among the script's scenes. titles: when its title, or the clip's instead, is seen.
    seen: its pictures, and when, without transitions. captioned: cards are burnt in here.
    opens, ends: something is seen before it, after it.
    """

    index: int
    span: Span
    clock: SceneClock
    layout: Layout
    blocks: tuple[Block, ...]
    titles: tuple[Span, ...]
    seen: tuple[tuple[Shown, Span], ...]
    captioned: bool
    opens: bool
    ends: bool
