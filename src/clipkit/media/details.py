"""All that `clipkit inspect` shows of a file beyond its Facts."""

from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from clipkit.media import delays, formats, photo, profiles, streams
from clipkit.media.streams import Detail

_HEAD = 256 * 1024  # bytes of a JPEG in which what goes with it is told
# Ultra HDR 1.1 and ISO 21496-1; Apple's photos
_GAINS = (b"hdrgm:Version", b"urn:iso:std:iso:ts:21496:-1", b"HDRGainMap")


def details(path: Path, key: str = "") -> dict[str, Detail]:
    """Say how a file is kept, as plain data; what it doesn't have is left out.

    format, bytes; of what is seen: codec, stored (WxH), turn (degrees clockwise to stand upright),
    mirrored, pixel_aspect, pixels (libav's or Pillow's name), bits (of a sample), colours, guessed
    (the file doesn't tell its colours), hdr, transfer (PQ, HLG), primaries (wide ones), interlaced,
    rates (lowest-highest, of frames that last unequally), covers (pictures attached), profile (the
    ICC profile's own name), gain_map (for HDR screens: it isn't used), pictures (of an animation);
    of what is heard: sound_codec, sound_rate (Hz), channels, sounds (tracks), languages; measured
    (the file tells no length, or a wrong one).
    Raises: ClipkitError: media-*, as probe.facts.
    """
    name = key or path.name
    form = formats.told(path, name)
    found: dict[str, Detail] = {"format": form.name, "bytes": path.stat().st_size}
    found |= _of_photo(path, name) if form.reader != "libav" else streams.told(path, name)
    return {what: value for what, value in found.items() if value not in ("", False, 0)}


def becomes(found: Mapping[str, object]) -> list[str]:
    """Name what clipkit does about a file. found: its Facts and details, as JSON.

    Each has its sentence: `cli-becomes-...`.
    """
    matters = {
        "upright": found.get("turn") or found.get("mirrored"),
        "square": found.get("pixel_aspect"),
        "whole": found.get("interlaced"),
        "coloured": found.get("profile"),
        "toned": found.get("hdr"),
        "narrowed": found.get("primaries") and not found.get("hdr"),
        "guessed": found.get("guessed"),
        "grounded": found.get("alpha"),
        "blurred": found.get("cut"),
        "timed": found.get("rates"),
        "measured": found.get("measured"),
        "first": found.get("sounds"),
        "uncovered": found.get("covers"),
    }
    return [name for name, matter in matters.items() if matter]


def _of_photo(path: Path, key: str) -> dict[str, Detail]:
    with photo.opened(path, key) as image:
        count = len(delays.told(path, key).seconds) or getattr(image, "n_frames", 1)
        way = photo.orientation(image)
        return {
            "stored": f"{image.width}x{image.height}" if image.format != "SVG" else "",
            "turn": {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}.get(way, False),
            "mirrored": way in {2, 4, 5, 7},
            "pixels": image.mode,
            "bits": _bits(path, image),
            "profile": profiles.name(image.info.get("icc_profile") or b"") or _codes(image),
            "hdr": bool(getattr(image, "bright", False)),
            "gain_map": bool(getattr(image, "gain", False)) or _gain(path, image),
            "pictures": count if count > 1 and image.format != "MPO" else False,
        }


def _bits(path: Path, image: Image.Image) -> int:
    """Return the bits of a sample as it is kept; 0: nothing says so."""
    if image.format == "PNG":
        with path.open("rb") as file:
            return file.read(25)[24]
    if image.format == "TIFF":
        told = getattr(image, "tag_v2", {}).get(258, 0)  # BitsPerSample: TIFF 6.0, section 8
        return int(max(told) if isinstance(told, tuple) else told)
    if image.format == "SVG":
        return 0
    return int(getattr(image, "bits", 8) if image.format == "HEIF" else 8)


def _codes(image: Image.Image) -> str:
    """Return what inks without a profile are called; empty: it is taken for sRGB."""
    return "CMYK" if image.mode == "CMYK" else ""


def _gain(path: Path, image: Image.Image) -> bool:
    """Whether a JPEG has a map beside it that makes it brighter on HDR screens."""
    if image.format not in {"JPEG", "MPO"}:
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return any(mark in head for mark in _GAINS)
