"""Figures of one run against the bounds that the project promises."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bench.jobs import WORDS

Medians = Mapping[str, Mapping[str, float]]


class Row(NamedTuple):
    """A figure. holds: None where no bound is promised. blocks: a check ends with 1 for it."""

    what: str
    shown: str
    bound: str
    holds: bool | None
    blocks: bool = False


class Bound(NamedTuple):
    """How a figure is made and what it may be; most, least: None: it is only shown.

    needs: the jobs that it is made from. slack: whether a short run may miss it by half.
    met: False: it is known to be missed; that is shown, and stops nobody.
    """

    what: str
    needs: tuple[str, ...]
    figure: Callable[[Medians], float]
    unit: str
    most: float | None = None
    least: float | None = None
    slack: bool = True
    met: bool = True


def judged(medians: Medians, bounds: tuple[Bound, ...], *, slack: float) -> list[Row]:
    """A row for every bound whose jobs were run. slack: times that a bound may be missed by."""
    rows: list[Row] = []
    for bound in bounds:
        if not set(bound.needs) <= set(medians):
            continue
        value, granted = bound.figure(medians), slack if bound.slack else 1.0
        shown, holds = "", None
        if bound.most is not None:
            most = bound.most * granted
            shown, holds = f"<= {most:.4g} {bound.unit}", value <= most
        elif bound.least is not None:
            least = bound.least / granted
            shown, holds = f">= {least:.3g} {bound.unit}", value >= least
        blocks = holds is False and bound.met
        digits = 4 if holds is False else 3  # 1.398 is not 1.4
        rows.append(Row(bound.what, f"{value:.{digits}g} {bound.unit}", shown, holds, blocks))
    return rows


def _one(
    what: str,
    job: str,
    key: str,
    unit: str,
    *,
    times: float = 1.0,
    most: float | None = None,
    slack: bool = True,
    met: bool = True,
) -> Bound:
    """A job's own figure."""
    return Bound(what, (job,), lambda m: times * m[job][key], unit, most, slack=slack, met=met)


def _ratio(
    what: str,
    over: str,
    under: str,
    *,
    key: str = "wall",
    most: float | None = None,
    least: float | None = None,
    slack: bool = True,
    met: bool = True,
) -> Bound:
    """A job's figure over another's, of both a frame where they tell how many they made."""

    def figure(m: Medians) -> float:
        each = m[under].get("frames", 1.0) / m[over].get("frames", 1.0) if key != "rss" else 1.0
        return each * m[over][key] / m[under][key]

    return Bound(what, (over, under), figure, "x", most, least, slack, met)


def _memory(what: str, job: str, most: float | None = None, key: str = "rss") -> Bound:
    return _one(f"{what}, peak memory", job, key, "MB", most=most, slack=False)


def _limits(clip: str, way: str) -> tuple[str, str]:
    return f"{clip}: limit, one encoder, {way}", f"{clip}: limit, side by side, {way}"


def _limit(m: Medians, clip: str, way: str) -> float:
    """The faster of the two ways to encode frames that lie in memory."""
    return min(m[name]["wall"] for name in _limits(clip, way))


def _of(
    clip: str, way: str, most: float | None, beside: float | None = None, *, met: bool = True
) -> tuple[Bound, ...]:
    """A clip's render against its encoding alone. beside: most ms a frame that aren't libx264's."""
    render, limits = f"{clip}: render, {way}", _limits(clip, way)

    def outside(m: Medians) -> float:
        return 1000 * (m[render]["cpu"] - m[limits[1]]["cpu"]) / m[render]["frames"]

    return (
        Bound(
            f"{clip}, {way}: render / encoding alone",
            (render, *limits),
            lambda m: m[render]["wall"] / _limit(m, clip, way),
            "x",
            most,
            met=met,
        ),
        Bound(
            f"{clip}, {way}: CPU outside libx264, a frame",
            (render, limits[1]),
            outside,
            "ms",
            beside,
            met=False,
        ),
        Bound(
            f"{clip}, {way}: render, a second of clip",
            (render,),
            lambda m: m[render]["wall"] / m[render]["frames"] * 30,
            "s",
        ),
        _memory(f"{clip}, {way}: render on all cores", render),
    )


def _footage(m: Medians) -> float:
    alone = m["footage: decode"]["wall"] + _limit(m, "footage", "shipped")
    return m["footage: render, shipped"]["wall"] / alone


def _words(m: Medians) -> float:
    """A changed word's wall, mean over the scenes, to a full render's."""
    walls = [m[f"edit: word {scene}"]["wall"] for scene in WORDS]
    return sum(walls) / len(walls) / m["edit: full"]["wall"]


_OURS = {way: f"reference: render, {way}" for way in ("veryfast", "shipped")}
_PSNR = ("quality: shipped", "quality: veryfast")
_STAGES = (
    ("photo, made ready", "photos made ready"),
    ("photo", "photos, moved and faded"),
    ("caption", "captions"),
    ("bug", "logo"),
    ("progress", "story bar"),
    ("sound", "AAC"),
    ("joining", "joining"),
    ("encoding", "libx264 and handing over"),
    ("all", "all"),
    ("near", "painting, a frame right after another"),
    ("apart", "painting, a frame 14 ms after another, nothing done between"),
)

