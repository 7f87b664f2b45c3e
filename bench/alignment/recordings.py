"""Recordings whose words' times are known: made once, kept in a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.alignment.onsets import SILENCE, Heard, onsets
from clipkit.model.script import Token
from clipkit.voice.normalise import Normaliser
from clipkit.voice.takes import Spoken

Samples = NDArray[np.int16]
Times = NDArray[np.float64]
Half = Literal["tune", "held"]
LEAD = 0.4  # seconds of quiet before the first sentence


class Phone(NamedTuple):
    """A phone as an engine tells it: first and last second at which it begins."""

    name: str
    low: float
    high: float


class Said(NamedTuple):
    """A sentence by an engine. words: (words, 2), seconds of its samples.

    phones: `_` is silence, which it begins and ends with; empty: its times are its sound's.
    firsts: indexes of the words' first phones.
    """

    samples: Samples
    words: Times
    phones: tuple[Phone, ...] = ()
    firsts: tuple[int, ...] = ()


class Recording(NamedTuple):
    """What is aligned.

    samples: mono. rate: Hz. texts: a sentence each; a word is what stands between blanks.
    words: (words, 2), when each begins and ends, seconds, as it is heard.
    told: the same, as the engine tells it.
    """

    lang: str
    rate: int
    samples: Samples
    texts: tuple[str, ...]
    words: Times
    told: Times

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def script(self) -> list[Spoken]:
        hear = Normaliser(self.lang)
        return [hear([Token(text=part) for part in text.split(" ")]) for text in self.texts]


class MissingError(Exception):
    """A package isn't installed."""


def joined(
    lang: str, rate: int, texts: Sequence[str], said: Sequence[Said], seed: int
) -> Recording:
    """Put sentences behind each other, with pauses of 0.15 to 0.8 s between them."""
    chance = np.random.default_rng(seed)
    parts, words, told = [np.zeros(round(LEAD * rate), np.int16)], [], []
    at = len(parts[0])
    for one, heard in zip(said, _measured(rate, said), strict=True):
        words.append(heard + at / rate)
        told.append(one.words + at / rate)
        quiet = np.zeros(round(chance.uniform(0.15, 0.8) * rate), np.int16)
        parts += [one.samples, quiet]
        at += len(one.samples) + len(quiet)
    times = np.concatenate(words), np.concatenate(told)
    found = Recording(lang, rate, np.concatenate(parts), tuple(texts), *times)
    spoken = sum(len(text.split(" ")) for text in texts)
    if spoken != len(found.words):
        raise ValueError(f"{spoken} words of text, {len(found.words)} with times")
    return found


def _measured(rate: int, said: Sequence[Said]) -> list[Times]:
    """When words begin and end in their own sound, if their phones are told."""
    if not all(one.phones for one in said):
        return [one.words for one in said]
    heard, quiet = [], np.zeros(round(LEAD * rate), np.int16)
    for one in said:
        silent = [k for k, phone in enumerate(one.phones) if phone.name == SILENCE]
        after = [*one.firsts[1:], len(one.phones)]
        ends = [
            min([then, *(k for k in silent if first < k)])
            for first, then in zip(one.firsts, after, strict=True)
        ]
        samples = np.concatenate([quiet, one.samples, quiet])
        names = tuple(phone.name for phone in one.phones)
        zones = tuple((phone.low + LEAD, phone.high + LEAD) for phone in one.phones)
        heard.append(Heard(samples, rate, names, (*one.firsts, *ends), zones))
    return [np.array(found).reshape(2, -1).T - LEAD for found in onsets(heard)]


def kept(path: Path, make: Callable[[], Recording]) -> Recording:
    """Load a recording, or make it and save it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, **make()._asdict())
    with np.load(path) as found:
        return Recording(
            str(found["lang"]),
            int(found["rate"]),
            found["samples"],
            tuple(map(str, found["texts"])),
            found["words"],
            found["told"],
        )


def repeated(one: Recording, seconds: float) -> Recording:
    """Return a recording said again and again, for at least so long."""
    times = int(np.ceil(seconds / one.seconds))
    words, told = (
        np.concatenate([each + k * one.seconds for k in range(times)])
        for each in (one.words, one.told)
    )
    samples = np.tile(one.samples, times)
    return one._replace(samples=samples, texts=one.texts * times, words=words, told=told)
