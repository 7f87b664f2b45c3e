"""Lists, page by page, and quotations: what takes the place of captions while it is said."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from clipkit.errors import Place
from clipkit.model.cues import Change, Item, List, Quotation, Text
from clipkit.model.script import Scene, Sentence
from clipkit.model.style import Measured
from clipkit.planning.measuring import text_cue
from clipkit.planning.placing import Layout, Placer
from clipkit.planning.rising import rising
from clipkit.planning.timing import SceneClock
from clipkit.units import Box, Span, even, to_frames

PAGE = 4  # items on screen at once
EARLY, BEFORE_NEXT = 3, 4  # frames: an item before its word; a block's end before the next word
QUOTATION_EARLY = 6
QUOTATION_STAYS = 0.45  # s after its last word
# px at 1080
PLATE_PAD, ITEM_GAP, ITEM_EDGE = 22, 20, 32
BADGE_Y, BADGE_X, AFTER_BADGE, PLAIN_X = 16, 22, 26, 36
MARK, MARK_HEIGHT, MARK_SIZE, RULE, RULE_HEIGHT, BY_GAP = 110, 144, 200, 56, 6, 36
RISING, SOON = 9, Change(frames=6)  # RISING: frames


class Block(Struct, frozen=True, kw_only=True):
    """Sentences of one list or quotation. onsets: the clip's frame of each sentence's first word.

    said: the clip's frame that its last word ends on. stop: when the next thing is said.
    """

    kind: str
    number: int
    sentences: tuple[Sentence, ...]
    onsets: tuple[int, ...]
    said: int
    stop: int


def blocks(scene: Scene, clock: SceneClock, fps: int) -> list[Block]:
    """Return the lists and quotations of a scene, in order."""
    found: list[Block] = []
    runs = list(_runs(scene))
    for index, (kind, number, first, stop, token) in enumerate(runs):
        if kind not in ("list", "quotation"):
            continue
        sentences = scene.sentences[first:stop]
        onsets, at = [], token
        for sentence in sentences:
            onsets.append(clock.span.first + to_frames(clock.words[at].start, fps))
            at += len(sentence.tokens)
        said = clock.span.first + to_frames(clock.words[at - 1].end, fps)
        ends = clock.span.stop
        if index + 1 < len(runs):
            ends = clock.span.first + to_frames(clock.words[at].start, fps) - BEFORE_NEXT
        found.append(
            Block(
                kind=kind,
                number=number,
                sentences=sentences,
                onsets=tuple(onsets),
                said=said,
                stop=max(ends, onsets[-1] + 1),
            )
        )
    return found


def _runs(scene: Scene) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield (kind, block, first sentence, stop, first token) of each run of one kind and block."""
    first = token = begun = 0
    for index, sentence in enumerate(scene.sentences):
        key = (sentence.kind, sentence.block)
        opening = scene.sentences[first]
        if key != (opening.kind, opening.block):
            yield opening.kind, opening.block, first, index, begun
            first, begun = index, token
        token += len(sentence.tokens)
    if scene.sentences:
        opening = scene.sentences[first]
        yield opening.kind, opening.block, first, len(scene.sentences), begun


def list_cues(block: Block, scene: int, layout: Layout, placer: Placer) -> list[List]:
    """Return a list's pages. scene: index among the timeline's."""
    slot = layout.stack.slot("list")
    px, style = placer.look.profile.even_px, placer.look.template.style("item")
    badge = placer.look.template.badge
    text_x = px(BADGE_X + badge + AFTER_BADGE if placer.look.template.numbers else PLAIN_X)
    width = slot.width - text_x - px(ITEM_EDGE)
    most = slot.height - 2 * px(PLATE_PAD)
    rows: list[tuple[str, Measured, int]] = []
    for sentence in block.sentences:
        place = sentence.tokens[0].place
        found = placer.fitting(sentence.text, style, width, most, place)
        high = max(px(badge + 2 * BADGE_Y), even(found.height + 2 * px(PLATE_PAD)))
        rows.append((sentence.text, found, high))
    heights, gap = [height for _, _, height in rows], px(ITEM_GAP)
    pages = _pages(heights, slot.height, gap)
    tallest = max(sum(heights[first:stop]) + gap * (stop - first - 1) for first, stop in pages)
    top = max(slot.y, layout.stack.box("list", tallest).y)  # all pages begin at one height
    cues: list[List] = []
    for page in pages:
        first = max(0, block.onsets[page.first] - EARLY)
        stop = block.onsets[page.stop] - EARLY if page.stop < len(rows) else block.stop
        stop = max(stop, first + 1)
        items, y = [], top
        for index in range(page.first, page.stop):
            text, found, height = rows[index]
            plate = Box(slot.x, y, slot.width, height)
            span = Span(min(max(first, block.onsets[index] - EARLY), stop - 1), stop)
            items.append(_item(text, found, plate, text_x, span, scene, index + 1, placer))
            y += height + gap
        box = Box(slot.x, top, slot.width, y - gap - top)
        inks = placer.look.template.inks
        cues.append(
            List(
                first=first,
                stop=stop,
                scene=scene,
                leave=SOON,
                items=tuple(items),
                box=box,
                ink=placer.look.ink(inks.item_plate),
                badge_ink=placer.look.ink(inks.item_badge),
            )
        )
    return cues


