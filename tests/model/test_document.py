import json

import pytest

from clipkit.model.document import as_document, from_document
from tests.fixtures import FIXTURES


@pytest.mark.parametrize("name", FIXTURES)
def test_a_timeline_survives_json_whole(name: str) -> None:
    clip = FIXTURES[name]
    text = json.dumps(as_document(clip))
    assert from_document(json.loads(text), folder="/x") == clip


def test_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match=r"clipkit\.timeline/1"):
        from_document({"schema": "clipkit.timeline/2"}, folder="")
