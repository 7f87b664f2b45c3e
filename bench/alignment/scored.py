"""Recordings aligned, and how far their words are from where they should be."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import clocks
from bench.alignment.degraded import WAYS, degraded
from bench.alignment.engines import READERS
from bench.alignment.human import recording as human
from bench.alignment.recordings import Half, MissingError, Recording, kept
from clipkit.voice.align import Aligner

Reals = NDArray[np.float64]
OTHERS, ESPEAKS = ("piper", "flite"), ("espeak",)


class Score:
    """Milliseconds that found words are off, in all that was added."""

    def __init__(self) -> None:
        self.starts: list[float] = []
        self.ends: list[float] = []
        self.told: list[float] = []  # starts, against what the engine tells
        self.missing = 0
        self.warned = 0
        self.cpu = self.seconds = 0.0

    def add(self, one: Recording) -> None:
        """Align a recording. A sentence that isn't found has each word a second off."""
        sentences = one.script
        began = clocks.now()
        found = Aligner(one.lang).align(one.samples, one.rate, sentences)
        self.cpu += clocks.since(began)["cpu"]
        self.seconds += one.seconds
        self.warned += len(found.warnings)
        at = 0
        for words, sentence in zip(found.words, sentences, strict=True):
            wanted = one.words[at : at + len(sentence.tokens)]
            told = one.told[at : at + len(sentence.tokens)]
            at += len(sentence.tokens)
            self.missing += 0 if words else len(wanted)
            got = np.array(words) if words else wanted + 1
            self.starts += list(1000 * (got - wanted)[:, 0])
            self.ends += list(1000 * (got - wanted)[:, 1])
            self.told += list(1000 * (got - told)[:, 0])

    def off(self, which: str, share: float) -> float:
        """How far that share of the starts or ends is off at most, ms."""
        return float(np.percentile(np.abs(getattr(self, which)), 100 * share))

    def within(self, ms: float) -> float:
        """The share of the starts that are off by less, percent."""
        return float(100 * np.mean(np.abs(self.starts) < ms))

    def add_score(self, other: "Score") -> None:
        """Count another's words too."""
        self.starts += other.starts
        self.ends += other.ends
        self.told += other.told
        self.missing += other.missing
        self.warned += other.warned
        self.cpu += other.cpu
        self.seconds += other.seconds


def machines(folder: Path, half: Half, engines: tuple[str, ...]) -> Iterator[tuple[str, Recording]]:
    """Recordings of other voices, kept in a folder. Engines that aren't there are told."""
    told = set[str]()
    for who in READERS:
        if who.half != half or who.engine not in engines:
            continue
        try:
            yield who.title, kept(folder / f"{who.title}.npz", who.recording)
        except MissingError as why:
            if who.engine not in told:
                print(f"skipped {who.engine}: {why}")
            told.add(who.engine)


def humans(folder: Path, half: Half, root: Path, name: str) -> Iterator[tuple[str, Recording]]:
    """One half of the human clips, or a word on what they need."""
    try:
        yield name, kept(folder / f"{name} {half}.npz", lambda: human(root, name, half))
    except MissingError as why:
        print(f"skipped {name}: {why}")


def of_ways(one: Recording, ways: tuple[str, ...] = tuple(WAYS)) -> Iterator[tuple[str, Recording]]:
    """A recording as it sounds in each of some ways."""
    for way in ways:
        yield way, one._replace(samples=degraded(one.samples, one.rate, way))
