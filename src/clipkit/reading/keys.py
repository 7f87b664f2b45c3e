"""All that can be set in a script: one table for front matter, pictures and scenes.

Each key has an Indonesian alias that means the same. Values are English.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple, get_args

from clipkit.errors import Place, nearest
from clipkit.model.cues import Effect, TransitionName
from clipkit.model.script import Captions, Fit, Motion, Sound
from clipkit.reading import Read
from clipkit.reading.context import Context
from clipkit.reading.settings import (
    Node,
    Reader,
    choice,
    flag,
    number,
    pairs,
    several,
    text,
)
from clipkit.reading.voices import voice

MAX_SECONDS = 600  # no profile allows more
SPEEDS = (0.6, 1.6)  # of a voice: what is beyond is hard to follow
PITCHES = (0.7, 1.6)  # as far as the offline voice reaches
MAX_PAUSE = 5  # seconds
TRANSITIONS = ("cut", *get_args(TransitionName))


class Key(NamedTuple):
    """A name that can be set. about: a line for the docs."""

    name: str
    alias: str
    reader: Reader
    about: str


class Table(tuple[Key, ...]):
    """Keys, in the order of the docs."""

    @cached_property
    def known(self) -> dict[str, Key]:
        """By name and by alias."""
        return {row.name: row for row in self} | {row.alias: row for row in self}


def focus(node: Node) -> Read[tuple[float, float] | None]:
    """Read `0.4,0.3`, or `0,4;0,3` as Indonesian writes numbers."""
    written, problems = text(node)
    if problems:
        return None, problems
    parts = written.replace(",", ".").split(";") if ";" in written else written.split(",")
    try:
        x, y = (float(part) for part in parts)
    except ValueError:
        x, y = -1.0, -1.0
    if 0 <= x <= 1 and 0 <= y <= 1:
        return (x, y), []
    return None, [node.place.problem("value-focus", value=written)]


def degrees(node: Node) -> Read[int]:
    """Read a quarter turn or none."""
    written, problems = choice("0", "90", "180", "270")(node)
    return int(written or 0), problems


def names(node: Node) -> Read[tuple[str, ...]]:
    """Read a list of names, or one line of them with commas between."""
    found, problems = several(text)(node)
    parts = [part.strip() for written in found for part in written.split(",")]
    return tuple(part for part in parts if part), problems


def tags(node: Node) -> Read[tuple[str, ...]]:
    """Read hashtags, with or without their sign, as a list or in one line."""
    found, problems = several(text)(node)
    if isinstance(node.value, str):
        line = "".join(found).strip("[]")
        found = tuple(line.split("," if "," in line else None))
    bare = ("".join(written.split()).lstrip("#") for written in found)
    return tuple(dict.fromkeys(tag for tag in bare if tag)), problems


FRONT = Table(
    (
        Key("title", "judul", text, "the clip's title; without a heading, on screen too"),
        Key("lang", "bahasa", choice("id", "en"), "language of voice and captions"),
        Key("template", "templat", text, "how it looks: a name, or a template.yaml"),
        Key("brand", "merek", text, "who speaks: a name, or a brand.yaml"),
        Key("profile", "profil", names, "where it goes: one name or several"),
        Key("voice", "suara", voice, "who reads: espeak, espeak:f2, piper:a.onnx, none"),
        Key("recording", "rekaman", text, "your own voice: a sound file"),
        Key("captions", "teks", choice(*get_args(Captions)), "burn, file or both"),
        Key("style", "gaya", text, "caption style"),
        Key("music", "musik", text, "music under the voice: a sound file"),
        Key("source", "sumber", text, "source of it all, shown in the last scene"),
        Key("tags", "tagar", tags, "hashtags for the post"),
        Key("vars", "isian", pairs, "values for `{{name}}` and for the template's labels"),
        Key("say", "ucapan", pairs, "words and how to say them"),
        Key("limit", "batas", number(1, MAX_SECONDS), "seconds that the clip may last"),
    )
)
VOICE = Table(
    (
        Key("speed", "kecepatan", number(*SPEEDS), "times the usual speed"),
        Key("pitch", "nada", number(*PITCHES), "times the usual pitch"),
        Key("pause", "jeda", number(0, MAX_PAUSE), "seconds of silence between sentences"),
    )
)
PICTURE = Table(
    (
        Key("motion", "gerak", choice(*get_args(Motion)), "how the picture moves"),
        Key("focus", "fokus", focus, "what to keep in view, as x,y from 0 to 1"),
        Key("fit", "muat", choice(*get_args(Fit)), "how it fills the frame"),
        Key("start", "mulai", number(0, 86400), "second of the clip to begin at"),
        Key("end", "selesai", number(0, 86400), "second of the clip to end at"),
        Key("speed", "kecepatan", number(0.25, 4), "how fast the clip runs"),
        Key("loop", "ulang", flag, "repeat the clip when it is too short"),
        Key("sound", "bunyi", choice(*get_args(Sound)), "the clip's own sound"),
        Key("duration", "durasi", number(0.1, MAX_SECONDS), "seconds on screen"),
        Key("rotate", "putar", degrees, "turn clockwise: 90, 180 or 270"),
        Key("effect", "efek", choice(*get_args(Effect)), "an effect of MoviePy's"),
    )
)
SCENE = Table(
    (
        Key("recording", "rekaman", text, "this scene's own voice: a sound file"),
        Key("transition", "transisi", choice(*TRANSITIONS), "how it comes in"),
        Key("duration", "durasi", number(0.1, MAX_SECONDS), "seconds, at least"),
        Key("spoken", "diucapkan", flag, "read the heading out"),
    )
)


_HOMES = {"key-of-picture": PICTURE, "key-of-scene": SCENE, "key-of-script": FRONT}


def typed(
    nodes: Mapping[str, Node], keys: Mapping[str, Place], table: Table, context: Context
) -> dict[str, Any]:
    """Return the values of those keys that are set, under their English names.

    nodes: what was written. keys: where each of its names stands.
    """
    rows = table.known
    good: dict[str, Any] = {}
    seen: set[str] = set()
    for written, node in nodes.items():
        row = rows.get(written.lower())
        if row is None:
            _unknown(written, keys[written], table, context)
        elif row.name in seen:
            context.problem(keys[written], "key-repeated", key=written)
        elif node.value != "":
            value, problems = row.reader(node)
            context.note(problems)
            if not problems:
                good[row.name] = value
        seen |= {row.name} if row else set()
    return good


def _unknown(key: str, place: Place, table: Table, context: Context) -> None:
    for code, home in _HOMES.items():
        if home is not table and key.lower() in home.known:
            context.problem(place, code, key=key)
            return
    near = nearest(key, table.known) if context.guesses else ""
    context.problem(place, "key-unknown", key=key, near=near)
