"""What a filtergraph gets ready-made: captions, logo and bar as pictures, painted by clipkit."""

from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from bench import reference
from bench.peers import shots
from clipkit import text
from clipkit.model.cues import Bug, Progress
from clipkit.model.timeline import Timeline
from clipkit.rendering.layers import bug, progress
from clipkit.rendering.planes import Pixels
from clipkit.text import Sprite
from clipkit.units import Box


class Drawn(Struct, frozen=True):
    """Files. captions: ffmpeg's list of pictures as large as `strip`, each with its seconds.

    rest, full: the bar before the clip and after it, as large as its box.
    """

    captions: Path
    strip: Box
    logo: Path
    mark: Box
    rest: Path
    full: Path


def drawn(out: Path, media: Path, clip: Timeline, frames: int) -> Drawn:
    """Draw all that so many frames show. out: a folder for it."""
    out.mkdir(parents=True, exist_ok=True)
    strip = _captions(out, clip, frames)
    cues = {cue.kind: cue for cue in reversed(clip.cues)}
    logo, bar = cues["bug"], cues["progress"]
    assert isinstance(logo, Bug)
    assert isinstance(bar, Progress)
    mark = bug._sprite(logo, clip, reference.Folder(media))
    _save(out / "logo.png", _straight(mark.rgba))
    cells = progress.cells_of(bar, progress._GAP)
    for name, full in (("rest", 0), ("full", bar.segments)):
        sprite = progress._rest(replace(bar, segment=full), cells, clip)
        _save(out / f"{name}.png", _framed(sprite, bar.box))
    height, width = mark.rgba.shape[:2]
    return Drawn(
        captions=out / "captions.txt",
        strip=strip,
        logo=out / "logo.png",
        mark=Box(mark.x, mark.y, width, height),
        rest=out / "rest.png",
        full=out / "full.png",
    )


def _captions(out: Path, clip: Timeline, frames: int) -> Box:
    """A picture for each state, and nothing where there is none. Returns: what they cover."""
    states = list(shots.states(clip, frames))
    sprites = [_sprite(state, clip) for state in states]
    boxes = [Box(one.x, one.y, *one.rgba.shape[1::-1]) for one in sprites]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    strip = Box(left, top, right - left, bottom - top)
    nothing = np.zeros((strip.height, strip.width, 4), np.uint8)
    _save(out / "none.png", nothing)
    lines, now = ["ffconcat version 1.0"], 0
    for number, (state, sprite) in enumerate(zip(states, sprites, strict=True)):
        if state.first > now:
            lines += _shown("none.png", state.first - now)
        _save(out / f"{number}.png", _framed(sprite, strip))
        lines += _shown(f"{number}.png", state.stop - state.first)
        now = state.stop
    (out / "captions.txt").write_text("\n".join([*lines, "file none.png\n"]), "utf-8")
    return strip


def _shown(name: str, frames: int) -> list[str]:
    return [f"file {name}", f"duration {frames / reference.FPS:.6f}"]


def _sprite(state: shots.State, clip: Timeline) -> Sprite:
    cue = state.cue
    card = text.Card(cue.lines, clip.style(cue.style), cue.size, cue.box)
    return card.sprite(len(cue.spans) if state.lit is None else state.lit)


def _framed(sprite: Sprite, box: Box) -> Pixels:
    """A sprite on nothing, as large as a box that holds it; straight alpha."""
    framed = np.zeros((box.height, box.width, 4), np.uint8)
    height, width = sprite.rgba.shape[:2]
    top, left = sprite.y - box.y, sprite.x - box.x
    framed[top : top + height, left : left + width] = _straight(sprite.rgba)
    return framed


def _straight(premultiplied: Pixels) -> Pixels:
    """RGBA as PNG has it: colour not yet times alpha."""
    alpha = premultiplied[..., 3:].astype(np.float32)
    colour = premultiplied[..., :3] * (255 / np.maximum(alpha, 1))
    return np.dstack([np.minimum(colour + 0.5, 255).astype(np.uint8), premultiplied[..., 3]])


def _save(path: Path, pixels: Pixels) -> None:
    Image.fromarray(pixels).save(path)
