"""The waist: all that is decided, and nothing that decides.

Frames are integers, half-open `[first, stop)`; seconds are `start` and `end`, to three decimals.
The order of `cues` is paint order. A cue holds all that its layer needs: staging reads no setting.
"""

from typing import ClassVar, Literal

from msgspec import Struct

from clipkit.errors import Problem
from clipkit.model.cues import Cue
from clipkit.model.style import TextStyle

Shown = Literal["caption", "list", "quotation", "title"]


class TimedWord(Struct, frozen=True, kw_only=True):
    """A shown word on the clip's clock. start, end: seconds; equal for a silent one.

    first: the frame it begins on, as `scene first + to_frames(seconds since the scene's start)`.
    """

    text: str
    start: float
    end: float
    first: int
    scene: int
    sentence: int
    emphasis: bool = False
    shown: Shown = "caption"
    space: bool = True


class Sound(Struct, frozen=True, kw_only=True):
    """A span of the mix. start, end: seconds of the clip. gain: dB."""

    kind: ClassVar[str]
    start: float
    end: float
    gain: float = 0.0


class VoiceSound(Sound, frozen=True, kw_only=True):
    """A take, placed. take, voice, spoken: as in words.Said. sentence: index in the script."""

    kind: ClassVar[str] = "voice"
    sentence: int
    take: str
    voice: tuple[tuple[str, str | float], ...] = ()
    spoken: tuple[tuple[str, int], ...] = ()


class MusicSound(Sound, frozen=True, kw_only=True):
    """level: LUFS before ducking. duck: dB under speech, below 0. fades: seconds."""

    kind: ClassVar[str] = "music"
    source: str
    level: float
    duck: float
    fade_in: float
    fade_out: float


class FootageSound(Sound, frozen=True, kw_only=True):
    """A clip's own sound. duck: it goes under speech by so many dB; 0.0: it doesn't."""

    kind: ClassVar[str] = "footage"
    source: str
    source_start: float
    speed: float = 1.0
    duck: float = 0.0


class SonicSound(Sound, frozen=True, kw_only=True):
    """A brand's sonic logo."""

    kind: ClassVar[str] = "sonic"
    source: str


class SourceFile(Struct, frozen=True, kw_only=True):
    """A media file. path: relative to Timeline.folder where it lies in it, `/` between folders."""

    path: str
    digest: str


class Timeline(Struct, frozen=True, kw_only=True):
    """A whole clip: staged and rendered without the script.

    fps: frames a second. size: (width, height), even. frames: its length. scenes: (first, stop).
    folder: absolute, where relative sources start; not part of what it is.
    loudness: LUFS. tags, title: for the file's metadata and captions.
    """

    fps: int
    size: tuple[int, int]
    frames: int
    lang: str
    profile: str
    title: str
    tags: tuple[str, ...] = ()
    loudness: float = -14.0
    bitrate: int = 10_000_000
    sources: tuple[tuple[str, SourceFile], ...] = ()
    styles: tuple[TextStyle, ...] = ()
    scenes: tuple[tuple[int, int], ...] = ()
    words: tuple[TimedWord, ...] = ()
    cues: tuple[Cue, ...] = ()
    sound: tuple[Sound, ...] = ()
    problems: tuple[Problem, ...] = ()
    folder: str = ""

    def style(self, name: str) -> TextStyle:
        """Return a style by name.

        Raises: KeyError: there is none.
        """
        return {style.name: style for style in self.styles}[name]

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.frames / self.fps
