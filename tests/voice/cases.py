"""Recordings made by seed, in which a script is read as it stands, or otherwise.

Voices other than the reference's, in both languages, of many speeds and pitches; clean, in noise,
in a room, over music, by phone. By now all was set on `tuned`, `held` and `fresh` scripts and
voices; `later` ones were looked at once, after that. Who says a sentence twice reads it twice.
"""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import yaml  # type: ignore[import-untyped]
from msgspec import Struct
from numpy.typing import NDArray

from clipkit.model.script import Token
from clipkit.voice import espeak
from clipkit.voice.align import Aligner
from clipkit.voice.judging import Alignment
from clipkit.voice.normalise import Normaliser
from clipkit.voice.takes import Spoken

Kind = Literal["good", "skipped", "repeated", "extra", "order", "moved", "other", "language"]
Half = Literal["tuned", "held", "fresh", "later"]
Floats = NDArray[np.float64]
Say = Callable[[str, str], Floats]  # (words, language) to samples of RATE

RATE = 22050
TEXTS = yaml.safe_load((Path(__file__).parent / "scripts.yaml").read_text("utf-8"))
VARIANTS: dict[Half, tuple[str, ...]] = {
    "tuned": ("f3", "m3", "Annie", "klatt4", "m7", "Hugo", "steph2", "max"),
    "held": ("f2", "m1", "belinda", "Diogo", "m5", "Andrea", "klatt2", "pablo"),
    "fresh": ("f4", "m8", "linda", "Marco", "f5", "Alicia", "klatt3", "marcelo"),
    "later": ("f1", "Nguyen", "aunty", "victor", "grandma", "grandpa", "shelby", "Reed"),
}
ACCENTS = {"id": ("id", "ms"), "en": ("en-us", "en-gb", "en-gb-scotland")}
FAR = 3  # places that a sentence of `moved` is away from its own
SOUNDS = ("clean", "noise", "room", "music", "phone")


class Case(Struct, frozen=True, kw_only=True):
    """A recording of a script, and what is otherwise in it.

    number: the sentence that is skipped, said twice, followed by the aside (-1: that is first), or
    said after one that it should come before. start, end: where that is heard, seconds.
    spans: where each sentence of the script is (last) said, seconds; None: nowhere.
    """

    name: str
    lang: str
    script: tuple[str, ...]
    samples: NDArray[np.int16]
    number: int
    start: float
    end: float
    spans: tuple[tuple[float, float] | None, ...]


def spoken(script: Sequence[str], lang: str) -> list[Spoken]:
    """A script's sentences as a voice says them."""
    hear = Normaliser(lang)
    return [hear([Token(text=part) for part in text.split(" ")]) for text in script]


