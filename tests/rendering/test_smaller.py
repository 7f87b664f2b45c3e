from clipkit.model.cues import List, Photo, Quotation, TitleCue
from clipkit.rendering.smaller import smaller
from clipkit.units import Box
from tests.fixtures import FIXTURES, PANEL, QUOTE


def test_boxes_texts_and_ways_shrink_and_times_stay() -> None:
    draft = smaller(PANEL, 2)
    assert draft.size == (540, 960)
    photo, title = draft.cues[0], draft.cues[3]
    assert isinstance(photo, Photo)
    assert (photo.box, photo.view) == (Box(0, 293, 540, 342), PANEL.cues[0].view)  # type: ignore[attr-defined]
    assert isinstance(title, TitleCue)
    assert (title.size, title.bar) == (33, Box(60, 198, 5, 77))
    assert (title.first, title.enter.frames, title.enter.dx) == (0, 10, -20)
    assert (draft.frames, draft.styles) == (PANEL.frames, PANEL.styles)


def test_what_stands_in_a_cue_shrinks_too() -> None:
    pages = [cue for cue in smaller(PANEL, 2).cues if isinstance(cue, List)]
    assert pages[0].items[1].plate == Box(60, 382, 384, 52)
    assert pages[0].items[1].number is not None
    assert pages[0].items[1].number.size == 23
    said = [cue for cue in smaller(QUOTE, 2).cues if isinstance(cue, Quotation)]
    assert said[0].mark is not None
    assert said[0].mark.size == 100


def test_by_one_is_the_same() -> None:
    assert all(smaller(clip, 1) is clip for clip in FIXTURES.values())
