"""All that `clipkit inspect` shows of a file beyond its Facts."""

from pathlib import Path

from clipkit.media import formats, photo, streams
from clipkit.media.streams import Detail


def details(path: Path, key: str = "") -> dict[str, Detail]:
    """Say how a file is kept, as plain data; what it doesn't have is left out.

    format, bytes; of what is seen: codec, stored (WxH), turn (degrees clockwise to stand upright),
    mirrored, pixel_aspect, pixels (libav's or Pillow's name), bits (of a sample), colours, guessed
    (the file doesn't tell its colours), hdr, transfer (PQ, HLG), primaries (wide ones), interlaced,
    rates (lowest-highest, of frames that last unequally), covers (pictures attached), profile
    (ICC), pictures (of an animation); of what is heard: sound_codec, sound_rate (Hz), channels,
    sounds (tracks), languages; measured (the file tells no length, or a wrong one).
    Raises: ClipkitError: media-*, as probe.facts.
    """
    name = key or path.name
    form = formats.told(path, name)
    found: dict[str, Detail] = {"format": form.name, "bytes": path.stat().st_size}
    found |= _of_photo(path, name) if form.reader != "libav" else streams.told(path, name)
    return {what: value for what, value in found.items() if value not in ("", False)}


def _of_photo(path: Path, key: str) -> dict[str, Detail]:
    with photo.opened(path, key) as image:
        count = getattr(image, "n_frames", 1)
        way = photo.orientation(image)
        return {
            "stored": f"{image.width}x{image.height}" if image.format != "SVG" else "",
            "turn": {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}.get(way, False),
            "mirrored": way in {2, 4, 5, 7},
            "pixels": image.mode,
            "profile": bool(image.info.get("icc_profile")),
            "pictures": count if count > 1 else False,
        }
