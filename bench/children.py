"""Fresh processes, as a user's machine starts them: what is measured runs in one."""

import compileall
import os
from pathlib import Path

import clipkit


def environment(**variables: str) -> dict[str, str]:
    """What a child is started with: ours, and compiled modules are used and kept.

    variables: more of it.
    """
    said = os.environ | variables
    said.pop("PYTHONDONTWRITEBYTECODE", None)
    return said


def compiled() -> None:
    """Compile our modules, as an installer does: no start that is measured has to."""
    for package in (Path(clipkit.__file__).parent, Path(__file__).parent):
        assert compileall.compile_dir(package, quiet=1), package
