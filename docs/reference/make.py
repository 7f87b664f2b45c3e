"""Make the reference pages from what the program itself knows: `python docs/reference/make.py`.

The words around it are in words.toml. A test holds the pages equal to what is made here, so that
they can't fall behind.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples" / "errors"
WORDS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "words.toml").read_text("utf-8"))
FOLDERS = {"en": "", "id": "id/"}
LISTED = ("template", "profile", "style")  # what `clipkit list` names
KINDS = {
    "file": ("recording", "music"),
    "list": ("tags",),
    "brand": ("brand",),
    "voice": ("voice",),
}


def pages() -> dict[str, str]:
    """Return every page by its file's name."""
    made = {"platforms.md": platforms()}
    for lang, folder in FOLDERS.items():
        for about in (commands, keys, problems, templates):
            made[f"{folder}{about.__name__}.md"] = about(lang)
    return made


def _head(name: str, lang: str) -> list[str]:
    """What every page begins with. name: of its maker."""
    words = WORDS[lang]
    title = WORDS["id" if lang == "en" else "en"][name]
    return [
        f"# {words[name]}\n\n<!-- {words['made']} -->\n",
        words["other"].format(title=title, name=f"{name}.md") + "\n",
    ]


def commands(lang: str) -> str:
    """Every command with its arguments and options, as `--help` has them."""
    import typer

    from clipkit.cli import app, help

    words = WORDS[lang]
    group: Any = typer.main.get_command(app)
    help.speak(group, lang)
    parts = [*_head("commands", lang), f"{group.help} {words['commands-about']}\n"]
    panel = ""
    for name, command in group.commands.items():
        if command.rich_help_panel != panel:
            panel = command.rich_help_panel
            parts.append(f"## {panel}\n")
        usage = " ".join(p.metavar or p.name.upper() for p in command.params if _argument(p))
        parts.append(f"### clipkit {name} {usage}".rstrip() + f"\n\n{_line(command.help)}\n")
        parts.append(f"```sh\n{help.EXAMPLES[name]}\n```\n")
        rows = [(_option(p), _line(p.help or "")) for p in command.params]
        parts.append(_table((words["option"], words["does"]), rows) if rows else "")
    return "\n".join(part for part in parts if part)


def _argument(param: Any) -> bool:  # noqa: ANN401 - Typer carries its own Click, unnamed
    return bool(param.param_type_name == "argument")


def _option(param: Any) -> str:  # noqa: ANN401
    if _argument(param):
        return f"`{param.metavar or param.name.upper()}`"
    value = "" if param.is_flag else f" {param.metavar or '|'.join(_choices(param))}"
    return " ".join(f"`{name}{value}`".replace("|", r"\|") for name in param.opts)


def _choices(param: Any) -> Iterable[str]:  # noqa: ANN401
    chosen = getattr(param.type, "choices", None)
    return [str(choice) for choice in chosen] if chosen else [param.name.upper()]


def keys(lang: str) -> str:
    """Every key of front matter, pictures and scenes, with its names and values."""
    from clipkit.reading.keys import FRONT, PICTURE, SCENE, VOICE

    words = WORDS[lang]
    head = tuple(words[name] for name in ("key", "alias", "about", "value"))
    parts = [*_head("keys", lang), f"{words['keys-about']}\n"]
    tables = {"front": FRONT, "voicing": VOICE, "picture": PICTURE, "scene": SCENE}
    for name, table in tables.items():
        told = words.get(f"keys-{name}") or {key.name: key.about for key in table}
        rows = [
            (f"`{key.name}`", f"`{key.alias}`", told[key.name], _values(key, words))
            for key in table
        ]
        parts += [f"## {words[name]}\n\n{words[f'{name}-about']}\n", _table(head, rows)]
    return "\n".join(parts)


def _values(key: Any, words: dict[str, Any]) -> str:  # noqa: ANN401 - a row of reading/keys
    """What a key takes: its reader is asked for what it can't be."""
    from clipkit.errors import NOWHERE
    from clipkit.reading.settings import Node

    if key.name in LISTED:
        path = f" {words['path']}" if key.name in ("template", "style") else ""
        return f"{_quoted(_listed(key.name))}{path}"
    found = {p.code: dict(p.values) for p in key.reader(Node(value="?", place=NOWHERE, keys={}))[1]}
    if "value-choice" in found:
        return _quoted(found["value-choice"]["known"].split(", "))
    if "value-number" in found:
        return str(words["numbers"].format(**found["value-number"]))
    if "value-focus" in found:
        return str(words["pair-of"])
    if "settings-not-a-map" in found:
        return str(words["pairs"])
    kind = next((kind for kind, names in KINDS.items() if key.name in names), "text")
    return str(words[kind])


