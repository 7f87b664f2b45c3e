"""What goes into a voice and what comes out: Spoken words, and a Take of their sound."""

import hashlib
import json
import re
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from clipkit.model.script import Token
from clipkit.model.words import Said, Word

if TYPE_CHECKING:  # numpy is loaded by what makes sound: what was spoken before needs none
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

Settings = tuple[tuple[str, str | float], ...]
LONGEST = 60  # letters of a word: longer ones are cut up, engines' buffers are not endless
_UNSAFE = re.compile(r"\[\[|\]\]|[\x00-\x1f\x7f\ud800-\udfff]")


class Spoken(Struct, frozen=True, kw_only=True):
    """A sentence in a voice's words.

    tokens: as shown. words: (spoken word, index of the token that owns it); the indexes never
    fall. A mark that makes a pause stays on its word. A token may own many words, or none.
    """

    tokens: tuple[Token, ...]
    words: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        """All that is said, in one line."""
        return " ".join(word for word, _ in self.words)


class Take(Struct, frozen=True, kw_only=True, eq=False):
    """One sentence's sound.

    samples: int16, mono, (n,); empty where nothing is said aloud. rate: Hz.
    words: one a token, seconds since its first sample; a silent token has no length.
    spoken: (word, token) pairs, what was said; spans: when, one for each of them.
    phones: (name, start in seconds), as the engine tells them; none for a recording.
    key: `sha256:...` of all that decides the samples; empty: silent.
    settings: plain, JSON, enough to make it again. seconds: its length, for a silent take too.
    confidence: 0.0 to 1.0, how surely the words were found.
    """

    samples: "Samples"
    rate: int
    words: tuple[Word, ...]
    seconds: float
    spoken: tuple[tuple[str, int], ...] = ()
    spans: tuple[Word, ...] = ()
    phones: tuple[tuple[str, float], ...] = ()
    key: str = ""
    settings: Settings = ()
    confidence: float = 1.0


def said(take: Take, *, pause: float | None = None) -> Said:
    """Return what planning needs to know of a take. pause: seconds its speaker left after it."""
    return Said(
        words=take.words,
        seconds=take.seconds,
        take=take.key,
        voice=take.settings,
        spoken=take.spoken,
        pause=pause,
        confidence=take.confidence,
    )


def safe(word: str) -> str:
    """Leave out what an engine would take for its own: phoneme input, control characters."""
    return _UNSAFE.sub("", word)


def aloud(words: Sequence[str]) -> bool:
    """Whether anything of some words can be said."""
    return any(letter.isalnum() for word in words for letter in word)


def parted(word: str) -> str:
    """Cut a very long word up, by blanks."""
    return re.sub(rf"(\w{{{LONGEST}}})(?=\w)", r"\1 ", word)


def key_of(*parts: object) -> str:
    """`sha256:` and the hex digits that stand for plain JSON data."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def per_token(spans: Sequence[Word], owners: Sequence[int], tokens: int) -> tuple[Word, ...]:
    """Return one Word a token from the spans of spoken words and who owns them.

    A token that owns no word gets no length, at the end of the token before it.

    >>> per_token([Word(0.1, 0.2), Word(0.2, 0.5)], [1, 1], 3)
    (Word(start=0.0, end=0.0), Word(start=0.1, end=0.5), Word(start=0.5, end=0.5))
    """
    found: dict[int, Word] = {}
    for span, owner in zip(spans, owners, strict=True):
        old = found.get(owner, span)
        found[owner] = Word(min(old.start, span.start), max(old.end, span.end))
    words, at = [], 0.0
    for token in range(tokens):
        start, end = found.get(token, Word(at, at))
        start = max(start, at)
        at = max(start, end)
        words.append(Word(round(start, 4), round(at, 4)))
    return tuple(words)


def packed(take: Take) -> bytes:
    """Return what must be kept of a take, to have it again by `unpacked`."""
    head = {"rate": take.rate, "seconds": take.seconds, "spans": take.spans, "phones": take.phones}
    text = json.dumps(head).encode()
    return struct.pack("<I", len(text)) + text + take.samples.astype("<i2").tobytes()


def unpacked(content: bytes, sentence: Spoken, key: str, settings: Settings) -> Take:
    """Return a take as it was packed, of a sentence in the same words.

    Raises: ValueError, KeyError, struct.error: `packed` never gave this.
    """
    import numpy as np

    head, first = _head(content)
    return Take(
        samples=np.frombuffer(content, "<i2", offset=first).astype(np.int16),
        rate=head["rate"],
        words=_words(head, sentence),
        seconds=head["seconds"],
        spoken=sentence.words,
        spans=tuple(Word(*span) for span in head["spans"]),
        phones=tuple((name, at) for name, at in head["phones"]),
        key=key,
        settings=settings,
    )


def said_of(content: bytes, sentence: Spoken, key: str, settings: Settings) -> Said:
    """Return what planning needs of a packed take, without its sound.

    Raises: as `unpacked`.
    """
    head, _ = _head(content)
    return Said(
        words=_words(head, sentence),
        seconds=head["seconds"],
        take=key,
        voice=settings,
        spoken=sentence.words,
    )


def _head(content: bytes) -> tuple[dict[str, Any], int]:
    """Return all but the samples, and where those begin."""
    (size,) = struct.unpack_from("<I", content)
    return json.loads(content[4 : 4 + size]), 4 + size


def _words(head: dict[str, Any], sentence: Spoken) -> tuple[Word, ...]:
    spans = [Word(*span) for span in head["spans"]]
    return per_token(spans, [token for _, token in sentence.words], len(sentence.tokens))
