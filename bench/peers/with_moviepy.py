"""The reference clip as a good user of MoviePy 2 writes it.

Photos are made ready once, as large as their deepest zoom needs; zooms are a resize by time, the
pan a position by time. One that fades in is a composite of its own: a mask doesn't grow with what
is resized, and to resize it as well takes longer. A caption is a text a line, and a coloured word
over it while it is said. A ground of one colour spares a composite its mask: a third of the time.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from moviepy import (
    AudioFileClip,
    ColorClip,
    CompositeVideoClip,
    ImageClip,
    TextClip,
    VideoClip,
    vfx,
)
from PIL import ImageFont

import clipkit
from bench import clips, clocks, reference, speech
from bench.clocks import Figures
from bench.peers import shots
from bench.peers.shots import Shot
from clipkit.machine import cores
from clipkit.model.cues import Caption
from clipkit.model.timeline import Timeline
from clipkit.rendering.mp4 import AUDIO_BITRATE
from clipkit.units import Box

FONT = str(Path(clipkit.__file__).parent / "assets" / "fonts" / "Poppins-ExtraBold.ttf")
_SIZE, _STROKE, _LINE = 74, 4, 106  # px
_WHITE, _LIT, _DARK = (255, 253, 247), (255, 201, 60), (12, 31, 26)
_REST = 0.38  # opacity of what of the bar isn't full yet


def moviepy(folder: Path, seconds: int, *, way: str) -> Figures:
    """The first seconds of the clip. rss: of Python and of ffmpeg."""
    clip, frames = shots.timeline(), seconds * reference.FPS
    sound, settings = speech.finished_file(folder, seconds), clips.PEERS[way]
    with tempfile.TemporaryDirectory() as out:
        target, began = Path(out) / "clip.mp4", clocks.now()
        layers = [_scene(shot) for shot in shots.shots(folder, clip, frames)]
        layers += [part for cue in _captions(clip, frames) for part in _card(cue)]
        layers += [_logo(folder, clip), *_bar(clip)]
        video = CompositeVideoClip(layers, size=reference.SIZE, bg_color=(0, 0, 0))
        video = video.with_duration(seconds)
        video.with_audio(AudioFileClip(str(sound))).write_videofile(
            str(target),
            fps=reference.FPS,
            codec="libx264",
            preset=settings.preset,
            threads=cores(),
            ffmpeg_params=["-crf", f"{settings.crf:g}", "-x264-params", settings.x264_params()],
            audio_codec="aac",
            audio_bitrate=f"{AUDIO_BITRATE}",
            temp_audiofile_path=out,
            logger=None,
        )
        figures = clocks.since(began, frames=frames, bytes=target.stat().st_size)
    return figures | {"rss": clocks.peak() + clocks.peak(of_children=True)}


def _scene(shot: Shot) -> VideoClip:
    """A photo with its move, cut to the frame, fading in unless it is the first."""
    width, height = reference.SIZE
    seconds, deepest = shot.frames / reference.FPS, shot.deepest
    photo = ImageClip(str(shot.path))
    photo = photo.resized(max(width / photo.w, height / photo.h) * deepest)
    photo = photo.cropped(
        width=round(width * deepest),
        height=round(height * deepest),
        x_center=photo.w / 2,
        y_center=photo.h / 2,
    ).with_duration(seconds)
    if shot.view[0].zoom != shot.view[1].zoom:
        photo = photo.resized(lambda t: shot.at(min(t / seconds, 1)).zoom / deepest)
    photo = photo.with_position(_place(shot, seconds))
    if not shot.first:
        return photo
    scene = CompositeVideoClip([photo], size=reference.SIZE, bg_color=(0, 0, 0))
    scene = scene.with_duration(seconds).with_start(shot.first / reference.FPS)
    return scene.with_effects([vfx.CrossFadeIn(reference.FADE / reference.FPS)])


def _place(shot: Shot, seconds: float) -> Callable[[float], tuple[float, float]]:
    width, height = reference.SIZE

    def place(t: float) -> tuple[float, float]:
        zoom, x, y = shot.at(min(t / seconds, 1))
        return -x * width * (zoom - 1), -y * height * (zoom - 1)

    return place


def _captions(clip: Timeline, frames: int) -> list[Caption]:
    return [cue for cue in clip.cues if isinstance(cue, Caption) and cue.first < frames]


def _card(cue: Caption) -> Iterator[VideoClip]:
    """A card's lines, and each of its words in another colour over them while it is said."""
    font, fps = ImageFont.truetype(FONT, _SIZE), reference.FPS
    top = cue.box.y + (cue.box.height - _LINE * len(cue.lines)) / 2
    for row, line in enumerate(cue.lines):
        said = " ".join(piece.text for piece in line)
        left, y = (reference.SIZE[0] - font.getlength(said)) / 2, top + row * _LINE
        whole = _text(said, _WHITE).with_start(cue.first / fps)
        yield whole.with_duration((cue.stop - cue.first) / fps).with_position((left, y))
        for number, piece in enumerate(line):
            before = "".join(f"{one.text} " for one in line[:number])
            on, off = cue.spans[piece.word]
            lit = _text(piece.text, _LIT).with_start((cue.first + on) / fps)
            lit = lit.with_duration((off - on) / fps)
            yield lit.with_position((left + font.getlength(before), y))


def _text(said: str, colour: tuple[int, int, int]) -> VideoClip:
    return TextClip(
        font=FONT,
        text=said,
        font_size=_SIZE,
        color=colour,
        stroke_color=_DARK,
        stroke_width=_STROKE,
        margin=(0, 16),
    )


def _logo(folder: Path, clip: Timeline) -> VideoClip:
    box = reference.LOGO
    logo = ImageClip(str(folder / "logo.png")).resized(width=box.width)
    return logo.with_position((box.x, box.y)).with_duration(clip.seconds)


def _bar(clip: Timeline) -> Iterator[VideoClip]:
    """A resting cell for each scene, and one that grows while its scene runs, and then stays."""
    fps, gap, bar = reference.FPS, 8, reference.BAR
    step = (bar.width + gap) / len(clip.scenes)
    for number, (first, stop) in enumerate(clip.scenes):
        cell = Box(round(bar.x + number * step), bar.y, round(step - gap), bar.height)
        seconds, place = (stop - first) / fps, (cell.x, cell.y)
        rest = ColorClip((cell.width, cell.height), _WHITE).with_opacity(_REST)
        yield rest.with_position(place).with_duration(clip.seconds)
        full = ColorClip((cell.width, cell.height), _LIT).with_duration(clip.seconds - first / fps)
        growing = full.resized(_growth(cell, seconds))
        yield growing.with_position(place).with_start(first / fps)


def _growth(cell: Box, seconds: float) -> Callable[[float], Any]:
    return lambda t: (max(1, round(cell.width * min(t / seconds, 1))), cell.height)
