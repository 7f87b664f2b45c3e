"""Texts of any length, on every shape of frame, with the real text engine."""

from dataclasses import replace
from itertools import combinations

import pytest

from clipkit import text
from clipkit.model.cues import (
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
from tests.planning.given import BRAND, plan, profile

PROFILES = ("universal", "shorts", "tiktok", "status", "square", "portrait", "wide")
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


def errors(clip: Timeline) -> list[str]:
    return [p.code for p in clip.problems if p.code not in NOT_HELD]


@pytest.mark.parametrize("template", ["news", "promo"])
@pytest.mark.parametrize("name", PROFILES)
def test_long_texts_stay_in_their_areas(name: str, template: str) -> None:
    clip = plan(STRESS, profile_name=name, template=template, measure=text.measure)
    assert outside(clip) == []
    assert errors(clip) == []
    assert collisions(clip) == []


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


@pytest.mark.parametrize("template", ["news", "promo"])
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


@pytest.mark.parametrize(("template", "gap"), [("news", 48), ("promo", 32)])
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


def test_long_pictures_keep_their_panel_out_of_the_title() -> None:
    clip = plan(STRESS, measure=text.measure)
    title = next(cue for cue in clip.cues if isinstance(cue, TitleCue))
    photo = next(cue for cue in clip.cues if isinstance(cue, Photo))
    assert photo.fit == "panel"
    assert photo.box.y >= title.box.bottom
