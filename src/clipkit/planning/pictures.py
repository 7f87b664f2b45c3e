"""The row of pictures: which one is seen when, how it is cut, and how one goes over to the next."""

from collections.abc import Mapping, Sequence
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from clipkit.errors import Problem
from clipkit.model.cues import Colour, Cue, Footage, Photo, Transition, TransitionName
from clipkit.model.facts import Facts
from clipkit.model.script import Picture, Script
from clipkit.planning.cropping import SMALL, Fitted, enlarged, fitted, panel_box, subject
from clipkit.planning.framing import Shown, views
from clipkit.planning.look import Look
from clipkit.planning.timing import SceneClock
from clipkit.units import Box, Span, even

LYING, STANDING = 1.5, 1.1  # width over height: of a frame at least, of a picture at most
ASIDE = 0.5  # of the frame's width, that a picture has beside the texts at most
FADE = 12  # frames of a transition, about the break
BANDS = ("primary", "accent")  # of a brand's wipe, from behind


class Shot(Struct, frozen=True, kw_only=True):
    """A picture for as long as it stays. picture: None for the brand's ground.

    span: without its transitions. scenes: those it is seen in, [first, stop). opens: it is its
    first scene's first picture. speaks: its words are captions, so it is played to the frame.
    """

    picture: Picture | None
    facts: Facts | None
    span: Span
    scenes: Span
    fit: Fitted = "cover"
    opens: bool = True
    speaks: bool = False
    transition: str = "crossfade"


def shots(
    script: Script, clocks: Sequence[SceneClock], facts: Mapping[str, Facts], look: Look
) -> list[Shot]:
    """Return the row of pictures. Scenes count as the script's.

    A scene without one keeps the one before it; the first falls back to the brand's ground.
    """
    found: list[Shot] = []
    for index, (scene, clock) in enumerate(zip(script.scenes, clocks, strict=True)):
        name = scene.transition or look.template.transition
        if not scene.pictures:
            _before(found, index, clock.span)
        for order, (picture, part) in enumerate(zip(scene.pictures, clock.pictures, strict=True)):
            known = facts[picture.source].turned(picture.rotate)
            span = Span(clock.span.first + part.first, clock.span.first + part.stop)
            fit = fitted(picture, known, look.profile.size, look.template.keep)
            speaks = any(sentence.picture == order for sentence in scene.sentences)
            if order == 0 and part.first:
                _before(found, index, Span(clock.span.first, span.first))
            found.append(
                Shot(
                    picture=picture,
                    facts=known,
                    span=span,
                    scenes=Span(index, index + 1),
                    fit=fit,
                    opens=order == 0,
                    speaks=speaks,
                    transition="cut" if speaks else name,  # else its first words are crossed
                )
            )
    return found


def _before(row: list[Shot], index: int, span: Span) -> None:
    """Let the last shot stay, or the brand's ground stand, while a scene has no picture."""
    if row:
        last = row[-1]
        span = Span(last.span.first, span.stop)
        row[-1] = replace(last, span=span, scenes=Span(last.scenes.first, index + 1))
    else:
        row.append(Shot(picture=None, facts=None, span=span, scenes=Span(index, index + 1)))


def runs(row: Sequence[Shot], scenes: int) -> list[Span]:
    """Return runs of scenes that follow each other with a panel in them: one geometry each."""
    paneled = [False] * scenes
    for shot in row:
        if shot.fit == "panel" and 0 <= shot.scenes.first < scenes:
            paneled[shot.scenes.first : shot.scenes.stop] = [True] * shot.scenes.frames
    found: list[Span] = []
    for index, yes in enumerate(paneled):
        if yes and found and found[-1].stop == index:
            found[-1] = Span(found[-1].first, index + 1)
        elif yes:
            found.append(Span(index, index + 1))
    return found


def asides(row: Sequence[Shot], panels: Sequence[Span], frame: tuple[int, int]) -> dict[int, int]:
    """Return the px that scenes' pictures have beside the texts, by scene. panels: their runs."""
    return {index: _aside(row, run, frame) for run in panels for index in range(*run)}


def _aside(row: Sequence[Shot], run: Span, frame: tuple[int, int]) -> int:
    """Return the px that a run's pictures have beside the texts; 0: they stand below the title.

    run: scenes with a panel. In a frame that lies, pictures that stand are as high as it is, and
    as wide as shows most of the widest.
    """
    width, height = frame
    here = [
        (shot.picture, shot.facts)
        for shot in row
        if shot.scenes.first < run.stop and run.first < shot.scenes.stop
    ]
    known = [(picture, facts) for picture, facts in here if picture and facts]
    if not known or any(facts.size[0] > facts.size[1] * STANDING for _, facts in known):
        return 0
    if width < height * LYING:
        return 0
    room = Box(0, 0, even(width * ASIDE), height)
    wished = (
        panel_box(room, facts.size, subject(picture, facts)).width for picture, facts in known
    )
    return max(wished)


