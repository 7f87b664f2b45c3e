"""What files' names tell: which are scripts, and of what; when a picture was taken.

As phones, chat apps and cameras name pictures.
"""

import re
from datetime import UTC, datetime
from pathlib import PurePath

_YEAR, _MONTH, _DAY = (
    r"(?P<y>(?:19|20)\d\d)",
    r"(?P<m>0[1-9]|1[0-2])",
    r"(?P<d>0[1-9]|[12]\d|3[01])",
)
# Between date and time stand signs, or a word: `at`, in Indonesian `pukul`.
_TIME = (
    r"(?:(?:[-_ T]| (?:at|pukul|jam) )*"
    r"(?P<h>[01]?\d|2[0-3])[-_.:]?(?P<min>[0-5]\d)(?:[-_.:]?(?P<s>[0-5]\d))?(?P<ms>\d{0,3})(?!\d)"
    r"\s*(?P<half>[AaPp][Mm]\b)?)?"
)
_DATES = (
    re.compile(rf"(?<!\d){_DAY}[-_.]{_MONTH}[-_.]{_YEAR}(?!\d){_TIME}"),
    re.compile(rf"(?<!\d){_YEAR}[-_.]?{_MONTH}[-_.]?{_DAY}{_TIME}"),
)
# Milliseconds since 1970, as some apps name what they save: 2001 to 2286.
_EPOCH = re.compile(r"(?<!\d)(1\d{12})(?!\d)")
_MESSAGE = re.compile(r"-WA(\d+)", re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)")
_LONGEST = 30  # digits that count as a number
_TEXTS = (".md", ".txt")
_SUBTITLES = (".srt", ".vtt")
MEDIA = "media"  # the folder for pictures that a starter has
_NOT_SCRIPTS = ("readme", "credits", "license", "changelog")


def is_text(name: str) -> bool:
    """Whether a file is a text by its name."""
    return name.lower().endswith(_TEXTS)


def is_script(name: str) -> bool:
    """Whether a file is a script by its name; what lies about in every folder is not.

    >>> [is_script(name) for name in ("berita.md.txt", "README.md", "_chat.txt", "a.docx")]
    [True, False, False, False]
    """
    stem = name.rpartition(".")[0].lower()
    return is_text(name) and not name.startswith(("_", ".", "~$")) and stem not in _NOT_SCRIPTS


def is_subtitles(name: str) -> bool:
    """Whether a file holds subtitles by its name: a script with times of its own.

    Beside a script they are what was made of it: of a folder they are the script only where there
    is no other.
    """
    return name.lower().endswith(_SUBTITLES)


def stem_of(script: str) -> str:
    """Name of what is made of a script, and of what is its own: its name without a suffix.

    >>> stem_of("a/berita.md.txt"), stem_of("rapat 12.5.txt")
    ('berita', 'rapat 12.5')
    """
    path = PurePath(script)
    return path.stem.removesuffix(".md") if path.suffix.lower() == ".txt" else path.stem


def in_order(name: str) -> tuple[object, ...]:
    """Sort key: names without a date first, naturally (2 before 10); then by date and time.

    No two names have the same, so that a folder's own order never counts.

    >>> sorted(["10.jpg", "IMG-20240102-WA0001.jpg", "2.jpg"], key=in_order)
    ['2.jpg', '10.jpg', 'IMG-20240102-WA0001.jpg']
    """
    return (*_taken(name), natural(name), name)


def _taken(name: str) -> tuple[object, ...]:
    """Whether a name says when it was made, the day, the time, and what tells it from others."""
    stem = name.rsplit("/", 1)[-1].rpartition(".")[0] or name
    for pattern in _DATES:
        if match := pattern.search(stem):
            message = _MESSAGE.match(stem, match.end())
            rest = stem[message.start(1) if message else match.end() :]
            day = match["y"] + match["m"] + match["d"]
            return 1, day, _moment(match), natural(rest)
    if match := _EPOCH.search(stem):
        moment = datetime.fromtimestamp(int(match[1]) / 1000, UTC)
        return 1, f"{moment:%Y%m%d}", f"{moment:%H%M%S}", natural(stem[match.end() :])
    return 0, "", "", natural(name.rpartition(".")[0] or name)


def _moment(match: re.Match[str]) -> str:
    """Time of day as digits that sort; empty where the name has none."""
    if not match["h"]:
        return ""
    hour = int(match["h"])
    if half := (match["half"] or "").lower():
        hour = hour % 12 + 12 * (half == "pm")
    return f"{hour:02}{match['min']}{match['s'] or '00'}{match['ms'] or ''}"


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that counts: 2 before 10, a name before its copies.

    >>> sorted(["a (2)", "a (10)", "a"], key=natural)
    ['a', 'a (2)', 'a (10)']
    """
    return tuple(
        (0, int(part), "") if part.isdecimal() and len(part) < _LONGEST else (1, 0, part.lower())
        for part in _DIGITS.split(name)
        if part
    )
