from itertools import pairwise

from clipkit.model.cues import Caption, Label, List, LowerThird, Photo, Quotation, Transition
from tests.planning.given import photo, plan

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
    clip = plan(NEWS, known={"foto/rini.jpg": photo(1067, 1600)})
    kinds = {cue.kind for cue in clip.cues}
    assert kinds == {
        *("photo", "transition", "scrim", "bug", "progress", "title", "caption", "label"),
        *("lower-third", "source", "list", "quotation", "bumper"),
    }
    assert all(0 <= cue.first < cue.stop <= clip.frames for cue in clip.cues)
    assert {cue.scene for cue in clip.cues} == set(range(len(clip.scenes)))
    assert [p for p in clip.problems if p.severity == "error"] == []


def test_scenes_meet_and_fill_the_clip() -> None:
    clip = plan(NEWS)
    assert clip.scenes[0][0] == 0
    assert clip.scenes[-1][1] == clip.frames
    assert all(a[1] == b[0] for a, b in pairwise(clip.scenes))


def test_both_pictures_of_a_transition_last_all_through_it() -> None:
    clip = plan(NEWS)
    transitions = [cue for cue in clip.cues if isinstance(cue, Transition)]
    assert len(transitions) == 3
    for cue in transitions:
        one, other = (clip.cues[k] for k in cue.of)
        assert isinstance(one, Photo)
        assert isinstance(other, Photo)
        assert (other.first, one.stop) == (cue.first, cue.stop)
        assert cue.stop - cue.first == 12
        assert cue.first + 6 == clip.scenes[cue.scene][0]


def test_landscape_photos_share_one_panel_through_their_scenes() -> None:
    clip = plan(NEWS)
    boxes = {cue.box for cue in clip.cues if isinstance(cue, Photo) and cue.fit == "panel"}
    assert len(boxes) == 1


def test_a_list_and_a_quotation_have_no_captions_meanwhile() -> None:
    clip = plan(NEWS)
    cards = [cue for cue in clip.cues if isinstance(cue, Caption)]
    for cue in clip.cues:
        if isinstance(cue, List | Quotation):
            assert not [c for c in cards if c.first < cue.stop and cue.first < c.stop]


def test_the_clip_ends_on_a_card_that_says_where_to_go() -> None:
    clip = plan(NEWS)
    last = len(clip.scenes) - 1
    texts = [cue.text for cue in clip.cues if isinstance(cue, Label) and cue.scene == last]
    assert texts == ["@kampungsumber", "Jl. Sumber 5, Malang", "0812-0000-1234"]


def test_a_lower_third_comes_with_its_picture() -> None:
    clip = plan(NEWS)
    (third,) = [cue for cue in clip.cues if isinstance(cue, LowerThird)]
    assert third.first == clip.scenes[1][0] + 6
    assert 75 <= third.stop - third.first <= 150
