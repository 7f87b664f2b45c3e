"""A timeline's sound: takes that were heard, or are spoken again, and the mix of them."""

from collections.abc import Callable
from pathlib import Path

from clipkit.model.timeline import Timeline, VoiceSound
from clipkit.pipeline import speaking
from clipkit.sound.mix import Mix, mixed
from clipkit.voice.takes import Take

Progress = Callable[[str, int, int], None]


def mix(timeline: Timeline, sources: Callable[[str], Path], progress: Progress | None) -> Mix:
    """Mix a timeline.

    Raises: ClipkitError: a voice or a sound file isn't there.
    """
    if progress:
        progress("sound", 0, 1)
    done = mixed(timeline, takes(timeline), sources)
    if progress:
        progress("sound", 1, 1)
    return done


def takes(timeline: Timeline) -> dict[str, Take]:
    """Takes of a timeline by key; what this process hasn't heard is spoken again."""
    from clipkit import voice
    from clipkit.model.script import Token
    from clipkit.voice.takes import Spoken

    wanted = [sound for sound in timeline.sound if isinstance(sound, VoiceSound)]
    found = {}
    for sound in wanted:
        take = speaking.kept(sound.take)
        if take is None:
            settings = dict(sound.voice)
            variant = settings.get("variant", "")
            name = f"espeak:{variant}" if variant else "espeak"
            speaker = voice.make(str(name), timeline.lang)
            tokens = tuple(Token(text=word) for word, _ in sound.spoken)
            take = speaker.speak([Spoken(tokens=tokens, words=sound.spoken)])[0]
        found[sound.take] = take
    return found
