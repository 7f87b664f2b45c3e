import pytest
from msgspec.structs import replace

from clipkit.model.cues import (
    Caption,
    Colour,
    Footage,
    Photo,
    Progress,
    TitleCue,
    Transition,
)
from clipkit.model.timeline import Timeline
from tests.planning.given import BRAND, clip, photo, plan, script


def row(made: Timeline) -> list[Photo]:
    return [cue for cue in made.cues if isinstance(cue, Photo)]


def transitions(made: Timeline) -> list[Transition]:
    return [cue for cue in made.cues if isinstance(cue, Transition)]


def test_a_script_without_pictures_stands_on_the_brand_s_colours() -> None:
    made = plan("# Kopi\n\nKopi enak sekali.\n\n---\n\nTeh juga enak.")
    (ground,) = [cue for cue in made.cues if isinstance(cue, Colour)]
    assert (ground.first, ground.stop) == (0, made.scenes[-1][0] + 6)
    assert ground.ink[1] == "#0C1F1AFF"
    assert row(made) == []


def test_a_scene_without_a_picture_keeps_the_one_before() -> None:
    made = plan("![](a.jpg)\nSatu kopi.\n\n---\n\nDua kopi.\n\n---\n\n![](b.jpg)\nTiga kopi.")
    one, two = row(made)
    assert one.stop - 6 == two.first + 6 == made.scenes[2][0]
    assert len(transitions(made)) == 1


def test_inside_a_scene_pictures_change_by_a_cut() -> None:
    made = plan("![](a.jpg)\nSatu kopi enak.\n\n![](b.jpg)\nDua kopi enak.")
    one, two = row(made)
    assert one.stop == two.first
    assert transitions(made) == []
    onset = next(word.first for word in made.words if word.text == "Dua")
    assert two.first == onset - 4


def test_a_scene_may_ask_for_a_cut() -> None:
    text = "![](a.jpg)\nSatu kopi.\n\n---\n\n{transition=cut}\n![](b.jpg)\nDua kopi."
    made = plan(text)
    one, two = row(made)
    assert one.stop == two.first == made.scenes[1][0]
    assert transitions(made) == []


def test_a_portrait_photo_covers_and_a_landscape_one_has_its_panel() -> None:
    known = {"a.jpg": photo(1080, 1920), "b.jpg": photo(1920, 1080)}
    made = plan("![](a.jpg)\nSatu kopi.\n\n---\n\n![](b.jpg)\nDua kopi.", known=known)
    assert [cue.fit for cue in row(made)] == ["cover", "panel"]
    assert row(made)[0].box == (0, 0, 1080, 1920)
    assert row(made)[1].box.width == 1080
    assert row(made)[0].tone == ("", "")  # it fills the frame: there is no ground about it
    assert row(made)[1].tone == ("#0F7B5FFF", "#0C1F1AFF")


def test_a_standing_picture_stands_beside_the_texts_in_a_frame_that_lies() -> None:
    known = {"a.jpg": photo(1080, 1920), "b.jpg": photo(3000, 4000), "c.jpg": photo(1600, 1067)}
    said = "# Kopi\n\n![](a.jpg)\nSatu kopi.\n\n---\n\n![](b.jpg)\nDua.\n\n---\n\n![](c.jpg)\nTiga."
    made = plan(said, known=known, profile_name="wide")
    one, two, three = row(made)
    assert one.box == two.box == (960, 0, 960, 1080)  # both show more than half there
    assert three.box == (0, 0, 1920, 1080)
    texts = [cue for cue in made.cues if isinstance(cue, Caption | TitleCue) and cue.scene < 2]
    assert len(texts) > 2
    assert max(cue.box.right for cue in texts) < 960
    bars = {cue.box for cue in made.cues if isinstance(cue, Progress)}
    assert len(bars) == 1  # it stays where it is


def test_a_picture_that_is_turned_is_cut_as_it_is_shown() -> None:
    known = {"a.jpg": photo(1920, 1080)}
    made = plan("![](a.jpg){rotate=90}\nSatu kopi.\n\n---\n\n![](a.jpg)\nDua.", known=known)
    assert [cue.fit for cue in row(made)] == ["cover", "panel"]


def test_one_panel_for_scenes_that_follow_each_other_and_its_title_stays() -> None:
    known = {"c.jpg": photo(1080, 1920)}
    text = (
        "# Judul yang panjang sekali sampai tiga baris penuh di layar\n\n![](a.jpg)\nSatu kopi."
        "\n\n---\n\n![](b.jpg)\nDua kopi.\n\n---\n\n![](c.jpg)\nTiga.\n\n---\n\n![](d.jpg)\nEmpat."
    )
    a, b, _, d = row(plan(text, known=known, template="promo"))
    assert a.box == b.box
    assert d.box != a.box


def test_a_small_picture_is_a_warning_where_it_is_written() -> None:
    made = plan("Kopi.\n\n![](a.jpg)", known={"a.jpg": photo(300, 200)})
    (problem,) = made.problems
    assert (problem.code, problem.severity, problem.place.line) == ("picture-small", "warning", 3)


def test_a_clip_is_trimmed_slowed_and_heard_from_its_first_frame() -> None:
    text = "Dengar.\n\n![](a.mp4){start=2 end=5 speed=0.5 sound=on}\n\nItu suaranya."
    made = plan(text, known={"a.mp4": clip(1080, 1920, 20.0)})
    (footage,) = row(made)
    assert isinstance(footage, Footage)
    assert (footage.source_start, footage.source_end, footage.speed) == (2.0, 5.0, 0.5)
    (heard,) = [sound for sound in made.sound if sound.kind == "footage"]
    assert heard.start == pytest.approx(footage.first / 30, abs=0.001)
    assert heard.end - heard.start == pytest.approx(6.0, abs=0.002)
    voice = [sound for sound in made.sound if sound.kind == "voice"]
    assert voice[1].start >= heard.start + 6.0


def test_a_silent_clip_is_not_heard() -> None:
    known = {"a.mp4": clip(1080, 1920, 20.0, sound=False)}
    made = plan("![](a.mp4){sound=on end=2}\nItu.", known=known)
    assert [sound.kind for sound in made.sound] == ["voice"]


def test_the_brand_s_own_clip_comes_first_and_last() -> None:
    brand = replace(BRAND, intro="buka.mp4", outro="tutup.png")
    known = {"brand:buka.mp4": clip(1080, 1920, 2.5), "brand:tutup.png": photo(1080, 1920)}
    made = plan("# Kopi\n\n![](a.jpg)\nKopi enak.", brand=brand, known=known)
    first, middle, last = row(made)
    assert (first.source, first.first, first.stop) == ("brand:buka.mp4", 0, 75 + 6)
    assert (last.source, last.stop) == ("brand:tutup.png", made.frames)
    assert middle.first == 75 - 6
    assert made.scenes[0] == (0, 75)
    assert {word.scene for word in made.words} == {1}
    assert len(transitions(made)) == 2


def test_a_wide_picture_is_not_cut_to_a_strip_on_a_square_s_panel() -> None:
    made = plan("![](a.jpg)\nKopi.", known={"a.jpg": photo(6000, 1000)}, profile_name="square")
    (cue,) = row(made)
    assert cue.fit == "panel"
    assert cue.box.height < 400


def test_the_script_s_picture_facts_are_needed() -> None:
    found = script("![](a.jpg)\nKopi.")
    made = plan(found)
    assert row(made)[0].source == "a.jpg"
