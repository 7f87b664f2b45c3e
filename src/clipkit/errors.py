"""One error root, the Problem with its Place, and every problem's exit code.

The words of a problem, and what to do instead, are in assets/messages by its code.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from clipkit.messages import Message, message

Severity = Literal["error", "warning", "hint"]


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE, BUG, USAGE, SCRIPT = 0, 1, 2, 3
    MEDIA, LIMIT, MISSING, BATCH = 4, 5, 6, 7
    INTERRUPTED = 130


# Every code a Problem may carry, by the exit code it leads to when it is an error.
_BY_EXIT: dict[ExitCode, tuple[str, ...]] = {
    ExitCode.USAGE: (
        "usage-option",
        "usage-command",
        "usage-missing",
        "usage-value",
        "usage-extra",
        "usage-choice",
        "usage-number",
        "usage-wrong",
        "option-unknown-name",
        "option-value",
        "output-is-input",
        "output-unwritable",
        "output-exists",
        "output-theirs",
        "output-open",
        "output-long",
        "output-not-folder",
        "disk-full",
        "cache-held",
        "batch-collision",
    ),
    ExitCode.SCRIPT: (
        "script-missing",
        "script-several",
        "script-none",
        "batch-empty",
        "brand-missing",
        "template-missing",
        "script-empty",
        "script-picture",
        "script-document",
        "script-binary",
        "script-large",
        "script-lines",
        "script-encoding",
        "script-control",
        "plain-markup",
        "subtitle-none",
        "subtitle-time",
        "subtitle-span",
        "subtitle-astray",
        "subtitle-order",
        "subtitle-overlap",
        "subtitle-stamp",
        "subtitle-unheard",
        "subtitle-respoken",
        "front-open",
        "front-large",
        "settings-broken",
        "settings-colon",
        "settings-tab",
        "settings-quote",
        "settings-hash",
        "settings-forbidden",
        "settings-not-a-map",
        "settings-large",
        "key-repeated",
        "key-unknown",
        "key-of-picture",
        "key-of-scene",
        "key-of-script",
        "value-not-text",
        "value-empty",
        "value-choice",
        "value-number",
        "value-colour",
        "value-focus",
        "value-span",
        "value-voice",
        "attributes-open",
        "attributes-astray",
        "picture-open",
        "picture-empty",
        "path-outside",
        "path-remote",
        "path-broken",
        "markup-unknown",
        "heading-space",
        "heading-empty",
        "item-empty",
        "third-empty",
        "quotation-empty",
        "comment-open",
        "emphasis-open",
        "pause-value",
        "pause-recorded",
        "spoken-untitled",
        "fill-missing",
        "fill-open",
        "fill-large",
        "recording-several",
        "key-absent",
        "value-role",
        "var-too-long",
        "text-too-long",
        "label-crowded",
        "characters-missing",
        "caption-fast",
        "picture-short",
        "picture-small",
        "logo-small",
        "pictures-many",
        "pictures-unclaimed",
        "style-unknown",
        "contrast-low",
        "template-zone",
        "template-style",
        "profile-figures",
        "template-loop",
    ),
    ExitCode.MEDIA: (
        "media-missing",
        "media-folder",
        "media-unreadable",
        "media-empty",
        "media-unknown",
        "media-text",
        "media-document",
        "media-svg",
        "media-svg-text",
        "media-svg-outside",
        "media-svg-large",
        "media-heic",
        "media-broken",
        "media-crash",
        "media-cut",
        "media-codec",
        "media-too-large",
        "media-too-long",
        "media-frames-lost",
        "media-not-picture",
        "media-not-sound",
        "recording-silent",
        "recording-short",
        "recording-other",
        "recording-skipped",
        "recording-repeated",
        "recording-order",
        "recording-extra",
        "recording-doubtful",
        "recording-quiet",
        "recording-clipped",
        "recording-long",
        "quotation-unheard",
    ),
    ExitCode.LIMIT: ("too-long",),
    ExitCode.MISSING: (
        "font-unreadable",
        "voice-missing",
        "voice-failed",
        "voice-extra",
        "model-missing",
        "model-unset",
        "model-broken",
        "plugin-missing",
        "plugin-broken",
    ),
    ExitCode.BATCH: ("batch-failed", "clip-crashed", "clip-broken"),
}
EXIT_CODES = {code: status for status, codes in _BY_EXIT.items() for code in codes}


class Place(NamedTuple):
    """Where in a file. line, column: from 1, in characters; 0: the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def along(self, characters: int) -> "Place":
        """Return the place so many characters further on its line."""
        return Place(self.file, self.line, self.column + characters)

    def problem(self, code: str, severity: Severity = "error", **values: object) -> "Problem":
        """Return a problem here. values: what its message's placeholders are filled with."""
        plain = tuple((name, str(value)) for name, value in values.items())
        return Problem(code=code, place=self, values=plain, severity=severity)


