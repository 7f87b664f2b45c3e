"""Phone numbers, and other digits that are read one by one."""

import re

from clipkit.voice.rules import Here

_SHAPE = re.compile(r"\+?[\d().-]+", re.ASCII)
_LOCAL = re.compile(r"\d{3}-\d{4}|(\d-)?\d{3}-\d{3}-\d{4}", re.ASCII)  # as written in English
_FOLLOWED = re.compile(r"[\d(][\d-]{2,}", re.ASCII)


def phone(here: Here) -> str | None:
    """Read 0812-3456-7890, +62 812 ..., (021) 555-1234, and 007."""
    core, language = here.core, here.language
    digits = re.sub(r"\D", "", core)
    if here.thread.phone and re.fullmatch(r"[\d-]+", core) and len(digits) >= 2:
        return ", ".join(language.digits(part) for part in core.split("-") if part)
    here.thread.phone = False
    if not digits or not _SHAPE.fullmatch(core):
        return None
    groups = [group for group in re.split(r"[-.()]+", core.lstrip("+")) if group]
    plus = "plus " if core[0] == "+" else ""
    if _opens(here, digits, groups):
        here.thread.phone = True
        return plus + language.digits(core)
    if "." not in core and _is_whole(here, digits, groups):
        here.thread.phone = True
        return plus + ", ".join(language.digits(group) for group in groups)
    return language.digits(core) if re.fullmatch(r"0\d+", core) else None


def _opens(here: Here, digits: str, groups: list[str]) -> bool:
    """Whether it is the first group of a number that goes on in the next piece."""
    if not (here.core[0] in "+0" or here.bracket) or len(groups) != 1 or len(digits) > 4:
        return False
    return bool(_FOLLOWED.fullmatch(here.after)) and (
        here.core[0] == "+" or here.bracket or len(digits) > 1
    )


def _is_whole(here: Here, digits: str, groups: list[str]) -> bool:
    if len(digits) >= 9 and (here.core[0] in "+0" or len(groups) > 2):
        return True
    return not here.language.indonesian and bool(_LOCAL.fullmatch(here.core))
