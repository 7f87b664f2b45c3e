"""A script's sentences as sound and Words: by a voice, or from people's own recordings."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from clipkit.errors import Place, Problem
from clipkit.model.script import Script
from clipkit.model.words import Said
from clipkit.planning.look import Look
from clipkit.reading import Read
from clipkit.voice.takes import Spoken, Take
from clipkit.voice.takes import said as told

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


def said(script: Script, look: Look, *, speed: float = 1.0) -> Read[list[Said]]:
    """Speak a script, or find its words in its recordings.

    speed: of a voice, 1.0 to 1.15 times the usual. Returns: one for each sentence, and what is
    doubtful in a recording.
    Raises: ClipkitError: voice-missing, voice-failed, media-*.
    """
    from clipkit import voice

    spoken = sentences(script, look)
    found: dict[int, Said] = {}
    problems: list[Problem] = []
    for source, place, held in recordings(script):
        if held:
            told_by, doubts = _recorded(script, source, place, [spoken[k] for k in held])
            found |= dict(zip(held, told_by, strict=True))
            problems += doubts
    rest = [k for k in range(len(spoken)) if k not in found]
    if rest:
        takes = voice.make(look.voice, script.lang, speed=speed).speak([spoken[k] for k in rest])
        keep(takes)
        found |= {k: told(take) for k, take in zip(rest, takes, strict=True)}
    return [found[k] for k in range(len(spoken))], problems


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
