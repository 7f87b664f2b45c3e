"""A script as read: what was written, typed, with the place of everything."""

from typing import Literal, NamedTuple

from msgspec import Struct

from clipkit.errors import NOWHERE, Place, Problem
from clipkit.model.cues import Effect

SentenceKind = Literal["narration", "list", "quotation", "title"]
Motion = Literal[
    "auto", "none", "zoom-in", "zoom-out", "pan-left", "pan-right", "pan-up", "pan-down"
]
Fit = Literal["auto", "cover", "panel", "contain"]
Sound = Literal["off", "on", "duck"]
Captions = Literal["burn", "file", "both"]


class Token(NamedTuple):
    """What stands between two spaces, or a word of a script that writes none.

    space: a space stands before it (not for the first of a sentence, nor inside 日本語).
    emphasis: it was written `**so**`.
    """

    text: str
    place: Place = NOWHERE
    emphasis: bool = False
    space: bool = True


class Sentence(NamedTuple):
    """Tokens that are spoken in one breath, at least one.

    block: which list, or which quotation, of its scene it belongs to (from 0).
    item: which item of its list (from 0).
    picture: index of the scene's clip in which it is said; None: a voice says it.
    """

    tokens: tuple[Token, ...]
    kind: SentenceKind = "narration"
    block: int = 0
    item: int = 0
    picture: int | None = None

    @property
    def text(self) -> str:
        """As shown, in one line."""
        return joined(self.tokens)


class Picture(Struct, frozen=True, kw_only=True):
    """A photo or a clip, from where it stands until the next.

    source: path as written, `/` between folders, relative to the script.
    at: the scene's token that it starts with (0 to the scene's number of tokens).
    focus: what to keep in view, x and y from 0.0 (left, top) to 1.0. start, end: seconds of the
    clip. speed: 0.25 to 4. duration: seconds on screen. rotate: degrees clockwise, 0 to 270.
    effect: one of MoviePy's own that need nothing more said (MirrorX, BlackAndWhite...).
    """

    source: str
    at: int
    place: Place = NOWHERE
    alt: str = ""
    motion: Motion = "auto"
    focus: tuple[float, float] | None = None
    fit: Fit = "auto"
    start: float | None = None
    end: float | None = None
    speed: float = 1.0
    loop: bool = False
    sound: Sound = "off"
    duration: float | None = None
    rotate: int = 0
    effect: Effect | Literal[""] = ""


class Title(Struct, frozen=True, kw_only=True):
    """A heading. Spoken ones are their scene's first sentence too, of kind `title`."""

    text: str
    place: Place = NOWHERE
    spoken: bool = False


class LowerThird(Struct, frozen=True, kw_only=True):
    """A name and a role. It starts with its picture (index in the scene), or at a token."""

    name: str
    role: str = ""
    at: int = 0
    picture: int | None = None
    place: Place = NOWHERE


class Note(Struct, frozen=True, kw_only=True):
    """A line of text with its place: a source, a quotation's by-line."""

    text: str
    place: Place = NOWHERE


class Pause(Struct, frozen=True, kw_only=True):
    """Silence before the scene's token `at`. seconds: above 0, at most 10."""

    at: int
    seconds: float
    place: Place = NOWHERE


class Scene(Struct, frozen=True, kw_only=True):
    """Script between two breaks.

    quotations: the by-line of each quotation (empty text: none was given), by `Sentence.block`.
    recording: path of this scene's own. transition: its name, of the break before it.
    duration: seconds, at least.
    """

    title: Title | None = None
    sentences: tuple[Sentence, ...] = ()
    pictures: tuple[Picture, ...] = ()
    thirds: tuple[LowerThird, ...] = ()
    sources: tuple[Note, ...] = ()
    quotations: tuple[Note, ...] = ()
    pauses: tuple[Pause, ...] = ()
    recording: str = ""
    transition: str = ""
    duration: float | None = None
    place: Place = NOWHERE

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All that is spoken, in order; `at` counts in these."""
        return tuple(token for sentence in self.sentences for token in sentence.tokens)


class Share(NamedTuple):
    """Tokens that share a time, by their length. tokens: how many, at least one.

    start, end: seconds since the recording began that they were written for, start < end.
    """

    tokens: int
    start: float
    end: float


class Script(Struct, frozen=True, kw_only=True):
    """A whole script. Texts that weren't given are empty, and stand for `not set`.

    file: as the user named it (`-`: standard input). folder: absolute, what paths start from.
    lang: `id` or `en`; lang_told: it was written, not worked out from the words.
    profile: names. tags: without `#`. vars, say: pairs in the order written.
    limit: seconds. places: where each front-matter key stands, and each value of `vars`, as
    `vars.NAME`, unless something stronger filled it.
    times: of all its tokens, in their order, as subtitles have them; empty: a voice tells.
    problems: what was doubtful when it was read, to be told with what its plan finds.
    """

    scenes: tuple[Scene, ...]
    file: str = ""
    folder: str = ""
    lang: str = "id"
    lang_told: bool = False
    title: str = ""
    template: str = ""
    brand: str = ""
    profile: tuple[str, ...] = ()
    voice: str = ""
    recording: str = ""
    captions: Captions = "burn"
    style: str = ""
    music: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    vars: tuple[tuple[str, str], ...] = ()
    say: tuple[tuple[str, str], ...] = ()
    limit: float | None = None
    times: tuple[Share, ...] = ()
    places: tuple[tuple[str, Place], ...] = ()
    problems: tuple[Problem, ...] = ()

    def place(self, key: str) -> Place:
        """Where a front-matter key, or `vars.NAME`, stands; the whole file if it wasn't written."""
        return dict(self.places).get(key, Place(self.file))

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All that is spoken, scene after scene: the order of voices and Words."""
        return tuple(sentence for scene in self.scenes for sentence in scene.sentences)


def joined(tokens: tuple[Token, ...]) -> str:
    """Tokens as one line of text.

    >>> joined((Token(text="a", space=False), Token(text="b")))
    'a b'
    """
    return "".join(" " * (token.space and i > 0) + token.text for i, token in enumerate(tokens))
