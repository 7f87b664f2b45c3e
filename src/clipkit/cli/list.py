"""`clipkit list`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from clipkit.cli import options as o
from clipkit.cli import output, show, words
from clipkit.cli.result import near


class Kind(StrEnum):
    """What can be listed."""

    VOICES = "voices"
    STYLES = "styles"
    TEMPLATES = "templates"
    BRANDS = "brands"
    PROFILES = "profiles"
    FONTS = "fonts"


class SoundForm(StrEnum):
    """What a sheet of voices is saved as."""

    M4A = "m4a"
    WAV = "wav"


def list_(
    kind: Annotated[Kind, Argument(metavar="KIND")],
    *,
    sheet: Annotated[bool, Option("--sheet")] = False,
    out: o.Out = None,
    lang: o.Lang = None,
) -> None:
    """List what can be named in a script or an option."""
    from clipkit import pipeline

    spoken = words.asked_or_locale(lang)
    with show.problems_shown(lambda: spoken):
        if not sheet:
            show.table(pipeline.rows(kind.value, spoken))
        elif kind is Kind.VOICES:
            _heard(out, spoken)
        else:
            _seen(kind.value, out, spoken)


def _seen(kind: str, out: Path | None, lang: str) -> None:
    """Save all of a kind as one picture."""
    from clipkit import pipeline
    from clipkit.delivery import cover

    picture = cover.png(pipeline.sheet(kind, lang))
    saved = pipeline.save(out or Path(f"{kind}.png"), picture, ())
    show.line(words.say("cli-saved", lang, path=near(saved)))


def _heard(out: Path | None, lang: str) -> None:
    """Save all pleasant voices as one sound, and say when each begins."""
    from clipkit import pipeline

    form = output.form_of(None, out, SoundForm.M4A)
    heard = pipeline.audition(lang, "wav" if form is SoundForm.WAV else "m4a")
    saved = pipeline.save(out or Path(f"{Kind.VOICES.value}.{form.value}"), heard.content, ())
    starts = ((name, divmod(int(start), 60)) for name, start in heard.starts)
    show.table([(name, f"{minutes}:{seconds:02}") for name, (minutes, seconds) in starts])
    show.line(words.say("cli-saved", lang, path=near(saved)))
