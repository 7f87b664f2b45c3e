"""What `--help` says, in the language of this computer: all its words are in the catalogue."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from clipkit.cli.words import of_locale, say
from clipkit.messages import catalogue

OWN = "clipkit"  # the whole, whose words are under help-clipkit
EXAMPLES = {OWN: "clipkit new promosi, clipkit render promosi"}  # a command's, by its name


class _Spoken:
    """Typer's way to show help, with our words. Its contexts are of the Click that it carries."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        speak(self, of_locale())
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401
        return _usage(super().get_usage(ctx), of_locale())  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = say("help-any-help", of_locale())
        return option


class Command(_Spoken, TyperCommand):
    """A command whose help is in the catalogue."""


class Group(_Spoken, TyperGroup):
    """All commands, the same way."""


def speak(command: Any, lang: str) -> None:  # noqa: ANN401
    """Give a command, its options and, of a group, its commands their words. lang: `id` or `en`."""
    from typer import rich_utils  # late: only help needs it, and it takes a while

    rich_utils.ARGUMENTS_PANEL_TITLE = say("help-panel-arguments", lang)
    rich_utils.OPTIONS_PANEL_TITLE = say("help-panel-options", lang)
    rich_utils.DEFAULT_STRING = say("help-default", lang, value="{}")  # Typer fills it
    rich_utils.REQUIRED_LONG_STRING = say("help-required", lang)
    for one in [command, *getattr(command, "commands", {}).values()]:
        name = one.name or OWN
        one.help = say(f"help-{name}", lang)
        one.epilog = say("help-example", lang, example=EXAMPLES[name])
        _in_panel(one, lang)
        for param in one.params:
            own = f"help-{name}-{param.name}"
            param.help = say(own if own in catalogue(lang) else f"help-any-{param.name}", lang)
            _in_panel(param, lang)


def _in_panel(thing: Any, lang: str) -> None:  # noqa: ANN401
    """Name the panel that a command or an option is shown in; the code has its code."""
    code = f"help-panel-{thing.rich_help_panel}"
    if code in catalogue(lang):
        thing.rich_help_panel = say(code, lang)


def _usage(line: str, lang: str) -> str:
    """Say Typer's own words in the line that shows how a command is written."""
    words = {
        "Usage:": say("help-usage", lang),
        "[OPTIONS]": f"[{say('help-options', lang)}]",
        "COMMAND [ARGS]...": say("help-command", lang),
    }
    for english, said in words.items():
        line = line.replace(english, said, 1)
    return line
