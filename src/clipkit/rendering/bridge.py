"""The other writer: MoviePy's own, with our settings and right colours."""

import os
import time
from fractions import Fraction
from pathlib import Path

import av

from clipkit.rendering.encode import Written, form_of
from clipkit.rendering.mp4 import AUDIO_BITRATE, RATE
from clipkit.rendering.planes import Pixels
from clipkit.rendering.settings import Settings
from clipkit.rendering.smaller import smaller
from clipkit.rendering.stage import Stage
from clipkit.rendering.workers import Progress, taken
from clipkit.units import Span, frame_at

# MoviePy hands RGB to ffmpeg, which takes BT.601 and says nothing: players show HD as BT.709.
_TAGS = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
_COLOURS = (
    *("-vf", f"scale=out_color_matrix=bt709:out_range=tv,{_TAGS}"),
    *("-movflags", "+faststart"),
)


def write_moviepy(
    stage: Stage,
    path: Path,
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
) -> Written:
    """Render a stage by `write_videofile`: slower, and what a user of MoviePy would get.

    settings: None: as shipped. path: ends with .mp4.
    Raises: OSError: it can't be written, or ffmpeg fails.
    """
    began, painting = time.perf_counter(), 0.0
    settings = settings or Settings(bitrate=stage.timeline.bitrate)
    rate = form_of(stage, settings).rate
    frames = taken(Span(0, stage.timeline.frames), settings.step)
    clip = Stage(smaller(stage.timeline, settings.shrink), stage.sources, stage.mix)

    def painted(seconds: float) -> Pixels:
        nonlocal painting
        asked = time.perf_counter()
        number = min(frame_at(seconds, float(rate)), len(frames) - 1)
        picture = clip.rgb(frames[number])
        painting += time.perf_counter() - asked
        if progress is not None:
            progress(number + 1, len(frames))
        return picture

    clip.frame_function = painted
    clip.duration = (len(frames) + 0.5) / float(rate)  # MoviePy cuts 28.999 to 28
    sound = path.with_name(f"{path.name}.m4a")  # a name that the next run sweeps, if we are killed
    try:
        with clip:
            clip.write_videofile(
                str(path),
                fps=float(rate),
                codec="libx264",
                preset=settings.preset,
                threads=1,
                audio=clip.audio is not None,
                audio_fps=RATE,
                audio_codec="aac",
                audio_bitrate=f"{AUDIO_BITRATE}",
                temp_audiofile=str(sound),
                ffmpeg_params=[*_arguments(settings), *_COLOURS],
                logger=None,
            )
            lost = clip.lost
        seconds = time.perf_counter() - began
        with av.open(str(path)) as file:  # what ffmpeg made of it: the way there is not ours
            video = file.streams.video[0]
            return Written(
                frames=video.frames,
                fps=Fraction(video.average_rate or rate),
                size=(video.width, video.height),
                pieces=1,
                made=1,
                workers=1,
                seconds=seconds,
                joined=0.0,
                painting=painting,
                encoding=seconds - painting,
                lost=lost,
            )
    except (OSError, av.FFmpegError):
        _ask(path)
        raise
    finally:
        sound.unlink(missing_ok=True)


def _ask(path: Path) -> None:
    """Write on where ffmpeg gave up: the system says why, with a number, if it is the disk."""
    with path.open("ab") as file:
        file.write(bytes(1 << 16))
        os.fsync(file.fileno())


def _arguments(settings: Settings) -> list[str]:
    """All settings that MoviePy has no parameter for."""
    said: list[str] = []
    for name, value in settings.options(1, held=True).items():
        if name not in {"preset", "threads"}:
            said += ["-profile:v" if name == "profile" else f"-{name}", value]
    return said
