"""Script, spoken sentences and facts to a Timeline: pure, the same in, the same out."""

from collections.abc import Mapping, Sequence

from clipkit.errors import Place, Problem
from clipkit.model.cues import Cue
from clipkit.model.facts import Facts
from clipkit.model.script import Script
from clipkit.model.timeline import Sound, Timeline
from clipkit.model.words import Said
from clipkit.planning import bumpers, limits, logos, scrims, sounds, standing
from clipkit.planning.blocks import blocks, list_cues, quotation_cue
from clipkit.planning.captions import Captioner
from clipkit.planning.look import Look
from clipkit.planning.measuring import Measure, Setter
from clipkit.planning.pictures import Ground, Shot, asides, picture_cues, runs, shots, shown
from clipkit.planning.placing import Layout, Placer
from clipkit.planning.stages import Stage
from clipkit.planning.timing import clocked, short_pictures, timed_words, title_of
from clipkit.units import Box, Span


def planned(
    script: Script,
    said: Sequence[Said],
    facts: Mapping[str, Facts],
    look: Look,
    measure: Measure,
    *,
    pace: float = 1.0,
) -> Timeline:
    """Plan a clip.

    script: at least one scene. said: one for each of script.sentences. facts: of each file, by
    its source as the script writes it, the brand's as `brand:PATH`, the template's as
    `template:PATH`. pace: 1.0, or less: silences shrink by it.
    Returns: the timeline; what is wrong with it is in its problems.

    Raises: ValueError: not a Said for each sentence; KeyError: a picture without facts.
    """
    if len(said) != len(script.sentences):
        raise ValueError(f"{len(said)} spoken for {len(script.sentences)} sentences")
    return _Planner(script, said, facts, look, measure, pace).timeline()


