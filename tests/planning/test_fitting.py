"""Texts of any length, on every shape of frame, with the real text engine."""

import re
from itertools import combinations

import pytest
from msgspec.structs import replace

from clipkit import text
from clipkit.model.cues import (
    Bug,
    Bumper,
    Caption,
    Cue,
    Item,
    Label,
    List,
    LowerThird,
    Photo,
    Quotation,
    Source,
    Text,
    TitleCue,
)
from clipkit.model.timeline import Timeline
from clipkit.units import Box
from tests.planning.given import BRAND, TEMPLATES, photo, plan, profile, shipped

PROFILES = ("universal", "shorts", "reels", "tiktok", "status", "square", "portrait", "wide")
NAME = "Prof. Dr. Ir. Hj. Siti Rahmawati Kusumaningrum, M.Si."
ROLE = "Kepala Dinas Kependudukan dan Pencatatan Sipil Kota Malang, Jawa Timur"
ADDRESS = "https://disdukcapil.malangkota.go.id/layanan"
SAYING = (
    "Pelayanan yang baik bukan soal gedung yang megah atau antrean yang panjang, melainkan soal "
    "warga yang pulang dengan senyum, karena urusannya selesai hari itu juga, tanpa harus "
    "bolak-balik dan tanpa harus kenal siapa-siapa di dalam kantor."
)
STRESS = f"""---
source: >-
  Dinas Kebudayaan dan Pariwisata Kota Malang, diolah dari Badan Pusat Statistik, 24 November 2026
vars:
  label: INFORMASI LAYANAN PUBLIK KELURAHAN
  cta: Bagikan kepada seluruh tetangga Anda
---

# Pendaftaran kartu tanda penduduk digital kini dilayani di seluruh kelurahan setiap hari Sabtu

![](foto/kopi.png)
@ {NAME} | {ROLE}
Pertanggungjawaban penyelenggaraan kependudukan {ADDRESS} 😀 Rp1.250.000,00 per orang.

---

# Syarat yang harus dibawa warga ketika datang ke kantor kelurahan

![](foto/kucing.png)
- Fotokopi kartu keluarga terbaru yang sudah dilegalisasi
- Surat pengantar dari ketua RT dan ketua RW setempat
- Pas foto berwarna ukuran tiga kali empat sebanyak dua lembar
- Bukti pembayaran retribusi
- Formulir yang sudah diisi lengkap dan ditandatangani di atas meterai
- Telepon genggam dengan nomor aktif

---

![](foto/roket.jpg)
> {SAYING}
> — {NAME}
"""
EIGHTY = "Pendaftaran kartu penduduk digital kini dilayani di semua kelurahan tiap Sabtu ya"
THIRTY = "Pertanggungjawabankependudukan"
NOT_HELD = ("picture-small", "caption-fast")


def main_boxes(cue: Cue) -> list[Box]:
    """Boxes that must stay above the app's own caption."""
    match cue:
        case Label():
            return [cue.plate or cue.box]
        case Bug():
            return [cue.box, *([cue.name.box] if cue.name else [])]
        case TitleCue():
            return [cue.box, *([cue.bar] if cue.bar else [])]
        case Quotation():
            parts = [cue.mark, cue.by]
            return [cue.box, *([cue.rule] if cue.rule else []), *(p.box for p in parts if p)]
        case List():
            return [item.plate for item in cue.items] + [item.box for item in cue.items]
        case Caption():
            return [cue.box]
    return []


def outside(clip: Timeline) -> list[tuple[str, Box]]:
    """Return all boxes of texts that leave the area they belong to."""
    place = profile(clip.profile)
    found = []
    for cue in clip.cues:
        low = [cue.box] if isinstance(cue, LowerThird | Source) else []
        for name, boxes in (("main", main_boxes(cue)), ("low", low)):
            area = place.area(name)  # type: ignore[arg-type]
            found += [
                (cue.kind, box)
                for box in boxes
                if box.x < area.x or box.right > area.right or box.y < area.y
                or box.bottom > area.bottom
            ]  # fmt: skip
    return found


