"""Cards to caption cues: broken, sized and placed, with the frames of their words."""

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from clipkit.errors import Problem
from clipkit.model.cues import Caption
from clipkit.model.script import Script
from clipkit.model.style import Measured, TextStyle
from clipkit.model.timeline import TimedWord
from clipkit.planning.cards import EARLY, FASTEST, Card, cards, is_silent
from clipkit.planning.look import Look
from clipkit.planning.measuring import Setter
from clipkit.units import Box, Span, even, to_frames

BEFORE_BLOCK = 4  # frames before the next word of a list or a quotation that cards are gone
LIT = 0.25  # s; a word is lit through a shorter silence, or the highlight would blink
HELD = 1.0  # s that the last card of a clip may stay, so that it doesn't end on a bare picture


class SetCard(NamedTuple):
    """A card, broken and sized. card: its words among the timeline's. height: px, even."""

    card: Card
    found: Measured
    height: int


class Captioner:
    """Makes the captions of one clip.

    spans: frames of each of the script's scenes. offset: the timeline's scenes before these.
    full: px of a card with all its lines, so that cards of any text have one place.
    """

    def __init__(
        self,
        script: Script,
        words: Sequence[TimedWord],
        spans: Sequence[Span],
        look: Look,
        setter: Setter,
        *,
        offset: int,
    ) -> None:
        self.script, self.words, self.spans, self.offset = script, words, spans, offset
        self.look, self.setter, self.fps = look, setter, look.profile.fps
        self.full = _full_height(setter, look.caption)
        self.problems: list[Problem] = []
        self._hasty: set[int] = set()

    def cards(self, index: int, room: Box) -> tuple[SetCard, ...]:
        """Cut a scene's words into cards that fit into a room. index: in the script."""
        if self.look.captions == "file":
            return ()
        found: list[SetCard] = []
        span, fits = self.spans[index], self._fits(room)
        for first, stop in self._runs(index + self.offset):
            run, ends = self.words[first:stop], self._ends(stop, span)
            made = cards(
                run,
                fits,
                self.script.lang,
                scene=Span(span.first, ends),
                fps=self.fps,
                early=0 if self.script.times else EARLY,  # subtitles tell when they are shown
            )
            for card in made:
                words = Span(card.words.first + first, card.words.stop + first)
                measured = self._set(self.words[words.first : words.stop], room)
                self._hurried(card, words.first)
                found.append(
                    SetCard(replace(card, words=words), measured, even(measured.height + 1))
                )
        return tuple(found)

    def height(self, made: Sequence[SetCard], room: Box) -> int:
        """Return what a scene's cards take, px: a full card, or the highest."""
        return max([min(self.full, room.height), *(one.height for one in made)])

    def cues(self, made: Sequence[SetCard], index: int, place: Box, *, last: bool) -> list[Caption]:
        """Return a scene's captions. place: all that they take. last: no scene comes after it."""
        found = [self._cue(one, index + self.offset, place) for one in made]
        if found and last:
            found[-1] = self._held(found[-1], self.spans[index].stop)
        return found

    def _runs(self, scene: int) -> list[tuple[int, int]]:
        """Return [first, stop) of the scene's captioned words that follow each other."""
        runs: list[tuple[int, int]] = []
        shown = ((k, w) for k, w in enumerate(self.words) if w.scene == scene)
        for kind, group in groupby(shown, key=lambda pair: pair[1].shown):
            indexes = [index for index, _ in group]
            if kind == "caption":
                runs.append((indexes[0], indexes[-1] + 1))
        return runs

    def _ends(self, stop: int, span: Span) -> int:
        """Return the frame that a run's last card must be gone by."""
        if stop == len(self.words) or self.words[stop].scene != self.words[stop - 1].scene:
            return span.stop
        return max(self.words[stop - 1].first + 1, self.words[stop].first - BEFORE_BLOCK)

    def _fits(self, room: Box) -> Callable[[Sequence[TimedWord]], bool]:
        full = replace(self.look.caption, floor=1.0)  # it doesn't look for a smaller size

        def fits(part: Sequence[TimedWord]) -> bool:
            return self._measured(part, full, room, full.max_lines).fits

        return fits

    def _set(self, part: Sequence[TimedWord], room: Box) -> Measured:
        """Break and size a card.

        A token too long for its lines takes one or two more: in a full card's height, else higher.
        """
        style = self.look.caption
        usual = room._replace(height=min(self.full, room.height))
        found = self._measured(part, style, room, style.max_lines)
        for high, more in ((usual, 1), (usual, 2), (room, 1), (room, 2)):
            if found.fits:
                break
            found = self._measured(part, style, high, style.max_lines + more)
        if not found.fits:
            text = " ".join(word.text for word in part)
            holds = self.setter.room(text, style, room.width, room.height)
            place = self.script.sentences[part[0].sentence].tokens[0].place
            self.problems.append(
                place.problem("text-too-long", text=text, room=holds, length=len(text))
            )
        return found

    def _measured(
        self, part: Sequence[TimedWord], style: TextStyle, room: Box, lines: int
    ) -> Measured:
        texts = [word.text for word in part]
        spaces = [word.space and index > 0 for index, word in enumerate(part)]
        return self.setter.measured(texts, style, room.width, room.height, lines, spaces)

    def _cue(self, made: SetCard, scene: int, place: Box) -> Caption:
        card, found, height = made
        part = self.words[card.words.first : card.words.stop]
        # Cards of one line and of two share a middle; a higher one grows up from their foot.
        usual = min(max(self.full, height), place.height)
        y = place.bottom - usual + even((usual - height) / 2)
        return Caption(
            first=card.span.first,
            stop=card.span.stop,
            scene=scene,
            text="".join(" " * (w.space and i > 0) + w.text for i, w in enumerate(part)),
            lines=found.lines,
            size=found.size,
            style=self.look.caption.name,
            box=place._replace(y=y, height=height),
            words=(card.words.first, card.words.stop),
            spans=self._spans(part, card.span),
            emphasis=tuple(index for index, word in enumerate(part) if word.emphasis),
        )

    def _spans(self, part: Sequence[TimedWord], card: Span) -> tuple[tuple[int, int], ...]:
        """Return (on, off) of a card's words: each is lit until the next, but for a real pause.

        Silent tokens in such a short gap give way: the word before them stays lit.
        """
        spans = [self._span(word, card) for word in part]
        said = [index for index, word in enumerate(part) if not is_silent(word)]
        for index, after in pairwise(said):
            (on, off), begins = spans[index], spans[after][0]
            if begins - off < to_frames(LIT, self.fps):
                spans[index] = (on, begins)
                spans[index + 1 : after] = [(begins, begins)] * (after - index - 1)
        return tuple(spans)

    def _span(self, word: TimedWord, card: Span) -> tuple[int, int]:
        """Return (on, off) of a word, frames since its card began."""
        on = min(max(0, word.first - card.first), card.frames)
        off = on + to_frames(word.end - word.start, self.fps)
        return on, min(max(on, off), card.frames)

    def _hurried(self, card: Card, first: int) -> None:
        """Warn once of a sentence that is said faster than it is read. first: its first word."""
        index = self.words[first].sentence
        if card.rate <= FASTEST * 1.15 or index in self._hasty:
            return
        self._hasty.add(index)
        sentence = self.script.sentences[index]
        rate = f"{card.rate:.0f}"
        place = sentence.tokens[0].place
        self.problems.append(
            place.problem("caption-fast", "warning", text=sentence.text, rate=rate)
        )

    def _held(self, cue: Caption, stop: int) -> Caption:
        return replace(cue, stop=min(stop, cue.stop + to_frames(HELD, self.fps)))


def _full_height(setter: Setter, style: TextStyle) -> int:
    """Return the height of a card with all its lines full, px."""
    tall = "Ágjpq"
    one = setter.measured([tall], style, setter.profile.size[0])
    lines = [tall] * style.max_lines
    return even(setter.measured(lines, style, one.width + 1, None, style.max_lines).height + 1)
