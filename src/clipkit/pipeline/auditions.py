"""What there is to choose from, as sounds: each pleasant voice says its name and a sentence."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from clipkit.model.script import Token
from clipkit.model.timeline import Timeline, VoiceSound
from clipkit.planning.timing import LEAD, SENTENCE, TAIL
from clipkit.units import to_frames

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from clipkit.voice.takes import Spoken

FPS = 50  # a frame is a whole number of samples
SAID = {
    "id": ("Ini suara {name}.", "Kabar baik dari Palu: kopi pagi sudah siap, pasar buka pukul 7."),
    "en": ("This is the voice {name}.", "Good news: the coffee is ready, the market opens at 7."),
}


class Audition(NamedTuple):
    """All voices in one sound. content: a file's. starts: (voice, the second it begins at)."""

    content: bytes
    starts: tuple[tuple[str, float], ...]


def audition(lang: str, form: Literal["m4a", "wav"] = "m4a") -> Audition:
    """Return the pleasant voices in one sound, in a language, each mastered as its clip would be.

    lang: `id` or `en`.
    Raises: ClipkitError: voice-missing, voice-failed.
    """
    import numpy as np

    from clipkit import voice
    from clipkit.rendering import heard

    mixes, starts, count = list["NDArray[np.float32]"](), list[tuple[str, float]](), 0
    for name in voice.pleasant(lang):
        mixes.append(_read_by(name, lang))
        starts.append((name, count / heard.RATE))
        count += len(mixes[-1])
    write = heard.wav if form == "wav" else heard.m4a
    return Audition(write(np.concatenate(mixes), lang), tuple(starts))


def _read_by(name: str, lang: str) -> "NDArray[np.float32]":
    """What a voice says, mastered."""
    from clipkit import voice
    from clipkit.pipeline import sounding, speaking

    sentences = _sentences(name, lang)
    placed, now = list[VoiceSound](), LEAD
    for sentence, one in enumerate(speaking.spoken_by(voice.make(name, lang), sentences)):
        placed.append(
            VoiceSound(
                start=round(now, 3),
                end=round(now + one.seconds, 3),
                sentence=sentence,
                take=one.take,
                voice=one.voice,
                spoken=one.spoken,
            )
        )
        now += one.seconds + SENTENCE
    frames = to_frames(now - SENTENCE + TAIL, FPS)
    timeline = Timeline(
        fps=FPS, size=(2, 2), frames=frames, lang=lang, profile="", title="", sound=tuple(placed)
    )
    return sounding.mix(timeline).samples


def _sentences(name: str, lang: str) -> "list[Spoken]":
    from clipkit.voice.normalise import Normaliser

    own = name.rpartition(":")[2]
    said = [line.format(name=own) for line in SAID[lang]]
    normaliser = Normaliser(lang, {})
    return [normaliser([Token(text=word) for word in line.split()]) for line in said]