def logos(clip: Timeline) -> list[Box]:
    """Return where the logo stands, in its corner and on the card."""
    return [cue.box for cue in clip.cues if isinstance(cue, Bug | Bumper) and cue.source]


def inside(box: Box, clip: Timeline) -> bool:
    area = profile(clip.profile).area("main")
    across = area.x <= box.x and box.right <= area.right
    return across and area.y <= box.y and box.bottom <= area.bottom


def texts_of(clip: Timeline) -> list[Text]:
    """Return all texts, those inside others too."""
    found: list[Text] = []
    for cue in clip.cues:
        parts = [cue, *getattr(cue, "items", ())]
        parts += [getattr(cue, name, None) for name in ("name", "role", "by")]
        found += [part for part in parts if isinstance(part, Text)]
    return found


def whole(cue: Cue) -> Box | None:
    """Return the room that all of a text's boxes take."""
    parts = [cue.box] if isinstance(cue, LowerThird | Source) else main_boxes(cue)
    if not parts:
        return None
    x, y = min(part.x for part in parts), min(part.y for part in parts)
    right, bottom = max(part.right for part in parts), max(part.bottom for part in parts)
    return Box(x, y, right - x, bottom - y)


def collisions(clip: Timeline) -> list[tuple[str, str]]:
    """Return the kinds of all texts that stand on each other at the same time."""
    boxed = [(cue, box) for cue in clip.cues if (box := whole(cue))]
    return [
        (one.kind, other.kind)
        for (one, a), (other, b) in combinations(boxed, 2)
        if one.first < other.stop and other.first < one.stop
        if a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
    ]


def filled(template: str) -> str:
    """STRESS with all that a template asks for, each as long as it may be, in wide letters."""
    values = {var.name: ("WMWMWM " * 30)[: var.most - 1] + "W" for var in shipped(template).vars}
    told = "".join(f"  {name}: {value}\n" for name, value in values.items())
    return re.sub(r"^vars:\n(  .+\n)+", f"vars:\n{told}", STRESS, flags=re.M)


def errors(clip: Timeline) -> list[str]:
    return [p.code for p in clip.problems if p.code not in NOT_HELD]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", PROFILES)
def test_long_texts_stay_in_their_areas(name: str, template: str) -> None:
    clip = plan(STRESS, profile_name=name, template=template, measure=text.measure)
    assert outside(clip) == []
    assert errors(clip) == []
    assert collisions(clip) == []


@pytest.mark.parametrize("template", sorted({*TEMPLATES} - {"promo"}))  # a price gives way: below
@pytest.mark.parametrize("name", PROFILES)
def test_whatever_a_template_asks_for_fits_as_long_as_it_may_be(name: str, template: str) -> None:
    clip = plan(filled(template), profile_name=name, template=template, measure=text.measure)
    assert outside(clip) == []
    assert errors(clip) == []
    assert collisions(clip) == []
    shown = {cue.name for cue in clip.cues if isinstance(cue, Label)}
    assert len(shown) > len(shipped(template).vars) - 1  # two of them may share a line


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("size", [(1200, 200), (200, 1200), None], ids=["wide", "tall", "none"])
def test_any_logo_and_a_title_of_one_word_fit(size: tuple[int, int] | None, template: str) -> None:
    brand = BRAND if size else replace(BRAND, logo="")
    known = {"brand:logo.png": photo(*size)} if size else {}
    for name in ("universal", "square"):
        clip = plan(
            f"# Kopi\n\n![](a.jpg)\n@ {NAME} | {ROLE}\nKopi.",
            known=known,
            brand=brand,
            profile_name=name,
            template=template,
            measure=text.measure,
        )
        assert outside(clip) == []
        assert errors(clip) == []
        assert collisions(clip) == []
        assert [place for place in logos(clip) if not inside(place, clip)] == []


def test_a_price_stands_on_the_captions_and_nothing_else() -> None:
    priced = STRESS.replace("vars:", "vars:\n  price: Rp15.000\n  was: Rp20.000\n  unit: per orang")
    for name in ("universal", "portrait", "wide"):
        clip = plan(priced, profile_name=name, template="promo", measure=text.measure)
        assert collisions(clip) == []
        prices = [cue.scene for cue in clip.cues if isinstance(cue, Label) and cue.name == "price"]
        assert prices == [0]