def case(kind: Kind, half: Half, seed: int, say: Say | None = None) -> Case:
    """Return the case of a number. say: speaks; None: a voice of the offline engine, by seed."""
    chance = np.random.default_rng([seed, len(kind), list(VARIANTS).index(half)])
    lang = ("id", "en")[seed % 2]
    reading = "en" if lang == "id" else "id"
    which = int(chance.integers(5))
    script = list(TEXTS[half][lang][which])
    if (kind == "good" and seed % 5 == 0) or (kind == "moved" and seed % 2 == 0):
        script += TEXTS[half][lang][(which + 1) % 5]
    elif kind not in ("other", "moved") and chance.random() < 0.4:
        first = int(chance.integers(2))
        script = script[first : first + int(chance.integers(3, 5))]
    number = int(chance.integers(len(script) - {"order": 1, "moved": FAR}.get(kind, 0)))
    said: list[tuple[str, str, int]] = [(text, lang, k) for k, text in enumerate(script)]
    if kind == "skipped":
        del said[number]
    elif kind == "repeated":
        said.insert(number, said[number])
    elif kind == "order":
        said[number], said[number + 1] = said[number + 1], said[number]
    elif kind == "moved":
        far = int(chance.integers(number + FAR, len(script)))
        taken = number if chance.random() < 0.5 else far
        said.insert(far + number - taken, said.pop(taken))
    elif kind == "extra":
        others = TEXTS[half][lang][(which + 1) % 5]
        others = others + TEXTS.get(f"{half} asides", TEXTS["asides"])[lang]
        aside = others[int(chance.integers(len(others)))]
        number -= int(chance.random() < 0.2)
        said.insert(number + 1, (aside, lang, -1))
    elif kind == "other":
        said = [(text, lang, -1) for text in TEXTS[half][lang][(which + 1 + seed % 4) % 5]]
    elif kind == "language":
        same = TEXTS[half][lang][which]
        texts = [TEXTS[half][reading][which][same.index(text)] for text in script]
        said = [(text, reading, -1) for text in texts]
    voice = say or _voice(half, chance)
    sound, spans = _read(said, voice, chance)
    at = {which: span for (_, _, which), span in zip(said, spans, strict=True)}
    start, end = {
        "repeated": lambda: spans[number],
        "order": lambda: (spans[number][0], spans[number + 1][1]),
        "extra": lambda: at[-1],
    }.get(kind, lambda: (0.0, len(sound) / RATE))()
    way = SOUNDS[seed // 2 % len(SOUNDS)]
    return Case(
        name=f"{kind}-{half}-{seed}-{lang}-{way}",
        lang=lang,
        script=tuple(script),
        samples=heard(sound, way, chance),
        number=number,
        start=start,
        end=end,
        spans=tuple(at.get(k) for k in range(len(script))),
    )


def _voice(half: Half, chance: np.random.Generator) -> Say:
    variant = str(chance.choice(VARIANTS[half]))
    rate, pitch = int(chance.integers(130, 200)), int(chance.integers(30, 65))
    accent = float(chance.random())
    often: Counter[str] = Counter()

    def say(text: str, lang: str) -> Floats:
        voice = ACCENTS[lang][int(accent * len(ACCENTS[lang]))]
        often[text] += 1
        if often[text] == 1:
            return said(text, lang, voice, variant, rate, pitch, 50)
        other = round(rate * chance.uniform(0.88, 1.14)), pitch + int(chance.integers(-6, 7))
        return chance.uniform(0.8, 1.2) * said(
            text, lang, voice, variant, *other, int(chance.integers(35, 66))
        )

    return say


@cache
def said(
    text: str, lang: str, voice: str, variant: str, rate: int, pitch: int, wide: int
) -> Floats:
    """A sentence by a voice of the offline engine. wide: its range."""
    speaker = espeak.Espeak(
        voice=voice, variant=variant, rate=rate, pitch=pitch, range=wide, wordgap=0, volume=60
    )
    (take,) = speaker.speak(spoken([text], lang))
    return take.samples / 32768


def _read(
    said: Sequence[tuple[str, str, int]], voice: Say, chance: np.random.Generator
) -> tuple[Floats, list[tuple[float, float]]]:
    """Return a recording of sentences, and where each is in it, seconds."""
    parts: list[Floats] = [np.zeros(round(RATE * chance.uniform(0.1, 0.8)))]
    spans: list[tuple[float, float]] = []
    at = len(parts[0])
    for text, lang, _ in said:
        sound = voice(text, lang) * chance.uniform(0.8, 1.2)
        quiet = np.zeros(round(RATE * chance.choice([0.15, 0.3, 0.5, 0.8, 1.5])))
        spans.append((at / RATE, (at + len(sound)) / RATE))
        parts += [sound, quiet]
        at += len(sound) + len(quiet)
    return np.concatenate(parts), spans


def heard(sound: Floats, way: str, chance: np.random.Generator) -> NDArray[np.int16]:
    """Return a recording as it is heard in some place."""
    if way == "clean":
        found = sound + chance.normal(0, 2e-4, len(sound))
    elif way == "noise":
        found = _over(sound, _pink(len(sound), chance), chance.choice([8, 15]))
    elif way == "room":
        found = _over(_room(sound, 0.5, 0.4, chance), _pink(len(sound), chance), 25)
    elif way == "music":
        found = _over(sound, music(len(sound), chance), 12)
    else:
        narrow = _phone(_room(sound, 0.3, 0.3, chance))
        found = np.tanh(2.5 * _over(narrow, _phone(_pink(len(sound), chance)), 18))
    level = 0.7 * 32767 / np.abs(found).max()
    return np.asarray(found * level, np.int16)


def _over(sound: Floats, noise: Floats, apart: float) -> Floats:
    """Put something under speech, so many dB lower."""
    level = float(np.sqrt((sound[np.abs(sound) > 0.01] ** 2).mean() / (noise**2).mean()))
    return sound + noise * level * 10 ** (-apart / 20)


def _pink(count: int, chance: np.random.Generator) -> Floats:
    spectrum = np.fft.rfft(chance.standard_normal(count))
    return np.fft.irfft(spectrum / np.sqrt(np.maximum(1, np.arange(len(spectrum)))), count)


def _room(sound: Floats, seconds: float, wet: float, chance: np.random.Generator) -> Floats:
    count = round(seconds * RATE)
    echo = chance.standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    echo[: round(0.004 * RATE)] = 0
    whole = len(sound) + count
    spectrum = np.fft.rfft(sound, whole) * np.fft.rfft(echo / np.sqrt((echo**2).sum()), whole)
    return (1 - wet) * sound + wet * np.fft.irfft(spectrum, whole)[: len(sound)]


def _phone(sound: Floats) -> Floats:
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return np.fft.irfft(spectrum * ((hertz > 300) & (hertz < 3400)), len(sound))


def music(count: int, chance: np.random.Generator) -> Floats:
    """Chords with overtones, a tune, a bass drum and a hat, at 90 to 125 beats a minute."""
    beat = round(RATE * 60 / chance.uniform(90, 125))
    found = np.zeros(count + 8 * beat)
    root = 110 * 2 ** (chance.integers(12) / 12)
    decay = np.exp(-np.arange(4 * beat) / (1.5 * beat))
    seconds = np.arange(4 * beat) / RATE
    for number, first in enumerate(range(0, count, beat)):
        if number % 4 == 0:
            step = chance.choice([0, 5, 7, 9])
            for tone in (0, 4, 7, 12):
                hertz = root * 2 ** ((step + tone) / 12)
                waves = [np.sin(2 * np.pi * hertz * k * seconds) / k for k in range(1, 7)]
                found[first : first + 4 * beat] += 0.2 * decay * sum(waves)
        hertz = 4 * root * 2 ** (chance.choice([0, 2, 4, 7, 9, 12]) / 12)
        tune = np.sin(2 * np.pi * hertz * seconds[:beat]) * decay[::4][:beat]
        found[first : first + beat] += 0.3 * tune
        kick = np.sin(2 * np.pi * 60 * seconds[:beat]) * np.exp(-seconds[:beat] * 25)
        found[first : first + beat] += 0.9 * kick * (number % 2 == 0)
        hat = chance.standard_normal(beat) * np.exp(-seconds[:beat] * 60)
        found[first : first + beat] += 0.25 * hat
    return found[:count]


def amiss(kind: Kind, made: Case, found: Alignment) -> str:
    """Return what an alignment tells wrongly of a case; empty: all is told, and nothing else.

    Beside another script or language it may tell more. That the right time of a sentence is used
    is asked of the middle of its words; how exactly they are found is asked elsewhere.
    """
    told = [(str(warned.doubt), warned.sentence) for warned in found.warnings]
    if kind in ("other", "language"):
        return "" if told[:1] == [("other", 0)] else f"told {told}"
    name = {"moved": "order"}.get(kind, str(kind))
    wanted = [] if kind == "good" else [(name, max(0, made.number))]
    if told != wanted:
        return f"told {told}"
    if kind in ("repeated", "extra"):
        (warned,) = found.warnings
        inside = made.start - 0.4 <= warned.start < warned.end <= made.end + 0.4
        if not inside or warned.end - warned.start < 0.5 * (made.end - made.start):
            return f"at {warned.start:.1f} to {warned.end:.1f}"
    for number, (words, span) in enumerate(zip(found.words, made.spans, strict=True)):
        middle = (words[0].start + words[-1].end) / 2 if words else None
        if (span is None) != (middle is None):
            return f"sentence {number}: {len(words)} words"
        if span and middle and not span[0] < middle < span[1]:
            return f"sentence {number} about {middle:.1f}, not {span}"
    return ""


def main(half: Half, count: int) -> None:
    """Print how many cases of each kind are told; of good ones, two and a half times as many."""
    kinds: tuple[Kind, ...] = (
        "good", "skipped", "repeated", "extra", "order", "moved", "other", "language",
    )  # fmt: skip
    for kind in kinds:
        number = count * 5 // 2 if kind == "good" else count
        told = 0
        for seed in range(number):
            made = case(kind, half, seed)
            sentences = spoken(made.script, made.lang)
            wrong = amiss(kind, made, Aligner(made.lang).align(made.samples, RATE, sentences))
            told += not wrong
            if wrong:
                print(made.name, made.number, wrong, flush=True)
        print(f"{kind}: {told} of {number}", flush=True)


if __name__ == "__main__":
    main(next((half for half in VARIANTS if half in sys.argv), "tuned"), int(sys.argv[-1]))