BOUNDS = (
    *_of("reference", "veryfast", 1.15, met=False),
    *_of("reference", "shipped", None, 4.0),
    _ratio(
        "MoviePy at veryfast / ours, shipped",
        "moviepy: veryfast",
        _OURS["shipped"],
        least=10,
    ),
    _ratio(
        "MoviePy at veryfast / ours, shipped, CPU",
        "moviepy: veryfast",
        _OURS["shipped"],
        key="cpu",
        least=8,
    ),
    _ratio("MoviePy / ours, both shipped", "moviepy: shipped", _OURS["shipped"]),
    _ratio(
        "ffmpeg / ours, both veryfast",
        "ffmpeg: veryfast",
        _OURS["veryfast"],
        least=1.4,
    ),
    _ratio("ffmpeg / ours, both shipped", "ffmpeg: shipped", _OURS["shipped"]),
    _ratio(
        "ffmpeg with its fades apart / ours, both veryfast",
        "ffmpeg, fades apart: veryfast",
        _OURS["veryfast"],
    ),
    _ratio(
        "ffmpeg with its fades apart / ours, both shipped",
        "ffmpeg, fades apart: shipped",
        _OURS["shipped"],
    ),
    _memory("MoviePy at veryfast", "moviepy: veryfast"),
    _memory("ffmpeg at veryfast", "ffmpeg: veryfast"),
    *(_one(f"PSNR-Y {job[9:]}, mean", job, "mean", "dB") for job in _PSNR),
    *(_one(f"PSNR-Y {job[9:]}, worst frame", job, "worst", "dB") for job in _PSNR),
    _ratio("bytes, shipped / veryfast", *_PSNR, key="bytes"),
    Bound(
        "footage, 10 s: render / its decoding and encoding alone",
        ("footage: render, shipped", "footage: decode", *_limits("footage", "shipped")),
        _footage,
        "x",
        1.25,
    ),
    Bound(
        "edit: one word changed / full, mean over six scenes",
        ("edit: full", *(f"edit: word {scene}" for scene in WORDS)),
        _words,
        "x",
        0.40,
    ),
    _ratio("edit: a caption's text changed / full", "edit: caption", "edit: full", most=0.25),
    _ratio("edit: music changed / full", "edit: music", "edit: full", most=0.08),
    _ratio("edit: nothing changed / full", "edit: nothing", "edit: full", most=0.04),
    _one("edit: full, 30 s", "edit: full", "wall", "s"),
    Bound(
        "reference: --draft / full",
        ("reference: draft", _OURS["shipped"]),
        lambda m: m["reference: draft"]["wall"] / m[_OURS["shipped"]]["wall"],
        "x",
        0.15,
    ),
    _ratio("reference: --writer moviepy / fast", "reference: moviepy writes", _OURS["shipped"]),
    _one("still of a clip with footage, the slowest of 12", "still", "wall", "s", most=0.8),
    _memory("3 minutes, one worker", "length: 180 s, one worker", 600),
    _memory("3 minutes, two workers", "length: 180 s, two workers", 1000),
    _ratio(
        "3 minutes / 20 s, one worker: peak memory",
        "length: 180 s, one worker",
        "length: 20 s, one worker",
        key="rss",
        most=1.25,
        slack=False,
    ),
    _ratio(
        "3 minutes / 20 s, two workers: peak memory",
        "length: 180 s, two workers",
        "length: 20 s, two workers",
        key="rss",
        most=1.25,
        slack=False,
    ),
    *(_one(f"stage: {told}, CPU a frame", "stages", key, "ms") for key, told in _STAGES),
    *(
        _ratio(f"growth: {n} s / 20 s, CPU a frame", job, "length: 20 s, two workers", key="cpu")
        for n, job in ((n, f"length: {n} s, two workers") for n in (60, 180))
    ),
    *(
        _ratio(
            f"growth: without {told} / whole, CPU", f"without {kind}", _OURS["shipped"], key="cpu"
        )
        for kind, told in (("caption", "captions"), ("bug", "logo"), ("progress", "story bar"))
    ),
    _ratio("growth: 540x960 / 1080x1920, CPU", "at 540x960", _OURS["shipped"], key="cpu"),
    *_of("demo", "shipped", 1.5),
    Bound(
        "demo: draft / render",
        ("demo: draft", "demo: render, shipped"),
        lambda m: m["demo: draft"]["wall"] / m["demo: render, shipped"]["wall"],
        "x",
    ),
    _memory("clipkit demo on one core", "demo: clipkit demo, one core", 700),
    Bound(
        "batch: cores x time on two cores / time on one; 0.9 of twice the clips is 1.11",
        ("batch, one core", "batch, two cores"),
        lambda m: 2 * m["batch, two cores"]["wall"] / m["batch, one core"]["wall"],
        "x",
        round(1 / 0.9, 3),
    ),
    _memory("batch, a job", "batch, two cores", 700, key="job"),
    _one("sound, CPU a second of clip", "sound, 180 s", "cpu", "ms", times=1000 / 180, most=20),
    _one("sound, memory at 180 s", "sound, 180 s", "grown", "MB", most=150, slack=False),
    _one(
        "150 words as sprites, CPU in the dearest of ten styles", "words, 150", "cpu", "s", most=1
    ),
    _one("150 words as sprites, memory held", "words, 150", "held", "MB", most=60, slack=False),
    _one("clipkit --help", "help", "wall", "s", most=0.25),
    _one("clipkit check, spoken by the voice", "check, spoken", "wall", "s", most=0.6),
    _one("clipkit check, of a recording", "check, recorded", "wall", "s", most=0.6),
    _one(
        "clipkit check, a folder with 300 pictures, nothing remembered",
        "check, 300 pictures",
        "wall",
        "s",
        most=3.0,
    ),
    _one(
        "clipkit check, a folder with 300 pictures, all of it known",
        "check, 300 pictures known",
        "wall",
        "s",
        most=0.5,
    ),
    _one("clipkit check, nothing remembered", "first check", "wall", "s"),
)
