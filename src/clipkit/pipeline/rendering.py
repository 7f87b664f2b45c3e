"""From a script to files: plan, mix, encode, and what goes beside."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from clipkit import store
from clipkit.errors import ClipkitError, Place, raise_errors
from clipkit.model.cues import Caption
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.model.timeline import Timeline
from clipkit.pipeline import folders, planning, sounding
from clipkit.pipeline.report import Clock, Output, Progress, Report
from clipkit.reading import naming

if TYPE_CHECKING:
    from clipkit.rendering.stage import Stage


def render(
    script: Script,
    out: Path | None,
    options: Options,
    progress: Progress | None,
    *,
    makes_folders: bool = False,
) -> Report:
    """Render a script, a clip for each profile. makes_folders: those above `out`, when needed.

    Raises: ClipkitError: nothing was written.
    """
    clock = Clock()
    timelines = planning.plans(script, options, progress, clock)
    return _all_made(script, timelines, out, options, progress, clock, makes_folders=makes_folders)


def render_stage(
    stage: object,
    out: Path | None,
    options: Options,
    progress: Progress | None,
    *,
    makes_folders: bool = False,
) -> Report:
    """Render a stage, with the layers laid over it. out: None: `clip.mp4` in its script's folder.

    All that it is, its timeline says: from there it goes the way of a script.
    Raises: ClipkitError: nothing was written. TypeError: it is another kind of clip. ValueError:
    an option for what is decided already.
    """
    from clipkit.rendering.stage import Stage

    if not isinstance(stage, Stage):
        kind = type(stage).__name__
        raise TypeError(f"a {kind} is neither a script nor a stage: write it by write_videofile")
    if replace(options, draft=False, writer="fast") != Options():
        raise ValueError("a stage is planned: of the options only draft and writer change it")
    timeline = stage.timeline
    captioned = any(word.shown == "caption" for word in timeline.words)
    burnt = any(isinstance(cue, Caption) for cue in timeline.cues)
    unwritten = Script(
        scenes=(),
        file="-",
        folder=timeline.folder,
        captions="file" if captioned and not burnt else "burn",
    )
    clock = Clock()
    return _all_made(
        unwritten, [timeline], out, options, progress, clock, makes_folders=makes_folders
    )


def _all_made(
    script: Script,
    timelines: list[Timeline],
    out: Path | None,
    options: Options,
    progress: Progress | None,
    clock: Clock,
    *,
    makes_folders: bool,
) -> Report:
    """Make a clip of each timeline."""
    for timeline in timelines:
        raise_errors(timeline.problems)
    outputs, problems = [], [p for one in timelines for p in one.problems]
    for timeline in timelines:
        target = _target(script, out, timeline, several=len(timelines) > 1)
        folders.guard(target, folders.inputs(script, timeline))
        with folders.writing(target, makes_folders=makes_folders):
            if makes_folders:
                target.parent.mkdir(parents=True, exist_ok=True)
            made = _made(script, timeline, target, options, progress, clock)
        outputs.append(made)
        if made.path != target:
            place = Place(str(target))
            problems.append(place.problem("output-open", "warning", path=target, other=made.path))
    told = tuple(dict.fromkeys(problems))
    return Report(outputs=tuple(outputs), timings=clock.read(), problems=told)


def _target(script: Script, out: Path | None, timeline: Timeline, *, several: bool) -> Path:
    """Where a clip goes. A folder takes it under the script's name; no suffix means `.mp4`.

    Raises: ClipkitError: option-value, for another kind of file; output-long.
    """
    stem = "clip" if script.file == "-" else naming.stem_of(script.file)
    beside = Path(script.folder) / f"{stem}.mp4"
    target = out or beside
    with folders.writing(target, makes_folders=True):  # a name may be too long to ask about
        is_folder = target.is_dir()
    if is_folder:
        target /= beside.name
    elif not target.suffix:
        target = target.with_name(f"{target.name}.mp4")
    is_input = folders.is_one_of(target, folders.inputs(script, timeline))
    if target.suffix.lower() != ".mp4" and not is_input:
        problem = Place("").problem("option-value", option="-o", value=target, form="NAME.mp4")
        raise ClipkitError(problem)
    return target.with_stem(f"{target.stem}-{timeline.profile}") if several else target


def _beside(target: Path, suffix: str, script: Script, timeline: Timeline) -> Path:
    """What goes beside a clip, under its name, or another where that is an input's."""
    path = target.with_suffix(suffix)
    taken = folders.is_one_of(path, folders.inputs(script, timeline))
    return path.with_stem(f"{target.stem}-cover") if taken else path


def _sidecars(
    stage: "Stage", script: Script, timeline: Timeline, target: Path
) -> dict[str, tuple[Path, bytes]]:
    """What goes beside a clip: kind to path and content."""
    from clipkit.delivery import captions, cover

    shown = cover.jpeg(stage.rgb(cover.frame(timeline)))
    found = {"cover": (_beside(target, ".jpg", script, timeline), shown)}
    if script.captions in ("file", "both"):
        found["captions"] = (
            target.with_suffix(".srt"),
            captions.written(timeline, "srt").encode(),
        )
    return found


def _made(
    script: Script,
    timeline: Timeline,
    target: Path,
    options: Options,
    progress: Progress | None,
    clock: Clock,
) -> Output:
    from clipkit.pipeline.staging import staged
    from clipkit.rendering import bridge, encode
    from clipkit.rendering.settings import Settings

    with clock.of("voice"):
        mix = sounding.mix(timeline, progress)
    stage = staged(timeline, mix)
    with clock.of("paint"):
        sidecars = _sidecars(stage, script, timeline, target)
    stage.close()
    told = None if progress is None else (lambda done, total: progress("encode", done, total))
    settings = Settings.DRAFT if options.draft else Settings(bitrate=timeline.bitrate)
    ours = partial(encode.write, side_by_side=stage.side_by_side)
    write = bridge.write_moviepy if options.writer == "moviepy" else ours
    with store.replacing(target) as lent:
        written = write(stage, lent.path, settings, progress=told)
        beside = {  # before the clip, and only if there is one
            kind: store.write(path, content) for kind, (path, content) in sidecars.items()
        }
    clock.add("paint", written.painting)
    clock.add("encode", written.encoding)
    return Output(
        path=lent.target,
        profile=timeline.profile,
        seconds=float(written.frames / written.fps),
        frames=written.frames,
        fps=float(written.fps),
        size=written.size,
        bytes=lent.target.stat().st_size,
        sha256=store.digest_of_file(lent.target).removeprefix("sha256:"),
        pieces=written.pieces,
        lufs=mix.lufs,
        true_peak=mix.true_peak,
        sidecars=beside,
    )
