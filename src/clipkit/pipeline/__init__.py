"""The one place that walks the line: reads bytes, lists folders, hands each room what it needs.

`load` a script, `plan` it, `stage` it as a MoviePy clip, `render` it to a file.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from clipkit import store
from clipkit.errors import ClipkitError, Place, raise_errors
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.model.timeline import Timeline
from clipkit.pipeline import folders
from clipkit.pipeline.aligning import Aligned as Aligned
from clipkit.pipeline.aligning import align as align
from clipkit.pipeline.auditions import Audition as Audition
from clipkit.pipeline.auditions import audition as audition
from clipkit.pipeline.branding import Logo as Logo
from clipkit.pipeline.branding import Speaker as Speaker
from clipkit.pipeline.branding import logo as logo
from clipkit.pipeline.checking import Checked as Checked
from clipkit.pipeline.checking import check as check
from clipkit.pipeline.folders import inputs as inputs
from clipkit.pipeline.listing import Row as Row
from clipkit.pipeline.listing import brands as brands
from clipkit.pipeline.listing import fonts as fonts
from clipkit.pipeline.listing import profile as profile
from clipkit.pipeline.listing import profiles as profiles
from clipkit.pipeline.listing import rows as rows
from clipkit.pipeline.listing import styles as styles
from clipkit.pipeline.listing import templates as templates
from clipkit.pipeline.listing import voices as voices
from clipkit.pipeline.planning import plan as plan
from clipkit.pipeline.planning import plans as plans
from clipkit.pipeline.previews import sheet as sheet
from clipkit.pipeline.report import Progress as Progress
from clipkit.pipeline.report import Report as Report
from clipkit.pipeline.starter import Answers as Answers
from clipkit.pipeline.starter import new as new

if TYPE_CHECKING:
    import numpy as np

    from clipkit.delivery.captions import Form
    from clipkit.rendering.stage import Stage

_TOO_MUCH = 1 << 20  # bytes: four times what a script may hold, so that reading refuses it

UPRIGHT = 1080, 1920  # the frame that `inspect` tells of


def load(
    path: Path | str, *, values: Mapping[str, str] | None = None, allow_outside: bool = False
) -> Script:
    """Read a script. path: its file, or a folder that holds one. values: fill `{{name}}`.

    Raises: ClipkitError: with all that is wrong with it.
    """
    file = folders.script_in(Path(path))
    try:
        with file.open("rb") as opened:
            data = opened.read(_TOO_MUCH)
    except OSError as error:
        problem = Place(str(file)).problem("media-unreadable", path=file)
        raise ClipkitError(problem) from error
    return load_bytes(data, str(file), file.parent, values=values, allow_outside=allow_outside)


def load_bytes(
    data: bytes,
    name: str,
    folder: Path,
    *,
    values: Mapping[str, str] | None = None,
    allow_outside: bool = False,
) -> Script:
    """Read a script from its bytes. name: what to call it. folder: where its paths start.

    Raises: ClipkitError: with all that is wrong with it.
    """
    from clipkit.media import kinds
    from clipkit.reading import naming
    from clipkit.reading import script as reading

    found, problems = reading.script(
        data,
        name,
        folders.names(folder, naming.stem_of(name)),
        values,
        told=lambda file: kinds.kind(folder / file),
        allow_outside=allow_outside,
    )
    raise_errors(problems)
    if found is None:
        raise ClipkitError(Place(name).problem("script-empty"))
    return replace(found, folder=str(folder.resolve()))


def stage(timeline: Timeline, progress: Progress | None = None) -> "Stage":
    """Return a timeline as a MoviePy clip, with its sound. Nothing is painted yet.

    Raises: ClipkitError: a voice or a file isn't there any more.
    """
    from clipkit.pipeline import sounding, staging

    if progress:
        progress("sound", 0, 1)
    mix = sounding.mix(timeline)
    if progress:
        progress("sound", 1, 1)
    return staging.staged(timeline, mix)


def still(timeline: Timeline, frame: int) -> "np.ndarray":
    """Paint one frame: (h, w, 3) uint8 RGB.

    Raises: ClipkitError: a file can't be read.
    """
    from clipkit.pipeline import staging

    return staging.staged(timeline).rgb(frame)


def render(
    script: "Script | Stage",
    out: Path | str | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
    *,
    makes_folders: bool = False,
) -> Report:
    """Make the clip, or one for each profile, with its cover beside it.

    script: or a stage, with the layers laid over it, which only draft and writer still change.
    out: where to; None: beside the script. makes_folders: make those above `out` that aren't
    there, once there is a clip to put into them.
    Raises: ClipkitError: nothing was written. TypeError: another kind of clip, as
    MoviePy makes one of a stage. ValueError: an option for what a stage has decided.
    """
    from clipkit.pipeline import rendering

    target, chosen = Path(out) if out else None, options or Options()
    if isinstance(script, Script):
        return rendering.render(script, target, chosen, progress, makes_folders=makes_folders)
    return rendering.render_stage(script, target, chosen, progress, makes_folders=makes_folders)


def captions(timeline: Timeline, form: "Form") -> str:
    """Return a clip's captions as the text of a file. form: `srt`, `vtt`, `ass` or `json`."""
    from clipkit.delivery import captions as delivered

    return delivered.written(timeline, form, profile(timeline.profile).area("main"))


def save(target: Path, content: bytes, inputs: Iterable[Path] = ()) -> Path:
    """Put a small file in place, whole or not at all. inputs: files that it may not replace.

    Returns: where it is: beside a target that another program holds open.
    Raises: ClipkitError: output-is-input, output-unwritable, disk-full.
    """
    folders.guard(target, inputs)
    with folders.writing(target):
        return store.write(target, content)


def inspect(path: Path) -> dict[str, Any]:
    """What a media file is, as plain data; of a picture, how it is `fit` on an upright clip.

    becomes: names of what is done about it (media.details).
    Raises: ClipkitError: media-*.
    """
    from clipkit.media import details, looking
    from clipkit.model.document import plain
    from clipkit.model.script import Picture
    from clipkit.planning import cropping

    (facts,) = looking.looked([looking.Unknown(path, str(path))])
    if isinstance(facts, tuple):
        raise ClipkitError(*facts)
    shown = cropping.fitted(Picture(source="", at=0), facts, UPRIGHT) if facts.luma else ""
    found = {
        **plain(facts),
        **({"fit": shown} if shown else {}),
        **details.details(path, str(path)),
    }
    return {**found, "becomes": details.becomes(found)}


def demo(out: Path, progress: Progress | None = None) -> Report:
    """Render the bundled example to `out`.

    Raises: ClipkitError: as `render`.
    """
    return render(load(folders.shelf("examples") / "kopi" / "kopi.md"), out, None, progress)
