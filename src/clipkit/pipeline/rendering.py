"""From a script to files: plan, mix, encode, and what goes beside."""

import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from clipkit import store
from clipkit.errors import ClipkitError, Place
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.model.timeline import Timeline
from clipkit.pipeline import folders, planning, sounding
from clipkit.pipeline.report import Output, Report

Progress = Callable[[str, int, int], None]


def render(script: Script, out: Path | None, options: Options, progress: Progress | None) -> Report:
    """Render a script, a clip for each profile.

    Raises: ClipkitError: nothing was written.
    """
    began = time.perf_counter()
    timelines = [planning.sound(one) for one in planning.plans(script, options, progress)]
    timings = {"plan": time.perf_counter() - began, "voice": 0.0, "paint": 0.0, "encode": 0.0}
    outputs = []
    for timeline in timelines:
        target = _target(script, out, timeline, several=len(timelines) > 1)
        _guard(script, timeline, target)
        with folders.writing(target):
            outputs.append(_made(script, timeline, target, options, progress, timings))
    timings["total"] = time.perf_counter() - began
    problems = tuple(dict.fromkeys(p for one in timelines for p in one.problems))
    return Report(outputs=tuple(outputs), timings=timings, problems=problems)


def _target(script: Script, out: Path | None, timeline: Timeline, *, several: bool) -> Path:
    stem = "clip" if script.file == "-" else Path(script.file).name.removesuffix(".txt")
    target = out or Path(script.folder) / f"{Path(stem).stem}.mp4"
    return target.with_stem(f"{target.stem}-{timeline.profile}") if several else target


def _guard(script: Script, timeline: Timeline, target: Path) -> None:
    """Refuse to write over what the clip is made of.

    Raises: ClipkitError: output-is-input.
    """
    sources = folders.Files.of(timeline)
    inputs = [Path(script.file), *(sources(key) for key, _ in timeline.sources)]
    if any(one.exists() and one.resolve() == target.resolve() for one in inputs):
        raise ClipkitError(Place(str(target)).problem("output-is-input", path=target))


def _made(
    script: Script,
    timeline: Timeline,
    target: Path,
    options: Options,
    progress: Progress | None,
    timings: dict[str, float],
) -> Output:
    from clipkit.delivery import cover
    from clipkit.rendering import bridge, encode
    from clipkit.rendering.settings import Settings
    from clipkit.rendering.stage import Stage

    sources = folders.Files.of(timeline)
    began = time.perf_counter()
    mix = sounding.mix(timeline, sources, progress)
    timings["voice"] += time.perf_counter() - began
    stage = Stage(timeline, sources, mix)
    sidecars = {"cover": target.with_suffix(".jpg")}
    store.write(sidecars["cover"], cover.jpeg(stage.rgb(cover.frame(timeline))))
    if script.captions in ("file", "both"):
        from clipkit.delivery import subtitles

        sidecars["captions"] = target.with_suffix(".srt")
        store.write(sidecars["captions"], subtitles.srt(timeline).encode())
    stage.close()
    began = time.perf_counter()
    told = None if progress is None else (lambda done, total: progress("encode", done, total))
    settings = Settings.DRAFT if options.draft else Settings(bitrate=timeline.bitrate)
    pieces = 1
    with store.replacing(target) as lent:
        if options.writer == "moviepy":
            bridge.write_moviepy(stage, lent, settings, progress=told)
        else:
            pieces = encode.write(stage, lent, settings, progress=told).pieces
    timings["encode"] += time.perf_counter() - began
    form = encode.form_of(stage, settings)
    return Output(
        path=target,
        profile=timeline.profile,
        seconds=timeline.seconds,
        frames=timeline.frames // settings.step,
        fps=float(Fraction(form.rate)),
        size=form.size,
        bytes=target.stat().st_size,
        sha256=store.digest_of_file(target).removeprefix("sha256:"),
        pieces=pieces,
        lufs=mix.lufs,
        true_peak=mix.true_peak,
        sidecars=sidecars,
    )
