"""Phone numbers, codes and accounts: digits that are read one by one."""

import re

from clipkit.voice.rules import Here

_SHAPE = re.compile(r"\+?[\d().-]+", re.ASCII)
_LOCAL = re.compile(r"\d{3}-\d{4}|(\d-)?\d{3}-\d{3}-\d{4}", re.ASCII)  # as written in English
_FOLLOWED = re.compile(r"[\d(][\d-]{2,}", re.ASCII)
_CODE = re.compile(r"\d+(?:[-.]\d+)*", re.ASCII)
_SERVICE = re.compile(r"\d{5,8}|\d{4}-\d{3}", re.ASCII)  # 14045, 1500-771
_HOTLINE = re.compile(r"1500-?\d{3}", re.ASCII)  # a number of things has its dots
_LONGEST_COUNT = 9  # digits that stand without dots and are still a number of things


def phone(here: Here) -> str | None:
    """Read 0812-3456-7890, +62 812 ..., (021) 555-1234, *123#, 007, hubungi 112."""
    core, language = here.core, here.language
    digits = re.sub(r"\D", "", core)
    if here.thread.phone and re.fullmatch(r"[\d-]+", core) and len(digits) >= 2:
        return ", ".join(language.digits(part) for part in core.split("-") if part)
    here.thread.phone = False
    if core.startswith("*") and core.endswith("#"):
        names = {"*": language.say("star"), "#": language.say("hash")}
        return " ".join(names.get(sign) or language.digits(sign) for sign in core)
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
    if _is_code(here, digits) or _is_service(here):
        return ", ".join(language.digits(group) for group in groups)
    long = core.isdecimal() and len(core) > _LONGEST_COUNT
    return language.digits(core) if long or re.fullmatch(r"0\d+", core) else None


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


def _is_code(here: Here, digits: str) -> bool:
    """Whether an account, a PIN, a post code, an extension is named before it."""
    if not _CODE.fullmatch(here.core):
        return False
    named = here.language.among(here.before, "code_keys")
    if here.before == "ext" or (named and (len(digits) > 3 or here.clause_ends)):
        return True
    return len(digits) > 5 and here.near("account_keys", 3)


def _is_service(here: Here) -> bool:
    """Whether it is what one dials for help: 112, 14045, 1500-771."""
    if here.language.indonesian and _HOTLINE.fullmatch(here.core):
        return True
    if here.language.among(here.core, "emergency"):
        told = here.near("phone_keys", 3) or here.near("service_keys", 1)
        return told and here.clause_ends
    return here.near("phone_keys", 3) and here.clause_ends and bool(_SERVICE.fullmatch(here.core))
