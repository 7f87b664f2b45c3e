"""How a clip is encoded."""

from dataclasses import dataclass
from typing import ClassVar

# A key frame starts a piece, and nothing crosses it. x264's macroblock tree differs in its last
# bits from one instruction set to another, and some read memory that nobody wrote: plain C gives
# the same bytes everywhere, for 2 % of the time.
_ALWAYS = (("open-gop", "0"), ("cpu-independent", "1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of libx264 and of the frames that it gets.

    crf: its constant rate factor. x264: the encoder's own options. shrink: 2 halves the
    frame's sides. step: 2 takes every second frame, at half the rate. bitrate: most bits a
    second; 0: no limit; a piece that comes out above it is made again, held to it: x264's own
    watch over it costs an eighth of all time, and few clips need it.

    `superfast` with the macroblock tree equals `veryfast` at crf 20, in PSNR and in size, at 60 %
    of its CPU (bench/, photos); a lookahead of 20 frames holds memory down.
    """

    preset: str = "superfast"
    profile: str = "high"
    crf: float = 21.8
    x264: tuple[tuple[str, str], ...] = (("mbtree", "1"), ("rc-lookahead", "20"))
    shrink: int = 1
    step: int = 1
    bitrate: int = 0

    DRAFT: ClassVar["Settings"]

    @property
    def x264_params(self) -> str:
        """Its options as libx264 takes them."""
        return ":".join(f"{name}={value}" for name, value in (*self.x264, *_ALWAYS))

    def options(self, threads: int, *, held: bool = False) -> dict[str, str]:
        """All of it as ffmpeg's options for libx264. held: to the bitrate."""
        said = {
            "preset": self.preset,
            "profile": self.profile,
            "crf": f"{self.crf:g}",
            "x264-params": self.x264_params,
            "threads": str(threads),
        }
        if held and self.bitrate:
            said |= {"maxrate": str(self.bitrate), "bufsize": str(2 * self.bitrate)}
        return said


Settings.DRAFT = Settings(
    preset="ultrafast",
    profile="baseline",
    crf=28.0,
    x264=(),
    shrink=2,
    step=2,
)
