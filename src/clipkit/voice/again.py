"""Takes made again from what a timeline says of them, where only the timeline is left."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clipkit.model.script import Token
from clipkit.model.timeline import VoiceSound
from clipkit.voice import recording
from clipkit.voice.espeak import Espeak
from clipkit.voice.piper import Piper
from clipkit.voice.takes import Settings, Spoken, Take

Opened = tuple[NDArray[np.generic], int]  # samples, (n,) or (n, channels), and their rate


def spoken_again(
    sounds: Sequence[VoiceSound], open_recording: Callable[[str], Opened]
) -> dict[str, Take]:
    """Return the takes of voice sounds, by their key. Silent sounds have none.

    open_recording: given a recording's source, as in its settings; asked once a recording.

    Raises: ClipkitError: voice-*, model-broken; ValueError: settings of no known engine.
    """
    takes: dict[str, Take] = {}
    for settings, wanted in _by_voice([sound for sound in sounds if sound.take]).items():
        sentences = [_spoken(sound) for sound in wanted]
        for sound, take in zip(wanted, _engine(settings).speak(sentences), strict=True):
            takes[sound.take] = take
    recorded: dict[str, list[VoiceSound]] = {}
    for sound in sounds:
        if sound.take and _is_recorded(sound):
            recorded.setdefault(str(dict(sound.voice)["source"]), []).append(sound)
    for source, wanted in recorded.items():
        cut = recording.recut(*open_recording(source), [sound.voice for sound in wanted])
        takes |= {sound.take: take for sound, take in zip(wanted, cut, strict=True)}
    return takes


def _by_voice(sounds: Sequence[VoiceSound]) -> dict[Settings, list[VoiceSound]]:
    found: dict[Settings, list[VoiceSound]] = {}
    for sound in sounds:
        if not _is_recorded(sound):
            found.setdefault(sound.voice, []).append(sound)
    return found


def _is_recorded(sound: VoiceSound) -> bool:
    return dict(sound.voice).get("engine") == "recording"


def _engine(settings: Settings) -> Espeak | Piper:
    plain: dict[str, Any] = dict(settings)
    engine = plain.pop("engine", "")
    if engine == "piper":
        return Piper(**plain)
    if engine != "espeak":
        raise ValueError(f"no engine speaks with {settings}")
    return Espeak(**plain)


def _spoken(sound: VoiceSound) -> Spoken:
    count = 1 + max((token for _, token in sound.spoken), default=-1)
    return Spoken(tokens=(Token(text=""),) * count, words=sound.spoken)
