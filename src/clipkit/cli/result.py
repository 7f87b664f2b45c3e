"""What a command has to say when it is done: for people, or as JSON."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipkit.cli import show
from clipkit.cli.words import say, typed
from clipkit.errors import errors_among

if TYPE_CHECKING:
    from clipkit.cli.source import Source
    from clipkit.errors import Problem
    from clipkit.model.cues import Cue
    from clipkit.model.timeline import Timeline
    from clipkit.pipeline import Checked, Report

Found = list[dict[str, object]]
# facts that no person reads as they are
UNTOLD = ("luma", "peak", "subject", "fit", "becomes", "guessed", "measured")


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
            path = near(output.path)
            show.line(say("cli-rendered", lang, path=path, seconds=seconds, size=size))
            for sidecar in output.sidecars.values():
                show.line(say("cli-beside", lang, path=near(sidecar)))
    if open_it and made.outputs:
        import typer

        typer.launch(str(made.outputs[0].path))


def near(path: Path) -> Path:
    """A path as it is typed from here, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


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
            told["origins"] = {name: f"{value} ({where})" for name, value, where in found.origins}
    told["problems"] = [one.as_json(lang) for one in problems]
    if quiet:
        return told
    show.problems(problems, lang, source.texts)
    if found:
        show.line(_length(found, source.name, lang))
        if not source.texts and not errors_among(problems):  # what was piped in is gone
            show.line(say("cli-check-next", lang, script=typed(source.name)))
        if verbose:
            show.table(
                [
                    (say(f"cli-setting-{name}", lang), value, say(f"cli-where-{where}", lang))
                    for name, value, where in found.origins
                ]
            )
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
    if found.words > found.room and found.seconds >= found.limit:
        return say("cli-length-over", lang, **values)
    return say("cli-length-bad" if errors_among(found.problems) else "cli-length", lang, **values)


def planned(timeline: "Timeline", source: "Source") -> None:
    """Print a timeline as a table: a row a cue, in the order of time."""
    show.problems(timeline.problems, source.lang(), source.texts)
    cues, lang = sorted(timeline.cues, key=lambda cue: (cue.first, cue.stop)), source.lang()
    head = tuple(say(f"cli-plan-{name}", lang) for name in ("from", "to", "scene", "kind", "what"))
    show.table([head, *(_row(cue, timeline.fps, lang) for cue in cues)])
    show.line(
        say(
            "cli-plan-length",
            lang,
            seconds=f"{timeline.seconds:.2f}",
            frames=timeline.frames,
            scenes=len(timeline.scenes),
        )
    )


def _row(cue: "Cue", fps: int, lang: str) -> tuple[str, ...]:
    text = getattr(cue, "text", "") or getattr(cue, "source", "")
    inner = getattr(cue, "name", "")
    named = text or getattr(inner, "text", "") or (inner if isinstance(inner, str) else "")
    kind = say(f"cli-cue-{cue.kind}", lang)
    return f"{cue.first / fps:.2f}", f"{cue.stop / fps:.2f}", str(cue.scene + 1), kind, named


def inspected(facts: Mapping[str, Any], lang: str) -> None:
    """Print what a file is, a line a fact, and what clipkit will do with it."""
    unsaid = UNTOLD if list(facts["ink"]) != [0, 0, 1, 1] else (*UNTOLD, "ink")
    known = {name: value for name, value in facts.items() if value and name not in unsaid}
    if facts["kind"] == "sound":
        del known["size"], known["focus"]
    else:
        known["size"] = "{}x{}".format(*facts["size"])
        known["focus"] = "{}, {}".format(*facts["focus"])
        if "faces" in known:
            known["faces"] = len(facts["faces"])
        if "ink" in known:
            known["ink"] = ", ".join(f"{side:.2f}" for side in facts["ink"])
    known["kind"] = say(f"cli-cue-{facts['kind']}", lang)
    yes = say("cli-yes", lang)
    show.table(
        [
            (say(f"cli-fact-{name}", lang), yes if value is True else str(value))
            for name, value in known.items()
        ]
    )
    for name in facts["becomes"]:
        show.line(say(f"cli-becomes-{name}", lang))
    show.line(say(f"cli-use-{_use(facts)}", lang))


def _use(facts: Mapping[str, Any]) -> str:
    """How a file is shown or heard on an upright clip: design 3, `fit=auto`."""
    if facts["kind"] == "sound":
        return "sound"
    return f"{'animation' if facts['loops'] else facts['kind']}-{facts['fit']}"
