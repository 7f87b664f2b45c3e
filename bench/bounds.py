"""Figures of one run against the bounds that the project promises."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

Medians = Mapping[str, Mapping[str, float]]


class Row(NamedTuple):
    """A figure. holds: None where no bound is promised."""

    what: str
    shown: str
    bound: str
    holds: bool | None


class Bound(NamedTuple):
    """How a figure is made and what it may be at most; most: None: it is only shown.

    needs: the jobs that it is made from. slack: whether a short run may miss it by half.
    """

    what: str
    needs: tuple[str, ...]
    figure: Callable[[Medians], float]
    unit: str
    most: float | None
    slack: bool = True


def _limit(m: Medians, clip: str) -> float:
    """The faster of the two ways to encode frames that lie in memory."""
    return min(m[name]["wall"] for name in _limits(clip))


def _limits(clip: str) -> tuple[str, str]:
    return f"{clip}: limit, one encoder", f"{clip}: limit, side by side"


def _beside(m: Medians, clip: str) -> float:
    """CPU that isn't libx264's, ms a frame."""
    extra = m[f"{clip}: render"]["cpu"] - m[f"{clip}: limit, side by side"]["cpu"]
    return 1000 * extra / m[f"{clip}: render"]["frames"]


def _of(clip: str, most: float | None) -> tuple[Bound, ...]:
    """What is measured of a clip. most: times that it may take longer than its encoding alone."""
    render, draft = f"{clip}: render", f"{clip}: draft"
    return (
        Bound(
            f"{clip}: render / encoding alone, wall",
            (render, *_limits(clip)),
            lambda m: m[render]["wall"] / _limit(m, clip),
            "x",
            most,
        ),
        Bound(
            f"{clip}: CPU outside libx264, a frame",
            (render, *_limits(clip)),
            lambda m: _beside(m, clip),
            "ms",
            None,
        ),
        Bound(
            f"{clip}: render, a second of clip",
            (render,),
            lambda m: m[render]["wall"] / m[render]["frames"] * 30,
            "s",
            None,
        ),
        Bound(
            f"{clip}: draft / render, wall",
            (draft, render),
            lambda m: m[draft]["wall"] / m[render]["wall"],
            "x",
            None,
        ),
        Bound(
            f"{clip}: peak memory, as many workers as cores",
            (render,),
            lambda m: m[render]["rss"],
            "MB",
            None,
        ),
    )


BOUNDS = (
    *_of("demo", 1.5),
    *_of("photos", None),
    Bound(
        "clipkit demo on one core, peak memory",
        ("clipkit demo, one core",),
        lambda m: m["clipkit demo, one core"]["rss"],
        "MB",
        700,
        slack=False,
    ),
    Bound(
        "batch: cores x time on two cores / time on one; 0.9 of twice the clips is 1.11",
        ("batch, one core", "batch, two cores"),
        lambda m: 2 * m["batch, two cores"]["wall"] / m["batch, one core"]["wall"],
        "x",
        round(1 / 0.9, 3),
    ),
    Bound(
        "batch: peak memory of a job",
        ("batch, two cores",),
        lambda m: m["batch, two cores"]["job"],
        "MB",
        700,
        slack=False,
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
        "clipkit check, spoken by the voice",
        ("check, spoken",),
        lambda m: m["check, spoken"]["wall"],
        "s",
        0.6,
    ),
    Bound(
        "clipkit check, of a recording",
        ("check, recorded",),
        lambda m: m["check, recorded"]["wall"],
        "s",
        0.6,
    ),
    Bound(
        "clipkit check, a folder with 300 pictures, nothing remembered",
        ("check, 300 pictures",),
        lambda m: m["check, 300 pictures"]["wall"],
        "s",
        3.0,
    ),
    Bound(
        "clipkit check, nothing remembered",
        ("first check",),
        lambda m: m["first check"]["wall"],
        "s",
        None,
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
            )
        )
    return rows
