import pickle

import numpy as np
import pytest
from moviepy import CompositeVideoClip, ImageClip, concatenate_videoclips, vfx

from clipkit.rendering.planes import Planes, planes_to_rgb
from clipkit.rendering.stage import Stage
from tests.rendering.sample import SIZE, Files, flat, row, sound, timeline


@pytest.fixture
def stage(files: Files) -> Stage:
    return Stage(timeline(*row(40), frames=40), files, sound(40))


def test_it_is_a_moviepy_clip(stage: Stage) -> None:
    assert (stage.fps, stage.size, stage.duration) == (30, SIZE, pytest.approx(40 / 30))
    frame = stage.get_frame(0.5)
    assert (frame.shape, frame.dtype) == ((*SIZE[::-1], 3), np.uint8)


def test_every_time_of_a_frame_gives_that_frame(stage: Stage) -> None:
    for number in (0, 7, 29, 39):
        assert np.array_equal(stage.get_frame(number / 30), stage.rgb(number))
        assert np.array_equal(stage.get_frame(number / 30 - 1e-9), stage.rgb(number))
    assert np.array_equal(stage.get_frame(9.0), stage.rgb(39))


def test_nothing_is_painted_before_it_is_asked_for() -> None:
    assert Stage(timeline(*row(40), frames=40), Files({})).duration > 1


def test_a_caller_may_write_into_a_frame(stage: Stage) -> None:
    before = stage.get_frame(0.1).copy()
    stage.get_frame(0.1)[:] = 0
    assert np.array_equal(stage.get_frame(0.1), before)


def test_planes_and_rgb_are_the_same_frame(stage: Stage) -> None:
    planes = Planes.blank(*SIZE)
    stage.planes(20, planes)
    assert np.array_equal(planes_to_rgb(planes), stage.rgb(20))


def test_its_sound_is_the_mix(stage: Stage) -> None:
    assert stage.audio.fps == 48000
    assert stage.audio.nchannels == 2
    assert stage.audio.get_frame(5000 / 48000)[0] == pytest.approx(0.5, abs=0.1)


def test_seeking_back_gives_the_same_frame_again(stage: Stage) -> None:
    first = stage.rgb(5)
    stage.rgb(39)
    assert np.array_equal(stage.rgb(5), first)
    stage.close()
    assert np.array_equal(stage.rgb(5), first)


def test_it_pickles(stage: Stage) -> None:
    other = pickle.loads(pickle.dumps(stage))
    assert np.array_equal(other.rgb(20), stage.rgb(20))
    assert other.audio.fps == 48000


def test_moviepy_cuts_joins_and_lays_it(stage: Stage) -> None:
    part = stage.subclipped(0.5, 1.0)
    assert part.duration == pytest.approx(0.5)
    assert np.array_equal(part.get_frame(0), stage.rgb(15))
    both = concatenate_videoclips([part, stage])
    assert np.array_equal(both.get_frame(0.5 + 10 / 30 + 1e-4), stage.rgb(10))
    spot = ImageClip(np.full((10, 10, 3), 255, np.uint8), duration=1).with_position((5, 6))
    laid = CompositeVideoClip([stage, spot])
    assert laid.get_frame(0.1)[8, 8].min() == 255
    assert np.array_equal(laid.get_frame(0.1)[20:], stage.rgb(3)[20:])
    assert laid.audio.duration == pytest.approx(40 / 30, abs=0.001)  # else it can't be written


def test_moviepy_has_its_effects_on_it(stage: Stage) -> None:
    small = stage.with_effects([vfx.MirrorX(), vfx.Resize(0.5)])
    assert small.get_frame(0).shape == (SIZE[1] // 2, SIZE[0] // 2, 3)
    mirrored = stage.with_effects([vfx.MirrorX()]).with_start(2).with_position((3, 4))
    assert np.array_equal(mirrored.get_frame(0), stage.rgb(0)[:, ::-1])
    assert mirrored.start == 2


def test_a_clip_may_have_no_sound(files: Files) -> None:
    assert Stage(timeline(flat(0, 30, "#0F7B5F")), files).audio is None
