"""What a launcher starts: `python -m clipkit.cli.dropped OWN-FOLDER [FOLDER…]`.

Renders what was dropped on it, else the folder that it lies in, else the one that it asks for;
and keeps its window open until all could be read.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from clipkit import cli
from clipkit.cli import asking, words
from clipkit.errors import ClipkitError, ExitCode


def main(arguments: Sequence[str]) -> int:
    """Render, then wait for Enter. arguments: the launcher's own folder, and what was dropped.

    Returns: the first exit code that isn't 0, else 0.
    """
    cli.steady()
    own, *dropped = arguments
    lang = words.of_locale()
    try:
        scripts = dropped or ([own] if _has_script(own) else _asked(lang))
        opened = ["--open"] if len(scripts) == 1 else []  # several players at once help nobody
        codes = [cli.run(["render", str(Path(one).absolute()), *opened]) for one in scripts]
        print(words.say("cli-dropped-end", lang), flush=True)  # noqa: T201 - this room prints
        with suppress(EOFError):
            input()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return next((code for code in codes if code), ExitCode.DONE)


def _has_script(folder: str) -> bool:
    """Whether there is something to render; of several scripts `render` says which."""
    from clipkit.pipeline import folders

    try:
        folders.script_in(Path(folder))
    except ClipkitError as error:
        return error.problems[0].code not in ("script-missing", "script-none")
    return True


def _asked(lang: str) -> list[str]:
    """Ask for a folder. Nothing, where nothing was answered."""
    print(words.say("cli-dropped-ask", lang), flush=True)  # noqa: T201
    with suppress(EOFError):
        return [typed] if (typed := asking.dragged(input("> "))) else []
    return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
