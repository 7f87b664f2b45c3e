"""Awkward pictures, a row each: by whom they are made, and how they are meant to be seen."""

from typing import NamedTuple

import numpy as np
from PIL import Image

from tests.media import makers as m
from tests.media import recipes as r
from tests.media.files import CORNERS, GREEN, WHITE, corners
from tests.media.recipes import (
    CMYK,
    GREY,
    INKS,
    MUTED,
    PICTURE,
    PLAIN,
    PURE,
    SHADES,
    UNPROFILED,
    Colours,
    Make,
)


class Case(NamedTuple):
    """A picture. make: writes it; told: colours of its quarters; size: upright, px."""

    name: str
    make: Make
    told: Colours = CORNERS
    size: tuple[int, int] = (96, 64)
    by: float = 4.0


LEFT_IS_PAPER = ((255, 255, 255), GREEN, (255, 255, 255), WHITE)
SVG = "".join(
    f'<rect x="{x}" y="{y}" width="48" height="32" fill="rgb{colour}"/>'
    for (x, y), colour in zip(((0, 0), (48, 0), (0, 32), (48, 32)), CORNERS, strict=True)
)
XMP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b" " * 60_000
CASES = [
    *(Case(f"exif-{way}.jpg", r.by(r.jpeg, way=way)) for way in range(1, 9)),
    Case("exif-9.jpg", r.by(r.jpeg, way=9)),  # there is no such way: as it is stored
    Case("progressive.jpg", r.by(r.jpeg, "-progressive")),
    Case("arithmetic.jpg", r.by(r.jpeg, "-arithmetic")),
    Case("restarts.jpg", r.by(r.jpeg, "-restart", "1B")),
    Case("as-rgb.jpg", r.by(r.jpeg, "-rgb")),
    Case("one-by-two.jpg", r.by(r.jpeg, "-sample", "1x2")),
    Case("four-to-one.jpg", r.by(r.jpeg, "-sample", "4x1")),
    Case("odd.jpg", r.by(r.jpeg, picture=corners(97, 65)), size=(97, 65)),
    Case("grey.jpg", lambda to: to.write_bytes(m.jpeg("-grayscale", picture=SHADES)), GREY),
    Case("much-beside.jpg", r.by(r.jpeg, way=6, more=[m.segment(0xE1, XMP)] * 20)),
    Case("picture.png", r.jpeg),
    Case("no-suffix", r.jpeg),
    Case("display-p3.jpg", r.by(r.coloured, primaries=m.P3)),
    Case("adobe-rgb.jpg", r.by(r.coloured, primaries=m.ADOBE, gamma=2.19921875)),
    Case("profile-in-parts.jpg", r.by(r.coloured, primaries=m.P3, pad=150_000)),
    Case(
        "grey-profile.jpg",
        lambda to: to.write_bytes(
            m.beside(m.jpeg("-grayscale", picture=r.shades(1.8)), *m.chunked(m.grey_profile(1.8)))
        ),
        GREY,
    ),
    Case(
        "adobe-cmyk.jpg",
        r.by(r.pillow, picture=r.laid(CMYK), form="JPEG", mode="CMYK", quality=95),
        UNPROFILED,
    ),
    Case(
        "press.jpg",
        r.by(
            r.pillow,
            picture=r.laid(PURE),
            form="JPEG",
            mode="CMYK",
            quality=98,
            icc_profile=m.ink_profile(INKS),
        ),
        INKS,
    ),
    Case(
        "phone.mpo",
        r.by(
            r.pillow,
            picture=PICTURE,
            form="MPO",
            save_all=True,
            append_images=[Image.new("RGB", (96, 64))],
            quality=95,
        ),
    ),
    Case("deep.png", lambda to: m.drawn(to, "png48", given=m.ppm(m.sixteen(PICTURE / 255)))),
    Case("palette.png", r.by(r.magick, "-colors", "8", "png8")),
    Case("interlaced.png", r.by(r.magick, "-interlace", "PNG", "png24")),
    Case("clear.png", r.by(r.magick, "png32", given=r.half_clear()), LEFT_IS_PAPER),
    Case("clear-palette.png", r.by(r.magick, "png8", given=r.half_clear()), LEFT_IS_PAPER),
    Case(
        "one-bit.png",
        r.by(r.magick, "-monochrome", "png", given=m.ppm(r.laid(np.array(PLAIN, np.uint8)))),
        PLAIN,
    ),
    Case(
        "deep-grey.png", lambda to: m.drawn(to, "png", given=m.ppm(m.sixteen(SHADES / 255))), GREY
    ),
    Case(
        "deep-grey-profile.png",
        lambda to: r.grey_with_profile(to, 1.8, "png", given=m.ppm(r.shades(1.8, deep=True))),
        GREY,
    ),
    Case(
        "grey-alpha-profile.png",
        lambda to: r.grey_with_profile(
            to,
            1.8,
            "png",
            given=m.pam(
                np.dstack(
                    [
                        r.shades(1.8),
                        np.where(np.arange(96) < 95, 255, 254).astype(np.uint8)[None].repeat(64, 0),
                    ]
                )
            ),
        ),
        GREY,
    ),
    Case(
        "display-p3.png",
        lambda to: r.iccp(
            to, "png24", profile=m.profile(m.P3), given=m.ppm(m.eight(m.coded(PICTURE, m.P3)))
        ),
    ),
    Case(
        "deep-adobe.png",
        lambda to: r.iccp(
            to,
            "png48",
            profile=m.profile(m.ADOBE, 2.2),
            given=m.ppm(m.sixteen(m.coded(PICTURE, m.ADOBE, 2.2))),
        ),
    ),
    Case("lossy.webp", r.by(r.cwebp, "-q", "95")),
    Case(
        "clear.webp", r.by(r.cwebp, "-lossless", given=r.half_clear(), kind="png32"), LEFT_IS_PAPER
    ),
    Case("still.gif", r.by(r.magick, "gif")),
    Case("clear.gif", r.by(r.magick, "gif", given=r.half_clear()), LEFT_IS_PAPER),
    Case("phone.heic", r.heic),
    Case("odd.heic", r.by(r.heic, given=m.ppm(corners(97, 65))), size=(97, 65)),
    Case("heic.jpg", r.heic),
    Case("thumbnailed.heic", r.by(r.heic, "-t", "32")),
    Case("clear.heic", r.by(r.heic, given=r.half_clear(), kind="png32"), LEFT_IS_PAPER),
    Case(
        "deep.heic", r.by(r.heic, "-b", "10", given=m.ppm(m.sixteen(PICTURE / 255)), kind="png48")
    ),
    Case(
        "display-p3.heic",
        r.by(r.heic, given=m.ppm(m.eight(m.coded(PICTURE, m.P3))), profile=m.profile(m.P3)),
    ),
    Case("subsampled.heic", r.by(r.heic, "-p", "chroma=420")),
    Case("plain.avif", r.avif),
    *(
        Case(
            f"turned-{quarters}.avif",
            r.by(
                r.avif,
                "--irot",
                str(quarters),
                given=m.ppm(np.ascontiguousarray(np.rot90(PICTURE, -quarters))),
            ),
        )
        for quarters in (1, 2, 3)
    ),
    Case(
        "turned-mirrored.avif",
        r.by(
            r.avif,
            "--irot",
            "1",
            "--imir",
            "1",
            given=m.ppm(np.ascontiguousarray(np.rot90(PICTURE[:, ::-1], -1))),
        ),
    ),
    Case("limited.avif", r.by(r.avif, "-r", "limited")),
    Case("deep.avif", r.by(r.avif, "-d", "10")),
    Case("clear.avif", r.by(r.avif, given=r.half_clear(), kind="png32"), LEFT_IS_PAPER),
    Case("tiles.avif", r.by(r.avif, "-g", "2x2", given=m.ppm(corners(192, 128))), size=(192, 128)),
    Case(
        "cut.avif",
        r.by(
            r.avif, "--crop", "0,0,96,64", given=m.ppm(np.pad(PICTURE, ((0, 16), (0, 32), (0, 0))))
        ),
    ),
    Case(
        "codes-p3.avif",
        r.by(r.avif, "--cicp", "12/13/6", given=m.ppm(m.eight(m.coded(PICTURE, m.P3)))),
    ),
    Case("plain.bmp", r.by(r.magick, "bmp3")),
    Case("runs.bmp", r.by(r.magick, "-colors", "8", "-compress", "RLE", "bmp3")),
    Case("clear.bmp", r.by(r.magick, "bmp", given=r.half_clear()), LEFT_IS_PAPER),
    Case(
        "deep.tif",
        lambda to: m.drawn(to, "-compress", "LZW", "tiff", given=m.ppm(m.sixteen(PICTURE / 255))),
    ),
    Case("cmyk.tif", r.by(r.pillow, picture=r.laid(CMYK), form="TIFF", mode="CMYK"), UNPROFILED),
    Case("lab.tif", r.by(r.pillow, picture=r.lab(), form="TIFF", mode="LAB"), MUTED),
    Case("tiled.tif", r.by(r.tiff, "-t", "-w", "32", "-l", "32", "-c", "zip")),
    Case("apart.tif", r.by(r.tiff, "-p", "separate", "-c", "packbits")),
    Case("big.tif", r.by(r.tiff, "-8")),
    Case("backwards.tif", r.by(r.tiff, "-B")),
    Case("floats.tif", lambda to: r.pillow(to, (SHADES / 255).astype(np.float32), "TIFF"), GREY),
    Case(
        "drawn.svg",
        lambda to: to.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 64">{SVG}</svg>', "utf-8"
        ),
        size=(3464, 2309),
    ),
]
