"""What stands together never stands on each other: any texts, any style, every shape of frame."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipkit import text
from clipkit.model.cues import Caption, Label, TitleCue
from clipkit.model.timeline import Timeline
from clipkit.reading import profiles
from tests.planning.given import ASSETS, TEMPLATES, captions, plan, shipped
from tests.planning.test_fitting import main_boxes, outside

PROFILES = sorted(profiles.read((ASSETS / "profiles.yaml").read_text("utf-8"), "profiles.yaml")[0])
ADDRESS = "https://disdukcapil.malangkota.go.id/layanan"
WORDS = ("keripik", "renyah", "Sanan,", "tempe", "yang", "Rp15.000", "pertanggungjawaban", ADDRESS)
SHORT = st.text("ABCDEFGHIJ abcdefghij", min_size=1, max_size=14).filter(str.strip)


def apart(clip: Timeline) -> bool:
    """Whether captions, labels and titles that are seen at the same time have room of their own."""
    kinds = Caption | Label | TitleCue
    boxed = [(cue, main_boxes(cue)) for cue in clip.cues if isinstance(cue, kinds)]
    return not any(
        a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
        for (one, mine), (other, its) in combinations(boxed, 2)
        if one.first < other.stop and other.first < one.stop
        for a in mine
        for b in its
    )


VARS = sorted({var.name for name in TEMPLATES for var in shipped(name).vars} - {"price"})


def written(template: str, style: str, title: str, said: str, **values: str) -> str:
    told = "\n".join(f'  {name}: "{value}"' for name, value in values.items())
    scene = f"![](foto/a.jpg)\n{said}\n"
    return f"""---
template: {template}
style: {style}
vars:
{told}
---

# {title}

{scene}

---

{scene}"""


@pytest.mark.parametrize("name", PROFILES)
@settings(max_examples=20, deadline=None)
@given(
    template=st.sampled_from(TEMPLATES),
    style=st.sampled_from(sorted(captions())),
    title=st.lists(st.sampled_from(WORDS[:4]), min_size=1, max_size=9),
    said=st.lists(st.sampled_from(WORDS), min_size=1, max_size=14),
    values=st.fixed_dictionaries({"price": SHORT}, optional=dict.fromkeys(VARS, SHORT)),
)
def test_captions_labels_and_titles_never_overlap(
    name: str,
    template: str,
    style: str,
    title: list[str],
    said: list[str],
    values: dict[str, str],
) -> None:
    script = written(template, style, " ".join(title), " ".join(said) + ".", **values)
    clip = plan(script, profile_name=name, template=template, measure=text.measure)
    assert apart(clip)
    assert outside(clip) == []
    assert any(isinstance(cue, Caption) for cue in clip.cues)


@pytest.mark.parametrize("name", PROFILES)
def test_a_price_keeps_clear_of_a_caption_that_takes_more_lines(name: str) -> None:
    values = {"price": "Rp15.000", "was": "Rp20.000", "unit": "per bungkus", "cta": "Pesan saja"}
    said = f"Lihat {ADDRESS} sekarang, ya."
    script = written("promo", "karaoke", "Keripik Tempe", said, **values)
    clip = plan(script, profile_name=name, template="promo", measure=text.measure)
    assert any(isinstance(cue, Label) and cue.name == "price" for cue in clip.cues)
    assert apart(clip)
