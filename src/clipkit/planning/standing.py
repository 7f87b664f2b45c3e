"""What a scene's layout holds, as cues: from when to when, and how each comes and goes."""

from collections.abc import Sequence

from clipkit.model.cues import (
    Bug,
    Change,
    Cue,
    LowerThird,
    Progress,
    Source,
    TitleCue,
)
from clipkit.planning.blocks import Block
from clipkit.planning.labels import Placed, label_cue
from clipkit.planning.look import Look
from clipkit.planning.measuring import text_cue
from clipkit.planning.pictures import FADE
from clipkit.planning.placing import Layout, Third
from clipkit.planning.rising import rising
from clipkit.planning.stages import Stage
from clipkit.planning.timing import SceneClock, title_seconds
from clipkit.units import Box, Span, to_frames

RISING = 10  # frames
TITLE_LEAVE, THIRD_LEAVE = Change(frames=6), Change(frames=8)
QUIET, POP = Change(frames=6), Change(frames=10, ease="out_back", scale=0.7)
CUT = Change()
SHORT_SCENE = 6.0  # s; a title stays all through a scene shorter than this
THIRD_LEAST, THIRD_MOST = 2.5, 5.0  # s
HEADLINE_LEAST = 1.5  # s; a headline for less would only flash
BEFORE_BLOCK = 8  # frames that it goes before a quotation


def title_spans(
    layout: Layout, span: Span, parts: Sequence[Block], *, stays: bool, fps: int
) -> tuple[Span, ...]:
    """Return when a title is seen. stays: all through its scene, a panel or a list is in it.

    A headline gives way to a quotation, whose layout leaves it no room.
    """
    if layout.title is None:
        return ()
    if not stays and span.frames >= to_frames(SHORT_SCENE, fps):
        read = to_frames(title_seconds(layout.title.text), fps)
        return (Span(span.first, min(span.stop, span.first + read)),)
    if "title" in layout.stack.heights or not parts:
        return (span,)
    found, first = [], span.first
    for block in parts:
        found.append(Span(first, block.onsets[0] - BEFORE_BLOCK))
        first = block.stop
    found.append(Span(first, span.stop))
    return tuple(part for part in found if part.frames >= to_frames(HEADLINE_LEAST, fps))


def bug_cues(layout: Layout, look: Look, span: Span, scene: int, leave: Change) -> list[Cue]:
    """Return logo and name, if there are any."""
    if layout.logo is None and layout.name is None:
        return []
    name = layout.name
    logo = layout.logo or (name.box if name else Box(0, 0, 0, 0))
    return [
        Bug(
            first=span.first,
            stop=span.stop,
            scene=scene,
            leave=leave,
            source=f"brand:{look.brand.logo}" if layout.logo else "",
            box=logo,
            opacity=look.brand.bug.opacity,
            name=text_cue(name.text, name.found, look.template.style("bug"), name.box, span, scene)
            if name
            else None,
        )
    ]


def progress_cues(
    layout: Layout, look: Look, span: Span, scene: int, at: tuple[int, int], leave: Change
) -> list[Cue]:
    """Return the story bar of a scene. at: which segment, of how many."""
    if layout.progress is None:
        return []
    inks = look.template.inks
    return [
        Progress(
            first=span.first,
            stop=span.stop,
            scene=scene,
            leave=leave,
            segment=at[0],
            segments=at[1],
            box=layout.progress,
            ink=look.ink(inks.progress),
            rest=look.ink(inks.progress_rest),
        )
    ]


def title_cues(stage: Stage, stages: Sequence[Stage], look: Look, scene: int) -> list[Cue]:
    """Return a scene's title, if there is one; the same one before or after it is gone on with.

    The clip's first frame shows it whole: it is the cover.
    """
    title = stage.layout.title
    if title is None:
        return []
    near = [_edges(stages, stage.index + step) for step in (-1, 1)]
    comes = rising(RISING, title.box, "main", look.profile)
    return [
        TitleCue(
            first=span.first,
            stop=span.stop,
            scene=scene,
            enter=CUT if not span.first or (title.text, span.first) in near[0] else comes,
            leave=CUT if (title.text, span.stop) in near[1] else TITLE_LEAVE,
            text=title.text,
            lines=title.found.lines,
            size=title.found.size,
            style="title",
            box=title.box,
            bar=stage.layout.bar,
            bar_ink=look.ink(look.template.inks.title_bar) if stage.layout.bar else "",
        )
        for span in stage.titles
    ]


