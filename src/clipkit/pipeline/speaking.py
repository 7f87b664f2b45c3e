"""A script's sentences as sound and Words."""

from collections.abc import Callable, Sequence

from clipkit.model.script import Script
from clipkit.model.words import Said
from clipkit.planning.look import Look
from clipkit.voice.takes import Spoken, Take

Progress = Callable[[str, int, int], None]
_KEPT: dict[str, Take] = {}  # takes of this process, by their key: stage needs what plan heard
_MOST = 400


def sentences(script: Script, look: Look) -> list[Spoken]:
    """Sentences in a voice's words. The script's `say` wins over the brand's."""
    from clipkit.voice.normalise import Normaliser

    normaliser = Normaliser(script.lang, dict(look.brand.say) | dict(script.say))
    return [normaliser(sentence.tokens) for sentence in script.sentences]


def said(script: Script, look: Look, *, speed: float = 1.0) -> list[Said]:
    """Speak a script. speed: 1.0 to 1.15 times the usual.

    Raises: ClipkitError: voice-missing, voice-failed.
    """
    from clipkit import voice
    from clipkit.voice.takes import said as told

    speaker = voice.make(look.voice, script.lang, speed=speed)
    takes = speaker.speak(sentences(script, look))
    keep(takes)
    return [told(take) for take in takes]


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
