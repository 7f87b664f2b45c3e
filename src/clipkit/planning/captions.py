"""Cards to caption cues: broken, sized and placed, with the frames of their words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from clipkit.errors import Problem
from clipkit.model.cues import Caption
from clipkit.model.script import Script
from clipkit.model.style import Measured
from clipkit.model.timeline import TimedWord
from clipkit.planning.cards import FASTEST, Card, cards
from clipkit.planning.look import Look
from clipkit.planning.measuring import Setter
from clipkit.units import Box, Span, even, to_frames

BEFORE_BLOCK = 4  # frames before the next word of a list or a quotation that cards are gone
HELD = 1.0  # s that the last card of a clip may stay, so that it doesn't end on a bare picture


class Captioner:
    """Makes the captions of one clip."""

    def __init__(
        self, script: Script, words: Sequence[TimedWord], look: Look, setter: Setter, fps: int
    ) -> None:
        self.script, self.words, self.look = script, words, look
        self.setter, self.fps = setter, fps
        self.problems: list[Problem] = []
        self._known: dict[tuple[str, ...], Measured] = {}
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
        full = self.setter.profile.px(self.look.caption.size) - 0.01

        def fits(part: Sequence[TimedWord]) -> bool:
            found = self._measured(part, width)
            return found.fits and found.size >= full

        return fits

    def _measured(self, part: Sequence[TimedWord], width: int) -> Measured:
        texts = [word.text for word in part]
        spaces = [word.space and index > 0 for index, word in enumerate(part)]
        key = (*texts, *map(str, spaces), str(width))
        if key not in self._known:
            style = self.look.caption
            found = self.setter.measured(texts, style, width, None, style.max_lines, spaces)
            self._known[key] = found
        return self._known[key]

    def _cue(self, card: Card, offset: int, scene: int, slot: Box) -> Caption:
        first, stop = card.words.first + offset, card.words.stop + offset
        part = self.words[first:stop]
        found = self._measured(part, slot.width)
        if not found.fits:
            sentence = self.script.sentences[part[0].sentence]
            told, length = part[0].text, len(part[0].text)
            room = self.setter.room(part[0].text, self.look.caption, slot.width)
            place = sentence.tokens[0].place
            self.problems.append(
                place.problem("text-too-long", room=room, text=told, length=length)
            )
        height = min(slot.height, even(found.height + 1))
        box = slot._replace(y=even(slot.y + (slot.height - height) / 2), height=height)
        return Caption(
            first=card.span.first,
            stop=card.span.stop,
            scene=scene,
            text="".join(" " * (w.space and i > 0) + w.text for i, w in enumerate(part)),
            lines=found.lines,
            size=found.size,
            style=self.look.caption.name,
            box=box,
            words=(first, stop),
            spans=tuple(self._span(word, card.span) for word in part),
            emphasis=tuple(index for index, word in enumerate(part) if word.emphasis),
        )

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
