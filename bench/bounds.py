"""Figures of one run against the bounds that the project promises."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

Medians = Mapping[str, Mapping[str, float]]


class Row(NamedTuple):
    """A figure. holds: None where no bound is promised. stops: a miss is a failure of the run."""

    what: str
    shown: str
    bound: str
    holds: bool | None
    stops: bool


class Bound(NamedTuple):
    """How a figure is made and what it may be at most; most: None: it is only shown.

    needs: the jobs that it is made from. slack: whether a short run may miss it by half.
    met: False: known to be missed; the table says so each time, and `--check` stops for the others.
    """

    what: str
    needs: tuple[str, ...]
    figure: Callable[[Medians], float]
    unit: str
    most: float | None
    slack: bool = True
    met: bool = True


def _limit(m: Medians) -> float:
    """The faster of the two ways to encode frames that lie in memory."""
    return min(m["limit, one encoder"]["wall"], m["limit, side by side"]["wall"])


def _beside(m: Medians) -> float:
    """CPU that isn't libx264's, ms a frame."""
    extra = m["render"]["cpu"] - m["limit, side by side"]["cpu"]
    return 1000 * extra / m["render"]["frames"]


_LIMITS = ("limit, one encoder", "limit, side by side")
BOUNDS = (
    Bound(
        "render / encoding alone, wall",
        ("render", *_LIMITS),
        lambda m: m["render"]["wall"] / _limit(m),
        "x",
        1.5,
    ),
    Bound("CPU outside libx264, a frame", ("render", *_LIMITS), _beside, "ms", None),
    Bound(
        "render, a second of clip",
        ("render",),
        lambda m: m["render"]["wall"] / m["render"]["frames"] * 30,
        "s",
        None,
    ),
    Bound(
        "draft / render, wall",
        ("draft", "render"),
        lambda m: m["draft"]["wall"] / m["render"]["wall"],
        "x",
        None,
    ),
    Bound(
        "peak memory, one worker",
        ("render, one worker",),
        lambda m: m["render, one worker"]["rss"],
        "MB",
        700,
        slack=False,
    ),
    Bound(
        "peak memory, as many workers as cores",
        ("render",),
        lambda m: m["render"]["rss"],
        "MB",
        None,
    ),
    Bound(
        "sound, CPU a second of clip",
        ("sound, 180 s",),
        lambda m: 1000 * m["sound, 180 s"]["cpu"] / 180,
        "ms",
        20,
    ),
    Bound(
        "sound, memory at 180 s",
        ("sound, 180 s",),
        lambda m: m["sound, 180 s"]["grown"],
        "MB",
        150,
        slack=False,
    ),
    Bound("clipkit --help", ("help",), lambda m: m["help"]["wall"], "s", 0.30),
    Bound(
        "clipkit check of an example", ("check",), lambda m: m["check"]["wall"], "s", 0.6, met=False
    ),
)


def judged(medians: Medians, *, slack: float) -> list[Row]:
    """A row for every bound whose jobs were run. slack: times that a bound may be missed by."""
    rows: list[Row] = []
    for bound in BOUNDS:
        if not set(bound.needs) <= set(medians):
            continue
        value, most = bound.figure(medians), bound.most
        granted = None if most is None else most * (slack if bound.slack else 1.0)
        rows.append(
            Row(
                bound.what,
                f"{value:.3g} {bound.unit}",
                "" if granted is None else f"<= {granted:g} {bound.unit}",
                None if granted is None else value <= granted,
                bound.met,
            )
        )
    return rows
