"""HEIC and AVIF beyond the table of stills: damage, bounds, bright pictures."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from clipkit.errors import ClipkitError
from clipkit.media import photo, probe
from tests.media import makers as m
from tests.media import recipes as r
from tests.media.stills import CASES, Case

LIGHT = (20.0, 100.0, 203.0, 800.0)  # cd/m2; paper is 203


def _pq(nits: float) -> float:
    """SMPTE ST 2084, equation 5.2."""
    power = (nits / 10000) ** (2610 / 16384)
    return float(((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32))


def _made(folder: Path, name: str) -> Path:
    case: Case = next(case for case in CASES if case.name == name)
    case.make(folder / name)
    return folder / name


def code(path: Path) -> str:
    with pytest.raises(ClipkitError) as caught:
        probe.facts(path, path.name)
    return caught.value.problems[0].code


def test_a_bright_picture_is_brought_down_and_keeps_its_highlights(tmp_path: Path) -> None:
    greys = np.array([[_pq(nits)] * 3 for nits in LIGHT])
    picture = np.repeat(np.repeat(greys.reshape(2, 2, 3), 32, 0), 48, 1)
    r.avif(
        tmp_path / "a.avif",
        "--cicp",
        "9/16/9",
        "-d",
        "10",
        given=m.ppm(m.sixteen(picture)),
        kind="png48",
    )
    shown = photo.pixels(tmp_path / "a.avif", width=96, height=64)[::40, ::60].reshape(-1, 3)
    dim, half, paper, lamp = shown.mean(1)
    assert dim < half - 40
    assert half < paper - 25
    assert 130 < paper < lamp - 15  # white is light, and a lamp lighter still
    assert np.ptp(shown, axis=1).max() <= 4  # greys stay grey


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
def test_one_that_is_cut_off_is_a_problem(tmp_path: Path, share: float) -> None:
    path = _made(tmp_path, "phone.heic")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert code(path) in {"media-heic", "media-broken"}


def _too_large(content: bytes) -> bytes:
    return content.replace(b"ispe\0\0\0\0\0\0\0\x60", b"ispe\0\0\0\0\x00\xff\xff\xff")


def _without_its_decoder(content: bytes) -> bytes:
    return content.replace(b"hvc1", b"vvc1")


def _beyond_its_end(content: bytes) -> bytes:
    return content.replace(b"iloc\0\0\0\0\x44", b"iloc\0\0\0\0\x88")


@pytest.mark.parametrize("bend", [_too_large, _without_its_decoder, _beyond_its_end])
def test_one_that_says_what_cannot_be_is_a_problem(
    tmp_path: Path, bend: Callable[[bytes], bytes]
) -> None:
    path = _made(tmp_path, "phone.heic")
    bent = bend(path.read_bytes())
    assert bent != path.read_bytes()
    path.write_bytes(bent)
    assert code(path) in {"media-heic", "media-broken", "media-too-large"}


def test_bent_ones_are_shown_or_are_problems(tmp_path: Path) -> None:
    path, random = _made(tmp_path, "clear.heic"), np.random.default_rng(4)
    content = path.read_bytes()
    for _ in range(150):
        bent = bytearray(content)
        for at in random.integers(12, len(bent), 3):
            bent[at] ^= 1 << int(random.integers(0, 8))
        path.write_bytes(bent)
        with suppress(ClipkitError):  # whatever else is raised is a mistake of ours
            assert photo.pixels(path, width=96, height=64).ndim == 3
