"""Blocks to scenes: what is said and shown, in the order in which it was written."""

import re

from msgspec.structs import replace

from clipkit.errors import NOWHERE, Place
from clipkit.model.script import (
    LowerThird,
    Note,
    Pause,
    Scene,
    Sentence,
    SentenceKind,
    Title,
    joined,
)
from clipkit.reading import attributes, inline, paths
from clipkit.reading.blocks import Block, by_line
from clipkit.reading.context import Context
from clipkit.reading.draft import Draft
from clipkit.reading.keys import SCENE
from clipkit.reading.passage import Line, Passage
from clipkit.reading.tokens import sentences

_BAR = re.compile(r"(?:\\.|[^\\|｜])*+[|｜]")  # noqa: RUF001 - the full-width one is meant
_OPENING = re.compile(r"(?<!\{)\{(?!\{)")


class Scenes:
    """Takes blocks one by one and makes scenes of them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.done: list[Scene] = []
        self._draft = Draft()
        self._words_before = 0  # of the last scene that is done
        self._late: list[Pause] = []  # pauses that belong to it

    def add(self, block: Block) -> None:
        """Take the next block."""
        first = block.lines[0] if block.lines else block.by
        if first is not None and self._draft.place == NOWHERE and block.kind != "break":
            self._draft.place = Place(self.context.file, first.number, first.column)
        match block.kind:
            case "break":
                self.close()
            case "heading":
                self._heading(block.lines[0])
            case "third":
                self._third(block.lines[0])
            case "quote":
                self._quote(by_line(block))
            case "attributes":
                self._attributes(block.lines[0])
            case "item":
                self._item(block)
            case "text":
                self._speak(block.lines, "narration")

    def all(self) -> list[Scene]:
        """End the last scene and return them all."""
        self.close()
        self._settle()
        return self.done

    def close(self) -> None:
        """End the scene; an empty one vanishes."""
        draft, self._draft = self._draft, Draft()
        if draft.empty:
            if draft.settings:
                self.context.problem(draft.settings_place, "attributes-astray")
            self._keep(draft.pauses)
            return
        if draft.settings.pop("spoken", False) and draft.title is None:
            self.context.problem(draft.settings_place, "spoken-untitled")
        self._settle()
        self._words_before = draft.words
        last = len(draft.pictures) - 1
        thirds = (
            replace(third, picture=last) if third.at >= draft.words and last >= 0 else third
            for third in draft.thirds
        )
        self.done.append(
            Scene(
                title=draft.title,
                sentences=tuple(draft.sentences),
                pictures=tuple(draft.pictures),
                thirds=tuple(thirds),
                sources=tuple(draft.sources),
                quotations=tuple(draft.quotations),
                pauses=tuple(draft.pauses),
                place=draft.place,
                **draft.settings,
            )
        )

    def _keep(self, pauses: list[Pause]) -> None:
        """Give pauses that stand between two breaks to the scene before, or else to the next."""
        if self.done:
            self._late += [replace(pause, at=self._words_before) for pause in pauses]
        else:
            self._draft.pauses = pauses

    def _settle(self) -> None:
        """Hand over what was kept for the last scene that is done."""
        if self._late:
            last = self.done[-1]
            self.done[-1] = replace(last, pauses=(*last.pauses, *self._late))
            self._late = []

    def _flow(self, *lines: Line, spoken: bool = True) -> inline.Flow:
        """Read a text; its pictures and pauses are the scene's.

        In a text that isn't spoken they start where the words have come to.
        """
        draft = self._draft
        flow = inline.read(Passage(self.context.file, lines), self.context, draft.words)
        if not spoken:
            flow.pictures = [replace(picture, at=draft.words) for picture in flow.pictures]
            flow.pauses = [replace(pause, at=draft.words) for pause in flow.pauses]
        draft.pictures += flow.pictures
        draft.pauses += flow.pauses
        return flow

    def _words(self, *lines: Line) -> str:
        """Read a text that is only shown."""
        if not any(line.text for line in lines):
            return ""
        return joined(tuple(self._flow(*lines, spoken=False).tokens))

    def _speak(self, lines: list[Line], kind: SentenceKind, block: int = 0) -> None:
        before = self._draft.words
        flow = self._flow(*lines)
        cuts = {pause.at - before for pause in flow.pauses}
        self._draft.sentences += sentences(flow.tokens, kind, block, cuts)
        self._draft.words += len(flow.tokens)

    def _item(self, block: Block) -> None:
        draft = self._draft
        if not draft.sentences or draft.sentences[-1].kind != "list":
            draft.lists, draft.items = draft.lists + 1, 0
        flow = self._flow(*block.lines)
        if flow.tokens:
            item = Sentence(
                tokens=tuple(flow.tokens), kind="list", block=draft.lists - 1, item=draft.items
            )
            draft.sentences.append(item)
            draft.words += len(flow.tokens)
            draft.items += 1

    def _quote(self, block: Block) -> None:
        draft, by = self._draft, block.by
        if by is None:
            if block.lines:
                place = Place(self.context.file, block.lines[0].number, block.lines[0].column)
                text = self._words(*block.lines)
                draft.sources += [Note(text=text, place=place)] if text else []
            return
        place = Place(self.context.file, by.number, by.column)
        said, clip = draft.words, draft.speaking
        if block.lines and clip is not None:
            before = len(draft.sentences)
            self._speak(block.lines, "narration")
            quoted = draft.sentences[before:]
            draft.sentences[before:] = [one._replace(picture=clip) for one in quoted]
        elif block.lines:
            self._speak(block.lines, "quotation", len(draft.quotations))
        name = self._words(by)
        if draft.words == said:
            self.context.problem(place, "quotation-empty", by=name or "…")
            return
        if clip is not None:
            self._named(name, said, clip, place)
            return
        draft.quotations.append(Note(text=name, place=place))

    def _named(self, name: str, said: int, clip: int, place: Place) -> None:
        """Show who speaks in a clip, unless a line of its own tells that. said: their first token.

        Who speaks first is shown with the clip.
        """
        draft = self._draft
        first = draft.pictures[clip].at == said
        if name and not any(third.at == said for third in draft.thirds):
            picture = clip if first else None
            draft.thirds.append(LowerThird(name=name, at=said, picture=picture, place=place))

    def _third(self, line: Line) -> None:
        draft = self._draft
        bar = _BAR.match(line.text)
        name, role = line, Line(line.number, line.column, "")
        if bar is not None:
            name = Line(line.number, line.column, line.text[: bar.end() - 1]).stripped()
            role = line.behind(bar.end())
        shown = self._words(name)
        place = Place(self.context.file, line.number, line.column)
        if not shown:
            self.context.problem(place, "third-empty")
            return
        beside = draft.pictures and draft.pictures[-1].at == draft.words
        draft.thirds.append(
            LowerThird(
                name=shown,
                role=self._words(role),
                at=draft.words,
                picture=len(draft.pictures) - 1 if beside else None,
                place=place,
            )
        )

    def _heading(self, line: Line) -> None:
        if not self._draft.empty:
            self.close()
            self._draft.place = Place(self.context.file, line.number, line.column)
        openings = list(_OPENING.finditer(line.text)) if line.text.endswith("}") else []
        if openings and self._set(line.behind(openings[-1].start())):
            line = Line(line.number, line.column, line.text[: openings[-1].start()]).stripped()
        line = Line(line.number, line.column, _without_closing_signs(line.text))
        draft = self._draft
        spoken = bool(draft.settings.get("spoken"))
        tokens = tuple(self._flow(line, spoken=spoken).tokens)
        place = Place(self.context.file, line.number, line.column)
        if not tokens:
            self.context.problem(place, "heading-empty")
            return
        draft.title = Title(text=joined(tokens), place=place, spoken=spoken)
        draft.heading = tokens
        if spoken:
            self._say_heading()

    def _say_heading(self) -> None:
        """Make the heading the scene's first sentence."""
        draft = self._draft
        draft.sentences.append(Sentence(tokens=draft.heading, kind="title"))
        draft.words += len(draft.heading)

    def _attributes(self, line: Line) -> None:
        if self._draft.fresh:
            self._set(line)
            title = self._draft.title
            if self._draft.settings.get("spoken") and title and not title.spoken:
                self._draft.title = replace(title, spoken=True)
                self._say_heading()
        else:
            place = Place(self.context.file, line.number, line.column)
            self.context.problem(place, "attributes-astray")

    def _set(self, line: Line) -> bool:
        """Read settings of the scene; False: that isn't what the line holds."""
        match = attributes.braces(line.text)
        if match is None or match.end() != len(line.text):
            return False
        place = Place(self.context.file, line.number, line.column)
        found = attributes.read(match[1], place.along(1), SCENE, self.context)
        draft = self._draft
        for name in draft.settings.keys() & found.keys():
            self.context.problem(place, "key-repeated", key=name)
        if "recording" in found:
            found["recording"] = paths.checked(found["recording"], place, self.context)
        draft.settings |= found
        draft.settings_place = place
        return True


def _without_closing_signs(text: str) -> str:
    """Return a heading without the ` ##` that some write behind it."""
    bare = text.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() else text
