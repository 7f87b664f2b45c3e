"""A script's sentences as sound and Words: by a voice, or from people's own recordings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clipkit import store
from clipkit.errors import Place, Problem
from clipkit.model.script import Script
from clipkit.model.words import Said, Word
from clipkit.planning.look import Look
from clipkit.reading import Read
from clipkit.voice.takes import Spoken, Take, packed, unpacked
from clipkit.voice.takes import said as told

if TYPE_CHECKING:
    from clipkit.voice import Voice

RATE = 48000  # of recordings, as they are handed on
_KEPT: dict[str, Take] = {}  # takes of this process, by their key: stage needs what plan heard
_MOST = 400


def sentences(script: Script, look: Look) -> list[Spoken]:
    """Sentences in a voice's words. The script's `say` wins over the brand's."""
    from clipkit.voice.normalise import Normaliser

    normaliser = Normaliser(script.lang, dict(look.brand.say) | dict(script.say))
    return [normaliser(sentence.tokens) for sentence in script.sentences]


def recordings(script: Script) -> Iterator[tuple[str, Place, list[int]]]:
    """Each recording, where it is named, and the sentences it holds, by their index."""
    whole: list[int] = []
    first = 0
    for scene in script.scenes:
        held = list(range(first, first + len(scene.sentences)))
        first += len(held)
        if scene.recording:
            yield scene.recording, scene.place, held
        else:
            whole += held
    if script.recording:
        yield script.recording, script.place("recording"), whole


def said(
    script: Script, look: Look, *, speed: float = 1.0, listen: bool = True
) -> Read[list[Said]]:
    """Speak a script, or find its words in its recordings.

    speed: of a voice, 1.0 to 1.15 times the usual. listen: False: the words of a recording are
    only guessed, spread over its length, which takes a thousandth of the time.
    Returns: one for each sentence, and what is doubtful in a recording.
    Raises: ClipkitError: voice-missing, voice-failed, media-*.
    """
    from clipkit import voice

    spoken = sentences(script, look)
    found: dict[int, Said] = {}
    problems: list[Problem] = []
    for source, place, held in recordings(script):
        if held:
            heard = _recorded if listen else _guessed
            told_by, doubts = heard(script, source, place, [spoken[k] for k in held])
            found |= dict(zip(held, told_by, strict=True))
            problems += doubts
    rest = [k for k in range(len(spoken)) if k not in found]
    if rest:
        speaker = voice.make(look.voice, script.lang, speed=speed)
        takes = _spoken(speaker, [spoken[k] for k in rest])
        keep(takes)
        found |= {k: told(take) for k, take in zip(rest, takes, strict=True)}
    return [found[k] for k in range(len(spoken))], problems


def _spoken(speaker: "Voice", sentences: Sequence[Spoken]) -> list[Take]:
    """Have sentences spoken, but those that an earlier run has heard in the same words."""
    from clipkit import voice

    cache, version = store.cache(), voice.version()
    keys = [speaker.key(sentence) for sentence in sentences]
    takes: dict[int, Take] = {}
    for k, (key, sentence) in enumerate(zip(keys, sentences, strict=True)):
        content = cache.get("takes", key, version) if key else None
        if content is not None:
            takes[k] = unpacked(content, sentence, key, speaker.settings)
    missing = [k for k in range(len(sentences)) if k not in takes]
    made = speaker.speak([sentences[k] for k in missing])
    for k, take in zip(missing, made, strict=True):
        takes[k] = take
        if take.key:
            cache.put("takes", take.key, version, content=packed(take))
    return [takes[k] for k in range(len(sentences))]


def _recorded(
    script: Script, source: str, place: Place, sentences: Sequence[Spoken]
) -> Read[list[Said]]:
    """Find sentences in a recording."""
    from clipkit.media import samples  # late: most scripts are spoken by a voice
    from clipkit.voice import recording

    sound = samples.read(Path(script.folder) / source, key=source, rate=RATE, channels=1)
    takes, pauses, doubts = recording.read(
        sound[:, 0], RATE, sentences, script.lang, source=source, place=place
    )
    keep(takes)
    return [told(take, pause=pause) for take, pause in zip(takes, pauses, strict=True)], doubts


def _guessed(
    script: Script, source: str, place: Place, sentences: Sequence[Spoken]
) -> Read[list[Said]]:
    """Spread sentences over a recording's length at a reader's pace, without listening to it."""
    from clipkit.media import probe
    from clipkit.voice.silent import Silent

    del place
    length = probe.facts(Path(script.folder) / source, source, "sound").seconds
    takes = Silent().speak(sentences)
    slower = length / max(1e-3, sum(take.seconds for take in takes))
    return [_stretched(told(take), slower) for take in takes], []


def _stretched(one: Said, slower: float) -> Said:
    words = tuple(Word(word.start * slower, word.end * slower) for word in one.words)
    return replace(one, words=words, seconds=one.seconds * slower, pause=0.0)


def keep(takes: Sequence[Take]) -> None:
    """Remember takes, the newest few hundred."""
    for take in takes:
        if take.key:
            _KEPT[take.key] = take
    while len(_KEPT) > _MOST:
        del _KEPT[next(iter(_KEPT))]


def kept(key: str) -> Take | None:
    """A take that this process has heard."""
    return _KEPT.get(key)
