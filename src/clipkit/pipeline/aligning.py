"""When each word of a script is said in a recording, on the recording's own clock."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from clipkit.errors import ClipkitError, Place, Problem, raise_errors
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.pipeline import intake, needs

if TYPE_CHECKING:
    from clipkit.voice.heard import Heard

Form = Literal["json", "vtt", "srt"]


class HeardWord(Struct, frozen=True, kw_only=True):
    """A shown word. start, end: seconds of the recording; equal for a silent one. They never fall.

    scene, sentence: indexes in the script. confidence: 0.0 to 1.0, its sentence's.
    """

    text: str
    start: float
    end: float
    scene: int
    sentence: int
    space: bool
    confidence: float


class Aligned(Struct, frozen=True, kw_only=True):
    """A script's words in a recording; a sentence that isn't said has none.

    recording: as it was named. seconds: its length. problems: what is doubtful, all warnings.
    """

    recording: str
    seconds: float
    lang: str
    words: tuple[HeardWord, ...]
    problems: tuple[Problem, ...] = ()

    def as_json(self, lang: str) -> dict[str, object]:
        """`clipkit.words/1`. lang: of the problems."""
        words = [
            {
                "text": word.text,
                "start": round(word.start, 3),
                "end": round(word.end, 3),
                "sentence": word.sentence,
                "confidence": word.confidence,
            }
            for word in self.words
        ]
        return {
            "schema": "clipkit.words/1",
            "recording": self.recording,
            "seconds": round(self.seconds, 3),
            "words": words,
            "problems": [problem.as_json(lang) for problem in self.problems],
        }

    def written(self, form: Form, lang: str) -> str:
        """Return it as the text of a file; VTT and SRT hold it as a clip's captions."""
        if form == "json":
            return json.dumps(self.as_json(lang), ensure_ascii=False, indent=2) + "\n"
        from clipkit.delivery import captions, subtitles

        shown = subtitles.subtitles(self.words, self.seconds)
        return captions.as_text(shown, self.lang, form)


def align(script: Script, recording: Path | str, options: Options | None = None) -> Aligned:
    """Find a script's words in a recording.

    recording: a path from here. One that a scene names holds that scene; any other holds the
    scenes without a recording of their own, as in a clip, or the whole script if all have one.
    options: its brand counts, whose `say` tells how words are said.
    Raises: ClipkitError: media-*, recording-silent, voice-missing, voice-failed, or the brand's.
    """
    from clipkit.pipeline import speaking

    path, name = Path(recording), str(recording)
    need = needs.Need(key=name, path=path, place=Place(name), sound=True, recording=True)
    if not (path.is_file() or path.is_dir()):
        raise ClipkitError(needs.missing(need))
    facts, problems = needs.facts(needs.remembered([need]))
    raise_errors(problems)
    seconds = facts[need.key].seconds
    looks, problems = intake.looks(script, options or Options())
    raise_errors(problems)
    held = _held(script, path)
    if not held:
        return Aligned(recording=name, seconds=seconds, lang=script.lang, words=())
    every = speaking.sentences(script, looks[0])
    spoken = [every[k] for k in held]
    found = speaking.heard(path, name, spoken, script.lang)
    doubts = found.problems(spoken, name, need.place)
    raise_errors(doubts)
    return Aligned(
        recording=name,
        seconds=found.seconds,
        lang=script.lang,
        words=tuple(_words(script, held, found)),
        problems=tuple(doubts),
    )


def _words(script: Script, held: Sequence[int], found: "Heard") -> Iterator[HeardWord]:
    scenes = [number for number, scene in enumerate(script.scenes) for _ in scene.sentences]
    said = [(k, part) for k, part in zip(held, found.parts, strict=True) if part is not None]
    for k, part in sorted(said, key=lambda one: one[1].start):
        for token, word in zip(script.sentences[k].tokens, part.in_file, strict=True):
            yield HeardWord(
                text=token.text,
                start=word.start,
                end=word.end,
                scene=scenes[k],
                sentence=k,
                space=token.space,
                confidence=part.sure,
            )


def _held(script: Script, recording: Path) -> Sequence[int]:
    """Indexes of the sentences that a recording should hold."""
    from clipkit.pipeline import quoting, speaking

    rest = set(range(len(script.sentences)))
    for one in quoting.quoted(script):
        if (Path(script.folder) / one.picture.source).resolve() == recording.resolve():
            return one.held
        rest -= set(one.held)
    for source, _, held in speaking.recordings(script):
        if (Path(script.folder) / source).resolve() == recording.resolve():
            return held
        if source != script.recording:
            rest -= set(held)
    return sorted(rest) or range(len(script.sentences))
