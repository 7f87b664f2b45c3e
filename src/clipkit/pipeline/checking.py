"""What `clipkit check` tells: problems, length, words, and who decided each setting."""

from msgspec import Struct

from clipkit.errors import Problem
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.pipeline import planning
from clipkit.planning.limits import MINUTE


class Checked(Struct, frozen=True, kw_only=True):
    """A checked script. room: words that its limit holds. origins: (setting, value, where from)."""

    words: int
    scenes: int
    seconds: float
    limit: float
    room: int
    problems: tuple[Problem, ...]
    origins: tuple[tuple[str, str, str], ...]


def check(script: Script, options: Options | None = None) -> Checked:
    """Find all problems of a script and its length, without rendering it.

    Recordings aren't listened to: their words are told by a render, and that the clip is too
    long is then a guess, a warning.
    Raises: ClipkitError: the script, its media or its voice can't be used.
    """
    from clipkit.pipeline import quoting, speaking  # late: it loads numpy

    options = options or Options()
    look, timeline = planning.decided(script, options, listen=False)[0]
    recorded = speaking.listens(script) and not (
        options.voice and not any(True for _ in quoting.quoted(script))
    )
    guessed = recorded and not script.times
    problems = timeline.problems
    if guessed:
        problems = tuple(map(planning.softened, problems))
    words = sum(len(sentence.tokens) for sentence in script.sentences)
    over = next((p for p in timeline.problems if p.code == "too-long"), None)
    room = int(dict(over.values)["holds"]) if over else int(MINUTE * look.limit / 60)
    return Checked(
        words=words,
        scenes=len(script.scenes),
        seconds=timeline.seconds,
        limit=look.limit,
        room=room,
        problems=problems,
        origins=tuple((o.setting, o.value, o.where) for o in look.origins),
    )
