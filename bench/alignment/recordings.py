"""Recordings whose words' times are known: made once, kept in a folder."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.model.script import Token
from clipkit.voice.normalise import Normaliser
from clipkit.voice.takes import Spoken

Samples = NDArray[np.int16]
Times = NDArray[np.float64]
Half = Literal["tune", "held"]
LEAD = 0.4  # seconds of quiet before the first sentence


class Said(NamedTuple):
    """A sentence by an engine. words: (words, 2), seconds of its samples."""

    samples: Samples
    words: Times


class Recording(NamedTuple):
    """What is aligned.

    samples: mono. rate: Hz. texts: a sentence each; a word is what stands between blanks.
    words: (words, 2), when each begins and ends, seconds.
    """

    lang: str
    rate: int
    samples: Samples
    texts: tuple[str, ...]
    words: Times

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
    parts, words = [np.zeros(round(LEAD * rate), np.int16)], []
    at = len(parts[0])
    for one in said:
        words.append(one.words + at / rate)
        quiet = np.zeros(round(chance.uniform(0.15, 0.8) * rate), np.int16)
        parts += [one.samples, quiet]
        at += len(one.samples) + len(quiet)
    found = Recording(lang, rate, np.concatenate(parts), tuple(texts), np.concatenate(words))
    spoken = sum(len(text.split(" ")) for text in texts)
    if spoken != len(found.words):
        raise ValueError(f"{spoken} words of text, {len(found.words)} with times")
    return found


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
        )


def repeated(one: Recording, seconds: float) -> Recording:
    """Return a recording said again and again, for at least so long."""
    times = int(np.ceil(seconds / one.seconds))
    words: Iterator[Times] = (one.words + k * one.seconds for k in range(times))
    return one._replace(
        samples=np.tile(one.samples, times), texts=one.texts * times, words=np.concatenate([*words])
    )
