"""What is read otherwise than the script is told, and nothing is told of what is read well."""

import numpy as np
import pytest

from clipkit.voice.align import Aligner
from tests.voice import cases

# One of each sound, in both languages, of forty a kind, which take a quarter of an hour:
# `python -m tests.voice.cases later 40` counts them.
SEEDS = (1, 2, 5, 6, 9)


def _holds(kind: cases.Kind, half: cases.Half, seed: int) -> None:
    made = cases.case(kind, half, seed)
    script = cases.spoken(made.script, made.lang)
    found = Aligner(made.lang).align(made.samples, cases.RATE, script)
    assert cases.amiss(kind, made, found) == "", made.name


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["good", "skipped", "repeated", "extra", "order", "moved", "other", "language"]
)
def test_what_is_otherwise_is_told(kind: cases.Kind) -> None:
    for seed in SEEDS:
        _holds(kind, "tuned", seed)


@pytest.mark.parametrize(
    ("kind", "seed"),
    [("good", 71), ("moved", 28), ("other", 12)],
    ids=["as it stands", "in another order", "another script"],
)
def test_a_strange_voice_is_no_other_script(kind: cases.Kind, seed: int) -> None:
    """One whose formants are a third higher than the reference's, and mostly breath."""
    _holds(kind, "fresh", seed)


@pytest.mark.parametrize(
    ("kind", "half", "seed"),
    [("extra", "fresh", 13), ("good", "tuned", 57)],
    ids=["speech in noise", "music in a pause"],
)
def test_other_speech_is_told_and_music_is_not(
    kind: cases.Kind, half: cases.Half, seed: int
) -> None:
    _holds(kind, half, seed)


@pytest.mark.parametrize(
    "script", [("Malang.",), ("Selamat datang di Malang.",), ("Satu.", "Dua.", "Tiga.", "Empat.")]
)
@pytest.mark.parametrize("way", ["clean", "music"])
def test_a_few_words_are_no_other_script(script: tuple[str, ...], way: str) -> None:
    parts = [cases.said(part, "id", "id", "f3", 150, 50, 50) for part in script]
    sound = np.concatenate([np.pad(part, (4000, 4000)) for part in parts])
    heard = cases.heard(sound, way, np.random.default_rng(1))
    assert not Aligner("id").align(heard, cases.RATE, cases.spoken(script, "id")).warnings
