"""A script's sentences as sound and Words: by a voice, or from people's own recordings."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clipkit import media, store
from clipkit.errors import ClipkitError, Place, Problem
from clipkit.model.script import Script
from clipkit.model.words import Said, Word
from clipkit.pipeline import folders, quoting
from clipkit.planning.look import Look
from clipkit.planning.timing import TAIL
from clipkit.reading import Read
from clipkit.voice.heard import Heard
from clipkit.voice.heard import unpacked as heard_again
from clipkit.voice.takes import Settings, Spoken, Take, packed, said_of, unpacked
from clipkit.voice.takes import said as told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from clipkit.voice import Voice

SLACK = 0.5  # seconds that a subtitle may stay when its recording is over
LONGEST = 1200.0  # seconds of a recording: as much as media decodes
RATE = 48000  # of recordings, as they are handed on
# Takes of this process, by their key: stage needs what plan heard. Packed: not asked for yet.
_KEPT: dict[str, Take | tuple[bytes, Spoken, str, Settings]] = {}
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
        held = [first + k for k, one in enumerate(scene.sentences) if one.picture is None]
        first += len(scene.sentences)
        if scene.recording:
            yield scene.recording, scene.place, held
        else:
            whole += held
    if script.recording:
        yield script.recording, script.place("recording"), whole


def listens(script: Script) -> bool:
    """Whether its words are to be found in people's own sound."""
    recorded = any(held for _, _, held in recordings(script))
    return recorded or any(True for _ in quoting.quoted(script))


def misfits(script: Script, lengths: Mapping[str, float]) -> Iterator[Problem]:
    """Return a problem for each recording too short for its sentences, or too long to listen to.

    lengths: seconds. None is too short where subtitles tell what lies behind its end.
    """
    for source, place, held in recordings(script):
        words = 0 if script.times else sum(len(script.sentences[k].tokens) for k in held)
        if lengths.get(source, 0) > LONGEST:
            minutes = math.ceil(lengths[source] / 60)
            most = round(LONGEST / 60)
            yield place.problem("recording-long", file=source, minutes=minutes, most=most)
        elif source in lengths:
            yield from quoting.too_short(place, source, lengths[source], words)


def said(
    script: Script,
    look: Look,
    *,
    speed: float = 1.0,
    lengths: Mapping[str, float] | None = None,
) -> Read[list[Said]]:
    """Speak a script, or find its words in its recordings.

    One whose words have times keeps them, whatever its sound.
    speed: 1.0 to 1.15 times the one that is asked for. lengths: seconds of each recording; words
    are then only guessed, spread over them, which takes a thousandth of the time.
    Returns: one for each sentence, and what is doubtful in a recording.
    Raises: ClipkitError: voice-*, model-*, media-*.
    """
    from clipkit import voice

    spoken = sentences(script, look)
    if script.times:
        return _timed(script, spoken, lengths)
    if lengths is None:
        found, problems = quoting.said(script, spoken)
    else:
        found, problems = quoting.guessed(script, spoken, lengths), []
    for source, place, held in recordings(script):
        if held:
            part = [spoken[k] for k in held]
            if lengths is None:
                told_by, doubts = _recorded(script, source, place, part)
                problems += doubts
            else:
                told_by = _guessed(part, lengths[source])
            found |= dict(zip(held, told_by, strict=True))
    rest = [k for k in range(len(spoken)) if k not in found]
    if rest:
        try:
            asked = look.voice
            quick = asked.speed * speed
            speaker = voice.make(
                asked.name, script.lang, speed=quick, pitch=asked.pitch, home=asked.folder
            )
        except ClipkitError as error:
            place = voice_place(script, look)
            raise ClipkitError(*(p.moved(place) for p in error.problems)) from error
        found |= dict(zip(rest, spoken_by(speaker, [spoken[k] for k in rest]), strict=True))
    return [found[k] for k in range(len(spoken))], problems


def voice_place(script: Script, look: Look) -> Place:
    """Return where the voice is named: in the script, unless the brand does."""
    of_brand = any(one.setting == "voice" and one.where == "brand" for one in look.origins)
    return Place(look.brand.file) if of_brand else script.place("voice")


def spoken_by(speaker: "Voice", sentences: Sequence[Spoken]) -> list[Said]:
    """Have sentences spoken, but those that an earlier run has heard in the same words.

    Raises: ClipkitError: voice-missing, voice-failed.
    """
    from clipkit import voice

    cache, version = store.cache(), voice.version()
    keys = [speaker.key(sentence) for sentence in sentences]
    found: dict[int, Said] = {}
    for k, (key, sentence) in enumerate(zip(keys, sentences, strict=True)):
        content = cache.get("takes", key, version) if key else None
        if content is not None:
            _keep(key, (content, sentence, key, speaker.settings))
            found[k] = said_of(content, sentence, key, speaker.settings)
    missing = [k for k in range(len(sentences)) if k not in found]
    takes = speaker.speak([sentences[k] for k in missing])
    keep(takes)
    for k, take in zip(missing, takes, strict=True):
        found[k] = told(take)
        if take.key:
            cache.put("takes", take.key, version, content=packed(take))
    return [found[k] for k in range(len(sentences))]