def test_a_price_without_room_is_left_out_with_its_unit() -> None:
    priced = STRESS.replace("vars:", "vars:\n  price: Rp1.250.000\n  unit: per orang")
    clip = plan(priced, profile_name="square", template="promo", measure=text.measure)
    assert [(p.code, p.severity) for p in clip.problems if p.code not in NOT_HELD] == [
        ("label-crowded", "warning")
    ]
    shown = {cue.name for cue in clip.cues if isinstance(cue, Label)}
    assert not shown & {"price", "unit"}


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", ["universal", "square"])
@pytest.mark.parametrize("title", [EIGHTY, THIRTY])
def test_a_title_of_eighty_characters_or_one_long_word_fits(
    title: str, name: str, template: str
) -> None:
    clip = plan(
        f"# {title}\n\n![](a.jpg)\nKopi enak sekali.",
        profile_name=name,
        template=template,
        measure=text.measure,
    )
    assert errors(clip) == []
    (cue,) = [cue for cue in clip.cues if isinstance(cue, TitleCue)]
    shown = "".join(piece.text for line in cue.lines for piece in line)
    assert shown == title.replace(" ", "")
    style = clip.style("title")
    assert cue.size >= 0.99 * style.size * style.floor * min(clip.size) / 1080
    assert outside(clip) == []


def test_all_ink_of_a_text_has_room_in_its_box() -> None:
    clip = plan(STRESS, measure=text.measure)
    for cue in texts_of(clip):
        style = replace(clip.style(cue.style), size=cue.size, floor=1.0)
        words: dict[int, str] = {}
        for piece in (piece for line in cue.lines for piece in line):
            words[piece.word] = words.get(piece.word, "") + piece.text
        lines = max(1, len(cue.lines))
        measured = text.measure(list(words.values()), style, width=cue.box.width, max_lines=lines)
        if isinstance(cue, Item | Quotation):
            assert measured.height <= cue.box.height + 1
        assert measured.width <= cue.box.width + 1, cue.text


def test_a_list_is_paged_four_items_at_a_time() -> None:
    items = "\n".join(f"- Barang nomor {k}" for k in range(1, 7))
    clip = plan(f"# Daftar\n\n![](a.jpg)\n{items}", measure=text.measure)
    one, two = [cue for cue in clip.cues if isinstance(cue, List)]
    assert [len(one.items), len(two.items)] == [4, 2]
    assert one.stop == two.first == two.items[0].first
    assert [item.number.text for item in two.items if item.number] == ["5", "6"]
    assert two.items[0].plate == one.items[0].plate


@pytest.mark.parametrize(
    ("template", "gap"), [("news", 48), ("promo", 32), ("policy", 32), ("tips", 32)]
)
def test_a_short_list_stands_amid_its_room_and_in_the_panel(template: str, gap: int) -> None:
    items = "\n".join(f"- Barang nomor {k}" for k in range(1, 4))
    clip = plan(f"# Daftar\n\n![](a.jpg)\n{items}", template=template, measure=text.measure)
    (items_cue,) = [cue for cue in clip.cues if isinstance(cue, List)]
    (title,) = [cue for cue in clip.cues if isinstance(cue, TitleCue)]
    (picture,) = [cue for cue in clip.cues if isinstance(cue, Photo)]
    top, bottom = title.box.bottom + gap, 1248  # what is free
    assert abs((items_cue.box.y + items_cue.box.bottom) / 2 - (top + bottom) / 2) <= 2
    assert picture.box.y <= items_cue.box.y < items_cue.box.bottom <= picture.box.bottom


def test_a_text_that_cannot_fit_says_how_much_would() -> None:
    title = " ".join(["Pendaftaran kependudukan"] * 20)
    clip = plan(f"# {title}\n\n![](a.jpg)\nKopi.", measure=text.measure)
    (problem,) = [p for p in clip.problems if p.code == "text-too-long"]
    assert problem.severity == "error"
    values = dict(problem.values)
    assert int(values["length"]) == len(title)
    assert 60 <= int(values["room"]) < 240
    assert problem.place.line == 1


