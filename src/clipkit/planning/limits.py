"""Whether a clip is short enough, and what to cut if it isn't."""

from collections.abc import Sequence

from msgspec import Struct

from clipkit.errors import Place, Problem
from clipkit.model.script import Script
from clipkit.units import Span

MINUTE = 150  # words that a minute holds, where nothing better is known


class Count(Struct, frozen=True, kw_only=True):
    """A clip in figures. words: spoken. holds: how many fit at this pace; cut: too many, or 0."""

    seconds: float
    limit: float
    words: int
    holds: int
    cut: int
    scenes: tuple[float, ...]  # seconds each


def counted(script: Script, spans: Sequence[Span], frames: int, limit: float, fps: int) -> Count:
    """Count a planned clip. spans: of the script's scenes. frames: its whole length."""
    words = sum(len(sentence.tokens) for sentence in script.sentences)
    seconds = frames / fps
    scenes = tuple(round(span.frames / fps, 2) for span in spans)
    spoken = sum(span.frames for span in spans) / fps
    around = seconds - spoken  # intro and outro: they stay as long as they are
    rate = words / spoken if words and spoken else MINUTE / 60
    holds = max(0, int(rate * (limit - around)))
    if not 60 < 60 * rate < 260:  # hardly anything said, or nothing but
        holds = int(MINUTE * limit / 60)
    cut = max(0, words - holds) if seconds >= limit else 0
    return Count(
        seconds=round(seconds, 2), limit=limit, words=words, holds=holds, cut=cut, scenes=scenes
    )


def too_long(script: Script, count: Count) -> list[Problem]:
    """Return the problem with a clip that reaches its limit: seconds a scene, and what to cut."""
    if count.seconds < count.limit:
        return []
    each = ", ".join(f"{index}: {seconds:.1f}" for index, seconds in enumerate(count.scenes, 1))
    longest = max(range(len(count.scenes)), key=lambda i: count.scenes[i])
    place = script.scenes[longest].place
    return [
        (place if place.file else Place(script.file)).problem(
            "too-long",
            seconds=f"{count.seconds:.1f}",
            limit=f"{count.limit:g}",
            words=count.words,
            holds=count.holds,
            cut=count.cut,
            scenes=each,
            longest=longest + 1,
        )
    ]
