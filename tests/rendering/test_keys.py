import pytest
from msgspec.structs import replace

from clipkit.model.cues import Bug, Cue
from clipkit.model.timeline import SourceFile, Timeline
from clipkit.rendering.keys import key
from tests.fixtures import COVER, FIXTURES, PANEL

CUES = [(timeline, cue) for timeline in FIXTURES.values() for cue in timeline.cues]


@pytest.mark.parametrize(("timeline", "cue"), CUES, ids=lambda value: getattr(value, "kind", ""))
def test_a_longer_cue_has_another_key(timeline: Timeline, cue: Cue) -> None:
    assert key("x", replace(cue, stop=cue.stop + 1), timeline) != key("x", cue, timeline)


@pytest.mark.parametrize(("timeline", "cue"), CUES, ids=lambda value: getattr(value, "kind", ""))
def test_a_scene_further_on_keeps_its_keys(timeline: Timeline, cue: Cue) -> None:
    assert key("x", replace(cue, scene=7), timeline) == key("x", cue, timeline)


def test_another_file_under_the_same_name_is_another_picture() -> None:
    bug = next(cue for cue in COVER.cues if isinstance(cue, Bug))
    other = tuple(
        (name, SourceFile(path=file.path, digest="sha256:9") if name == bug.source else file)
        for name, file in COVER.sources
    )
    assert key("x", bug, replace(COVER, sources=other)) != key("x", bug, COVER)


def test_a_style_counts_by_what_it_says() -> None:
    title = PANEL.cues[3]
    larger = tuple(replace(s, tracking=0.1) for s in PANEL.styles)
    assert key("x", title, replace(PANEL, styles=larger)) != key("x", title, PANEL)
