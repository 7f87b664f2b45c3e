"""How a clip is encoded."""

from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

# A key frame starts a piece, and nothing crosses it. x264's macroblock tree differs in its last
# bits from one instruction set to another, and some read memory that nobody wrote: plain C gives
# the same bytes everywhere, for 2 % of the time.
_ALWAYS = (("open-gop", "0"), ("cpu-independent", "1"))
_TREE = (
    ("scenecut", "0"),  # pieces are cut where scenes are, and a cut inside one costs no frame more
    ("b-adapt", "0"),
    ("weightp", "0"),
    ("aq-mode", "2"),
    ("mbtree", "1"),
    ("qcomp", "0.7"),
    ("rc-lookahead", "12"),
)
# Without it chroma is half a dB better than veryfast makes it, for 6 % of all bytes.
_CHROMA = (("chroma-qp-offset", "1"),)


class Settings(Struct, frozen=True, kw_only=True):
    """Settings of libx264 and of the frames that it gets.

    crf: its constant rate factor. x264: the encoder's own options. ending: how many times the bits
    of its own choice the last frames of a piece get, the last one first: the macroblock tree sees
    no future there. shrink: 2 halves the frame's sides. step: 2 takes every second frame, at half
    the rate. bitrate: most bits a second; 0: no limit; a piece that comes out above it is made
    again, held to it: x264's own watch over it costs an eighth of all time, and few clips need it.

    The values are GOOD's; where they, FAST's and BEST's come from is told in
    docs/decisions/0037-encoder-settings-by-search.md and measured by `python -m bench.search`.
    """

    preset: str = "superfast"
    profile: str = "high"
    crf: float = 19.9
    x264: tuple[tuple[str, str], ...] = (*_TREE, *_CHROMA)
    ending: tuple[float, ...] = (1.5, 1.5, 1.5, 1.25, 1.1, 1.05)
    shrink: int = 1
    step: int = 1
    bitrate: int = 0

    FAST: ClassVar["Settings"]
    GOOD: ClassVar["Settings"]
    BEST: ClassVar["Settings"]
    DRAFT: ClassVar["Settings"]

    @classmethod
    def of(cls, quality: str, bitrate: int = 0) -> "Settings":
        """Those of a name: fast, good, best or draft; held to a bitrate, but for a draft.

        Raises: KeyError: there is no such quality.
        """
        if quality == "draft":
            return cls.DRAFT
        named = {"fast": cls.FAST, "good": cls.GOOD, "best": cls.BEST}
        return replace(named[quality], bitrate=bitrate)

    def x264_params(self, frames: int = 0, *, held: bool = False) -> str:
        """Its options as libx264 takes them.

        frames: of the piece; 0: not known, so that its end isn't either. held: to the bitrate,
        which a constant quantiser can't be: it makes way for the rate factor.
        """
        said = [pair for pair in self.x264 if not (held and pair[0] == "qp")]
        said += _ALWAYS
        # the first frame is a key frame, which has enough
        ends = [
            f"{frames - late},{frames - late},b={factor:g}"
            for late, factor in enumerate(self.ending, 1)
            if late < frames
        ]
        if ends:
            said.append(("zones", "/".join(ends)))
        return ":".join(f"{name}={value}" for name, value in said)

    def options(self, threads: int, *, frames: int = 0, held: bool = False) -> dict[str, str]:
        """All of it as ffmpeg's options for libx264. frames: of the piece, 0: not known.

        held: to the bitrate.
        """
        held = held and self.bitrate > 0
        said = {
            "preset": self.preset,
            "profile": self.profile,
            "crf": f"{self.crf:g}",
            "x264-params": self.x264_params(frames, held=held),
            "threads": str(threads),
        }
        if held:
            said |= {"maxrate": str(self.bitrate), "bufsize": str(2 * self.bitrate)}
        return said


Settings.GOOD = Settings()
# A piece of FAST that is held to a bitrate goes by its crf. That equals its qp: a file has one set
# of picture parameters, and the quantiser that pieces start from is in it.
Settings.FAST = Settings(
    preset="ultrafast",
    crf=22.0,
    x264=(("qp", "22"), ("bframes", "3"), ("cabac", "1"), ("8x8dct", "1"), ("deblock", "0,0")),
    ending=(),
)
Settings.BEST = Settings(
    preset="veryfast",
    crf=18.0,
    x264=(*_TREE, ("subme", "4")),
)
Settings.DRAFT = Settings(
    preset="ultrafast",
    profile="baseline",
    crf=28.0,
    x264=(("qp", "28"), ("no-dct-decimate", "1")),  # in 7 % less time, for a tenth more bytes
    ending=(),
    shrink=2,
    step=2,
)
