"""What stands in a scene, and when: titles, lower thirds, quotations, sources, labels, cards."""

from typing import TypeVar

import pytest
from msgspec.structs import replace

from clipkit.model.brand import Brand, BugLook
from clipkit.model.cues import (
    Bug,
    Bumper,
    Caption,
    Cue,
    Label,
    LowerThird,
    Progress,
    Quotation,
    Scrim,
    Source,
    TitleCue,
)
from clipkit.model.facts import Facts
from clipkit.model.timeline import Timeline
from clipkit.planning.labels import filled
from clipkit.units import to_frames
from tests.planning.given import BRAND, photo, plan, script, spoken

COVER = {"a.jpg": photo(1080, 1920), "b.jpg": photo(1080, 1920)}
LONG = "Kopi dari kebun sendiri disangrai setiap pagi dan diantar hangat ke rumah warga kampung."
K = TypeVar("K", bound=Cue)


def of(made: Timeline, kind: type[K]) -> list[K]:
    return [cue for cue in made.cues if isinstance(cue, kind)]


def test_a_title_stays_with_a_panel_and_leaves_a_full_picture_when_it_is_read() -> None:
    text = f"# Kedai kopi\n\n![](a.jpg)\n{LONG} {LONG}"
    (stays,) = of(plan(text), TitleCue)
    made = plan(text, known=COVER)
    (leaves,) = of(made, TitleCue)
    assert stays.stop == plan(text).scenes[0][1]
    assert leaves.stop == to_frames(2.0, 30)
    heads = [cue for cue in of(made, Scrim) if cue.box.y == 0]
    assert len(heads) == 2
    assert heads[0].stop == leaves.stop
    assert heads[0].box.height > heads[1].box.height


def test_the_clip_s_first_frame_shows_the_title_whole() -> None:
    (title,) = of(plan("# Kedai kopi\n\n![](a.jpg)\nEnak."), TitleCue)
    assert (title.first, title.enter.frames) == (0, 0)


def test_a_headline_goes_on_where_a_panel_has_no_title_of_its_own() -> None:
    text = (
        "# Kedai kopi\n\n![](a.jpg)\nSatu.\n\n---\n\n![](b.jpg)\nDua.\n\n---\n\n"
        "# Lain\n\n![](c.jpg)\nTiga."
    )
    one, two, three = of(plan(text), TitleCue)
    assert (one.text, two.text, three.text) == ("Kedai kopi", "Kedai kopi", "Lain")
    assert one.box == two.box
    assert (one.leave.frames, two.enter.frames) == (0, 0)
    assert two.leave.frames > 0
    assert [cue.text for cue in of(plan(text, template="promo"), TitleCue)] == [
        "Kedai kopi",
        "Lain",
    ]


def test_a_headline_gives_way_to_a_quotation() -> None:
    text = (
        "# Kedai kopi\n\n![](a.jpg)\nSatu.\n\n---\n\n![](b.jpg)\n> Kopi itu teman.\n> — Bu Rini\n\n"
        f"{LONG}"
    )
    made = plan(text)
    (quotation,) = of(made, Quotation)
    second = [cue for cue in of(made, TitleCue) if cue.scene == 1]
    assert [cue.first for cue in second] == [quotation.stop] or second[0].first >= quotation.stop


def test_front_matter_s_title_heads_a_script_without_headings() -> None:
    (title,) = of(plan("---\ntitle: Kedai kopi\n---\n![](a.jpg)\nEnak."), TitleCue)
    assert title.text == "Kedai kopi"


def test_a_lower_third_stays_between_two_and_a_half_and_five_seconds() -> None:
    made = plan(f"![](a.jpg)\n@ Rini | Pemilik\n{LONG} {LONG}\n\n@ Budi\nHalo.")
    one, two = of(made, LowerThird)
    assert one.stop - one.first == 150
    assert two.stop == made.scenes[0][1]
    assert two.stop - two.first >= 75
    assert two.role is None


def test_two_lower_thirds_do_not_stand_on_each_other() -> None:
    one, two = of(
        plan(f"![](a.jpg)\nHalo.\n@ Rini | Pemilik\nSaya.\n@ Budi | Juru\n{LONG}"), LowerThird
    )
    assert one.stop <= two.first