NOWHERE = Place("")
_ENOUGH = 40  # characters of a name; comparing longer ones takes seconds in a large folder


class Problem(Struct, frozen=True, kw_only=True):
    """What is wrong and where; its words, and what to write instead, are in assets/messages."""

    code: str
    place: Place = NOWHERE
    values: tuple[tuple[str, str], ...] = ()  # plain, so that it pickles
    severity: Severity = "error"

    def __post_init__(self) -> None:
        """Refuse a code that the table doesn't know: it would leave the shell without an answer."""
        if self.code not in EXIT_CODES:
            raise ValueError(f"{self.code} has no row in errors.py")

    def words(self, lang: str) -> Message:
        """Its message and hint. lang: `id` or `en`."""
        return message(self.code, lang, dict(self.values))

    def moved(self, place: Place) -> "Problem":
        """Return the same, of another place."""
        return replace(self, place=place)

    def as_warning(self) -> "Problem":
        """Return the same, but nothing stops for it."""
        return replace(self, severity="warning")

    def as_json(self, lang: str) -> dict[str, object]:
        """Its form in every JSON document (`clipkit ... --json`)."""
        said = self.words(lang)
        return {
            "severity": self.severity,
            "code": self.code,
            "message": said.text,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "hint": said.hint,
        }


class ClipkitError(Exception):
    """Root of all we raise for a user; anything else is our bug.

    problems: all that is known, errors and warnings alike, at least one error among them.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)  # pickle rebuilds from args
        self.problems = problems

    @property
    def exit_code(self) -> ExitCode:
        """The smallest of its errors' codes."""
        return min(EXIT_CODES[p.code] for p in self.problems if p.severity == "error")

    def __str__(self) -> str:
        """Return its problems in English, a line each, for a Python user."""
        return "\n".join(f"{_where(p.place)}{p.words('en').text}" for p in self.problems)


def errors_among(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops the work."""
    return any(p.severity == "error" for p in problems)


def raise_errors(problems: Iterable[Problem]) -> None:
    """Stop if any is an error. Raises: ClipkitError: with all of them, warnings too."""
    found = tuple(problems)
    if errors_among(found):
        raise ClipkitError(*found)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name that was probably meant, or nothing. Capitals mean nothing.

    >>> nearest("Foto1.JPG", ["foto.jpg", "logo.png"]), nearest("musik", ["foto.jpg"])
    ('foto.jpg', '')
    """
    from difflib import get_close_matches  # late: costs 3 ms, and most scripts need no hint

    names = {name[:_ENOUGH].casefold(): name for name in reversed(list(known))}
    near = get_close_matches(word[:_ENOUGH].casefold(), names, n=1)
    return names[near[0]] if near else ""


def _where(place: Place) -> str:
    parts = [place.file, *(str(number) for number in place[1:] if number)]
    return ":".join(parts) + ": " if place.file else ""
