"""A whole render after a small edit: what of the one before is used again.

Measured from the first import of clipkit on, so nothing of it may be loaded before. The script has
six scenes, each a photo and a sentence for the voice, over music. Every edit starts from a copy of
what the full render left in its cache folder.
"""

import os
import shutil
import tempfile
from pathlib import Path

from bench import clocks
from bench.clocks import Figures

_VARIABLE = "CLIPKIT_CACHE"
_SCRIPT = "klip.md"
_TUNE = 45  # seconds
_SAID = (
    "Candi Badut berdiri sejak tahun tujuh ratus enam puluh di barat Kota Malang.",
    "Batunya disusun tanpa semen, dan tetap tegak sampai hari ini.",
    "Dulu warga menemukannya di tengah sawah, tertutup tanah dan semak.",
    "Sekarang anak sekolah datang setiap minggu untuk belajar menggambar.",
    "Penjaganya bercerita dengan sabar, juga kepada tamu dari negeri jauh.",
    "Datanglah pagi hari, ketika kabut masih turun dari gunung.",
)
# Of each scene a word, and another of another length: the scene is respoken, its length changes.
_WORDS = (
    ("barat", "pinggir"),
    ("tegak", "berdiri"),
    ("sawah", "ladang"),
    ("minggu", "bulan"),
    ("sabar", "gembira"),
    ("pagi", "sore"),
)
_EMPHASISED = ("tertutup", "**tertutup**")


def media(folder: Path) -> None:
    """Lay the script's photos, made before, and two tunes into its folder."""
    from bench import speech  # late: it loads numpy, which is a part of what is measured

    place = folder / "edits"
    place.mkdir(parents=True, exist_ok=True)
    for number in range(len(_SAID)):
        name = f"photo{number}.jpg"
        if not (place / name).exists():
            shutil.copy2(folder / name, place / name)
    speech.music(place / "music.wav", _TUNE)
    speech.music(place / "other.wav", _TUNE, pitch=1.5)


def edit(folder: Path, scenes: int, *, what: str, scene: int = 0) -> Figures:
    """Render the script after an edit. scenes: of the script. scene: the edited one, from 1.

    what: `full`: into an empty cache, which is kept for the edits; `nothing`, `music`, `word`,
    `caption`.
    """
    place = folder / "edits"
    kept = place / f"cache{scenes}"
    text = _script(scenes, what, scene)
    (place / _SCRIPT).write_text(text, "utf-8")
    with tempfile.TemporaryDirectory() as out:
        cache = Path(out) / "cache"
        if what != "full":
            shutil.copytree(kept, cache)
        os.environ[_VARIABLE] = str(cache)
        figures = _rendered(place / _SCRIPT, Path(out) / "clip.mp4")
        if what == "full":
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(cache, kept)
    return figures


def _rendered(script: Path, target: Path) -> Figures:
    began = clocks.now()
    import clipkit

    made = clipkit.render(clipkit.load(script), target)
    return clocks.since(began, frames=made.outputs[0].frames)


def _script(scenes: int, what: str, scene: int) -> str:
    said = list(_SAID[:scenes])
    changed = {"word": _WORDS[scene - 1], "caption": _EMPHASISED}.get(what)
    if changed is not None:
        old, new = changed
        assert old in said[scene - 1], (old, scene)
        said[scene - 1] = said[scene - 1].replace(old, new)
    music = "other.wav" if what == "music" else "music.wav"
    parts = (f"![](photo{number}.jpg)\n{text}\n" for number, text in enumerate(said))
    return f"---\nlang: id\nmusic: {music}\n---\n" + "\n---\n\n".join(parts)
