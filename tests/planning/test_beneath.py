"""Scrims are as dark as the texts on them need, over the brightest spots beneath."""

import pytest
from msgspec.structs import replace

from clipkit import text
from clipkit.model.cues import Quotation, Scrim, Source, Text, TitleCue
from clipkit.model.facts import Facts
from clipkit.model.timeline import Timeline
from clipkit.planning.colours import contrast, mixed
from tests.planning.given import photo, plan

SAID = """# Kopi lereng Arjuno

![](a.jpg){how}
Dipetik satu per satu.
> Sumber: Dinas Pertanian
"""
TITLED = """# Kopi lereng Arjuno, dipetik satu per satu di pagi hari

![](a.jpg)
Dipetik satu per satu.
"""
QUOTED = """![](a.jpg)
> Saya tidak mau dikenang.
> \u2014 Rini Wulandari
"""


def lit(rows: range, luma: int = 20, peak: int = 255) -> Facts:
    """A dark photo with bright spots in some rows of its grid."""
    peaks = tuple((peak if row in rows else luma,) * 9 for row in range(16))
    return replace(photo(1080, 1920, luma=luma), peak=peaks)


def planned(facts: Facts, said: str = SAID, how: str = "", template: str = "quote") -> Timeline:
    known = {"a.jpg": facts}
    written = said.replace("{how}", how)
    return plan(written, known=known, template=template, measure=text.measure)


def over(clip: Timeline, one: Text, grey: str) -> float:
    """Contrast of a text over a grey, with the scrims that lie full over its box."""
    for cue in clip.cues:
        if isinstance(cue, Scrim) and cue.first <= one.first < cue.stop:
            top, bottom = cue.opacity
            full = cue.box._replace(height=int(cue.box.height * cue.solid))
            if top < bottom:
                full = full._replace(y=cue.box.bottom - full.height)
            if top == bottom:
                full = cue.box
            if full.y <= one.box.y + 1 and one.box.bottom <= full.bottom + 1:
                share = max(cue.opacity) * int(cue.ink[7:], 16) / 255
                grey = mixed(grey, cue.ink[:7], share)
    return contrast(clip.style(one.style).plain.fill[0][:7], grey)


def the(clip: Timeline, kind: type[Text]) -> Text:
    return next(cue for cue in clip.cues if isinstance(cue, kind))


def darkest(clip: Timeline) -> list[float]:
    return [max(cue.opacity) for cue in clip.cues if isinstance(cue, Scrim)]


@pytest.mark.parametrize("template", ["quote", "news", "promo", "heritage"])
def test_small_text_over_lamps_at_night_is_read(template: str) -> None:
    clip = planned(lit(range(16)), template=template)
    assert over(clip, the(clip, Source), "#FFFFFF") >= 4.5
    clip = planned(lit(range(0)), template=template)
    assert over(clip, the(clip, Source), "#FFFFFF") < 4.5  # no lamp, no such darkness


def test_large_text_needs_less_darkness() -> None:
    title = planned(lit(range(5, 6)), TITLED, template="heritage")
    large = the(title, TitleCue)
    assert large.size > 66
    assert over(title, large, "#FFFFFF") >= 3.0
    assert 0.3 < max(darkest(title)) < max(darkest(planned(lit(range(9, 16))))) < 0.72


def test_a_spot_beside_all_text_darkens_nothing() -> None:
    assert darkest(planned(lit(range(6, 8)))) == darkest(planned(lit(range(0))))


@pytest.mark.parametrize("template", ["news", "promo", "policy", "tips", "quote", "heritage"])
def test_who_said_it_is_read_in_the_colour_it_has(template: str) -> None:
    clip = planned(lit(range(16)), QUOTED, template=template)
    quoted = the(clip, Quotation)
    assert isinstance(quoted, Quotation)
    assert quoted.by is not None
    assert over(clip, quoted.by, "#FFFFFF") >= 4.5
    assert over(clip, quoted, "#FFFFFF") >= 3.0


def test_a_contained_picture_has_scrims_where_text_lies_on_it() -> None:
    tall = planned(photo(1080, 1920, luma=250), how="{fit=contain}")
    for kind in (TitleCue, Source):
        assert over(tall, the(tall, kind), "#FAFAFA") >= 4.5
    assert darkest(planned(photo(1600, 400, luma=250), how="{fit=contain}")) == []


def test_an_inverted_night_is_bright() -> None:
    plain, inverted = (
        planned(photo(1080, 1920, luma=10), how=how) for how in ("", "{effect=invert-colors}")
    )
    assert over(inverted, the(inverted, Source), "#FFFFFF") >= 4.5
    assert max(darkest(plain)) < max(darkest(inverted))
