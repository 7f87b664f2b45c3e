"""Cards to caption cues: broken, sized and placed, with the frames of their words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from clipkit.errors import Problem
from clipkit.model.cues import Caption
from clipkit.model.script import Script
from clipkit.model.style import Measured
from clipkit.model.timeline import TimedWord
from clipkit.planning.cards import FASTEST, Card, cards, is_silent
from clipkit.planning.look import Look
from clipkit.planning.measuring import Setter
from clipkit.units import Box, Span, even, to_frames

BEFORE_BLOCK = 4  # frames before the next word of a list or a quotation that cards are gone
LIT = 0.25  # s; a word is lit through a shorter silence, or the highlight would blink
HELD = 1.0  # s that the last card of a clip may stay, so that it doesn't end on a bare picture


class Captioner:
    """Makes the captions of one clip."""

    def __init__(
        self, script: Script, words: Sequence[TimedWord], look: Look, setter: Setter, fps: int
    ) -> None:
        self.script, self.words, self.look = script, words, look
        self.setter, self.fps = setter, fps
        self.problems: list[Problem] = []
        self._known: dict[tuple[object, ...], bool] = {}
        self._hasty: set[int] = set()

    def cues(self, scene: int, span: Span, slot: Box, *, last: bool) -> list[Caption]:
        """Return a scene's captions.

        scene: among the timeline's. slot: their place. last: nothing comes after this scene.
        """
        found: list[Caption] = []
        for first, stop in self._runs(scene):
            run = self.words[first:stop]
            ends = self._ends(stop, span)
            fits = self._fits(slot.width)
            made = cards(run, fits, self.script.lang, scene=Span(span.first, ends), fps=self.fps)
            for card in made:
                found.append(self._cue(card, first, scene, slot))
                self._hurried(card, first)
        if found and last:
            found[-1] = self._held(found[-1], span.stop)
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

    def _fits(self, width: int) -> Callable[[Sequence[TimedWord]], bool]:
        full = replace(self.look.caption, floor=1.0)  # it doesn't look for a smaller size

        def fits(part: Sequence[TimedWord]) -> bool:
            key = (*((word.text, word.space) for word in part), width)
            if key not in self._known:
                texts, spaces = _texts(part)
                found = self.setter.measured(texts, full, width, None, full.max_lines, spaces)
                self._known[key] = found.fits
            return self._known[key]

        return fits

    def _set(self, part: Sequence[TimedWord], width: int) -> Measured:
        """Break and size a card; a token too long for its lines takes one or two more."""
        texts, spaces = _texts(part)
        style = self.look.caption
        found = self.setter.measured(texts, style, width, None, style.max_lines, spaces)
        for lines in (style.max_lines + 1, style.max_lines + 2):
            if found.fits:
                break
            found = self.setter.measured(texts, style, width, None, lines, spaces)
        if not found.fits:
            text = " ".join(texts)
            room = self.setter.room(text, style, width)
            place = self.script.sentences[part[0].sentence].tokens[0].place
            self.problems.append(
                place.problem("text-too-long", text=text, room=room, length=len(text))
            )
        return found

    def _cue(self, card: Card, offset: int, scene: int, slot: Box) -> Caption:
        first, stop = card.words.first + offset, card.words.stop + offset
        part = self.words[first:stop]
        found = self._set(part, slot.width)
        height = even(found.height + 1)
        # Cards of one line and of two share a middle; a higher one grows up from the slot's foot.
        y = even(slot.y + max(slot.height - height, 0) / 2) - max(0, height - slot.height)
        return Caption(
            first=card.span.first,
            stop=card.span.stop,
            scene=scene,
            text="".join(" " * (w.space and i > 0) + w.text for i, w in enumerate(part)),
            lines=found.lines,
            size=found.size,
            style=self.look.caption.name,
            box=slot._replace(y=y, height=height),
            words=(first, stop),
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

    def _hurried(self, card: Card, offset: int) -> None:
        """Warn once of a sentence that is said faster than it is read."""
        index = self.words[card.words.first + offset].sentence
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


def _texts(part: Sequence[TimedWord]) -> tuple[list[str], list[bool]]:
    """Return words as the text engine takes them, and whether a space stands before each."""
    return [w.text for w in part], [w.space and index > 0 for index, w in enumerate(part)]