class Ground(Struct, frozen=True, kw_only=True):
    """Where a shot is shown. box: all it may take; free: rows between title and captions."""

    panel: Box
    free: tuple[int, int]


def shown(shot: Shot, ground: Ground, turn: int, look: Look, fps: int) -> Shown:
    """Return what framing needs of a shot. Its picture is not the brand's ground."""
    if shot.picture is None or shot.facts is None:
        raise ValueError("a ground of colour has no picture to frame")
    frame = Box(0, 0, *look.profile.size)
    box = frame
    if shot.fit == "panel":
        box = panel_box(ground.panel, shot.facts.size, subject(shot.picture, shot.facts))
    top, bottom = max(ground.free[0], box.y), min(ground.free[1], box.bottom)
    middle = ((top + bottom) / 2 - box.y) / box.height if top < bottom else 0.5
    return Shown(
        picture=shot.picture,
        facts=shot.facts,
        fit=shot.fit,
        box=box,
        centre=(0.5, min(0.6, max(0.3, middle))),
        seconds=shot.span.frames / fps,
        turn=turn,
        motion=look.template.motion,
    )


def picture_cues(
    row: Sequence[Shot],
    grounds: Sequence[Ground],
    look: Look,
    *,
    fps: int,
    offset: int,
    opened: bool = False,
    ended: bool = False,
) -> tuple[list[Cue], list[Problem]]:
    """Return the pictures' cues, then their transitions.

    offset: index of the script's first scene among the timeline's. opened, ended: a card lies
    over the row's beginning, over its end; it comes and goes in half a transition more.
    """
    cues: list[Cue] = []
    problems: list[Problem] = []
    for index, shot in enumerate(row):
        before = _half(shot) if index else opened * FADE // 2
        first = shot.span.first - before
        following = row[index + 1] if index + 1 < len(row) else None
        after = _half(following) if following else ended * FADE // 2
        span = Span(first, shot.span.stop + after)
        cues.append(_cue(shot, grounds[index], index, span, look, fps, offset, problems))
    for index in range(1, len(row)):
        if cues[index].first < cues[index - 1].stop:
            cues.append(_transition(cues, index, row[index].transition, look))
    return cues, problems


def _transition(cues: Sequence[Cue], index: int, name: str, look: Look) -> Transition:
    """Return the transition to a picture of a row, in its frames and the last of the one before."""
    return Transition(
        first=cues[index].first,
        stop=cues[index - 1].stop,
        scene=cues[index].scene,
        name=cast(TransitionName, name),
        of=(index - 1, index),
        inks=tuple(look.ink(role) for role in BANDS) if name == "brand-wipe" else (),
    )


def _half(shot: Shot) -> int:
    """Return the frames of a shot's transition that lie before its scene; 0 for a cut."""
    return FADE // 2 if shot.opens and shot.transition != "cut" else 0


def _cue(
    shot: Shot,
    ground: Ground,
    turn: int,
    span: Span,
    look: Look,
    fps: int,
    offset: int,
    problems: list[Problem],
) -> Cue:
    scene = shot.scenes.first + offset
    frame = Box(0, 0, *look.profile.size)
    top, bottom = look.template.inks.ground
    tone = (look.shade(top), look.shade(bottom))
    picture, facts = shot.picture, shot.facts
    if picture is None or facts is None:
        return Colour(first=span.first, stop=span.stop, scene=scene, box=frame, ink=tone)
    framed = shown(shot, ground, turn, look, fps)
    grown = enlarged(facts.size, framed.box)
    if grown > SMALL:
        size = f"{facts.size[0]}x{facts.size[1]}"
        values = {"path": picture.source, "size": size, "times": f"{grown:.1f}"}
        problems.append(picture.place.problem("picture-small", "warning", **values))
    kind = Footage if facts.kind == "footage" else Photo
    trimmed: dict[str, object] = {}
    if kind is Footage:
        end = facts.seconds if picture.end is None else min(picture.end, facts.seconds)
        early = (shot.span.first - span.first) / fps * picture.speed if shot.speaks else 0.0
        trimmed = {
            "source_start": max(0.0, (picture.start or 0.0) - early),
            "source_end": end,
            "speed": picture.speed,
            "loop": picture.loop or facts.loops,
        }
    return kind(
        first=span.first,
        stop=span.stop,
        scene=scene,
        source=picture.source,
        box=framed.box,
        fit=shot.fit,
        view=views(framed),
        ease="linear" if framed.picture.motion == "none" else "in_out",
        rotate=picture.rotate,
        effect=picture.effect,
        tone=("", "") if shot.fit == "cover" else tone,
        ground=tone[0] if facts.alpha else "",
        **trimmed,  # type: ignore[arg-type]  # only fields of Footage
    )
