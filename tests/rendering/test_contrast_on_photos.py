"""Every text meets its contrast on the pixels beneath it, on decoded frames of ten hard photos.

How a letter is measured, and why so, is told in `legible`.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import cv2
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from clipkit import text
from clipkit.media import probe
from clipkit.model.cues import Caption, Text
from clipkit.model.facts import Facts
from clipkit.model.timeline import SourceFile, Timeline
from clipkit.rendering import mp4
from clipkit.rendering.painter import Painter
from clipkit.rendering.planes import Planes
from clipkit.rendering.settings import Settings
from tests.planning.given import BRAND, TEMPLATES, captions, plan, shipped
from tests.rendering import legible, pictures
from tests.rendering.film import seen
from tests.rendering.sample import Files

STANDING, LYING = (1080, 1920), (1600, 1067)
SAID = """---
vars:
{vars}
---

# Kopi lereng Arjuno kini ada di kota

![](foto/{name}.jpg)
@ Slamet | Juru kunci
Kopi **dari lereng** Arjuno.
> Sumber: Dinas Pertanian

---

![](foto/{name}.jpg)
> Saya tidak mau dikenang, cukup dikunjungi.
> — Rini Wulandari

---

# Yang perlu diingat

![](lebar/{name}.jpg)
Sampai **jumpa** di kebun.
- Lepas alas kaki
- Jaga kebersihan
> Foto: Arsip Kota
"""
WORDS = """
![](foto/{name}.jpg)
Kopi **dari** lereng gunung.
"""


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("photos")
    paths: dict[str, Path] = {}
    for name in pictures.PHOTOS:
        for where, size in (("foto", STANDING), ("lebar", LYING)):
            path = folder / f"{where}-{name}.jpg"
            shown = cv2.cvtColor(pictures.drawn(name, *size), cv2.COLOR_RGB2BGR)
            cv2.imwrite(str(path), shown, [cv2.IMWRITE_JPEG_QUALITY, 92])
            paths[f"{where}/{name}.jpg"] = path
    return Files(paths)


def planned(said: str, template: str, photos: Files) -> Timeline:
    """A script's clip, with its brand's name for a logo."""
    known = {key: facts(key, path) for key, path in photos.paths.items() if key in said}
    brand = replace(BRAND, logo="")
    clip = plan(said, template=template, known=known, measure=text.measure, brand=brand)
    sources = tuple((key, SourceFile(path=key, digest=one.digest)) for key, one in known.items())
    return replace(clip, sources=sources)


@cache
def facts(key: str, path: Path) -> Facts:
    return probe.facts(path, key)


def own(template: str, name: str) -> str:
    """A script with all that a template has a place for, over one photo."""
    told = "\n".join(f'  {var.name}: "{var.example.id}"' for var in shipped(template).vars)
    return SAID.format(name=name, vars=told)


def moments(clip: Timeline) -> list[int]:
    """A few frames on which every text stands whole, and each caption with a word lit."""
    found: set[int] = set()
    for one in legible.texts(clip):
        if isinstance(one.cue, Caption):
            on, off = one.cue.spans[len(one.cue.spans) // 2]
            late = one.cue.first + on + round((off - on) * 0.8)
            found.add(min(max(late, one.span.first), one.span.stop - 1))
    for one in legible.texts(clip):
        if not any(one.span.first <= frame < one.span.stop for frame in found):
            found.add((one.span.first + one.span.stop) // 2)
    return sorted(found)


def filmed(clip: Timeline, frames: Sequence[int], photos: Files, path: Path) -> Sequence[Planes]:
    """Frames of a clip, painted, written into an MP4 by its own encoder, and decoded."""
    painter, frame = Painter(clip, photos), mp4.Frame(clip.size)
    form = mp4.Form(clip.size, Fraction(clip.fps), Settings.of("good", clip.bitrate))
    with av.open(str(path), "w") as file:
        stream = mp4.video_stream(file, form, len(frames))
        for number, at in enumerate(frames):
            painter.planes(at, frame.planes())
            frame.frame.pts = number
            file.mux(stream.encode(frame.frame))
        file.mux(stream.encode(None))
    painter.close()
    return seen(path).frames


def measured(clip: Timeline, photos: Files, path: Path) -> list[legible.Read]:
    at = moments(clip)
    shown = filmed(clip, at, photos, path)
    kept: dict[Text, NDArray[Any]] = {}
    return [
        one
        for frame, planes in zip(at, shown, strict=True)
        for one in legible.read(clip, frame, planes, kept)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", sorted(pictures.PHOTOS))
def test_every_text_of_a_template_is_read(
    template: str, name: str, photos: Files, tmp_path: Path
) -> None:
    clip = planned(own(template, name), template, photos)
    if name != "paper":  # the end card covers all of the photo: once will do
        last = len(clip.scenes) - 1
        clip = replace(clip, cues=tuple(cue for cue in clip.cues if cue.scene < last))
    found = measured(clip, photos, tmp_path / "a.mp4")
    assert {one.cue.text for one in legible.texts(clip)} == {one.text for one in found}
    assert [one for one in found if one.share < 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("style", sorted(captions()))
def test_a_caption_style_is_read(style: str, photos: Files, tmp_path: Path) -> None:
    said = "\n---\n".join(WORDS.format(name=name) for name in pictures.PHOTOS)
    clip = planned(f"---\nstyle: {style}\n---\n{said}", "quote", photos)
    found = [one for one in measured(clip, photos, tmp_path / "a.mp4") if one.what == "caption"]
    assert len(found) >= len(pictures.PHOTOS)
    assert [one for one in found if one.share < 1] == []
