"""All that `clipkit inspect` shows of a file beyond its Facts."""

from pathlib import Path

from clipkit.errors import ClipkitError, Place
from clipkit.media import formats, frames, opening, photo

Detail = str | int | float | bool
_MATRICES = {frames.BT709: "BT.709", frames.BT601: "BT.601", frames.BT2020: "BT.2020"}


def details(path: Path, key: str = "") -> dict[str, Detail]:
    """Say how a file is kept, as plain data; what it doesn't have is left out.

    format, bytes; of what is seen: codec, stored (WxH), turn (degrees clockwise to stand upright),
    mirrored, pixel_aspect, pixels (libav's or Pillow's name), colours, hdr, profile (ICC),
    pictures (of an animation); of what is heard: sound_codec, sound_rate (Hz), channels.
    Raises: ClipkitError: media-*, as probe.facts.
    """
    name = key or path.name
    form = formats.told(path, name)
    found: dict[str, Detail] = {"format": form.name, "bytes": path.stat().st_size}
    found |= _of_photo(path, name) if form.reader != "libav" else _of_container(path, name)
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