def _recorded(
    script: Script, source: str, place: Place, sentences: Sequence[Spoken]
) -> Read[list[Said]]:
    """Find sentences in a recording."""
    found = heard(Path(script.folder) / source, source, sentences, script.lang)
    return found.said(sentences, source), found.problems(sentences, source, place)


def heard(
    path: Path,
    source: str,
    sentences: Sequence[Spoken],
    lang: str,
    part: tuple[float, float | None] = (0.0, None),
) -> Heard:
    """Find sentences in a recording, or remember where an earlier run has found the same ones.

    source: what to call it. part: seconds of it that are listened to; None: to its end.
    Raises: ClipkitError: voice-missing, voice-failed, media-*.
    """
    from clipkit import voice

    said = [(sentence.words, len(sentence.tokens)) for sentence in sentences]

    def listened(sound: "NDArray[np.float32]") -> tuple[Heard, list[Take]]:
        from clipkit.voice import recording  # late: most scripts are spoken by a voice

        first, stop = (None if at is None else round(at * RATE) for at in part)
        return recording.read(sound[first:stop], RATE, sentences, lang, source)

    asked = (lang, said, RATE, voice.version(), *([part] if part != (0.0, None) else []))
    return _remembered(path, source, asked, listened)


def _remembered(
    path: Path,
    source: str,
    asked: tuple[object, ...],
    listened: "Callable[[NDArray[np.float32]], tuple[Heard, list[Take]]]",
) -> Heard:
    """Listen to a recording, or remember what an earlier run has heard when it asked the same.

    Raises: ClipkitError: as `heard`.
    """
    cache, file = store.cache(), folders.bytes_of(path)
    key = file, *asked, media.version()
    content = cache.get("heard", *key) if file else None
    if content is not None:
        return heard_again(content)
    from clipkit.media import samples

    found, takes = listened(samples.read_voice(path, key=source, rate=RATE))
    keep(takes)
    if file:
        cache.put("heard", *key, content=found.packed())
    return found


def _timed(
    script: Script, sentences: Sequence[Spoken], lengths: Mapping[str, float] | None
) -> Read[list[Said]]:
    """Give words the times that are written down; their recording is taken as it lies."""
    from clipkit.voice import timed

    spans = timed.words(sentences, script.times)
    source, part, seconds = script.recording, None, 0.0
    if source and lengths is not None:
        seconds = lengths[source]
    elif source:
        found = _whole(Path(script.folder) / source, source)
        (part,), seconds = found.parts, found.seconds
    told = timed.said(sentences, spans, until=seconds - TAIL, heard=part, source=source)
    ends = zip(script.sentences, spans, strict=True)
    late = (
        token.place
        for sentence, words in ends
        for token, word in zip(sentence.tokens, words, strict=True)
        if word.end > seconds + SLACK
    )
    place = next(late, None) if source else None
    if place is None:
        return told, []
    return told, [
        place.problem("subtitle-unheard", "warning", file=source, seconds=f"{seconds:.1f}")
    ]


def _whole(path: Path, source: str) -> Heard:
    """Take a recording whole, or remember what it was.

    Raises: ClipkitError: media-*.
    """
    from clipkit import voice

    def taken(sound: "NDArray[np.float32]") -> tuple[Heard, list[Take]]:
        from clipkit.voice import recording

        return recording.whole(sound, RATE, source)

    return _remembered(path, source, ("whole", RATE, voice.version()), taken)


def _guessed(sentences: Sequence[Spoken], seconds: float) -> list[Said]:
    """Spread sentences over a recording's length at a reader's pace, without listening to it."""
    from clipkit.voice.silent import paced

    read = [paced(sentence.tokens) for sentence in sentences]
    slower = seconds / max(1e-3, sum(words[-1].end for words in read if words))
    return [_stretched(words, slower) for words in read]


def _stretched(words: Sequence[Word], slower: float) -> Said:
    longer = tuple(Word(word.start * slower, word.end * slower) for word in words)
    return Said(words=longer, seconds=longer[-1].end if longer else 0.0, pause=0.0)


def keep(takes: Sequence[Take]) -> None:
    """Remember takes, the newest few hundred."""
    for take in takes:
        if take.key:
            _keep(take.key, take)


def _keep(key: str, take: Take | tuple[bytes, Spoken, str, Settings]) -> None:
    _KEPT[key] = take
    while len(_KEPT) > _MOST:
        del _KEPT[next(iter(_KEPT))]


def kept(key: str) -> Take | None:
    """A take that this process has heard."""
    found = _KEPT.get(key)
    if isinstance(found, tuple):
        found = _KEPT[key] = unpacked(*found)
    return found
