"""The one place that walks the line: reads bytes, lists folders, hands each room what it needs.

`load` a script, `plan` it, `stage` it as a MoviePy clip, `render` it to a file.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipkit import store
from clipkit.errors import ClipkitError, Place, raise_errors
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.model.timeline import Timeline
from clipkit.pipeline import folders
from clipkit.pipeline.branding import Logo as Logo
from clipkit.pipeline.branding import Speaker as Speaker
from clipkit.pipeline.branding import logo as logo
from clipkit.pipeline.checking import Checked as Checked
from clipkit.pipeline.checking import check as check
from clipkit.pipeline.listing import Row as Row
from clipkit.pipeline.listing import brands as brands
from clipkit.pipeline.listing import fonts as fonts
from clipkit.pipeline.listing import profile as profile
from clipkit.pipeline.listing import profiles as profiles
from clipkit.pipeline.listing import styles as styles
from clipkit.pipeline.listing import templates as templates
from clipkit.pipeline.listing import voices as voices
from clipkit.pipeline.planning import plan as plan
from clipkit.pipeline.planning import plans as plans
from clipkit.pipeline.report import Progress as Progress
from clipkit.pipeline.report import Report as Report
from clipkit.pipeline.starter import Answers as Answers
from clipkit.pipeline.starter import new as new

if TYPE_CHECKING:
    import numpy as np

    from clipkit.rendering.stage import Stage

_TOO_MUCH = 1 << 20  # bytes: four times what a script may hold, so that reading refuses it


def load(
    path: Path | str, *, values: Mapping[str, str] | None = None, allow_outside: bool = False
) -> Script:
    """Read a script. path: its file, or a folder that holds one. values: fill `{{name}}`.

    Raises: ClipkitError: with all that is wrong with it.
    """
    file = folders.script_in(Path(path))
    with file.open("rb") as opened:
        data = opened.read(_TOO_MUCH)
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
    from clipkit.reading import script as reading

    names = folders.names(folder, Path(name).stem)
    found, problems = reading.script(data, name, names, values, allow_outside=allow_outside)
    raise_errors(problems)
    if found is None:
        raise ClipkitError(Place(name).problem("script-empty"))
    return replace(found, folder=str(folder.resolve()))


def stage(timeline: Timeline, progress: Progress | None = None) -> "Stage":
    """Return a timeline as a MoviePy clip, with its sound. Nothing is painted yet.

    Raises: ClipkitError: a voice or a file isn't there any more.
    """
    from clipkit.pipeline import sounding, staging

    return staging.staged(timeline, sounding.mix(timeline, progress))


def still(timeline: Timeline, frame: int) -> "np.ndarray":
    """Paint one frame: (h, w, 3) uint8 RGB.

    Raises: ClipkitError: a file can't be read.
    """
    from clipkit.pipeline import staging

    return staging.staged(timeline).rgb(frame)


def render(
    script: Script,
    out: Path | str | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Report:
    """Make the clip, or one for each profile, with its cover beside it.

    out: where to; None: beside the script.
    Raises: ClipkitError: nothing was written.
    """
    from clipkit.pipeline import rendering

    return rendering.render(script, Path(out) if out else None, options or Options(), progress)


def save(target: Path, content: bytes) -> None:
    """Put a small file in place, whole or not at all.

    Raises: ClipkitError: output-unwritable, disk-full.
    """
    with folders.writing(target):
        store.write(target, content)


def inspect(path: Path) -> dict[str, Any]:
    """What a media file is, as plain data.

    Raises: ClipkitError: media-*.
    """
    from clipkit.media import details, probe
    from clipkit.model.document import plain

    return {**plain(probe.facts(path, str(path))), **details.details(path, str(path))}


def demo(out: Path, progress: Progress | None = None) -> Report:
    """Render the bundled example to `out`.

    Raises: ClipkitError: as `render`.
    """
    return render(load(folders.shelf("examples") / "kopi" / "kopi.md"), out, None, progress)