def _listed(kind: str) -> list[str]:
    from clipkit.pipeline import listing

    return [row[0] for row in getattr(listing, f"{kind}s")()]


def _quoted(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


class _Named(dict[str, str]):
    """What fills a message with the names of its values."""

    def __missing__(self, name: str) -> str:
        """Return a name as it stands."""
        return f"{{{name}}}"


def problems(lang: str) -> str:
    """Every problem by its exit code, with its words and an example where there is one."""
    from clipkit.errors import EXIT_CODES
    from clipkit.messages import catalogue

    words = WORDS[lang]
    codes = [(name, meaning) for name, meaning in words.items() if name.isdigit()]
    parts = [*_head("problems", lang), _table((words["exit"], words["means"]), codes)]
    parts.append(f"{words['problems-about']}\n")
    up = "../" * (2 + FOLDERS[lang].count("/"))
    shown = {path.name.split(".", 1)[0]: path.name for path in sorted(EXAMPLES.iterdir())}
    head = (words["code"], words["says"], words["example"])
    for status in sorted(set(EXIT_CODES.values())):
        rows = []
        for code, exits in EXIT_CODES.items():
            if exits == status:
                entry = catalogue(lang)[code]
                said = f"{entry['text']} {entry.get('plain') or entry.get('hint', '')}"
                said = _line(said.format_map(_Named())).replace("|", r"\|")
                name = shown.get(code)
                file = f"[{name}]({up}examples/errors/{name})" if name else ""
                rows.append((f"`{code}`", said, file))
        parts += [f"## {int(status)}: {words[str(int(status))]}\n", _table(head, rows)]
    return "\n".join(parts)


def templates(lang: str) -> str:
    """Every template: what it is for, and what it asks its user for."""
    from clipkit.pipeline import listing

    words = WORDS[lang]
    parts = [*_head("templates", lang), f"{words['templates-about'].strip()}\n"]
    found = [listing.template(name)[0] for name, *_ in listing.templates()]
    rows = [(f"[`{t.name}`](#{t.name})", t.about.of(lang)) for t in found]
    parts.append(_table((words["template"], words["for"]), rows))
    head = tuple(words[name] for name in ("var", "question", "example", "most"))
    for one in found:
        asked = [
            (f"`{v.name}`", v.label.of(lang), f"`{_typed(v.example.of(lang))}`", str(v.most))
            for v in one.vars
        ]
        captions = words["captions"].format(style=one.caption)
        parts += [f"## {one.name}\n\n{one.about.of(lang)}.\n\n{captions}\n", _table(head, asked)]
    return "\n".join(parts)


def _typed(value: str) -> str:
    """A value as it is typed into YAML: after a `#` all would be a note."""
    return f'"{value}"' if "#" in value else value


def platforms() -> str:
    """The profiles' figures, each with its source and date; and the computers'."""
    from clipkit import pipeline

    rows, sources = [], []
    for name, *_ in pipeline.profiles():
        one = pipeline.profile(name)
        size, edges = f"{one.size[0]}x{one.size[1]}", (one.top, one.right, one.bottom, one.left)
        low = str(one.secondary_bottom)
        rows.append((f"`{name}`", size, str(one.fps), *map(str, edges), low, f"{one.limit:g} s"))
        sources.append(f"- `{name}`: {one.source} ({one.date})")
    head = ("profile", "size", "fps", "top", "right", "bottom", "left", "low", "limit")
    return "\n".join(
        [
            f"# Platforms\n\n<!-- {WORDS['en']['made']} -->\n",
            "The apps that clips are for, and the [computers](#computers) that make them.\n",
            "Titles, captions and calls to action stay inside `top`, `right`, `bottom` and `left`,",
            "in pixels from each edge. Lower third, source and progress may go down to `low` from",
            "the bottom. The limit is clipkit's own: under one minute.\n",
            _table(head, rows),
            "## Where the figures are from\n",
            *sources,
            "",
            WORDS["en"]["computers"],
        ]
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, "utf-8")
