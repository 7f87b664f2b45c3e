"""Two hundred scripts that nobody wrote, on every template and shape of frame."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit import text
from clipkit.model.timeline import Timeline
from tests.planning.given import TEMPLATES, photo, plan, shipped
from tests.planning.test_fitting import (
    NOT_HELD,
    PROFILES,
    collisions,
    inside,
    logos,
    outside,
    texts_of,
)

WORDS = (
    *("Candi", "kopi", "pagi", "yang", "di", "pertanggungjawaban", "Rp1.250.000,00", "50%", "RT"),
    *("warga", "kelurahan,", "Sabtu.", "the", "coffee", "neighbourhood", "17", "Agustus", "—"),
    *("مرحبا", "日本語", "สวัสดี", "ꦱꦸꦒꦼꦁ", "नमस्ते", "☕", "👨‍👩‍👧‍👦", "disdukcapil.malangkota.go.id"),
)


def said(least: int, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most).map(" ".join)


@st.composite
def scenes(draw: st.DrawFn) -> str:
    """A scene: perhaps a title, a picture, a name; then words, a list or a quotation."""
    parts = []
    if draw(st.booleans()):
        parts.append(f"# Judul {draw(said(0, 8))}\n")
    if draw(st.booleans()):
        parts.append(f"![]({draw(st.sampled_from(['a.jpg', 'tegak.jpg', 'lebar.jpg']))})")
        if draw(st.booleans()):
            parts.append(f"@ Bu {draw(said(1, 4))} | Ketua {draw(said(1, 6))}")
    kind = draw(st.sampled_from(["words", "words", "list", "quotation"]))
    if kind == "words":
        parts.append(f"Kata {draw(said(1, 14))}.")
    elif kind == "list":
        items = draw(st.lists(said(1, 6), min_size=1, max_size=6))
        parts += [f"- Hal {item}" for item in items]
    else:
        parts += [f"> Ujar {draw(said(2, 20))}.", f"> — Pak {draw(said(1, 4))}"]
    return "\n".join(parts)


@st.composite
def scripts(draw: st.DrawFn) -> tuple[str, str, str]:
    """A script, its template and a profile."""
    template = draw(st.sampled_from(TEMPLATES))
    front = ["---", f"template: {template}"]
    if draw(st.booleans()):
        front.append(f"source: Arsip {draw(said(0, 8))}")
    wanted = [var for var in shipped(template).vars if draw(st.booleans())]
    if wanted:
        front.append("vars:")
        for var in wanted:
            value = f"Isi {draw(said(0, 6))}"[: var.most].strip(" —.,")
            front.append(f'  {var.name}: "{value}"')
    body = "\n\n---\n\n".join(draw(st.lists(scenes(), min_size=1, max_size=4)))
    return "\n".join([*front, "---", "", body, ""]), template, draw(st.sampled_from(PROFILES))


def clipped(clip: Timeline) -> list[str]:
    """Texts whose ink needs more room than their boxes have."""
    found = []
    for cue in texts_of(clip):
        style = replace(clip.style(cue.style), size=cue.size, floor=1.0)
        for line in cue.lines:
            words = [piece.text + "-" * piece.hyphen for piece in line]
            spaces = [piece.space for piece in line]
            wide = text.measure(words, style, width=99999, max_lines=1, spaces=spaces).width
            if wide > cue.box.width + 2:
                found.append(cue.text)
    return found


@pytest.mark.slow
@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(scripts())
def test_no_text_leaves_its_area_is_cut_off_or_lies_on_another(made: tuple[str, str, str]) -> None:
    written, template, profile_name = made
    clip = plan(
        written,
        known={"tegak.jpg": photo(1080, 1920, luma=200), "lebar.jpg": photo(4000, 900, luma=40)},
        profile_name=profile_name,
        template=template,
        measure=text.measure,
    )
    wrong = {p.code for p in clip.problems if p.severity == "error"} - {*NOT_HELD, "too-long"}
    assert wrong <= {"text-too-long", "characters-missing", "label-crowded"}
    if wrong:
        return  # it is told, and not rendered
    assert outside(clip) == []
    assert clipped(clip) == []
    assert [place for place in logos(clip) if not inside(place, clip)] == []
    priced = {("label", "caption"), ("caption", "label")}  # a price stands on the captions
    assert set(collisions(clip)) <= (priced if clip.title is not None else set())
