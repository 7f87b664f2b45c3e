"""From a script to its timelines: look, facts, words, plan."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from clipkit.errors import Problem
from clipkit.model.facts import Facts
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.model.timeline import SourceFile, Timeline
from clipkit.model.words import Said
from clipkit.pipeline import intake
from clipkit.planning.look import Look

Progress = Callable[[str, int, int], None]
PACES = (1.0, 0.7, 0.4)  # --fit: silences shrink first
SPEEDS = (1.05, 1.10, 1.15)  # then the voice is quickened, never above (design 5)


def plan(script: Script, options: Options | None = None) -> Timeline:
    """Decide everything, for the first profile that is asked for.

    What stops a render but not a plan (too long, text that doesn't fit) is in its problems.
    Raises: ClipkitError: the script, its media or its voice can't be used.
    """
    return plans(script, options)[0]


def plans(
    script: Script, options: Options | None = None, progress: Progress | None = None
) -> list[Timeline]:
    """Decide everything, a timeline for each profile that is asked for.

    Raises: ClipkitError: as `plan`.
    """
    options = options or Options()
    if options.recording:
        script = replace(script, recording=str(Path(options.recording).resolve()))
    looks, problems = intake.looks(script, options)
    facts, more = intake.facts(
        script, looks[0], allow_outside=options.allow_outside, told=options.recording
    )
    problems += more
    intake.stop_at(problems)
    return [_planned(script, look, facts, problems, options, progress) for look in looks]


def _planned(
    script: Script,
    look: Look,
    facts: Mapping[str, Facts],
    problems: list[Problem],
    options: Options,
    progress: Progress | None,
) -> Timeline:
    from clipkit import text
    from clipkit.pipeline import speaking
    from clipkit.planning import plan as planner

    tries = [(pace, 1.0) for pace in PACES] + [(PACES[-1], speed) for speed in SPEEDS]
    timeline, at = None, 0.0
    spoken: list[Said] = []
    doubts: list[Problem] = []
    for pace, speed in tries if options.fit else tries[:1]:
        if speed != at:
            (spoken, doubts), at = speaking.said(script, look, speed=speed), speed
            intake.stop_at(doubts)
        if progress:
            progress("plan", 0, 1)
        timeline = planner.planned(script, spoken, facts, look, text.measure, pace=pace)
        if not any(problem.code == "too-long" for problem in timeline.problems):
            break
    if timeline is None:
        raise ValueError("nothing was planned")
    return _with_sources(timeline, script, look, facts, [*problems, *doubts], options)


def _with_sources(
    timeline: Timeline,
    script: Script,
    look: Look,
    facts: Mapping[str, Facts],
    problems: list[Problem],
    options: Options,
) -> Timeline:
    sources = []
    for need in intake.needs(script, look):
        if need.key in facts:
            elsewhere = need.key.startswith("brand:")
            path = str(need.path.resolve()) if elsewhere else need.key
            sources.append((need.key, SourceFile(path=path, digest=facts[need.key].digest)))
    told = [_soft(one) if options.draft else one for one in timeline.problems]
    return replace(
        timeline,
        sources=tuple(sources),
        folder=script.folder,
        problems=(*problems, *told),
    )


def _soft(problem: Problem) -> Problem:
    """A draft and a still only warn of the limit."""
    return problem.as_warning() if problem.code == "too-long" else problem


def sound(timeline: Timeline) -> Timeline:
    """Return a timeline that may be rendered.

    Raises: ClipkitError: with its problems, where one is an error.
    """
    intake.stop_at(list(timeline.problems))
    return timeline
