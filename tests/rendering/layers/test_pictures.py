import numpy as np
import pytest
from msgspec.structs import replace

from clipkit.model.cues import Change, Cue, Scrim, Transition
from clipkit.model.timeline import Timeline
from clipkit.rendering.layers import pictures
from clipkit.rendering.planes import Planes, ink, planes_to_rgb
from clipkit.rendering.reel import Reel
from clipkit.units import Box
from tests.rendering.sample import SIZE, Files, flat, photo, row, timeline


def frame(clip: Timeline, files: Files, number: int) -> Planes:
    reel = Reel(clip, files)
    planes = Planes.blank(*clip.size)
    planes.fill(Box(0, 0, *SIZE), ink("#FF00FF"))  # whatever was there before
    reel.paint(number, planes)
    reel.close()
    return planes


def moved(cue: Cue, frames: int) -> Cue:
    return replace(cue, first=cue.first + frames, stop=cue.stop + frames)


def test_a_crossfade_goes_evenly_from_one_to_the_other(files: Files) -> None:
    clip = timeline(
        flat(0, 20, "#000000"),
        flat(10, 30, "#FFFFFF"),
        Transition(first=10, stop=20, scene=1, name="crossfade", of=(0, 1)),
    )
    lumas = [int(frame(clip, files, n).y[50, 50]) for n in range(8, 22)]
    assert (lumas[:2], lumas[-2:]) == ([16, 16], [235, 235])
    assert np.ptp(np.diff(lumas[1:13])) <= 1  # 1/11 a frame, never a jump
    assert lumas[2] > 16


def test_a_cut_is_a_cut(files: Files) -> None:
    clip = timeline(flat(0, 15, "#FFFFFF"), flat(15, 30, "#000000"))
    assert [int(frame(clip, files, n).y.mean()) for n in (14, 15)] == [235, 16]


def test_a_scene_moved_by_seven_frames_keeps_its_keys_and_pixels(files: Files) -> None:
    clip = timeline(*row(40), frames=47)
    later = replace(clip, cues=tuple(moved(cue, 7) for cue in clip.cues))
    before, after = Reel(clip, files), Reel(later, files)
    assert [layer.key for layer in before.layers] == [layer.key for layer in after.layers]
    for number in (0, 11, 19, 20, 39):
        one, other = Planes.blank(*SIZE), Planes.blank(*SIZE)
        before.paint(number, one)
        after.paint(number + 7, other)
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_what_decides_the_pixels_decides_the_key(files: Files) -> None:
    def key(*cues: Cue) -> str:
        return Reel(timeline(*cues, frames=60), files).layers[-1].key

    fade = Transition(first=0, stop=6, scene=0, name="crossfade", of=(0, 1))
    under = flat(0, 30, "#000000")
    keys = {
        key(photo()),
        key(photo(source="b.png")),
        key(photo(stop=29)),
        key(photo(ease="linear")),
        key(photo(effect="mirror-x")),
        key(under, photo(), fade),
        key(under, photo(), replace(fade, stop=7)),
    }
    assert len(keys) == 7


def test_where_there_is_no_picture_it_is_black(files: Files) -> None:
    clip = timeline(flat(5, 10, "#FFFFFF"))
    assert frame(clip, files, 0).y.max() == 16
    coming = timeline(replace(flat(0, 30, "#FFFFFF"), enter=Change(frames=4, ease="linear")))
    assert frame(coming, files, 1).y[0, 0] == pytest.approx(16 + 219 * 1.5 / 4, abs=1)


def test_what_is_hidden_is_not_loaded() -> None:
    clip = timeline(photo(source="gone.png"), flat(0, 30, "#FFFFFF"))
    assert frame(clip, Files({}), 3).y.min() == 235


def test_a_slope_goes_from_its_first_colour_down_to_its_second(files: Files) -> None:
    planes = frame(timeline(flat(0, 30, "#0F7B5F", "#0C1F1A")), files, 0)
    rgb = planes_to_rgb(planes)
    assert abs(rgb[2].mean(axis=0) - (15, 123, 95)).max() < 2
    assert abs(rgb[-2].mean(axis=0) - (12, 31, 26)).max() < 2
    steps = np.diff(planes.y.mean(axis=1))
    assert steps.max() < 0.6  # no bands: the grain carries it from row to row


def test_a_colour_may_be_smaller_than_the_frame(files: Files) -> None:
    part = Box(10, 20, 100, 200)
    clip = timeline(flat(0, 30, "#FFFFFF"), flat(0, 30, "#000000", box=part))
    planes = frame(clip, files, 0)
    assert (planes.y[20:220, 10:110] == 16).all()
    assert (planes.y == 235).sum() == SIZE[0] * SIZE[1] - 100 * 200


def test_only_pictures_are_taken(files: Files) -> None:
    scrim = Scrim(first=0, stop=9, scene=0, box=Box(0, 0, 9, 9), ink="#000000", opacity=(0, 1))
    with pytest.raises(ValueError, match="scrim"):
        pictures.made(scrim, timeline(scrim), files)
