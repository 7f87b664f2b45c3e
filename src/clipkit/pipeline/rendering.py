"""From a script to files: plan, mix, encode, and what goes beside."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from clipkit import store
from clipkit.errors import ClipkitError, Place, Problem, raise_errors
from clipkit.model.cues import Caption
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.model.timeline import Timeline
from clipkit.pipeline import folders, planning
from clipkit.pipeline.report import Clock, Output, Progress, Report
from clipkit.reading import naming

if TYPE_CHECKING:
    from clipkit.rendering.packets import Packets
    from clipkit.rendering.painter import Painter
    from clipkit.sound.mix import Mix

# What makes a clip, in the order in which it is sure to be needed: all but the last always is.
_AHEAD = (
    "clipkit.rendering.encode",
    "clipkit.rendering.painter",
    "clipkit.pipeline.sounding",
    "clipkit.sound.mix",
)


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
    timelines = planning.plans(script, options, progress, clock, _AHEAD)
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
    if replace(options, draft=False, quality="good", writer="fast") != Options():
        raise ValueError("a stage is planned: only draft, quality and writer still change it")
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
        problems += made.problems
        if made.path != target:
            place = Place(str(target))
            problems.append(place.problem("output-open", "warning", path=target, other=made.path))
    told = tuple(dict.fromkeys(problems))
    return Report(outputs=tuple(outputs), timings=clock.read(), problems=told)


def _target(script: Script, out: Path | None, timeline: Timeline, *, several: bool) -> Path:
    """Where a clip goes. A folder takes it under the script's name; no suffix means `.mp4`.

    Raises: ClipkitError: option-value, for another kind of file; output-long; output-theirs.
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
    target = target.with_stem(f"{target.stem}-{timeline.profile}") if several else target
    if out is None and _is_theirs(target, script):
        raise ClipkitError(Place(str(target)).problem("output-theirs", path=target))
    return target


def _is_theirs(path: Path, script: Script) -> bool:
    """Whether a file beside subtitles may be what they were written for: no run has made it.

    A video and its subtitles have one name, and it would be gone. Of other scripts all that has
    their name is ours.
    """
    if not script.times or script.file == "-" or not path.is_file():
        return False
    return store.cache().get("made", folders.bytes_of(path)) is None


def _beside(target: Path, kind: str, suffix: str, script: Script, timeline: Timeline) -> Path:
    """What goes beside a clip, under its name, or another where that is an input's."""
    path = target.with_suffix(suffix)
    taken = folders.is_one_of(path, folders.inputs(script, timeline)) or _is_theirs(path, script)
    return path.with_stem(f"{target.stem}-{kind}") if taken else path


class _Beside:
    """What is made while the picture is: the sound, and the sidecars.

    lufs, true_peak: as of Mix, once it is made.
    """

    def __init__(self, stage: "Painter", script: Script, target: Path) -> None:
        self._stage, self._script, self._target = stage, script, target
        self._clock = Clock()
        self.lufs = self.true_peak = 0.0
        self.sidecars: dict[str, tuple[Path, bytes]] = {}  # kind to path and content

    @property
    def timings(self) -> dict[str, float]:
        """Seconds at work, by stage."""
        return {stage: self._clock.read()[stage] for stage in ("voice", "paint")}

    def make(self) -> "Packets":
        """Make all of it. Returns: the sound, for the file.

        Raises: ClipkitError: a voice or a file isn't there.
        """
        from clipkit.pipeline import sounding

        with self._clock.of("voice"):
            packets, self.lufs, self.true_peak = sounding.heard(self._stage.timeline)
        self._draw()
        return packets

    def make_mixed(self) -> "Mix":
        """Make all of it. Returns: the sound, for MoviePy.

        Raises: ClipkitError: a voice or a file isn't there.
        """
        from clipkit.pipeline import sounding

        with self._clock.of("voice"):
            mix = sounding.mix(self._stage.timeline)
        self.lufs, self.true_peak = mix.lufs, mix.true_peak
        self._draw()
        return mix

    def _draw(self) -> None:
        with self._clock.of("paint"):
            self.sidecars = self._drawn()

    def _drawn(self) -> dict[str, tuple[Path, bytes]]:
        from clipkit.delivery import captions, cover
        from clipkit.rendering.kept import Kept

        stage, timeline = self._stage, self._stage.timeline
        frame = cover.frame(timeline)
        kept = Kept(store.cache(), timeline, stage.sources)
        shown = kept.still(frame, cover.KIND, lambda: cover.jpeg(stage.rgb(frame)))
        contents = {"cover": (".jpg", shown)}
        if self._script.captions in ("file", "both"):
            contents["captions"] = ".srt", captions.written(timeline, "srt").encode()
        return {
            kind: (_beside(self._target, kind, suffix, self._script, timeline), content)
            for kind, (suffix, content) in contents.items()
        }


def _remember(*made: Path) -> None:
    """Note what a run has made of subtitles, for `_is_theirs`."""
    for path in made:
        store.cache().put("made", folders.bytes_of(path), content=b"")


def _made(
    script: Script,
    timeline: Timeline,
    target: Path,
    options: Options,
    progress: Progress | None,
    clock: Clock,
) -> Output:
    from clipkit.rendering import encode
    from clipkit.rendering.painter import Painter
    from clipkit.rendering.settings import Settings

    stage = Painter(timeline, folders.Files.of(timeline))
    beside = _Beside(stage, script, target)
    told = None if progress is None else (lambda done, total: progress("encode", done, total))
    quality = "draft" if options.draft else options.quality
    settings = Settings.of(quality, timeline.bitrate)
    if progress:
        progress("sound", 0, 1)  # beside the picture, which is told of frame by frame
    with store.replacing(target) as lent:
        if options.writer == "moviepy":
            from clipkit.pipeline.staging import staged  # late: they load MoviePy
            from clipkit.rendering import bridge

            whole = staged(timeline, beside.make_mixed())
            written = bridge.write_moviepy(whole, lent.path, settings, progress=told)
        else:
            written = encode.write(
                stage,
                lent.path,
                settings,
                sound=beside.make,
                cache=store.cache(),
                progress=told,
                side_by_side=stage.side_by_side,
            )
        stage.close()
        sidecars = {  # before the clip, and only if there is one
            kind: store.write(path, content) for kind, (path, content) in beside.sidecars.items()
        }
    if progress:
        progress("sound", 1, 1)
    for name, seconds in beside.timings.items():
        clock.add(name, seconds)
    clock.add("paint", written.painting)
    clock.add("encode", written.encoding)
    if script.times:
        _remember(lent.target, *sidecars.values())
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
        made=written.made,
        lufs=beside.lufs,
        true_peak=beside.true_peak,
        sidecars=sidecars,
        problems=tuple(_damaged(written.lost)),
    )


def _damaged(lost: frozenset[tuple[str, float]]) -> Iterator[Problem]:
    """Warn of the clips with broken frames, each once. lost: sources and seconds."""
    for source in sorted({source for source, _ in lost}):
        seconds = [second for name, second in lost if name == source]
        values = {"path": source, "count": len(seconds), "second": f"{min(seconds):.2f}"}
        yield Place(source).problem("media-frames-lost", "warning", **values)
