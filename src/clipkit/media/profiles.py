"""Colour profiles (ICC): what one is called, and one made of what a file says in codes.

Sources: ICC.1:2022 (layout, `para` curves), ITU-T H.273 (codes of primaries), IEC 61966-2-1.
"""

import io
import struct
from functools import cache

import numpy as np
from PIL import ImageCms

# x and y of red, green and blue; white is D65 in all of them.
_PRIMARIES = {
    1: ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
_WHITE = (0.3127, 0.3290)
_D50 = (0.9642, 1.0, 0.8249)  # that profiles are told by
_BRADFORD = np.array(
    ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
)
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_LONG = 60  # characters of a name


def name(profile: bytes) -> str:
    """Return what a profile calls itself; empty: it can't be read.

    >>> name(b"no profile"), name(of_primaries(12))
    ('', 'clipkit 12')
    """
    try:
        said = ImageCms.getProfileDescription(io.BytesIO(profile))
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return ""
    return "".join(letter for letter in said if letter.isprintable()).strip()[:_LONG]


@cache
def of_primaries(code: int) -> bytes:
    """Return a profile with the primaries of a code (H.273, table 2) and the curve of sRGB.

    Those of a code that isn't told of are sRGB's.
    """
    columns = np.array([_xyz(point) for point in _PRIMARIES.get(code, _PRIMARIES[1])]).T
    white = np.array(_xyz(_WHITE))
    native = columns * np.linalg.solve(columns, white)
    cones = _BRADFORD @ white
    adapted = np.linalg.inv(_BRADFORD) @ np.diag(_BRADFORD @ _D50 / cones) @ _BRADFORD @ native
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + _fixed(*_SRGB_CURVE)
    tags = {
        b"desc": b"desc\0\0\0\0" + _counted(f"clipkit {code}") + bytes(78),
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*_D50),
        **{
            mark + b"XYZ": b"XYZ \0\0\0\0" + _fixed(*adapted[:, at])
            for at, mark in enumerate((b"r", b"g", b"b"))
        },
        **{mark + b"TRC": curve for mark in (b"r", b"g", b"b")},
    }
    return _packed(tags)


def _xyz(point: tuple[float, float]) -> tuple[float, float, float]:
    x, y = point
    return x / y, 1.0, (1 - x - y) / y


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _counted(text: str) -> bytes:
    return struct.pack(">I", len(text) + 1) + text.encode("ascii") + b"\0"


def _packed(tags: dict[bytes, bytes]) -> bytes:
    """Lay head, table and tags behind each other."""
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for mark, content in tags.items():
        table += mark + struct.pack(">II", at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    rest = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(
        ">I4sI4s4s4s", 128 + len(rest), b"\0" * 4, 0x02400000, b"mntr", b"RGB ", b"XYZ "
    )
    head += bytes(12) + b"acsp" + bytes(28) + _fixed(*_D50)
    return head.ljust(128, b"\0") + rest
