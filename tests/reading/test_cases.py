"""Every reading rule: what a text becomes, and what is said about it (cases.toml)."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clipkit.errors import Problem
from clipkit.model.script import Picture, Scene, Script
from clipkit.reading.script import script

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_a_text_becomes(name: str) -> None:
    case: dict[str, Any] = CASES[name]
    file = case.get("file", "naskah.md")
    found, problems = script(
        case["text"].encode(), file, case.get("names", ()), case.get("values", {})
    )
    assert [_told(problem) for problem in problems] == case.get("problems", [])
    assert list(_shown(found)) == case.get("becomes", [])


def _told(problem: Problem) -> str:
    """A problem as `3:5 code value ...`."""
    values = [value for _, value in problem.values if value]
    sign = {"warning": "(warning) "}.get(problem.severity, "")
    return " ".join([f"{problem.place.line}:{problem.place.column}", sign + problem.code, *values])


def _shown(found: Script | None) -> Iterator[str]:
    """A script as lines: settings, then each scene's own."""
    if found is None:
        return
    for name in ("title", "template", "brand", "voice", "recording", "style", "music", "source"):
        if getattr(found, name):
            yield f"{name} = {getattr(found, name)}"
    for name in ("profile", "tags", "vars", "say", "limit"):
        if getattr(found, name):
            yield f"{name} = {getattr(found, name)}"
    if found.lang_told:
        yield f"lang = {found.lang}"
    if found.captions != "burn":
        yield f"captions = {found.captions}"
    for number, scene in enumerate(found.scenes, start=1):
        yield f"scene {number}"
        yield from _scene(scene)


def _scene(scene: Scene) -> Iterator[str]:
    if scene.title:
        yield f"title: {scene.title.text}{' (spoken)' * scene.title.spoken}"
    for name in ("recording", "transition", "duration"):
        if getattr(scene, name):
            yield f"{name} = {getattr(scene, name)}"
    yield from _said(scene)
    for picture in scene.pictures:
        yield f"picture at {picture.at}: {picture.source}{_settings(picture)}"
    for third in scene.thirds:
        with_picture = "" if third.picture is None else f" with picture {third.picture}"
        role = f" | {third.role}" if third.role else ""
        yield f"third at {third.at}{with_picture}: {third.name}{role}"
    yield from (f"source: {note.text}" for note in scene.sources)
    yield from (f"by: {note.text}" for note in scene.quotations)
    yield from (f"pause at {pause.at}: {pause.seconds:g}" for pause in scene.pauses)


def _said(scene: Scene) -> Iterator[str]:
    for sentence in scene.sentences:
        kind = {"list": f"list {sentence.block}.{sentence.item}"}.get(sentence.kind, sentence.kind)
        if sentence.kind == "quotation":
            kind = f"quotation {sentence.block}"
        words = [f"*{t.text}*" if t.emphasis else t.text for t in sentence.tokens]
        spaced = "".join(
            ("" if i == 0 else " " if t.space else "+") + word
            for i, (t, word) in enumerate(zip(sentence.tokens, words, strict=True))
        )
        yield f"{kind}: {spaced}"


def _settings(picture: Picture) -> str:
    plain = Picture(source="", at=0)
    names = [
        "alt", "motion", "focus", "fit", "start", "end", "speed", "loop", "sound", "duration",
        "rotate", "effect",
    ]  # fmt: skip
    given = {name: getattr(picture, name) for name in names}
    told = [f"{name}={v}" for name, v in given.items() if v != getattr(plain, name)]
    return " {" + " ".join(told) + "}" if told else ""
