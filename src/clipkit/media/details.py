"""All that `clipkit inspect` shows of a file beyond its Facts."""

from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from clipkit.errors import ClipkitError, Place
from clipkit.media import delays, formats, frames, opening, photo, profiles
from clipkit.model.facts import Facts

Detail = str | int | float | bool
_STILLS = {"JPEG", "PNG", "GIF", "WebP", "TIFF", "BMP", "HEIC", "AVIF", "SVG"}
_HEAD = 256 * 1024  # bytes of a JPEG in which what goes with it is told
# Ultra HDR 1.1 and ISO 21496-1; Apple's photos
_GAINS = (b"hdrgm:Version", b"urn:iso:std:iso:ts:21496:-1", b"HDRGainMap")
_MATRICES = {frames.BT709: "BT.709", frames.BT601: "BT.601", frames.BT2020: "BT.2020"}


def details(path: Path, key: str = "") -> dict[str, Detail]:
    """Say how a file is kept, as plain data; what it doesn't have is left out.

    format, bytes; of what is seen: codec, stored (WxH), turn (degrees clockwise to stand upright),
    mirrored, pixel_aspect, pixels (libav's or Pillow's name), bits (of a sample), colours, hdr,
    profile (the ICC profile's own name), gain_map (for HDR screens: it isn't used), pictures (of
    an animation); of what is heard: sound_codec, sound_rate (Hz), channels.
    Raises: ClipkitError: media-*, as probe.facts.
    """
    name = key or path.name
    form = formats.told(path, name)
    found: dict[str, Detail] = {"format": form.name, "bytes": path.stat().st_size}
    found |= _of_photo(path, name) if form.reader != "libav" else _of_container(path, name)
    return {what: value for what, value in found.items() if value not in ("", False, 0)}


def notes(facts: Facts, kept: Mapping[str, Detail]) -> list[str]:
    """Name what is done about a file, beyond fitting it: by `cli-note-…` of the messages.

    kept: its details.
    """
    film = kept["format"] not in _STILLS
    done = {
        "turned": "turn" in kept or "mirrored" in kept,
        "coloured": "profile" in kept,
        "toned": "hdr" in kept,
        "over-white": facts.alpha and not film,
        "over-black": facts.alpha and film,
        "blurred": facts.cut,
    }
    return [name for name, yes in done.items() if yes]


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


def _of_container(path: Path, key: str) -> dict[str, Detail]:
    found: dict[str, Detail] = {}
    with opening.lent(path, key) as opened:
        sound = opening.sound_stream(opened, key)
        if sound is not None:
            context = sound.codec_context
            found["sound_codec"] = context.name
            found["sound_rate"] = int(context.sample_rate or 0)
            found["channels"] = int(context.channels)
        stream = opening.picture_stream(opened, key)
        if stream is None:
            return found
        frame = next(opening.decoded(opened, stream), None)
        if frame is None:
            raise ClipkitError(Place(key).problem("media-broken", path=key))
        shape = frames.shape(stream, frame)
        aspect = stream.sample_aspect_ratio or 1
        span = "full" if frames.range_of(frame) == frames.FULL else "limited"
        return {
            "codec": stream.codec_context.name,
            "stored": f"{frame.width}x{frame.height}",
            "turn": shape.turn or False,
            "mirrored": shape.mirror,
            "pixel_aspect": f"{aspect.numerator}:{aspect.denominator}" if aspect != 1 else "",
            "pixels": frame.format.name,
            "colours": f"{_MATRICES.get(frames.matrix_of(frame), '?')}, {span}",
            "hdr": frames.is_hdr(frame),
            **found,
        }