def _edges(stages: Sequence[Stage], index: int) -> set[tuple[str, int]]:
    """Return (text, frame) of all that a scene's title begins or ends on."""
    title = stages[index].layout.title if 0 <= index < len(stages) else None
    if title is None:
        return set()
    return {(title.text, frame) for span in stages[index].titles for frame in span}


def source_cues(layout: Layout, span: Span, scene: int) -> list[Cue]:
    """Return the source line, if there is one."""
    source = layout.source
    if source is None:
        return []
    return [
        Source(
            first=span.first,
            stop=span.stop,
            scene=scene,
            enter=QUIET,
            leave=QUIET,
            text=source.text,
            lines=source.found.lines,
            size=source.found.size,
            style="source",
            box=source.box,
        )
    ]


def label_cues(stage: Stage, stages: Sequence[Stage], look: Look, scene: int) -> list[Cue]:
    """Return the scene's labels. What stands in the same place before or after it stands on."""
    before, after = (_labels(stages, stage.index + step) for step in (-1, 1))
    found: list[Cue] = []
    for placed in stage.layout.labels:
        comes = POP if placed.look.shape == "badge" else QUIET
        enter = CUT if not stage.span.first or placed in before else comes
        leave = CUT if not stage.ends or placed in after else QUIET
        found.append(label_cue(placed, look, stage.span, scene, enter=enter, leave=leave))
    return found


def _labels(stages: Sequence[Stage], index: int) -> tuple[Placed, ...]:
    return stages[index].layout.labels if 0 <= index < len(stages) else ()


def parting(stage: Stage, stages: Sequence[Stage]) -> Change:
    """Return how what stands all through the scenes goes: as the outro comes, if there is one."""
    return QUIET if stage is stages[-1] and stage.ends else CUT


def third_cues(
    layout: Layout, look: Look, clock: SceneClock, scene: int, fps: int
) -> list[LowerThird]:
    """Return the lower thirds: each from its picture or its word, 2.5 to 5 s, one at a time."""
    begins = [_third_first(third, clock, fps) for third in layout.thirds]
    found: list[LowerThird] = []
    for index, third in enumerate(layout.thirds):
        stop = min(clock.span.stop, begins[index] + to_frames(THIRD_MOST, fps))
        if index + 1 < len(begins):
            stop = min(stop, begins[index + 1])
        if stop > begins[index]:
            found.append(_third_cue(third, look, Span(begins[index], stop), scene))
    return found


def _third_first(third: Third, clock: SceneClock, fps: int) -> int:
    written, scene = third.written, clock.span
    at = scene.first
    if written.picture is not None and written.picture < len(clock.pictures):
        at += clock.pictures[written.picture].first
    elif written.at < len(clock.words):
        at += to_frames(clock.words[written.at].start, fps)
    if at == scene.first and at:
        at += FADE // 2  # its picture has come then
    return max(scene.first, min(at, scene.stop - to_frames(THIRD_LEAST, fps)))


def _third_cue(third: Third, look: Look, span: Span, scene: int) -> LowerThird:
    inks, template = look.template.inks, look.template
    bar = third.box._replace(width=look.profile.even_px(template.third_rule))
    role = third.role
    return LowerThird(
        first=span.first,
        stop=span.stop,
        scene=scene,
        enter=rising(RISING, third.box, "low", look.profile),
        leave=THIRD_LEAVE,
        name=text_cue(
            third.name.text, third.name.found, template.style("name"), third.name.box, span, scene
        ),
        role=text_cue(role.text, role.found, template.style("role"), role.box, span, scene)
        if role
        else None,
        box=third.box,
        ink=look.ink(inks.third_plate),
        bar=bar,
        bar_ink=look.ink(inks.third_bar),
    )
