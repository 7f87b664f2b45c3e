"""What is read otherwise than the script is told, and nothing is told of what is read well."""

import pytest

from clipkit.voice.align import Aligner
from tests.voice import cases

FEW = 3  # a kind: all forty take minutes; `python -m tests.voice.cases held 40` counts them


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["good", "skipped", "repeated", "extra", "order", "other", "language"]
)
def test_what_is_otherwise_is_told(kind: cases.Kind) -> None:
    for seed in range(FEW):
        made = cases.case(kind, "tuned", seed)
        found = Aligner(made.lang).align(
            made.samples, cases.RATE, cases.spoken(made.script, made.lang)
        )
        assert cases.amiss(kind, made, found) == "", made.name
