"""The command line: one file a command, one line here."""

import os
import sys
import warnings
from collections.abc import Sequence
from typing import Annotated

import typer

from clipkit.cli import help as help_
from clipkit.cli import words
from clipkit.cli.align import align
from clipkit.cli.batch import batch
from clipkit.cli.cache import cache
from clipkit.cli.captions import captions
from clipkit.cli.check import check
from clipkit.cli.demo import demo
from clipkit.cli.doctor import doctor
from clipkit.cli.inspect import inspect
from clipkit.cli.list import list_
from clipkit.cli.new import new
from clipkit.cli.plan import plan
from clipkit.cli.render import render
from clipkit.cli.still import still
from clipkit.errors import ExitCode

START, MAKE, LOOK_UP = "start", "make", "look-up"  # panels of the help

app = typer.Typer(
    name="clipkit",
    cls=help_.Group,
    context_settings={"help_option_names": ["--help", "-h"]},
    rich_markup_mode="rich",
)


def _command(panel: str, name: str, run: typer.models.CommandFunctionType, example: str) -> None:
    help_.EXAMPLES[name] = example
    app.command(name, cls=help_.Command, rich_help_panel=panel)(run)


_command(START, "demo", demo, "clipkit demo")
_command(START, "new", new, "clipkit new promosi --template promo")
_command(MAKE, "check", check, "clipkit check promosi -v")
_command(MAKE, "render", render, "clipkit render promosi --draft --open")
_command(MAKE, "batch", batch, "clipkit batch peserta --out hasil")
_command(MAKE, "still", still, "clipkit still promosi --sheet -o papan.png")
_command(MAKE, "plan", plan, "clipkit plan promosi --json")
_command(MAKE, "captions", captions, "clipkit captions promosi -f vtt")
_command(MAKE, "align", align, "clipkit align promosi promosi/suara.m4a -o kata.json")
_command(LOOK_UP, "list", list_, "clipkit list styles")
_command(LOOK_UP, "inspect", inspect, "clipkit inspect video.mp4")
_command(LOOK_UP, "cache", cache, "clipkit cache show")
_command(LOOK_UP, "doctor", doctor, "clipkit doctor")


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's own way to call it
    if asked:
        from clipkit import __version__

        typer.echo(f"clipkit {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool,
        typer.Option("--version", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Turn a script and a folder of media into a captioned, branded vertical clip."""
    if context.invoked_subcommand is None:
        typer.echo(words.say("cli-start", words.of_locale()))


def main() -> None:
    """Run the command line, and tell the shell how it went."""
    steady()
    sys.exit(run(sys.argv[1:]))


def steady() -> None:
    """Make both streams take any letter, and keep other people's warnings off them."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # other people's deprecations are no news to a user
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe on Windows would be cp1252
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def run(arguments: Sequence[str]) -> int:
    """Run a command. Returns: its exit code; a bug is reported in a file and is 1."""
    try:
        return _answered(arguments)
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # `clipkit list fonts | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:  # noqa: BLE001 - the last net: never a traceback
        from traceback import format_exception

        from clipkit.cli import bug

        path = bug.report("".join(format_exception(error)), arguments)
        typer.echo(words.say("cli-bug", words.of_locale(), path=path), err=True)
        return ExitCode.BUG


def _answered(arguments: Sequence[str]) -> int:
    try:
        command = typer.main.get_command(app)
        status = command.main([*arguments], prog_name="clipkit", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        from clipkit.cli import usage

        return usage.wrong(error, arguments)
    return status or ExitCode.DONE
