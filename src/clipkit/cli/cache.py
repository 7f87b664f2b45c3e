"""`clipkit cache`."""

import re
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from clipkit.cli import options as o
from clipkit.cli import show, words
from clipkit.cli.words import say
from clipkit.errors import NOWHERE, ClipkitError
from clipkit.messages import catalogue

if TYPE_CHECKING:
    from clipkit.store import Cache, Freed, Kind

COLUMNS = ("what", "entries", "size", "used")
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?) ?([kmgt])b?", re.IGNORECASE)
_UNITS = {"k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


class Action(StrEnum):
    """What can be done with a cache."""

    SHOW = "show"
    PRUNE = "prune"
    CLEAR = "clear"


def cache(
    action: Annotated[Action, Argument(metavar="ACTION")] = Action.SHOW,
    *,
    to: Annotated[str, Option("--to", metavar="SIZE")] = "",
    as_json: o.AsJson = False,
    lang: o.Lang = None,
) -> None:
    """Show or delete what is kept so that the next run is quicker."""
    from clipkit import store

    spoken, room = words.asked_or_locale(lang), store.cache()
    with show.problems_shown(lambda: spoken, _failed if as_json else None):
        most = _most(to, action)
        freed = room.prune(most) if action is Action.PRUNE else None
        freed = room.clear() if action is Action.CLEAR else freed
        if freed and freed.held:
            held = NOWHERE.problem("cache-held", path=room.folder, entries=freed.held)
            raise ClipkitError(held)
    kinds = room.kinds()
    if as_json:
        show.document(_document(room, kinds, freed))
    elif room.folder is None:
        show.line(say("cli-cache-off", spoken))
    elif freed is None:
        _shown(room, kinds, spoken)
    else:
        left = size(sum(kind.bytes for kind in kinds))
        freed_size = size(freed.bytes)
        show.line(say("cli-cache-freed", spoken, entries=freed.entries, size=freed_size, left=left))


def _most(to: str, action: Action) -> int | None:
    """Read a size. Returns: bytes; None: none was given.

    Raises: ClipkitError: option-value; usage-extra, where nothing is pruned.
    """
    if not to:
        return None
    if action is not Action.PRUNE:
        command = f"clipkit cache {action.value}"
        raise ClipkitError(NOWHERE.problem("usage-extra", what=f"--to {to}", command=command))
    match = _SIZE.fullmatch(to.strip())
    if match is None and to.strip() != "0":
        raise ClipkitError(
            NOWHERE.problem("option-value", option="--to", value=to, form="500M, 2G, …")
        )
    return int(float(match[1].replace(",", ".")) * _UNITS[match[2].lower()]) if match else 0


def size(many: int) -> str:
    """Bytes, as people read them.

    >>> size(999), size(2_345_678), size(5_000_000_000)
    ('1 kB', '2.3 MB', '5.0 GB')
    """
    if many < _UNITS["m"]:
        return f"{-(-many // _UNITS['k'])} kB"
    unit = "m" if many < _UNITS["g"] else "g"
    return f"{many / _UNITS[unit]:.1f} {unit.upper()}B"


def _shown(room: "Cache", kinds: "Iterable[Kind]", lang: str) -> None:
    rows = [
        (
            say(name, lang) if (name := f"cli-cache-{kind.name}") in catalogue(lang) else kind.name,
            str(kind.entries),
            size(kind.bytes),
            time.strftime("%Y-%m-%d %H:%M", time.localtime(kind.used)),
        )
        for kind in kinds
    ]
    if rows:
        show.table([[say(f"cli-cache-{name}", lang) for name in COLUMNS], *rows])
    total = size(sum(kind.bytes for kind in kinds))
    values = {"size": total, "most": size(room.most), "path": room.folder}
    show.line(say("cli-cache-total" if rows else "cli-cache-none", lang, **values))


def _document(room: "Cache", kinds: "Iterable[Kind]", freed: "Freed | None") -> dict[str, object]:
    return {
        "schema": "clipkit.cache/1",
        "folder": str(room.folder) if room.folder else None,
        "most": room.most,
        "bytes": sum(kind.bytes for kind in kinds),
        "kinds": [
            {
                "kind": kind.name,
                "entries": kind.entries,
                "bytes": kind.bytes,
                "used": datetime.fromtimestamp(kind.used, UTC).isoformat(timespec="seconds"),
            }
            for kind in kinds
        ],
        "freed": {"entries": freed.entries, "bytes": freed.bytes} if freed else None,
        "problems": [],
    }


def _failed(problems: list[dict[str, object]]) -> dict[str, object]:
    """The document of a command that did nothing, or not all."""
    return {"schema": "clipkit.cache/1", "problems": problems}
