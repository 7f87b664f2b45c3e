"""What a command has to say when it is done: for people, or as JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from clipkit.cli import show
from clipkit.cli.words import say

if TYPE_CHECKING:
    from clipkit.cli.source import Source
    from clipkit.errors import Problem
    from clipkit.model.cues import Cue
    from clipkit.model.timeline import Timeline
    from clipkit.pipeline import Checked, Report

Found = list[dict[str, object]]


def no_render(problems: Found) -> dict[str, object]:
    """The document of a render that made nothing."""
    timings = dict.fromkeys(("plan", "voice", "paint", "encode", "total"), 0)
    return {
        "schema": "clipkit.render/1",
        "outputs": [],
        "timings": timings,
        "problems": problems,
    }


def no_plan(problems: Found) -> dict[str, object]:
    """The document of a script that has no timeline."""
    return {"schema": "clipkit.timeline/1", "problems": problems}


def no_facts(problems: Found) -> dict[str, object]:
    """The document of a file that can't be read."""
    return {"schema": "clipkit.inspect/1", "problems": problems}


def rendered(made: "Report", lang: str, *, as_json: bool, open_it: bool) -> None:
    """Say what was made, and play it if that was asked."""
    if as_json:
        show.document(made.as_json(lang))
    else:
        show.problems(made.problems, lang)
        for output in made.outputs:
            seconds, size = f"{output.seconds:.1f}", f"{output.bytes / 1e6:.1f}"
            show.line(say("cli-rendered", lang, path=output.path, seconds=seconds, size=size))
            for path in output.sidecars.values():
                show.line(say("cli-beside", lang, path=path))
    if open_it and made.outputs:
        import typer

        typer.launch(str(made.outputs[0].path))


def checked(
    source: "Source",
    found: "Checked | None",
    problems: "Sequence[Problem]",
    *,
    verbose: bool,
    quiet: bool,
) -> dict[str, object]:
    """Say what is wrong with a script and how long it will be. Returns: the same as JSON."""
    lang = source.lang()
    told: dict[str, object] = {"script": source.name}
    if found:
        told |= {"words": found.words, "scenes": found.scenes, "seconds": round(found.seconds, 2)}
        if verbose:
            told["origins"] = dict(found.origins)
    told["problems"] = [one.as_json(lang) for one in problems]
    if quiet:
        return told
    show.problems(problems, lang, source.texts)
    if found:
        show.line(_length(found, source.name, lang))
        if verbose:
            show.table([(name, value) for name, value in found.origins])
    return told


def _length(found: "Checked", name: str, lang: str) -> str:
    """How long a clip will be, and what to cut if that is too long."""
    values = {
        "script": name,
        "words": found.words,
        "scenes": found.scenes,
        "seconds": f"{found.seconds:.1f}",
        "room": found.room,
        "cut": found.words - found.room,
    }
    over = found.words > found.room and found.seconds >= found.limit
    return say("cli-length-over" if over else "cli-length", lang, **values)


def planned(timeline: "Timeline", source: "Source") -> None:
    """Print a timeline as a table: a row a cue, in the order of time."""
    show.problems(timeline.problems, source.lang(), source.texts)
    cues = sorted(timeline.cues, key=lambda cue: (cue.first, cue.stop))
    show.table([_row(cue, timeline.fps) for cue in cues])
    show.line(
        say(
            "cli-plan-length",
            source.lang(),
            seconds=f"{timeline.seconds:.2f}",
            frames=timeline.frames,
            scenes=len(timeline.scenes),
        )
    )


def _row(cue: "Cue", fps: int) -> tuple[str, ...]:
    text = getattr(cue, "text", "") or getattr(cue, "source", "")
    inner = getattr(cue, "name", "")
    named = text or getattr(inner, "text", "") or (inner if isinstance(inner, str) else "")
    return f"{cue.first / fps:.2f}", f"{cue.stop / fps:.2f}", str(cue.scene + 1), cue.kind, named


def inspected(facts: Mapping[str, Any]) -> None:
    """Print what a file is, a line a fact."""
    show.table([(name, str(value)) for name, value in facts.items()])
