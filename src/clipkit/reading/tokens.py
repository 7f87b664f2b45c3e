"""The one home of tokens and sentences: for voices, cards and painters alike."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from clipkit.errors import Place
from clipkit.model.script import Sentence, SentenceKind, Token
from clipkit.reading.abbreviations import ends_early

# Blanks that part words; no-break spaces (U+00A0, U+2007, U+202F) bind them.
_PARTS = re.compile(r"([^\S\u00a0\u2007\u202f]+)")
_WORD = re.compile(r"[\S\u00a0\u2007\u202f]+")
_THAI = "\u0e01-\u0e5b"
_KANA = "\u3040-\u30ff\uff66-\uff9f"
_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_IS_KANA, _IS_THAI = re.compile(f"[{_KANA}]"), re.compile(f"[{_THAI}]")
_UNSPACED = re.compile(f"[{_THAI}{_KANA}{_HAN}]")
_WIDE_END = re.compile("[\u3000-\u303f\uff00-\uff65]$")  # 。、」 and full-width signs
_CLOSERS = "\"'”’»)]}」』）】*"  # noqa: RUF001 - full-width brackets are meant
_OPENERS = "\"'“‘«([{「『（【¿¡-–—"  # noqa: RUF001
_STOPS = ".!?…"
_LONG_WORD = 6  # characters with its full stop; abbreviations that we don't know are shorter
_WIDE_STOPS = "。！？｡"
_ENDS = frozenset(_CLOSERS + _STOPS + _WIDE_STOPS)


class _Part(NamedTuple):
    text: str
    offset: int
    emphasis: bool
    filled: bool = False


class Tokens:
    """Collects the pieces of a passage as tokens."""

    def __init__(self, place: Callable[[int], Place]) -> None:
        self.done: list[Token] = []
        self._place = place
        self._parts: list[_Part] = []
        self._gap = ""

    def add(self, text: str, at: int, *, emphasis: bool = False, filled: bool = False) -> None:
        """Take the next piece of text. at: its offset. filled: all of it is at that one place."""
        word = _WORD.search(text)
        if word is None:
            if text:  # else the token may go on
                self.part(text)
        elif len(word[0]) == len(text):
            self._parts.append(_Part(text, at, emphasis, filled))
        elif not filled and (text.isascii() or not _UNSPACED.search(text)):
            self._add_spaced(text, at, emphasis)
        else:
            for index, part in enumerate(_PARTS.split(text)):
                if index % 2:  # every other one is blanks
                    self.part(part)
                elif part:
                    self._parts.append(_Part(part, at, emphasis, filled))
                at += 0 if filled else len(part)

    def _add_spaced(self, text: str, at: int, emphasis: bool) -> None:  # noqa: FBT001
        """Take a text that blanks part: most of all there is, so its words go by the dozen."""
        if self._parts and (head := _WORD.match(text)):
            self._parts.append(_Part(head[0], at, emphasis))
            text, at = text[head.end() :], at + head.end()
        if not text:
            return  # the token may go on
        spans = [match.span() for match in _WORD.finditer(text)]
        last = spans.pop()[0] if spans and spans[-1][1] == len(text) else len(text)
        self.part(text[: spans[0][0] if spans else last])
        if spans:
            self._gap = text[spans[-1][1] : last]
            if not self.done:
                i, j = spans.pop(0)
                self.done.append(Token(text[i:j], self._place(at + i), emphasis, space=False))
            self.done += [Token(text[i:j], self._place(at + i), emphasis) for i, j in spans]
        if last < len(text):
            self._parts.append(_Part(text[last:], at + last, emphasis))

    def part(self, gap: str = "") -> None:
        """End the token that is being written. gap: the blanks behind it."""
        if self._parts:
            self._write(self._parts)
            self._parts = []
            self._gap = ""
        self._gap += gap

    def _write(self, parts: list[_Part]) -> None:
        if len(parts) == 1 and parts[0].text.isascii():
            text, offset, emphasis, _ = parts[0]
            space = bool(self.done)
            place = self._place(offset)
            self.done.append(Token(text, place, emphasis, space))
            return
        whole = "".join(part.text for part in parts)
        space = bool(self.done) and not self._runs_on(whole)
        texts = phrases(whole) if _UNSPACED.search(whole) else [whole]
        for text, within in _cut(parts, texts) if len(texts) > 1 else [(whole, parts)]:
            emphasis = any(part.emphasis for part in within)
            self.done.append(Token(text, self._place(within[0].offset), emphasis, space))
            space = False

    def _runs_on(self, text: str) -> bool:
        """Whether only the end of a line stands between two words of a script without spaces."""
        last = self.done[-1].text[-1]
        if "\n" not in self._gap or not _UNSPACED.match(text):
            return False
        return bool(_UNSPACED.match(last) or _WIDE_END.match(last))


def _cut(parts: list[_Part], texts: Iterable[str]) -> Iterator[tuple[str, list[_Part]]]:
    """Yield each text with those parts, or ends of parts, that it is made of."""
    rest, taken = list(reversed(parts)), 0
    for text in texts:
        within, need = [], len(text)
        while need:
            part = rest[-1]
            shift = 0 if part.filled else taken
            within.append(part._replace(offset=part.offset + shift))
            step = min(need, len(part.text) - taken)
            need, taken = need - step, taken + step
            if taken == len(part.text):
                rest.pop()
                taken = 0
        yield text, within


def phrases(text: str) -> list[str]:
    """Cut a text of Han, kana or Thai where a reader may pause; its parts, joined, are it."""
    name = "ja" if _IS_KANA.search(text) else "th" if _IS_THAI.search(text) else "zh-hans"
    return [part for part in _parser(name)(text) if part]


@cache
def _parser(name: str) -> Callable[[str], list[str]]:
    import budoux  # late: few scripts need it

    loaders = {
        "ja": budoux.load_default_japanese_parser,
        "th": budoux.load_default_thai_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
    }
    parse: Callable[[str], list[str]] = loaders[name]().parse
    return parse


def sentences(
    words: Sequence[Token], kind: SentenceKind, block: int = 0, cuts: Container[int] = ()
) -> list[Sentence]:
    """Cut tokens into sentences: at `. ! ? …`, but not after `Jl.`, `dr.` or before `tanyanya`.

    cuts: indexes of tokens that begin one in any case, since a pause stands before them.
    """
    done: list[Sentence] = []
    first = 0
    for index, word in enumerate(words, start=1):
        may_end = word.text[-1] in _ENDS  # few do
        if index == len(words) or index in cuts or (may_end and _ends(words, first, index)):
            opening = words[first]
            opening = Token(opening.text, opening.place, opening.emphasis, space=False)
            done.append(Sentence((opening, *words[first + 1 : index]), kind, block))
            first = index
    return done


def _ends_small(text: str) -> bool:
    """Whether a sentence ends before a small letter: many write none but these.

    `"Benar!" katanya` goes on, and so does what may be an abbreviation.
    """
    if text[-1] in "!?":
        return True
    return text[-1] == "." and text[:-1].isalpha() and len(text) >= _LONG_WORD


def _ends(words: Sequence[Token], first: int, index: int) -> bool:
    """Whether a sentence that began at `first` ends before `index`."""
    word = words[index - 1].text.rstrip(_CLOSERS)
    if not word or word[-1] not in _STOPS + _WIDE_STOPS:
        return False
    if word[-1] in _WIDE_STOPS:
        return True
    after = words[index].text.lstrip(_OPENERS)[:1]
    if not after:
        return False
    if after.islower():
        return _ends_small(words[index - 1].text)
    if not word.endswith(".") or word.endswith(".."):
        return True
    if word[:-1].isdigit() and len(word) <= 3 and index - 1 == first:
        return False  # "1. Datang": a number before what it counts
    return not ends_early(word.lstrip(_OPENERS), after)
