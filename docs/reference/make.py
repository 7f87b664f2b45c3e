"""Make the reference pages from what the program itself knows: `python docs/reference/make.py`.

A test holds them equal to what is made here, so that they can't fall behind.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples" / "errors"
MADE = "<!-- Made by docs/reference/make.py: change the program, not this page. -->\n"
MEANING = {
    0: "done",
    1: "a bug in clipkit; a report file is written, and its path printed",
    2: "wrong usage, or an output that can't be written",
    3: "the script, the brand, the template or a style",
    4: "a picture, a clip or a sound",
    5: "over a limit: longer than the profile or the script allows",
    6: "a tool, a font, a voice or a plug-in that isn't there",
    7: "some clips of a batch failed",
    130: "interrupted (Ctrl-C); nothing is left behind",
}


def pages() -> dict[str, str]:
    """Return every page by its file's name."""
    return {
        "commands.md": commands(),
        "keys.md": keys(),
        "problems.md": problems(),
        "platforms.md": platforms(),
        "templates.md": templates(),
    }


def commands() -> str:
    """Every command with its arguments and options, as `--help` has them."""
    import typer

    from clipkit.cli import app, help

    group: Any = typer.main.get_command(app)
    help.speak(group, "en")
    parts = [f"# Commands\n\n{MADE}", f"{group.help}\n"]
    panel = ""
    for name, command in group.commands.items():
        if command.rich_help_panel != panel:
            panel = command.rich_help_panel
            parts.append(f"## {panel}\n")
        usage = " ".join(p.metavar or p.name.upper() for p in command.params if _argument(p))
        parts.append(f"### clipkit {name} {usage}".rstrip() + f"\n\n{_line(command.help)}\n")
        parts.append(f"```sh\n{help.EXAMPLES[name]}\n```\n")
        rows = [(_option(p), _line(p.help or "")) for p in command.params]
        parts.append(_table(("option", "what it does"), rows) if rows else "")
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


def keys() -> str:
    """Every key of front matter, pictures and scenes, with its Indonesian alias."""
    from clipkit.reading.keys import FRONT, PICTURE, SCENE

    tables = (
        ("Front matter", "Between two lines of `---` at the top, one `key: value` a line.", FRONT),
        ("Pictures", "In braces after a picture: `![](a.jpg){motion=zoom-in}`.", PICTURE),
        ("Scenes", "In braces at a heading's end, or alone on a scene's first line.", SCENE),
    )
    parts = [f"# Keys of a script\n\n{MADE}", "English and Indonesian mean the same.\n"]
    for title, about, table in tables:
        rows = [(f"`{key.name}`", f"`{key.alias}`", key.about) for key in table]
        parts += [f"## {title}\n\n{about}\n", _table(("key", "alias", "what it is"), rows)]
    return "\n".join(parts)


def problems() -> str:
    """Every problem by its exit code, with its words and an example where there is one."""
    from clipkit.errors import EXIT_CODES
    from clipkit.messages import catalogue

    parts = [f"# Problems and exit codes\n\n{MADE}"]
    parts.append(_table(("exit code", "what it means"), [(str(k), v) for k, v in MEANING.items()]))
    parts.append("Several problems at once: the smallest code of the errors among them.\n")
    shown = {path.name.split(".", 1)[0]: path.name for path in sorted(EXAMPLES.iterdir())}
    for status in sorted(set(EXIT_CODES.values())):
        rows = []
        for code, exits in EXIT_CODES.items():
            if exits == status:
                entry = catalogue("en")[code]
                said = " ".join((entry["text"], entry.get("plain") or entry.get("hint", "")))
                name = shown.get(code)
                file = f"[{name}](../../examples/errors/{name})" if name else ""
                rows.append((f"`{code}`", _line(said).replace("|", r"\|"), file))
        parts += [f"## {int(status)}\n", _table(("code", "what it says", "example"), rows)]
    return "\n".join(parts)


def platforms() -> str:
    """The profiles' figures, each with its source and date."""
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
            f"# Platforms\n\n{MADE}",
            "Titles, captions and calls to action stay inside `top`, `right`, `bottom` and `left`,",
            "in pixels from each edge. Lower third, source and progress may go down to `low` from",
            "the bottom. The limit is clipkit's own: under one minute.\n",
            _table(head, rows),
            "## Where the figures are from\n",
            *sources,
            "",
        ]
    )


def templates() -> str:
    """Every template: what it is for, and what it asks its user for."""
    from clipkit.pipeline import listing

    parts = [f"# Templates\n\n{MADE}"]
    parts.append(
        "`template: NAME` in a script; its vars go under `vars:`, one `name: text` a line."
    )
    parts.append("All may be left out: what isn't given isn't shown.\n")
    found = [listing.template(name)[0] for name, *_ in listing.templates()]
    head = ("template", "what it is for")
    parts.append(_table(head, [(f"[`{t.name}`](#{t.name})", t.about.en) for t in found]))
    for one in found:
        rows = [
            (f"`{var.name}`", var.label.en, f"`{_typed(var.example.en)}`", str(var.most))
            for var in one.vars
        ]
        about = f"{one.about.en}.\n\nIn Indonesian: {one.about.id}.\n"
        parts.append(
            f"## {one.name}\n\n{about}\nCaptions: `{one.caption}`, unless `style:` says.\n"
        )
        parts.append(_table(("var", "question", "example", "characters at most"), rows))
    return "\n".join(parts)


def _typed(value: str) -> str:
    """A value as it is typed into YAML: after a `#` all would be a note."""
    return f'"{value}"' if "#" in value else value


def _line(text: str) -> str:
    return " ".join(text.split())


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


if __name__ == "__main__":
    for name, text in pages().items():
        (HERE / name).write_text(text, "utf-8")
