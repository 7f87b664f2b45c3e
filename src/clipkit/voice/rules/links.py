"""Addresses, handles and hashtags."""

import re

from clipkit.voice.rules import Here
from clipkit.voice.rules.letters import word

_MAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_URL = re.compile(
    r"(?P<scheme>https?://)?(?P<www>www\.)?(?P<host>(?:[a-z0-9-]+\.)+(?P<top>[a-z]{2,6}))"
    r"(?P<path>/[^\s?#]*)?(?:[?#].*)?"
)
_PIECES = re.compile(
    r"[A-Z]{2,}(?=[A-Z][a-z]|\d|_|$|\W)|[A-Z]?[^\W\dA-Z_]+|[A-Z]+|\d+|\.|_"
)  # KotaMalang2024 is Kota, Malang, 2024

_SPELT = re.compile(r"[^\W\d]|[b-df-hj-np-tv-xz]{4,}")  # s.id, ppdb2025


def link(here: Here) -> str | None:
    """Read #5, #UMKMNaikKelas, @kim.wagir, halo@contoh.id, contoh.id/daftar."""
    core, language = here.core, here.language
    if re.fullmatch(r"#\d{1,15}", core, re.ASCII):
        return f"{language.say('number')} {language.count(core[1:])}"
    if len(core) > 1 and core[0] in "#@":
        name = language.say("hashtag" if core[0] == "#" else "at")
        said = here.lexicon.get(here.low[1:])
        return f"{name} {_pieces(here, core[1:]) if said is None else said}"
    mail = _MAIL.fullmatch(core)
    if mail:
        user, host = _pieces(here, mail[1], dots=True), _host(here, mail[2].lower())
        return f"{user} {language.say('at')} {host}"
    url = _URL.fullmatch(here.low)
    if not url or here.low in language.table("abbr_dot"):
        return None
    if not (url["scheme"] or url["www"] or url["path"] or url["top"] in language.table("tld")):
        return None
    folders = [folder for folder in (url["path"] or "").split("/") if folder]
    slash = language.say("slash")
    path = [f"{slash} {_pieces(here, folder, dots=True)}" for folder in folders]
    return " ".join([_host(here, url["host"]), *path])


def _host(here: Here, host: str) -> str:
    first, *rest = host.split(".")
    ends = here.language.table("tld")
    names = [_pieces(here, first), *(ends.get(part) or _pieces(here, part) for part in rest)]
    return f" {here.language.say('dot')} ".join(names)


def _pieces(here: Here, text: str, *, dots: bool = False) -> str:
    """Read the words inside a name. dots: they are read too, and underscores: it is an address."""
    language, said = here.language, []
    for part in _PIECES.findall(text):
        if part in "._":
            said += [language.say("dot" if part == "." else "underscore")] if dots else []
        elif _SPELT.fullmatch(part) and part.lower() not in here.lexicon:
            said.append(language.spelt(part))
        elif not part.isdecimal():
            said.append(word(here, part))
        elif part[0] == "0" and len(part) > 1:
            said.append(language.digits(part))
        else:
            said.append(language.said(part))
    return " ".join(said)