def test_a_quotation_shows_its_by_line_and_stays_a_moment() -> None:
    made = plan("![](a.jpg)\n> Kopi itu teman bicara.\n> — Bu Rini\n\nMampir, ya.")
    (quotation,) = of(made, Quotation)
    assert quotation.by is not None
    assert quotation.by.text == "Bu Rini"
    said = [word for word in made.words if word.shown == "quotation"]
    after = next(word for word in made.words if word.shown == "caption")
    assert quotation.first == said[0].first - 6
    assert to_frames(said[-1].end, 30) < quotation.stop <= after.first - 4
    assert all(cue.first >= quotation.stop for cue in of(made, Caption))


def test_a_quotation_without_a_by_line_has_none() -> None:
    made = plan("![](a.jpg)\n> Kopi itu teman bicara.\n> —")
    assert all(cue.by is None and cue.rule is None for cue in of(made, Quotation))


@pytest.mark.parametrize(
    ("source", "lang", "shown"),
    [
        ("Dinas Kota", "id", "Sumber: Dinas Kota"),
        ("City Office", "en", "Source: City Office"),
        ("Data: BPS", "id", "Data: BPS"),
    ],
)
def test_the_script_s_source_is_labelled_in_its_language(
    source: str, lang: str, shown: str
) -> None:
    made = plan(f'---\nlang: {lang}\nsource: "{source}"\n---\n![](a.jpg)\nKopi.')
    assert [cue.text for cue in of(made, Source)] == [shown]


def test_both_sources_of_the_last_scene_are_joined() -> None:
    made = plan(
        "---\nsource: Dinas\n---\n![](a.jpg)\nSatu.\n\n---\n\n![](b.jpg)\nDua.\n> Foto: Rini"
    )
    assert [cue.text for cue in of(made, Source)] == ["Foto: Rini · Sumber: Dinas"]


def test_labels_are_seen_in_the_scenes_they_ask_for() -> None:
    text = (
        "---\nvars: {label: BARU, price: 15rb, cta: Pesan}\n---\n"
        "![](a.jpg)\nSatu.\n\n---\n\n![](b.jpg)\nDua."
    )
    made = plan(text, template="promo")
    named = {name: [c.scene for c in of(made, Label) if c.name == name] for name in
             ("label", "price", "was", "cta", "call")}  # fmt: skip
    assert named == {"label": [0, 1], "price": [0, 1], "was": [], "cta": [1], "call": [2]}


def test_a_label_that_moves_comes_and_goes_and_one_that_stays_does_not() -> None:
    scenes = ["# Kopi\n\n![](a.jpg)\nSatu.", "![](b.jpg)\nDua.", "![](c.jpg)\nTiga."]
    vars_ = "---\nvars: {label: BARU, price: Rp15.000}\n---\n"
    made = plan(vars_ + "\n\n---\n\n".join(scenes), template="promo")
    changes = {
        name: [(cue.enter.frames, cue.leave.frames) for cue in of(made, Label) if cue.name == name]
        for name in ("label", "price")
    }
    assert changes["label"] == [(0, 0), (0, 0), (0, 6)]  # the outro comes
    assert changes["price"] == [(0, 6), (10, 0), (0, 6)]  # below the title, then without one
    assert [cue.leave.frames for cue in of(made, Bug)] == [0, 0, 6]
    assert [cue.leave.frames for cue in of(made, Progress)] == [0, 0, 6]
    alone = plan("![](a.jpg)\nSatu.", brand=replace(BRAND, outro="none"))
    assert [cue.leave.frames for cue in of(alone, Bug)] == [0]


def test_a_label_with_an_empty_var_is_left_out() -> None:
    assert filled("{{a}} {{ b }}", {"a": "1", "b": "2"}) == "1 2"
    assert filled("{{a}} {{b}}", {"a": "1", "b": ""}) == ""


def test_the_bug_stands_in_the_corner_that_its_brand_asks_for() -> None:
    text = "---\nvars: {label: BARU}\n---\n![](a.jpg)\nKopi."
    (left,) = of(plan(text), Bug)
    right_brand = replace(BRAND, bug=BugLook(corner="top-right", size=60, opacity=0.8))
    made = plan(text, brand=right_brand)
    (right,) = of(made, Bug)
    label = next(cue for cue in of(made, Label) if cue.name == "label")
    assert left.box.x == 120
    assert left.name is not None
    assert right.name is not None
    assert right.name.box.right == 888
    assert right.box.height == 60
    assert right.opacity == 0.8
    assert label.plate is not None
    assert label.plate.right < right.box.x


