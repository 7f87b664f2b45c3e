"""From a script to its timelines: look, facts, words, plan."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

from msgspec.structs import replace

from clipkit.errors import Place, Problem, raise_errors
from clipkit.model.facts import Facts
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.model.timeline import SourceFile, Timeline
from clipkit.model.words import Said
from clipkit.pipeline import intake, needs
from clipkit.pipeline.report import Clock, Progress
from clipkit.planning.look import Look
from clipkit.reading import Read
from clipkit.reading.script import unheard_pauses

PACES = (0.7, 0.4)  # --fit: silences shrink first
SPEEDS = (1.05, 1.10, 1.15)  # then the voice is quickened, never above (design 5)


def plan(script: Script, options: Options | None = None) -> Timeline:
    """Decide everything, for the first profile that is asked for.

    What stops a render but not a plan (too long, text that doesn't fit) is in its problems.
    Raises: ClipkitError: the script, its media or its voice can't be used.
    """
    return plans(script, options)[0]


def plans(
    script: Script,
    options: Options | None = None,
    progress: Progress | None = None,
    clock: Clock | None = None,
    ahead: Sequence[str] = (),
) -> list[Timeline]:
    """Decide everything, a timeline for each profile that is asked for. ahead: as of `decided`.

    Raises: ClipkitError: as `plan`.
    """
    made = decided(script, options or Options(), progress, clock, ahead=ahead)
    return [timeline for _, timeline in made]


def decided(
    script: Script,
    options: Options,
    progress: Progress | None = None,
    clock: Clock | None = None,
    *,
    listen: bool = True,
    ahead: Sequence[str] = (),
) -> list[tuple[Look, Timeline]]:
    """Decide everything: look and timeline of each profile that is asked for.

    The voice speaks while the media are looked at, and once for all profiles.
    listen: False: words in recordings are guessed (see `speaking.said`). ahead: modules that are
    loaded while there is nothing to do but to wait for a look at new media.
    Raises: ClipkitError: as `plan`.
    """
    from clipkit.pipeline import quoting, speaking

    clock = clock or Clock()
    problems = list(script.problems)
    if options.voice and not options.recording:
        script, more = _unrecorded(script, options.voice)
        problems += more
    if options.recording:
        script = replace(script, recording=str(Path(options.recording).resolve()))
        problems += unheard_pauses(script)
    with clock.of("plan"):
        looks, more = intake.looks(script, options)
    problems += more
    guess = not listen and speaking.listens(script)
    with ThreadPoolExecutor(2, "clipkit-plan") as beside:
        heard = None if guess else beside.submit(_said, script, looks[0], clock)
        with clock.of("plan"):
            asked = needs.asked(
                script, looks[0], allow_outside=options.allow_outside, told=options.recording
            )
            looked = beside.submit(needs.facts, asked)
            for module in ahead if asked.new else ():
                import_module(module)
            facts, more = looked.result()
        lengths = {key: found.seconds for key, found in facts.items()}
        more += [*speaking.misfits(script, lengths), *quoting.unheard(script, facts)]
        raise_errors([*problems, *more])
        if heard is None:
            spoken, doubts = _said(script, looks[0], clock, lengths=lengths)
        else:
            spoken, doubts = heard.result()
    problems += [*more, *doubts]
    raise_errors(problems)
    script = quoting.trimmed(script, spoken)
    if progress:
        progress("voice", 1, 1)
    made = []
    for look in looks:
        timeline = _fitted(script, look, facts, spoken, clock, fit=options.fit)
        made.append((look, _with_sources(timeline, script, look, facts, problems, options)))
    return made


def _unrecorded(script: Script, voice: str) -> Read[Script]:
    """Return a script without its recordings: a voice that is asked for reads it all.

    It has times of its own; with none, those of subtitles stay.
    """
    scenes = tuple(replace(scene, recording="") for scene in script.scenes)
    script = replace(script, recording="", scenes=scenes)
    if voice.partition("{")[0].strip() == "none" or not script.times:
        return script, []
    told = Place(script.file).problem("subtitle-respoken", "hint", voice=voice)
    return replace(script, times=()), [told]


def _said(
    script: Script,
    look: Look,
    clock: Clock,
    *,
    speed: float = 1.0,
    lengths: Mapping[str, float] | None = None,
) -> Read[list[Said]]:
    from clipkit.pipeline import speaking

    with clock.of("voice"):
        return speaking.said(script, look, speed=speed, lengths=lengths)


def _fitted(
    script: Script,
    look: Look,
    facts: Mapping[str, Facts],
    spoken: list[Said],
    clock: Clock,
    *,
    fit: bool,
) -> Timeline:
    """Plan, and with `fit` plan again: tighter, then faster, until it is short enough."""

    def planned(pace: float = 1.0) -> Timeline:
        from clipkit import text
        from clipkit.planning import plan as planner

        with clock.of("plan"):
            return planner.planned(script, spoken, facts, look, text.measure, pace=pace)

    timeline = planned()
    tries = [(pace, 1.0) for pace in PACES] + [(PACES[-1], speed) for speed in SPEEDS]
    for pace, speed in tries if fit else ():
        if not any(problem.code == "too-long" for problem in timeline.problems):
            break
        if speed > 1.0:
            spoken, _ = _said(script, look, clock, speed=speed)
        timeline = planned(pace)
    return timeline


def _with_sources(
    timeline: Timeline,
    script: Script,
    look: Look,
    facts: Mapping[str, Facts],
    problems: list[Problem],
    options: Options,
) -> Timeline:
    sources = []
    for need in needs.needs(script, look):
        if need.key in facts:
            elsewhere = need.key.startswith("brand:")
            path = str(need.path.resolve()) if elsewhere else need.key
            sources.append((need.key, SourceFile(path=path, digest=facts[need.key].digest)))
    told = [softened(one) if options.draft else one for one in timeline.problems]
    return replace(
        timeline,
        sources=tuple(sources),
        folder=script.folder,
        problems=(*problems, *told),
    )


def softened(problem: Problem) -> Problem:
    """A draft, a still and a guessed length only warn of the limit."""
    return problem.as_warning() if problem.code == "too-long" else problem
