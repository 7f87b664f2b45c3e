"""The other writer: MoviePy's own, with our settings and right colours."""

from pathlib import Path
from tempfile import TemporaryDirectory

from clipkit.rendering.encode import Progress
from clipkit.rendering.mp4 import AUDIO_BITRATE, RATE
from clipkit.rendering.planes import Pixels
from clipkit.rendering.settings import Settings
from clipkit.rendering.stage import Stage

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
) -> None:
    """Render a stage by `write_videofile`: slower, and what a user of MoviePy would get.

    settings: None: as shipped; its shrink and step are left out. path: ends with .mp4.
    Raises: OSError: it can't be written, or ffmpeg fails.
    """
    settings = settings or Settings(bitrate=stage.timeline.bitrate)
    total, frames = stage.timeline.frames, 0

    def counted(seconds: float) -> Pixels:
        nonlocal frames
        frames = min(frames + 1, total)
        if progress is not None:
            progress(frames, total)
        picture: Pixels = stage.get_frame(seconds)
        return picture

    clip = stage.with_updated_frame_function(counted)
    with TemporaryDirectory(prefix="clipkit-") as folder:
        clip.write_videofile(
            str(path),
            fps=stage.fps,
            codec="libx264",
            preset=settings.preset,
            threads=1,
            audio=stage.audio is not None,
            audio_fps=RATE,
            audio_codec="aac",
            audio_bitrate=f"{AUDIO_BITRATE}",
            temp_audiofile=str(Path(folder) / "sound.m4a"),
            ffmpeg_params=[*_arguments(settings), *_COLOURS],
            logger=None,
        )


def _arguments(settings: Settings) -> list[str]:
    """All settings that MoviePy has no parameter for."""
    said: list[str] = []
    for name, value in settings.options(1, held=True).items():
        if name not in {"preset", "threads"}:
            said += ["-profile:v" if name == "profile" else f"-{name}", value]
    return said