class _Planner:
    """Holds what all steps need; each step is one method."""

    def __init__(
        self,
        script: Script,
        said: Sequence[Said],
        facts: Mapping[str, Facts],
        look: Look,
        measure: Measure,
        pace: float,
    ) -> None:
        self.script, self.said, self.facts, self.look = script, said, facts, look
        self.fps = look.profile.fps
        self.setter = Setter(measure=measure, profile=look.profile, lang=script.lang)
        self.problems: list[Problem] = []
        self.intro = bumpers.asked("intro", look, facts)
        self.outro = bumpers.asked("outro", look, facts)
        self.opening = bumpers.frames_of("intro", self.intro, facts, self.fps)
        self.offset = 1 if self.intro else 0
        self.clocks = clocked(
            script,
            said,
            facts,
            fps=self.fps,
            pace=pace,
            pause=look.voice.pause,
            first=self.opening,
            outro=bool(self.outro),
        )
        self.words = timed_words(script, self.clocks, fps=self.fps, offset=self.offset)
        self.captioner = Captioner(
            script,
            self.words,
            [clock.span for clock in self.clocks],
            look,
            self.setter,
            offset=self.offset,
        )
        self.ending = self.clocks[-1].span.stop
        self.frames = self.ending + bumpers.frames_of("outro", self.outro, facts, self.fps)

    def timeline(self) -> Timeline:
        placer = Placer(
            self.script, self.look, self.setter, self.facts, self.captioner, self.problems
        )
        row = self._row()
        panels = runs(row, len(self.script.scenes))
        beside = asides(row, panels, self.look.profile.size)
        layouts = [
            placer.layout(i, self._headline(i, panels), beside.get(i, 0))
            for i in range(len(self.script.scenes))
        ]
        grounds = self._grounds(row, layouts, panels)
        stages = self._stages(row, layouts, grounds, panels)
        pictures, wrong = picture_cues(
            row,
            grounds,
            self.look,
            fps=self.fps,
            offset=self.offset,
            opened=self.intro == "card",
            ended=self.outro == "card",
        )
        self.problems += wrong
        self.problems += short_pictures(self.script, self.clocks)
        texts = self._texts(stages, placer)
        cues = [*pictures, *self._scrims(stages, texts), *texts, *self._cards()]
        self.problems += logos.soft(cues, self.facts, self.look)
        count = limits.counted(
            self.script, [c.span for c in self.clocks], self.frames, self.look.limit, self.fps
        )
        self.problems += limits.too_long(self.script, count)
        if self.setter.missing:
            unseen = " ".join(sorted(self.setter.missing))
            place = Place(self.script.file)
            self.problems.append(place.problem("characters-missing", "warning", characters=unseen))
        used = [*self._sound(row, pictures)]
        return Timeline(
            fps=self.fps,
            size=self.look.profile.size,
            frames=self.frames,
            lang=self.script.lang,
            profile=self.look.profile.name,
            title=self.script.title or title_of(self.script, 0)[0],
            tags=self.script.tags,
            loudness=self.look.profile.loudness,
            bitrate=self.look.profile.bitrate,
            styles=(self.look.caption, *self.look.template.styles),
            scenes=self._scenes(),
            words=self.words,
            cues=tuple(cues),
            sound=tuple(used),
            problems=tuple(dict.fromkeys(self.problems)),
            folder=self.script.folder,
        )

    def _scenes(self) -> tuple[tuple[int, int], ...]:
        spans = [tuple(clock.span) for clock in self.clocks]
        before = [(0, self.opening)] if self.intro else []
        after = [(self.ending, self.frames)] if self.outro else []
        return tuple((first, stop) for first, stop in [*before, *spans, *after])

    def _row(self) -> list[Shot]:
        """Return all pictures, the brand's own before and after the script's."""
        row = shots(self.script, self.clocks, self.facts, self.look)
        if self.intro not in ("", "card"):
            span = Span(0, self.opening)
            row.insert(0, bumpers.shot(self.intro, span, -1, self.facts, self.look))
        if self.outro not in ("", "card"):
            span = Span(self.ending, self.frames)
            count = len(self.script.scenes)
            row.append(bumpers.shot(self.outro, span, count, self.facts, self.look))
        return row

    def _grounds(
        self, row: Sequence[Shot], layouts: Sequence[Layout], panels: Sequence[Span]
    ) -> list[Ground]:
        """Return where each shot is shown; a run of panels has its longest title's geometry."""
        width, height = self.look.profile.size
        whole = Ground(panel=Box(0, 0, width, height), free=(0, height))
        found: list[Ground] = []
        for shot in row:
            index = shot.scenes.first
            if not 0 <= index < len(layouts):
                found.append(whole)
                continue
            layout = layouts[index]
            run = next((r for r in panels if r.first <= index < r.stop), Span(index, index + 1))
            slots = [layouts[k].panel for k in range(run.first, run.stop)]
            top, bottom = max(s.y for s in slots), min(s.bottom for s in slots)
            panel = slots[0]._replace(y=top, height=max(2, bottom - top))
            upper = max(layout.head, layout.title.box.bottom if layout.title else 0)
            free = (0, height) if layout.aside else (upper, layout.captions.y)
            found.append(Ground(panel=panel, free=free))
        return found

    def _stages(
        self,
        row: Sequence[Shot],
        layouts: Sequence[Layout],
        grounds: Sequence[Ground],
        panels: Sequence[Span],
    ) -> list[Stage]:
        found: list[Stage] = []
        for index, (scene, clock) in enumerate(zip(self.script.scenes, self.clocks, strict=True)):
            here = [k for k, shot in enumerate(row) if index in range(*shot.scenes)]
            parts = tuple(blocks(scene, clock, self.fps))
            paneled = any(index in range(*run) for run in panels)
            stays = self.look.template.stays or paneled or any(b.kind == "list" for b in parts)
            layout = layouts[index]
            titles = standing.title_spans(layout, clock.span, parts, stays=stays, fps=self.fps)
            seen = tuple(
                (
                    shown(row[k], grounds[k], k, self.look, self.fps),
                    _common(row[k].span, clock.span),
                )
                for k in here
                if row[k].picture is not None
            )
            found.append(
                Stage(
                    index=index,
                    span=clock.span,
                    clock=clock,
                    layout=layout,
                    blocks=parts,
                    titles=titles,
                    seen=seen,
                    captioned=self._captioned(index),
                    opens=index > 0 or self.intro != "",
                    ends=index + 1 < len(self.clocks) or self.outro != "",
                )
            )
        return found

    def _headline(self, index: int, panels: Sequence[Span]) -> str:
        """Return the clip's title, for a scene with a panel that has no title and no list."""
        scene, text = self.script.scenes[index], title_of(self.script, 0)[0]
        paneled = any(index in range(*run) for run in panels)
        listed = any(sentence.kind == "list" for sentence in scene.sentences)
        if not self.look.template.headline or not paneled or listed or scene.title:
            return ""
        return self.script.title or text

    def _captioned(self, index: int) -> bool:
        sentences = self.script.scenes[index].sentences
        return self.look.captions != "file" and any(s.kind == "narration" for s in sentences)

    def _scrims(self, stages: Sequence[Stage], texts: Sequence[Cue]) -> list[Cue]:
        found: list[Cue] = []
        for stage in stages:
            scene = stage.index + self.offset
            here = [cue for cue in texts if cue.scene == scene]
            found += scrims.of_scene(stage, self.look, scene, here)
        return found

    def _texts(self, stages: Sequence[Stage], placer: Placer) -> list[Cue]:
        found: list[Cue] = []
        for stage in stages:
            scene, span, layout = stage.index + self.offset, stage.span, stage.layout
            at = (stage.index, len(stages))
            leave = standing.parting(stage, stages)
            found += standing.bug_cues(layout, self.look, span, scene, leave)
            found += standing.progress_cues(layout, self.look, span, scene, at, leave)
            found += standing.title_cues(stage, stages, self.look, scene)
            found += self._blocks(stage, placer)
            last = stage is stages[-1] and not self.outro
            found += self.captioner.cues(layout.cards, stage.index, layout.captions, last=last)
            found += standing.third_cues(layout, self.look, stage.clock, scene, self.fps)
            found += standing.source_cues(layout, span, scene)
            found += standing.label_cues(stage, stages, self.look, scene)
        self.problems += self.captioner.problems
        return found

    def _blocks(self, stage: Stage, placer: Placer) -> list[Cue]:
        found: list[Cue] = []
        scene = self.script.scenes[stage.index]
        for block in stage.blocks:
            at = stage.index + self.offset
            if block.kind == "list":
                found += list_cues(block, at, stage.layout, placer)
                continue
            by = scene.quotations[block.number] if block.number < len(scene.quotations) else None
            text, place = (by.text, by.place) if by else ("", scene.place)
            found.append(quotation_cue(block, at, text, place, stage.layout, placer, self.fps))
        return found

    def _cards(self) -> list[Cue]:
        found: list[Cue] = []
        ends: list[tuple[bumpers.End, str, Span, int]] = [
            ("intro", self.intro, Span(0, self.opening), 0),
            ("outro", self.outro, Span(self.ending, self.frames), self.offset + len(self.clocks)),
        ]
        for end, told, span, scene in ends:
            if told == "card":
                cues, wrong = bumpers.card_cues(
                    end, span, scene, self.look, self.facts, self.setter, self.script
                )
                found += cues
                self.problems += wrong
        return found

    def _sound(self, row: Sequence[Shot], cues: Sequence[Cue]) -> list[Sound]:
        found = sounds.sounds(
            self.script, self.said, self.clocks, self.facts, self.look, self.frames, self.fps
        )
        found += sounds.footage_sounds(row, cues[: len(row)], self.fps)
        begins = self.ending if self.outro else 0
        return found + sounds.sonic(self.look, self.facts, begins, self.frames, self.fps)


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.first, other.first), min(one.stop, other.stop))
