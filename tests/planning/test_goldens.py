"""Whole timelines, as they were decided; a change here is one that viewers see."""

import json

import pytest

from clipkit import text
from clipkit.model.document import as_document, from_document
from tests.conftest import Golden
from tests.planning.given import clip, photo, plan, shipped
from tests.planning.test_fitting import STRESS
from tests.planning.test_plan import NEWS

PROMO = """---
template: promo
vars: {label: KHAS SANAN, price: Rp15.000, was: Rp20.000, unit: per bungkus, cta: Pesan sekarang}
---

# Keripik Tempe

![](foto/keripik.jpg){focus=0.4,0.5}
Renyah, gurih, **tanpa pengawet**.

---

![](video/dapur.mp4){start=1 end=4 sound=on}
Dibuat setiap pagi di dapur sendiri.
"""
# What a template asks for, a title, a list, a quotation, a name: each has its own place in it.
OWN = """---
source: Arsip Kota
vars:
{vars}
---

# Candi tertua di Jawa Timur

![](foto/a.jpg)
@ Slamet | Juru kunci
Candi ini berdiri sejak tahun **760 Masehi**.

---

# Yang perlu diingat

![](foto/tegak.jpg)
- Lepas alas kaki
- Jaga kebersihan

---

> Batu ini lebih tua dari kota kita.
> — Slamet
"""
CASES = {
    "news": (NEWS, "news", "universal"),
    "news-square": (NEWS, "news", "square"),
    "stress": (STRESS, "news", "universal"),
    "stress-square": (STRESS, "news", "square"),
    "promo": (PROMO, "promo", "universal"),
}


def own(template: str) -> str:
    """A script for a template, its vars as its own examples have them."""
    told = (f'  {var.name}: "{var.example.id}"' for var in shipped(template).vars)
    return OWN.replace("{vars}", "\n".join(told))


CASES |= {name: (own(name), name, "universal") for name in ("heritage", "policy", "quote", "tips")}


@pytest.mark.parametrize("name", CASES)
def test_the_timeline_is_as_recorded(name: str, golden: Golden) -> None:
    written, template, where = CASES[name]
    known = {
        "video/dapur.mp4": clip(1080, 1920, 9.0),
        "foto/rini.jpg": photo(1067, 1600, luma=190),
        "foto/tegak.jpg": photo(1080, 1920, luma=190),
    }
    made = plan(written, template=template, profile_name=where, known=known, measure=text.measure)
    document = as_document(made)
    assert from_document(json.loads(json.dumps(document)), folder="").frames == made.frames
    golden(f"{name}.json", document | {"styles": list(document["styles"])})


def test_the_same_in_gives_the_same_out() -> None:
    assert plan(NEWS, measure=text.measure) == plan(NEWS, measure=text.measure)
