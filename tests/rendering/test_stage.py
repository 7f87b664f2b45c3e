import pickle
from pathlib import Path

import numpy as np
import pytest
from moviepy import ColorClip, CompositeVideoClip, ImageClip, concatenate_videoclips, vfx

from clipkit.rendering.planes import Planes, planes_to_rgb
from clipkit.rendering.stage import Stage
from tests.rendering.film import seen
from tests.rendering.sample import SIZE, Files, flat, psnr, row, sound, timeline
from tests.rendering.thirds import Backwards, Dimmed, Rolling


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


def test_a_part_of_it_has_its_frames(stage: Stage) -> None:
    part = stage.subclipped(0.4, 1.1)
    for number in range(21):
        assert np.array_equal(part.get_frame((number + 1e-3) / 30), stage.rgb(12 + number))
    assert part.audio.duration == pytest.approx(0.7)


def test_it_is_joined_to_a_plain_clip(stage: Stage) -> None:
    card = ColorClip(SIZE, color=(200, 30, 30), duration=0.5)
    whole = concatenate_videoclips([card, stage, card])
    assert whole.duration == pytest.approx(1 + 40 / 30)
    for seconds in (0.2, 0.5 + 40 / 30 + 0.1):
        assert (whole.get_frame(seconds) == (200, 30, 30)).all()
    for number in (0, 20, 39):
        assert np.array_equal(whole.get_frame(0.5 + (number + 0.5) / 30), stage.rgb(number))


def test_effects_of_others_are_had_on_it(stage: Stage) -> None:
    changed = stage.with_effects([Dimmed(0.5), Rolling(60), Backwards()])
    for number in (0, 13, 39):
        back = 39 - number
        wanted = np.roll((stage.rgb(back) * 0.5).astype(np.uint8), -2 * back, axis=1)
        assert np.array_equal(changed.get_frame(number / 30), wanted)
    assert changed.duration == stage.duration


def test_what_moviepy_makes_of_it_is_no_stage(stage: Stage) -> None:
    """Its timeline isn't what it shows: neither a layer nor the fast writer can go by that."""
    for made in (stage.subclipped(0.1), stage.with_effects([Dimmed()]), stage.copy()):
        assert not isinstance(made, Stage)
        assert not hasattr(made, "timeline")
    later = stage.with_start(2)
    assert (stage.start, stage.audio.start, later.start, later.audio.start) == (0, 0, 2, 2)
    assert np.array_equal(later.get_frame(0.5), stage.rgb(15))


@pytest.mark.slow
def test_what_is_made_of_it_is_written_with_its_sound(stage: Stage, tmp_path: Path) -> None:
    spot = ImageClip(np.full((40, 40, 3), 230, np.uint8), duration=1).with_position((20, 30))
    card = ColorClip(SIZE, color=(90, 90, 90), duration=0.5)
    laid = CompositeVideoClip([stage.with_effects([Dimmed(0.8)]), spot])
    whole = concatenate_videoclips([laid.subclipped(0.5), card])
    whole.write_videofile(
        str(tmp_path / "a.mp4"),
        fps=30,
        audio_fps=48000,
        ffmpeg_params=["-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709"],
        temp_audiofile_path=str(tmp_path),
        logger=None,
    )
    film = seen(tmp_path / "a.mp4")
    assert len(film.frames) == 40
    for number in (0, 8, 24):
        wanted = (stage.rgb(15 + number) * 0.8).astype(np.uint8)
        wanted[30:70, 20:60] = 230 if number < 15 else wanted[30:70, 20:60]
        assert psnr(film.rgb(number), wanted) > 30
    assert abs(film.rgb(35).astype(int) - 90).max() <= 3
    heard = np.abs(film.samples[:, 0])
    assert film.sound_seconds == pytest.approx(25 / 30 + 0.5, abs=0.05)
    assert heard[:38000].max() > 0.25  # its clicks
    assert heard[44000:].max() < 0.05  # the card is silent


def test_a_clip_may_have_no_sound(files: Files) -> None:
    assert Stage(timeline(flat(0, 30, "#0F7B5F")), files).audio is None
