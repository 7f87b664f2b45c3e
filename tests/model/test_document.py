import json

import pytest
from msgspec.structs import replace

from clipkit.model.cues import Footage
from clipkit.model.document import as_document, from_document
from clipkit.model.timeline import FootageSound
from clipkit.units import Box
from tests.fixtures import FIXTURES


@pytest.mark.parametrize("name", FIXTURES)
def test_a_timeline_survives_json_whole(name: str) -> None:
    clip = FIXTURES[name]
    text = json.dumps(as_document(clip))
    assert from_document(json.loads(text), folder="/x") == replace(clip, folder="/x")


def test_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match=r"clipkit\.timeline/1"):
        from_document({"schema": "clipkit.timeline/2"}, folder="")


def test_footage_is_told_apart_as_seen_and_as_heard() -> None:
    seen = Footage(first=0, stop=90, scene=0, source="a.mp4", box=Box(0, 0, 1080, 1920))
    heard = FootageSound(start=0.0, end=3.0, source="a.mp4", source_start=1.5)
    clip = replace(FIXTURES["cover"], cues=(seen,), sound=(heard,))
    read = from_document(json.loads(json.dumps(as_document(clip))), folder="/x")
    assert read == replace(clip, folder="/x")
