"""Pillow's many modes as the two that are worked with: RGB and RGBA, of 8 bits, in sRGB."""

import io

import numpy as np
from PIL import Image, ImageCms

from clipkit.units import Box

# What Pillow raises at damaged content, whatever it was reading.
DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError, KeyError, TypeError)
# What makes a picture upright, by how its rows and columns stand (EXIF 2.32, Orientation).
WAYS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SEEN = 8  # of 255: what is fainter than that isn't seen


def plain(image: Image.Image) -> Image.Image:
    """Return a picture or a copy that can be resampled: palettes and bitmaps can't."""
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in {"1"}:
        return image.convert("L")
    if image.mode == "PA" or (image.mode in {"L", "RGB"} and "transparency" in image.info):
        return image.convert("RGBA")
    return image


def eight_bits(image: Image.Image) -> Image.Image:
    """Scale 16 bit greys and floats, which Pillow's own conversion clips."""
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, np.float32)
        top = 65535.0 if image.mode != "F" or values.max(initial=0.0) > 255 else 255.0
        if image.mode == "F" and values.max(initial=0.0) <= 1.0:
            top = 1.0
        grey = Image.fromarray((np.clip(values / top, 0, 1) * 255 + 0.5).astype(np.uint8))
        grey.info = {**image.info}  # its profile, and which grey is see-through
        clear = grey.info.get("transparency")
        if isinstance(clear, int):
            grey.info["transparency"] = clear // 257
        return grey
    return image


def straight(image: Image.Image) -> Image.Image:
    """Return it as RGB or RGBA in sRGB, by its own colour profile where it has one."""
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    profile = image.info.get("icc_profile")
    opaque = {"RGBA": "RGB", "RGBa": "RGB", "LA": "L", "La": "L"}.get(image.mode)
    colour = image.convert(opaque) if opaque else image
    if profile and colour.mode in {"RGB", "CMYK", "L"}:
        colour = _managed(colour, profile)
    if colour.mode != "RGB":  # to convert what needs none is a copy
        colour = colour.convert("RGB")
    if alpha is not None:
        colour.putalpha(alpha)
    return colour


def _managed(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode == "L" and own.profile.xcolor_space.strip() == "RGB":
            image = image.convert("RGB")
        changed = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, *DAMAGE):  # a profile for another kind of picture
        return image
    return changed or image


def transparent(image: Image.Image) -> bool:
    """Whether parts of it may be see-through."""
    return image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info


def inked(image: Image.Image) -> Box:
    """Return what of a picture is seen: all but a border that is transparent. px.

    It is the whole of one in which nothing can be seen.
    """
    whole = Box(0, 0, *image.size)
    if image.mode != "RGBA":
        return whole
    found = image.getchannel("A").point([255 * (alpha > _SEEN) for alpha in range(256)]).getbbox()
    if found is None:
        return whole
    left, top, right, bottom = found
    return Box(left, top, right - left, bottom - top)
