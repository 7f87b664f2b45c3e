"""Whatever the phone made: awkward clips and sounds, held against their true picture and time."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from clipkit.media import details, probe, samples
from clipkit.media.footage import Footage
from tests.media import files
from tests.media.awkward import FPS, NoEncoderError, clicked, number, patches
from tests.media.awkward_clips import CLIPS, Clip
from tests.media.awkward_sounds import SOUNDS, Sound


@pytest.mark.parametrize("case", CLIPS, ids=lambda case: case.name)
def test_a_clip_is_shown_as_it_truly_is(tmp_path: Path, case: Clip) -> None:
    path = tmp_path / case.name
    try:
        case.make(path)
    except NoEncoderError as missing:
        pytest.skip(f"no encoder here makes it: {missing}")
    facts = probe.facts(path, case.name, "picture")
    footage = Footage(path)
    begins = [*(case.times or [k / FPS for k in range(len(case.shows))])]
    ends = case.seconds or begins[-1] + 1 / FPS
    assert facts.seconds == pytest.approx(ends, abs=1 / FPS)
    shown = [
        number(footage.at((first + after) / 2).y) for first, after in pairwise([*begins, ends])
    ]
    assert shown == [(k, k) for k in case.shows]
    for second in (ends, 0.0):  # and back
        picture = files.rgb(*footage.at(second))
        wide, high = case.size
        for width, height in (facts.size, picture.shape[1::-1]):
            assert width / height == pytest.approx(wide / high, rel=0.01)
        assert np.abs(patches(picture) - np.array(case.colours)).mean() <= case.by
    assert footage.lost == case.lost
    footage.close()
    if case.click is not None:
        assert facts.sound
        assert clicked(samples.read(path)) == pytest.approx(case.click, abs=1 / FPS)


@pytest.mark.parametrize("case", SOUNDS, ids=lambda case: case.name)
def test_a_sound_is_heard_when_it_truly_is(tmp_path: Path, case: Sound) -> None:
    path = tmp_path / case.name
    try:
        case.make(path)
    except NoEncoderError as missing:
        pytest.skip(f"no encoder here makes it: {missing}")
    facts = probe.facts(path, case.name, "sound")
    heard = samples.read(path)
    assert facts.kind == "sound"
    assert facts.seconds == pytest.approx(case.seconds, abs=0.07)  # a codec's own frames
    assert len(heard) / samples.RATE == pytest.approx(case.seconds, abs=0.07)
    assert clicked(heard) == pytest.approx(case.click, abs=0.01)
    assert details.details(path)["sound_codec"] == case.codec
