"""How long the command takes to say what it can do, and what it finds in the examples."""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import media
from bench.children import environment
from bench.turns import Rounds

_LINES = {
    "help": ["--help"],
    "check, spoken": ["check", "examples/kopi"],
    "check, recorded": ["check", "examples/rabies"],
}
_PICTURES = 300


def started(folder: Path, times: int) -> Rounds:
    """Each line runs once uncounted, for what a machine remembers from the run before.

    A first check has nothing to remember: its cache is empty; what it kept, the next one knows.
    """
    phone = str(media.phone(folder / "phone", _PICTURES))
    names = [*_LINES, "first check", "check, 300 pictures", "check, 300 pictures known"]
    rounds: Rounds = {name: [] for name in names}
    for line in _LINES.values():
        _command(line)
    for _ in range(times):
        for name, line in _LINES.items():
            rounds[name].append(_command(line))
        with TemporaryDirectory() as nothing:
            rounds["first check"].append(_command(_LINES["check, spoken"], cache=nothing))
        with TemporaryDirectory() as nothing:
            rounds["check, 300 pictures"].append(_command(["check", phone], cache=nothing))
            known = _command(["check", phone], cache=nothing)
            rounds["check, 300 pictures known"].append(known)
    return rounds


def _command(words: list[str], **variables: str) -> dict[str, float]:
    line = [sys.executable, "-m", "clipkit", *words]
    own = environment(**{f"CLIPKIT_{name.upper()}": said for name, said in variables.items()})
    began = time.perf_counter()
    subprocess.run(line, check=True, capture_output=True, env=own)
    return {"wall": time.perf_counter() - began}