def test_a_name_too_long_for_its_row_moves_the_label_down_not_out() -> None:
    brand = replace(BRAND, name="Dinas Komunikasi dan Informatika Kota")
    clip = plan(STRESS, brand=brand, measure=text.measure)
    assert outside(clip) == []


@pytest.mark.parametrize(("size", "named"), [((400, 400), True), ((1200, 200), False)])
def test_a_long_name_gives_way_to_a_logo_too_wide_for_it(
    size: tuple[int, int], named: bool
) -> None:
    brand = replace(BRAND, name="Dinas Komunikasi dan Informatika Kota Malang")
    known = {"brand:logo.png": photo(*size)}
    clip = plan(STRESS, brand=brand, known=known, measure=text.measure)
    bugs = [cue for cue in clip.cues if isinstance(cue, Bug)]
    assert bugs
    assert all(cue.source and bool(cue.name) == named for cue in bugs)
    assert outside(clip) == []


def test_long_pictures_keep_their_panel_out_of_the_title() -> None:
    clip = plan(STRESS, measure=text.measure)
    title = next(cue for cue in clip.cues if isinstance(cue, TitleCue))
    photo = next(cue for cue in clip.cues if isinstance(cue, Photo))
    assert photo.fit == "panel"
    assert photo.box.y >= title.box.bottom


@pytest.mark.parametrize(
    ("template", "size", "fit"),
    [
        ("news", (1600, 1200), "panel"),
        ("heritage", (1600, 1200), "cover"),
        ("heritage", (1600, 900), "panel"),
    ],
)
def test_a_template_says_which_pictures_fill_the_frame(
    template: str, size: tuple[int, int], fit: str
) -> None:
    clip = plan("![](a.jpg)\nKopi enak.", template=template, known={"a.jpg": photo(*size)})
    assert [cue.fit for cue in clip.cues if isinstance(cue, Photo)] == [fit]


@pytest.mark.parametrize(("template", "stays"), [("news", False), ("policy", True)])
def test_a_title_stays_where_its_template_says_so(template: str, stays: bool) -> None:
    said = f"# Kopi\n\n![](a.jpg)\n{'Kopi diseduh setiap pagi. ' * 6}"
    clip = plan(said, template=template, known={"a.jpg": photo(1080, 1920)})
    (title,) = [cue for cue in clip.cues if isinstance(cue, TitleCue)]
    assert clip.scenes[0][1] > 6 * clip.fps
    assert (title.stop == clip.scenes[0][1]) == stays


@pytest.mark.parametrize(("template", "side"), [("news", 72), ("tips", 104)])
def test_numbers_are_as_large_as_their_template_has_them(template: str, side: int) -> None:
    said = "# Kopi\n\n![](a.jpg)\n- Pilih\n- Seduh"
    clip = plan(said, template=template, measure=text.measure)
    (page,) = [cue for cue in clip.cues if isinstance(cue, List)]
    for item in page.items:
        assert item.badge is not None
        assert (item.badge.width, item.badge.height, item.plate.height) == (side, side, side + 32)
        assert item.box.x == item.badge.right + 26


@pytest.mark.parametrize(("template", "width"), [("news", 14), ("heritage", 8)])
def test_a_lower_third_s_bar_is_as_thick_as_its_template_has_it(template: str, width: int) -> None:
    clip = plan("![](a.jpg)\n@ Rini | Pemilik\nKopi enak.", template=template)
    assert [c.bar.width for c in clip.cues if isinstance(c, LowerThird)] == [width]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ("era: ABAD KE-8, place: Dinoyo", "ABAD KE-8 · Dinoyo"),
        ("era: ABAD KE-8", "ABAD KE-8"),
        ("place: Dinoyo", "Dinoyo"),
    ],
)
def test_era_and_place_share_a_line_and_either_stands_alone(values: str, shown: str) -> None:
    said = f"---\nvars: {{{values}}}\n---\n![](a.jpg)\nKopi enak."
    clip = plan(said, template="heritage")
    (label,) = [cue for cue in clip.cues if isinstance(cue, Label) and not cue.scene]
    assert (label.text, label.shape) == (shown, "rule")
