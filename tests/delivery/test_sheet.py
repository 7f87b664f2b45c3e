import numpy as np

from clipkit.delivery import sheet
from clipkit.model.cues import Photo
from clipkit.model.profile import Profile
from clipkit.units import Box
from tests.fixtures import PANEL, QUOTE, clip

FULL = Box(0, 0, 1080, 1920)


def test_each_picture_of_each_scene_has_a_cell() -> None:
    assert sheet.frames(PANEL) == [27, 72]
    assert sheet.frames(QUOTE) == [54]  # no picture: the scene itself


def test_a_clip_of_very_many_pictures_has_one_cell_a_scene() -> None:
    photos = [
        Photo(first=k, stop=k + 1, scene=int(k >= 60), source="foto/candi.jpg", box=FULL)
        for k in range(90)
    ]
    assert sheet.frames(clip(*photos, scenes=((0, 60), (60, 90)))) == [36, 78]


def test_cells_stand_in_order_and_don_t_touch() -> None:
    colours = [(200, 0, 0), (0, 200, 0), (0, 0, 200)]
    pictures = [np.full((1920, 1080, 3), colour, np.uint8) for colour in colours]
    board = sheet.sheet(pictures, ["1", "2", "3"]).astype(int)
    row = board[100]
    assert [tuple(row[x]) for x in (100, 430, 760)] == colours
    assert (board[:, :10] == sheet.PAPER).all()


def test_guides_leave_what_is_read_untouched_and_redden_the_rest() -> None:
    universal = Profile(
        name="universal", size=(1080, 1920), fps=30, top=288, right=192, bottom=672, left=120,
        secondary_bottom=440, limit=60.0,
    )  # fmt: skip
    grey = np.full((1920, 1080, 3), 100, np.uint8)
    drawn = sheet.guided(grey, universal)
    assert (drawn[600, 500] == 100).all()
    assert drawn[1700, 500, 0] > 130 > drawn[1700, 500, 1]
    assert (drawn[287, 500] == sheet.MAIN).all()
    assert (drawn[1480, 500] == sheet.LOW).all()
    assert (drawn[1479, 500] == 100).all()  # the last row for the progress bar
    assert (grey == 100).all()