def _pages(heights: Sequence[int], room: int, gap: int) -> list[Span]:
    """Return pages of at most four items that fit one under the other, at least one each."""
    pages: list[Span] = []
    first = used = 0
    for index, height in enumerate(heights):
        if index > first and (index - first == PAGE or used + height > room):
            pages.append(Span(first, index))
            first, used = index, 0
        used += height + gap
    pages.append(Span(first, len(heights)))
    return pages


def _item(
    text: str,
    found: Measured,
    plate: Box,
    text_x: int,
    span: Span,
    scene: int,
    count: int,
    placer: Placer,
) -> Item:
    px, template = placer.look.profile.even_px, placer.look.template
    box = Box(plate.x + text_x, plate.y, plate.width - text_x - px(ITEM_EDGE), plate.height)
    number = badge = None
    if template.numbers:
        side, style = px(template.badge), template.style("number")
        badge = Box(plate.x + px(BADGE_X), even(plate.y + (plate.height - side) / 2), side, side)
        set_number = placer.setter.set(str(count), style, side, side)
        number = text_cue(str(count), set_number, style, badge, span, scene)
    return Item(
        first=span.first,
        stop=span.stop,
        scene=scene,
        text=text,
        lines=found.lines,
        size=found.size,
        style="item",
        box=box,
        plate=plate,
        badge=badge,
        number=number,
        enter=rising(RISING, plate, "main", placer.look.profile),
    )


def quotation_cue(
    block: Block, scene: int, by_line: str, place: Place, layout: Layout, placer: Placer, fps: int
) -> Quotation:
    """Return a quotation: its mark, its text as large as the free height allows, its by-line."""
    look, px = placer.look, placer.look.profile.even_px
    style, by_style = look.template.style("quotation"), look.template.style("by")
    slot = layout.stack.slot("quotation")
    span = Span(
        max(0, block.onsets[0] - QUOTATION_EARLY),
        max(block.onsets[0] + 1, min(block.stop, block.said + to_frames(QUOTATION_STAYS, fps))),
    )
    indent = px(RULE + 20)
    by = (
        placer.fitting(by_line, by_style, slot.width - indent, slot.height // 3, place)
        if by_line
        else None
    )
    under = even(by.height + 1) + px(BY_GAP) if by else 0
    text = " ".join(sentence.text for sentence in block.sentences)
    room = slot.height - px(MARK) - under - 2  # its box is rounded up to even
    found = placer.fitting(text, style, slot.width, room, block.sentences[0].tokens[0].place)
    height = even(found.height + 1)
    total = px(MARK) + height + under
    y = slot.y + even(max(0, slot.height - total) / 2)
    box = Box(slot.x, y + px(MARK), slot.width, height)
    mark_box = Box(slot.x, y, px(MARK_SIZE), px(MARK_HEIGHT))
    mark_set = placer.setter.measured(["“"], style, px(MARK_SIZE), None, 1)
    mark = replace(
        text_cue("“", mark_set, style, mark_box, span, scene), size=look.profile.px(MARK_SIZE)
    )
    by_cue: Text | None = None
    rule = None
    if by is not None:
        by_box = Box(
            slot.x + indent, box.bottom + px(BY_GAP), slot.width - indent, even(by.height + 1)
        )
        by_cue = text_cue(by_line, by, by_style, by_box, span, scene)
        first_line = by_box.height / (2 * max(1, len(by.lines)))
        rule = Box(
            slot.x, even(by_box.y + first_line - px(RULE_HEIGHT) / 2), px(RULE), px(RULE_HEIGHT)
        )
    return Quotation(
        first=span.first,
        stop=span.stop,
        scene=scene,
        text=text,
        lines=found.lines,
        size=found.size,
        style="quotation",
        box=box,
        mark=mark,
        by=by_cue,
        rule=rule,
        ink=look.ink(look.template.inks.quotation),
        enter=rising(RISING, Box(slot.x, y, slot.width, total), "main", look.profile),
        leave=SOON,
    )