def test_without_a_brand_there_is_no_bug_and_the_last_caption_stays() -> None:
    made = plan("![](a.jpg)\nKopi enak.", brand=Brand())
    assert of(made, Bug) == []
    assert of(made, Bumper) == []
    assert of(made, Caption)[-1].stop >= made.frames - 6


def test_a_brand_may_want_no_outro() -> None:
    made = plan("![](a.jpg)\nKopi.", brand=replace(BRAND, outro="none"))
    assert of(made, Bumper) == []
    assert made.scenes[-1][1] == made.frames


def test_a_card_fades_in_over_the_break() -> None:
    made = plan("![](a.jpg)\nKopi.", brand=replace(BRAND, intro="card"))
    intro, outro = of(made, Bumper)
    assert (intro.first, intro.stop) == (0, made.scenes[0][1] + 6)
    assert (outro.first, outro.stop) == (made.scenes[-1][0] - 6, made.frames)
    assert (intro.leave.frames, outro.enter.frames) == (12, 12)


def test_progress_is_a_segment_a_scene_without_the_cards() -> None:
    made = plan("![](a.jpg)\nSatu.\n\n---\n\n![](b.jpg)\nDua.")
    assert [(cue.segment, cue.segments) for cue in of(made, Progress)] == [(0, 2), (1, 2)]


def test_scrims_are_as_strong_as_the_picture_is_bright() -> None:
    strengths = []
    for luma in (30, 140, 250):
        made = plan("![](a.jpg)\nKopi enak.", known={"a.jpg": photo(1080, 1920, luma)})
        strengths.append(max(max(cue.opacity) for cue in of(made, Scrim)))
    assert strengths == sorted(strengths)
    assert strengths[0] == 0.3
    assert strengths[2] > 0.7


def test_captions_to_a_file_are_not_burnt_in() -> None:
    made = plan("---\ncaptions: file\n---\n![](a.jpg)\nKopi enak.")
    assert of(made, Caption) == []
    assert [word.shown for word in made.words] == ["caption", "caption"]


def test_fast_speech_is_a_warning_that_names_its_sentence() -> None:
    found = script("![](a.jpg)\nPertanggungjawaban penyelenggaraan pemerintahan daerah.")
    said = [spoken(sentence, per_character=0.02) for sentence in found.sentences]
    (problem,) = [p for p in plan(found, said=said).problems if p.code == "caption-fast"]
    assert problem.severity == "warning"
    assert problem.place.line == 2
    assert "Pertanggungjawaban" in dict(problem.values)["text"]


def test_music_lasts_the_whole_clip_and_the_sonic_logo_ends_it() -> None:
    brand = replace(BRAND, sound="logo.wav")
    known = {
        "brand:logo.wav": Facts(kind="sound", path="l.wav", digest="sha256:l", seconds=1.2),
    }
    made = plan("---\nmusic: m.ogg\n---\n![](a.jpg)\nKopi.", brand=brand, known=known)
    music = next(sound for sound in made.sound if sound.kind == "music")
    sonic = next(sound for sound in made.sound if sound.kind == "sonic")
    assert (music.start, music.end) == (0.0, round(made.seconds, 3))
    assert sonic.start == pytest.approx(made.scenes[-1][0] / 30, abs=0.001)


def test_a_clip_that_is_too_long_says_what_to_cut() -> None:
    text = "\n\n---\n\n".join(["![](a.jpg)\n" + " ".join([LONG] * 3)] * 5)
    made = plan(text)
    (problem,) = [p for p in made.problems if p.code == "too-long"]
    values = dict(problem.values)
    assert problem.severity == "error"
    assert float(values["seconds"]) == pytest.approx(made.seconds, abs=0.06)
    assert int(values["words"]) == len(made.words)
    assert int(values["holds"]) + int(values["cut"]) == int(values["words"])
    assert values["scenes"].startswith("1: ")
    shorter = plan("\n\n---\n\n".join(["![](a.jpg)\n" + LONG] * 5), pace=0.5)
    assert [p.code for p in shorter.problems if p.code == "too-long"] == []


def test_a_limit_may_be_set() -> None:
    made = plan("---\nlimit: 3\n---\n![](a.jpg)\n" + LONG)
    assert "too-long" in [p.code for p in made.problems]


def test_every_sentence_needs_its_words() -> None:
    with pytest.raises(ValueError, match="0 spoken for 1"):
        plan("Kopi.", said=[])
