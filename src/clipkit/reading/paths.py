"""Paths as scripts write them: one form, and never out of the folder."""

import re
from urllib.parse import unquote_to_bytes

from clipkit.errors import Place
from clipkit.reading.context import Context

MAX_PATH = 1000  # characters; longer ones make an OSError of every question about them
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DRIVE = re.compile(r"[A-Za-z]:")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_HERE = re.compile(r"\A(?:\./+)+")
_UNFIT = re.compile("[\x00-\x1f\x7f]")


def unquoted(path: str) -> str:
    """Return a path with `%20` and the like as what they stand for, where they are UTF-8.

    >>> unquoted("a%20b.jpg"), unquoted("100%.jpg"), unquoted("%FF.jpg")
    ('a b.jpg', '100%.jpg', '%FF.jpg')
    """

    def meant(match: re.Match[str]) -> str:
        try:
            return unquote_to_bytes(match[0]).decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    return _PERCENT.sub(meant, path) if "%" in path else path


def relative(path: str) -> str:
    r"""Return a path in one form: `/` between folders, no `./` before it.

    >>> relative("foto\\a.jpg"), relative("./a.jpg")
    ('foto/a.jpg', 'a.jpg')
    """
    plain = path.strip() if _REMOTE.match(path) else path.strip().replace("\\", "/")
    return _HERE.sub("", plain)


def leads_out(path: str) -> bool:
    """Whether a relative path, by its text alone, leaves the folder that it starts from.

    >>> [leads_out(p) for p in ("a/../b", "../b", "a/../../b", "/b", "C:b", "~/b")]
    [False, True, True, True, True, True]
    """
    if path.startswith(("/", "~")) or _DRIVE.match(path):
        return True
    if ".." not in path:
        return False
    depth = 0
    for part in path.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False


def checked(path: str, place: Place, context: Context) -> str:
    """Return a path in one form, as what it is called by; problems if it may not be opened."""
    plain = relative(path)
    if _REMOTE.match(plain):
        context.problem(place, "path-remote", path=plain)
    elif _UNFIT.search(plain) or len(plain) > MAX_PATH:
        context.problem(place, "path-broken")
    elif not context.allow_outside and leads_out(plain):
        context.problem(place, "path-outside", path=plain)
    return plain
