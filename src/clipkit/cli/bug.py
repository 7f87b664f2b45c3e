"""A bug of ours: a file to send us, and one line that says where it is."""

import platform
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from clipkit import __version__

PACKAGES = ("av", "moviepy", "numpy", "opencv-python-headless", "pillow", "rich", "typer")


def report(trace: str, arguments: Sequence[str]) -> Path:
    """Write what went wrong to a file of its own. Returns: its path.

    trace: the traceback; of a batch, all of them. The file holds it, versions and the command
    typed: no script, no media.
    """
    text = "\n".join(
        [
            f"clipkit {__version__}, Python {sys.version}, {platform.platform()}",
            ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
            f"clipkit {' '.join(arguments)}",
            "",
            trace,
        ]
    )
    name = f"clipkit-report-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", errors="replace")
        except OSError:
            continue
        return folder / name
    return Path(name)


def _folders() -> Sequence[Path]:
    """Where a report may go: never among a user's scripts, where a .txt would be one more."""
    from platformdirs import user_log_path

    return user_log_path("clipkit", appauthor=False), Path(tempfile.gettempdir())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
