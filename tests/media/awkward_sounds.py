"""The table of awkward sounds: each clicks once, at its true time."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from tests.media.awkward import CLICK, click, encoded, ffmpeg, patched
from tests.media.files import corners

_OTHER = ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=1")


class Sound(Struct, frozen=True, kw_only=True):
    """A file and its true length and click, seconds. codec: what coded it, as libav names it."""

    name: str
    make: Callable[[Path], object]
    codec: str
    seconds: float = 1.0
    click: float = CLICK


def _made(path: Path, *settings: str, rate: int = 48000, before: Sequence[str] = ()) -> None:
    ffmpeg("-f", "lavfi", "-i", click(rate=rate), *before, *settings, path)


def _with(*settings: str, rate: int = 48000) -> Callable[[Path], None]:
    return partial(_settled, settings=settings, rate=rate)


def _settled(path: Path, settings: Sequence[str], rate: int) -> None:
    _made(path, *settings, rate=rate)


def _covered(path: Path, *settings: str) -> None:
    """With a picture attached, as music shops sell it."""
    cover = path.with_name("cover.jpg")
    encoded(cover, "-frames:v", "1", pictures=[corners(64, 64)])
    maps = ("-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic")
    ffmpeg("-f", "lavfi", "-i", click(), "-i", cover, *maps, *settings, path)


def _guessed(path: Path) -> None:
    """An MP3 of uneven bitrate without a header: its length can only be counted."""
    ffmpeg(
        *("-f", "lavfi", "-i", f"{click()},apad=whole_dur=8"),
        *("-c:a", "libmp3lame", "-q:a", "4", "-write_xing", "0", "-id3v2_version", "0", path),
    )


def _unsaid(path: Path) -> None:
    """A WAV as a recorder leaves it that was switched off: its sizes were never filled in."""
    _made(path, "-c:a", "pcm_s16le", "-bitexact")
    patched(path, b"data", 4, b"\xff\xff\xff\xff")
    patched(path, b"RIFF", 4, b"\xff\xff\xff\xff")


def _second(path: Path) -> None:
    """Two tracks, of which the first clicks."""
    ffmpeg("-f", "lavfi", "-i", click(), *_OTHER, "-map", "0", "-map", "1", "-c:a", "aac", path)


SOUNDS = (
    Sound(name="s24.wav", make=_with("-c:a", "pcm_s24le"), codec="pcm_s24le"),
    Sound(name="float.wav", make=_with("-c:a", "pcm_f32le", rate=44100), codec="pcm_f32le"),
    Sound(name="u8.wav", make=_with("-c:a", "pcm_u8", rate=11025), codec="pcm_u8"),
    Sound(name="unsaid.wav", make=_unsaid, codec="pcm_s16le"),
    Sound(name="vbr.mp3", make=_with("-c:a", "libmp3lame", "-q:a", "4"), codec="mp3float"),
    # what an encoder puts before the sound is heard where no header tells of it
    Sound(
        name="guessed.mp3",
        make=_guessed,
        codec="mp3float",
        seconds=8.0,
        click=CLICK + 1105 / 48000,
    ),
    Sound(
        name="cover.mp3",
        make=lambda path: _covered(path, "-c:a", "libmp3lame"),
        codec="mp3float",
    ),
    Sound(name="voice.m4a", make=_with("-c:a", "aac", "-ac", "1"), codec="aac"),
    Sound(name="cover.m4a", make=lambda path: _covered(path, "-c:a", "aac"), codec="aac"),
    Sound(name="lossless.m4a", make=_with("-c:a", "alac"), codec="alac"),
    Sound(name="raw.aac", make=_with("-c:a", "aac"), codec="aac", click=CLICK + 1024 / 48000),
    Sound(name="vorbis.ogg", make=_with("-c:a", "libvorbis", rate=44100), codec="vorbis"),
    Sound(name="voice-note.opus", make=_with("-c:a", "libopus", "-ac", "1"), codec="opus"),
    Sound(name="opus.webm", make=_with("-c:a", "libopus"), codec="opus"),
    Sound(name="flac.flac", make=_with("-c:a", "flac", "-ar", "96000"), codec="flac"),
    Sound(
        name="call.amr",
        make=_with("-c:a", "libopencore_amrnb", "-ar", "8000", "-ac", "1"),
        codec="amrnb",
    ),
    Sound(name="old.aiff", make=_with("-c:a", "pcm_s16be"), codec="pcm_s16be"),
    Sound(name="surround.mka", make=_with("-c:a", "ac3", "-ac", "6"), codec="ac3"),
    Sound(name="two.m4a", make=_second, codec="aac"),
)
