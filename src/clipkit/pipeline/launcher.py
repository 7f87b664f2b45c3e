"""A file to double-click, or to drop folders onto: it starts `clipkit.cli.dropped`, no more.

Windows: a .cmd (UTF-8 by `chcp`, CRLF). macOS: a .command. Elsewhere: a .desktop, by the Desktop
Entry Specification 1.5, "The Exec key", which has no way to name its own folder: so that is
written into it, and `dropped` asks for a folder where it is gone.
"""

import platform
import re
import shlex
import sys
from pathlib import Path

from clipkit import store
from clipkit.errors import ClipkitError, Place
from clipkit.messages import say
from clipkit.pipeline import folders

# -P: a file of the user's own folder, such as random.py, must not stand in for Python's.
_START = "-P -m clipkit.cli.dropped"


def written(system: str, python: str, folder: Path, lang: str) -> tuple[str, bytes]:
    """Return a launcher's name and content.

    system: as `platform.system()` says. python: absolute. folder: where it will lie, absolute.
    """
    name = say("launcher-name", lang)
    if system == "Windows":
        return f"{name}.cmd", _cmd(python)
    if system == "Darwin":
        text = f'#!/bin/sh\nexec {shlex.quote(python)} {_START} "${{0%/*}}" "$@"\n'
        return f"{name}.command", text.encode()
    return f"{name}.desktop", _desktop(name, python, str(folder))


def write(folder: Path, lang: str) -> Path:
    """Write this system's launcher into a folder. Returns: its path.

    Raises: ClipkitError: output-exists: it is there; output-unwritable, disk-full.
    """
    name, content = written(platform.system(), sys.executable, folder.resolve(), lang)
    target = folder / name
    if target.exists():
        raise ClipkitError(Place(str(target)).problem("output-exists", path=target))
    with folders.writing(target):
        store.write(target, content, executable=True)
    return target


def _cmd(python: str) -> bytes:
    """`%~dp0` ends in a backslash, which would take the quote: hence the dot behind it."""
    quoted = '"' + python.replace("%", "%%") + '"'
    lines = (
        "@echo off",
        "setlocal DisableDelayedExpansion",
        "chcp 65001 >nul",
        f'{quoted} {_START} "%~dp0." %*',
        f"if not exist {quoted} pause",  # else the window is gone before it can be read
    )
    return "".join(f"{line}\r\n" for line in lines).encode()


def _desktop(name: str, python: str, folder: str) -> bytes:
    exe = f"{_argument(python)} {_START} {_argument(folder)} %F"
    lines = ("[Desktop Entry]", "Type=Application", f"Name={name}", f"Exec={exe}")
    return "\n".join([*lines, "Icon=video-x-generic", "Terminal=true", ""]).encode()


def _argument(text: str) -> str:
    """Quote for Exec: first as an argument, then as any text of such a file."""
    quoted = re.sub(r'(["`$\\])', r"\\\1", text).replace("%", "%%")
    whole = f'"{quoted}"'.replace("\\", "\\\\")
    return whole.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
