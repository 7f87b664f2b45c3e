"""The reference clip as a filtergraph, by someone who knows ffmpeg well.

Photos are scaled once, to twice the frame: zoompan moves by whole pixels of its source, and would
stutter on less. Chroma is made as BT.709 and tagged. Captions come as one stream of ready pictures,
a state each, drawn beforehand by clipkit's own painter; logo and bar likewise. The bar fills by one
long wipe over a strip as large as itself.
"""

import subprocess
import tempfile
from pathlib import Path

import imageio_ffmpeg

from bench import clips, clocks, reference, speech
from bench.clocks import Figures
from bench.peers import shots
from bench.peers.drawn import Drawn, drawn
from bench.peers.shots import Shot
from clipkit.machine import cores
from clipkit.rendering.mp4 import AUDIO_BITRATE
from clipkit.rendering.settings import Settings
from clipkit.units import Span

_TAGS = (
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
    *("-color_range", "tv", "-pix_fmt", "yuv420p", "-movflags", "+faststart"),
)
_COLOURS = "out_color_matrix=bt709:out_range=tv"
_FADE = f"xfade=transition=fade:duration={reference.FADE / reference.FPS}"


def ffmpeg(folder: Path, seconds: int, *, way: str, apart: bool) -> Figures:
    """The first seconds of the clip. apart: its fades.

    rss: of ffmpeg, or of the process that started it, where that held more.
    """
    clip, frames = shots.timeline(), seconds * reference.FPS
    seen = shots.shots(folder, clip, frames)
    ready = drawn(folder / f"drawn{seconds}", folder, clip, frames)
    sound = speech.finished_file(folder, seconds)
    pictures = [*(shot.path for shot in seen), ready.logo, ready.rest, ready.full]
    with tempfile.TemporaryDirectory() as out:
        target = Path(out) / "clip.mp4"
        line = [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error", "-nostdin"),
            *(word for path in pictures for word in ("-i", str(path))),
            *("-f", "concat", "-i", str(ready.captions), "-i", str(sound)),
            *(
                "-filter_complex_threads",
                f"{cores()}",
                "-filter_complex",
                graph(seen, ready, apart=apart),
            ),
            *("-map", "[done]", "-map", f"{len(pictures) + 1}:a", "-t", f"{seconds}"),
            *("-c:v", "libx264", *arguments(clips.PEERS[way]), *_TAGS),
            *("-c:a", "aac", "-b:a", f"{AUDIO_BITRATE}", str(target)),
        ]
        began = clocks.now()
        subprocess.run(line, check=True)
        figures = clocks.since(began, frames=frames, bytes=target.stat().st_size)
    return figures | {"rss": clocks.peak(of_children=True)}


def arguments(settings: Settings) -> list[str]:
    """Our settings of libx264 as ffmpeg's own."""
    said = settings.options(cores())
    profile = said.pop("profile")
    return ["-profile:v", profile, *(w for k, value in said.items() for w in (f"-{k}", value))]


def graph(seen: list[Shot], ready: Drawn, *, apart: bool) -> str:
    """Photos, then captions, logo and bar, by the numbers of ffmpeg's inputs."""
    logo, rest, full, captions = range(len(seen), len(seen) + 4)
    bar, strip, mark = reference.BAR, ready.strip, ready.mark
    painted = f"scale={_COLOURS},format=yuva420p"
    still = "loop=loop=-1:size=1,fps=30,settb=1/30,setpts=N"
    parts = [
        *(_apart(seen) if apart else _chained(seen)),
        f"[{captions}:v]{painted}[words]",
        f"[{logo}:v]{painted}[mark]",
        f"[{rest}:v]{still}[rest]",
        f"[{full}:v]{still}[full]",
        f"[rest][full]xfade=transition=wiperight:duration={shots.SECONDS}:offset=0,{painted}[bar]",
        f"[photos][words]overlay=x={strip.x}:y={strip.y}[c]",
        f"[c][mark]overlay=x={mark.x}:y={mark.y}[l]",
        f"[l][bar]overlay=x={bar.x}:y={bar.y},format=yuv420p[done]",
    ]
    return ";".join(parts)


def _chained(seen: list[Shot]) -> list[str]:
    """Each photo fades into the one before by an xfade of its own: how it is usually written."""
    parts = [
        f"[{number}:v]{_scaled()},{_moved(shot, Span(0, shot.frames))}[v{number}]"
        for number, shot in enumerate(seen)
    ]
    faded = "v0"
    for number, shot in enumerate(seen[1:], start=1):
        offset = shot.first / reference.FPS
        parts.append(f"[{faded}][v{number}]{_FADE}:offset={offset}[x{number}]")
        faded = f"x{number}"
    return [*parts, f"[{faded}]null[photos]"]


def _apart(seen: list[Shot]) -> list[str]:
    """Fades are streams of their own: xfade works in 4:4:4, which costs more than all the rest."""
    parts, joined = [], []
    for number, shot in enumerate(seen):
        first = reference.FADE if number else 0
        last = shot.frames - (reference.FADE if number + 1 < len(seen) else 0)
        pieces = {"b": Span(first, last)}
        if first:
            pieces["i"] = Span(0, first)
            parts.append(f"[o{number - 1}][i{number}]{_FADE}:offset=0,format=yuv420p[x{number}]")
            joined.append(f"[x{number}]")
        if last < shot.frames:
            pieces["o"] = Span(last, shot.frames)
        joined.append(f"[b{number}]")
        copies = "".join(f"[{name}s{number}]" for name in pieces)
        parts.append(f"[{number}:v]{_scaled()},split={len(pieces)}{copies}")
        parts += [
            f"[{name}s{number}]{_moved(shot, span)}[{name}{number}]"
            for name, span in pieces.items()
        ]
    return [*parts, f"{''.join(joined)}concat=n={len(joined)}[photos]"]


def _scaled() -> str:
    """A photo, cut to the frame's shape, and scaled once."""
    width, height = reference.SIZE
    cut = f"crop=w='min(iw,ih*{width}/{height})':h=ih"
    return f"{cut},scale={2 * width}:{2 * height}:{_COLOURS},format=yuv420p"


def _moved(shot: Shot, span: Span) -> str:
    """Some frames of a photo's move."""
    width, height = reference.SIZE
    a, b = shot.view
    share = f"(on+{span.first})/{max(1, shot.frames - 1)}"
    eased = f"st(0,{share})*0+st(1,ld(0)*ld(0)*(3-2*ld(0)))*0"
    zoom = f"{eased}+{a.zoom:.6f}*pow({b.zoom / a.zoom:.6f},ld(1))"
    way = "ld(1)" if a.zoom == b.zoom else f"((zoom-{a.zoom:.6f})/{b.zoom - a.zoom:.6f})"
    x, y = (
        f"(i{side}-i{side}/zoom)*({start:.6f}+{stop - start:.6f}*{way})"
        for side, start, stop in (("w", a.x, b.x), ("h", a.y, b.y))
    )
    if a.zoom == b.zoom:  # stored values are each expression's own
        x, y = f"{eased}+{x}", f"{eased}+{y}"
    move = f"zoompan=z='{zoom}':x='{x}':y='{y}':d={span.frames}:s={width}x{height}:fps=30"
    return f"{move},setsar=1,settb=1/30"
