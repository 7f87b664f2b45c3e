from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit.model.cues import (
    Bumper,
    Caption,
    Colour,
    Cue,
    Label,
    List,
    LowerThird,
    Photo,
    Quotation,
    Text,
    Transition,
)
from clipkit.model.timeline import Timeline
from clipkit.reading import markdown
from tests.planning.given import clip, photo, plan

NEWS = """---
title: Kedai kopi tertua di kampung kami
music: musik/lagu.mp3
source: Karang Taruna Kampung Sumber
vars: {label: UMKM LOKAL}
---

# Kedai kopi tertua di kampung kami

![](foto/kopi.jpg){motion=zoom-in focus=0.45,0.4}
Sejak tahun **1987**, kedai Bu Rini menyeduh kopi dari kebun sendiri, mulai pukul 05.30.

---

![](foto/kucing.jpg){motion=pan-right focus=0.5,0.35}
@ Rini Astuti | Pemilik Kedai Kopi Sumber
Setiap hari **200 cangkir** habis terjual, ditemani si Belang, kucing kesayangan pelanggan.
> Foto: Karang Taruna Kampung Sumber

---

# Tiga cara memesan

![](foto/motor.jpg)
- Datang langsung ke kedai
- Pesan lewat WhatsApp
- Titip ke petugas antar

---

![](foto/roket.jpg)
> Kopi yang baik tidak butuh gula, ia butuh teman bicara.
> — Bu Rini

![](foto/rini.jpg)
Mampir, ya! Kedai buka setiap hari sampai pukul 21.00, **gratis** untuk anak sekolah.
"""


def test_a_news_script_becomes_a_whole_clip() -> None:
    made = plan(NEWS, known={"foto/rini.jpg": photo(1067, 1600)})
    kinds = {cue.kind for cue in made.cues}
    assert kinds == {
        *("photo", "transition", "scrim", "bug", "progress", "title", "caption", "label"),
        *("lower-third", "source", "list", "quotation", "bumper"),
    }
    assert all(0 <= cue.first < cue.stop <= made.frames for cue in made.cues)
    assert {cue.scene for cue in made.cues} == set(range(len(made.scenes)))
    assert [p for p in made.problems if p.severity == "error"] == []


def test_scenes_meet_and_fill_the_clip() -> None:
    made = plan(NEWS)
    assert made.scenes[0][0] == 0
    assert made.scenes[-1][1] == made.frames
    assert all(a[1] == b[0] for a, b in pairwise(made.scenes))


def test_both_pictures_of_a_transition_last_all_through_it() -> None:
    made = plan(NEWS)
    transitions = [cue for cue in made.cues if isinstance(cue, Transition)]
    assert len(transitions) == 3
    for cue in transitions:
        one, other = (made.cues[k] for k in cue.of)
        assert isinstance(one, Photo)
        assert isinstance(other, Photo)
        assert (other.first, one.stop) == (cue.first, cue.stop)
        assert cue.stop - cue.first == 12
        assert cue.first + 6 == made.scenes[cue.scene][0]


def test_landscape_photos_share_one_panel_through_their_scenes() -> None:
    made = plan(NEWS)
    boxes = {cue.box for cue in made.cues if isinstance(cue, Photo) and cue.fit == "panel"}
    assert len(boxes) == 1


def test_a_list_and_a_quotation_have_no_captions_meanwhile() -> None:
    made = plan(NEWS)
    cards = [cue for cue in made.cues if isinstance(cue, Caption)]
    for cue in made.cues:
        if isinstance(cue, List | Quotation):
            assert not [c for c in cards if c.first < cue.stop and cue.first < c.stop]


def test_the_clip_ends_on_a_card_that_says_where_to_go() -> None:
    made = plan(NEWS)
    last = len(made.scenes) - 1
    texts = [cue.text for cue in made.cues if isinstance(cue, Label) and cue.scene == last]
    assert texts == ["@kampungsumber", "Jl. Sumber 5, Malang", "0812-0000-1234"]


def test_a_lower_third_comes_with_its_picture() -> None:
    made = plan(NEWS)
    (third,) = [cue for cue in made.cues if isinstance(cue, LowerThird)]
    assert third.first == made.scenes[1][0] + 6
    assert 75 <= third.stop - third.first <= 150


def moved(made: Timeline, scene: int) -> list[Cue]:
    """Return a scene's cues as they are seen from its own first frame."""
    start = made.scenes[scene][0]
    found: list[Cue] = []
    for cue in made.cues:
        if cue.scene == scene and not isinstance(cue, Transition):
            plainly = {"first": cue.first - start, "stop": cue.stop - start}
            if isinstance(cue, Caption):
                plainly["words"] = (0, cue.words[1] - cue.words[0])  # type: ignore[assignment]
            inner = {
                name: replace(part, first=part.first - start, stop=part.stop - start)
                for name in ("name", "role", "mark", "by")
                if isinstance(part := getattr(cue, name, None), Text)
            }
            found.append(replace(cue, **plainly, **inner))
    return [cue for cue in found if not isinstance(cue, List)]


def test_a_changed_word_moves_later_scenes_and_changes_nothing_in_them() -> None:
    one = plan(NEWS)
    other = plan(NEWS.replace("menyeduh kopi", "menyeduh sendiri kopi pilihan"))
    assert other.frames > one.frames
    for scene in range(1, len(one.scenes)):
        assert moved(one, scene) == moved(other, scene)


PARTS = st.sampled_from(
    [
        "Kopi enak sekali, ya.",
        "Harganya Rp15.000 per **cangkir besar** 😀",
        "![](a.jpg)",
        "![](b.jpg){duration=1}",
        "![](c.mp4){sound=on end=2}",
        "---",
        "# Judul",
        "- Satu\n- Dua kali dua",
        "> Kopi itu teman.\n> — Bu Rini",
        "> Foto: Rini",
        "@ Rini | Pemilik",
        "[jeda 1]",
        "Dan\n\n![](d.jpg)\n\ntiga lagi.",
    ]
)


@given(st.lists(PARTS, min_size=1, max_size=12), st.sampled_from(["news", "promo"]))
def test_any_script_becomes_a_clip_that_can_be_staged(parts: list[str], name: str) -> None:
    found, problems = markdown.read("\n\n".join(parts), "naskah.md")
    assume(found.scenes)
    assume(not [p for p in problems if p.severity == "error"])
    known = {"c.mp4": clip(1080, 1920, 3.0), "b.jpg": photo(1080, 1920)}
    made = plan(found, known=known, template=name)
    assert made.scenes[0][0] == 0
    assert made.scenes[-1][1] == made.frames
    assert all(a[1] == b[0] and a[0] < a[1] for a, b in pairwise(made.scenes))
    for cue in made.cues:
        assert 0 <= cue.first < cue.stop <= made.frames
        assert 0 <= cue.scene < len(made.scenes)
    for sound in made.sound:
        assert 0.0 <= sound.start < sound.end <= made.frames / made.fps + 0.04
    captioned = [k for k, word in enumerate(made.words) if word.shown == "caption"]
    cards = [cue for cue in made.cues if isinstance(cue, Caption)]
    assert [k for card in cards for k in range(*card.words)] == captioned
    assert all(a.stop <= b.first for a, b in pairwise(cards))
    pictures = [cue for cue in made.cues if isinstance(cue, Photo | Colour)]
    seen = {frame for cue in pictures for frame in range(cue.first, cue.stop)}
    over = {f for cue in made.cues if isinstance(cue, Bumper) for f in range(cue.first, cue.stop)}
    assert seen | over == set(range(made.frames))
