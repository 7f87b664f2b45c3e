"""Piper's voice models: a `.onnx` file with its settings, `.onnx.json`, beside it."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from clipkit import store
from clipkit.errors import NOWHERE, ClipkitError, nearest

SUFFIX = ".onnx"
LEAST = 10_000  # bytes of a model; the smallest have five million
KINDS = ("espeak", "text")  # of letters that a model is handed; others need dictionaries


class Model(NamedTuple):
    """A voice model. lang: two letters, as its settings have it. digest: of both files."""

    path: Path
    lang: str
    digest: str


def folder() -> Path:
    """Where a user's own models lie, to be had by name; it may not be there."""
    from platformdirs import user_data_path  # late: as filelock

    return user_data_path("clipkit", appauthor=False) / "voices"


def installed() -> dict[str, Path]:
    """Return models by name: those of packages, and those in the user's folder, which win."""
    own = {file.stem: file for file in sorted(folder().glob(f"*{SUFFIX}"))}
    return _packed() | own


@cache
def _packed() -> dict[str, Path]:
    """Models that installed packages bring: those that have `piper` in their own name."""
    from importlib.metadata import distributions  # late: it takes 10 ms to load

    found: dict[str, Path] = {}
    for package in distributions():
        if "piper" in (package.name or "").lower():
            for file in package.files or ():
                if file.name.endswith(f"{SUFFIX}.json"):
                    path = Path(str(package.locate_file(file))).with_suffix("")
                    found[path.stem] = path
    return dict(sorted(found.items()))


def lang(path: Path) -> str:
    """Return a model's language, two letters; empty where its settings tell none."""
    try:
        return _lang(_settings(path))
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def found(name: str, home: str) -> Model:
    """Return a model. name: a path from `home` to a `.onnx`, or a name among `installed`.

    Raises: ClipkitError: model-missing, model-unset, model-broken.
    """
    if name.lower().endswith(SUFFIX):
        return checked(Path(home) / name.replace("\\", "/"), name)
    known = installed()
    if name not in known:
        near = nearest(name, known)
        raise ClipkitError(NOWHERE.problem("model-missing", path=name, near=near))
    return checked(known[name], str(known[name]))


def checked(path: Path, called: str) -> Model:
    """Look at a model without loading it. called: what to call it.

    Raises: ClipkitError: model-missing, model-unset, model-broken.
    """
    if not path.is_file():
        beside = [file.name for file in path.parent.glob(f"*{SUFFIX}")] if path.name else []
        near = nearest(path.name, beside)
        raise ClipkitError(NOWHERE.problem("model-missing", path=called, near=near))
    try:
        settings = _settings(path)
        with path.open("rb") as file:
            begins = file.read(1)
        if begins != b"\x08" or path.stat().st_size < LEAST:  # first of all, the format's version
            raise broken(called, "it holds no ONNX")
        digests = [store.digest_of_file(one) for one in (path, _beside(path))]
        return Model(path.resolve(), _lang(settings), store.digest(*digests))
    except FileNotFoundError:
        missing = NOWHERE.problem("model-unset", path=called, name=_beside(path).name)
        raise ClipkitError(missing) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise broken(called, f"{type(error).__name__}: {error}") from None


def broken(called: object, reason: str) -> ClipkitError:
    """Return what to raise for a file that is no model of Piper's."""
    return ClipkitError(NOWHERE.problem("model-broken", path=called, reason=reason))


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _settings(path: Path) -> dict[str, Any]:
    """Read a model's settings, and that they are those of a voice.

    Raises: OSError, ValueError, KeyError, TypeError: they aren't.
    """
    read: dict[str, Any] = json.loads(_beside(path).read_text("utf-8"))
    kind = read.get("phoneme_type", "espeak") if isinstance(read, dict) else ""
    if kind not in KINDS or not isinstance(read["phoneme_id_map"], dict):
        raise ValueError(f"phoneme_type {kind}")
    int(read["audio"]["sample_rate"])
    str(read["espeak"]["voice"])
    return read


def _lang(settings: dict[str, Any]) -> str:
    told = settings.get("language", {})
    family = told.get("family") or str(told.get("code", "")) or settings["espeak"]["voice"]
    return str(family)[:2].lower()
