"""Bytes to text, or what else the file is."""

import codecs
import re
from pathlib import PurePath

from clipkit.errors import Place, Problem
from clipkit.reading import Read
from clipkit.reading.context import MAX_PROBLEMS
from clipkit.reading.passage import NOTE

MAX_SCRIPT = 256  # kB
MAX_LINES = 10_000
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS")
_DOCUMENTS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "Word"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Of C0 and C1 only tab, line ends and blanks belong in a text; NOTE and its like are no characters.
_CONTROL = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{NOTE}\ufdd1-\ufdef\ufffe\uffff]")
_CONTROL_SHARE = 0.01  # more of them, and it is no text at all


def decoded(data: bytes, file: str) -> Read[str]:
    r"""Return a text with `\n` at each line's end; "" where it can't be read.

    UTF-8, UTF-16 and UTF-32 are known by mark or by form; anything else is Windows-1252, with a
    warning. Pictures, documents and other files are problems that say what to do.
    """
    whole = Place(file)
    if other := _other(data, whole):
        return "", [other]
    if len(data) > MAX_SCRIPT * 1024:
        size = -(-len(data) // 1024)
        return "", [whole.problem("script-large", size=size, limit=MAX_SCRIPT)]
    text, problems = _text(data, file)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (lines := text.count("\n") + 1) > MAX_LINES:
        return "", [whole.problem("script-lines", lines=lines, limit=MAX_LINES)]
    strange = list(_CONTROL.finditer(text))
    if len(strange) > max(3, len(text) * _CONTROL_SHARE) or "\x00" in text:
        return "", [whole.problem("script-binary", file=file)]
    for match in strange[:MAX_PROBLEMS]:
        value = f"U+{ord(match[0]):04X}"
        problems.append(_place(text, match.start(), file).problem("script-control", value=value))
    return _CONTROL.sub(" ", text), problems


def _text(data: bytes, file: str) -> Read[str]:
    for mark, form in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], form, file)
    if form := _unmarked(data):
        return _strict(data, form, file)
    return _strict(data, "utf-8", file)


def _strict(data: bytes, form: str, file: str) -> Read[str]:
    try:
        return data.decode(form), []
    except UnicodeDecodeError as error:
        if form != "utf-8":
            return "\x00", []  # cut or damaged
        place = _place(data[: error.start].decode("utf-8"), error.start, file)
        return data.decode("cp1252", "replace"), [place.problem("script-encoding", "warning")]


def _unmarked(data: bytes) -> str:
    """Tell UTF-16 without a mark: every other byte of Latin text is zero."""
    start = data[:400]
    if len(start) < 4 or len(data) % 2:
        return ""
    ways = (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2]))
    for form, zeros, others in ways:
        if zeros.count(0) > 0.7 * len(zeros) and not others.count(0):
            return form
    return ""


def _place(text: str, offset: int, file: str) -> Place:
    before = text[:offset]
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _other(data: bytes, place: Place) -> Problem | None:
    """Tell files that are no text by how they begin."""
    name = PurePath(place.file).name
    if data.startswith(_PICTURES) and not (data.startswith(b"BM") and b"\0" not in data[:64]):
        return place.problem("script-picture", file=name, name=name)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return place.problem("script-picture", file=name, name=name)
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif", b"ftypheix"):
        return place.problem("script-picture", file=name, name=name)
    for sign, form in _DOCUMENTS:
        if data.startswith(sign):
            return place.problem("script-document", file=name, form=form)
    if data.startswith(b"PK\x03\x04"):
        return place.problem("script-document", file=name, form=_packed(data))
    starts = (b"ID3", b"OggS", b"RIFF", b"fLaC", b"\x1aE\xdf\xa3", b"\x7fELF", b"MZ\x90")
    if data.startswith(starts) or data[4:8] == b"ftyp":
        return place.problem("script-binary", file=name)
    return None


def _packed(data: bytes) -> str:
    for sign, form in (
        (b"opendocument", "OpenDocument"),
        (b"xl/", "Excel"),
        (b"ppt/", "PowerPoint"),
    ):
        if sign in data:
            return form
    return "Word"
