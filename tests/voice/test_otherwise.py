"""What is read otherwise than the script is told, and nothing is told of what is read well."""

import pytest

from clipkit.voice.align import Aligner
from tests.voice import cases

# One of each sound, in both languages, of forty a kind, which take a quarter of an hour:
# `python -m tests.voice.cases fresh 40` counts them.
SEEDS = (1, 2, 5, 6, 9)


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["good", "skipped", "repeated", "extra", "order", "moved", "other", "language"]
)
def test_what_is_otherwise_is_told(kind: cases.Kind) -> None:
    for seed in SEEDS:
        made = cases.case(kind, "tuned", seed)
        found = Aligner(made.lang).align(
            made.samples, cases.RATE, cases.spoken(made.script, made.lang)
        )
        assert cases.amiss(kind, made, found) == "", made.name
