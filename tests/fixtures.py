"""Three hand-made timelines with every kind of cue: staged without a script or a voice."""

from clipkit.model.cues import (
    Bug,
    Caption,
    Change,
    Colour,
    Item,
    Label,
    List,
    LowerThird,
    Photo,
    Progress,
    Quotation,
    Scrim,
    Source,
    Text,
    TitleCue,
    Transition,
    View,
)
from clipkit.model.style import Entrance, Lines, Paint, Piece, Plate, Shadow, Stroke, TextStyle
from clipkit.model.timeline import MusicSound, Sound, SourceFile, TimedWord, Timeline
from clipkit.units import Box

PRIMARY, ACCENT, INK, PAPER = "#0F7B5FFF", "#FFC93CFF", "#0C1F1AFF", "#FFFDF7FF"
FADE = Change(frames=8)

STYLES = (
    TextStyle(
        name="caption",
        size=78,
        tracking=-0.018,
        line_height=1.36,
        word_space=0.05,
        plain=Paint(fill=(PAPER,)),
        active=Paint(fill=(PAPER,), box=PRIMARY, pop=1.06, stroke="#0F7B5F00"),
        past=Paint(fill=(PAPER,)),
        future=Paint(fill=(PAPER,)),
        emphasis=Paint(fill=(ACCENT,)),
        strokes=(Stroke(0.045, "#0C1F1AE0"),),
        shadows=(Shadow(0.0, 0.035, 0.07, "#0C1F1AC0"),),
        plate=Plate(scope="word", colour=PRIMARY, pad_x=0.17, pad_y=0.24),
        enter=Entrance(seconds=0.14, scale=0.92),
    ),
    TextStyle(
        name="title",
        size=66,
        tracking=-0.025,
        line_height=1.16,
        max_lines=3,
        align="start",
        plain=Paint(fill=(PAPER,)),
    ),
    TextStyle(
        name="quotation",
        family="serif",
        weight=400,
        size=84,
        max_lines=6,
        align="start",
        plain=Paint(fill=(PAPER,)),
    ),
    TextStyle(name="by", size=40, align="start", max_lines=1, plain=Paint(fill=(ACCENT,))),
    TextStyle(name="item", weight=700, size=46, align="start", plain=Paint(fill=(INK,))),
    TextStyle(name="number", weight=900, size=46, max_lines=1, plain=Paint(fill=(PAPER,))),
    TextStyle(name="name", size=44, align="start", max_lines=1, plain=Paint(fill=(INK,))),
    TextStyle(
        name="role",
        family="jakarta",
        weight=600,
        size=28,
        align="start",
        max_lines=1,
        plain=Paint(fill=("#0C1F1AC8",)),
    ),
    TextStyle(
        name="source",
        family="jakarta",
        weight=500,
        size=26,
        align="start",
        max_lines=1,
        plain=Paint(fill=(PAPER,)),
    ),
    TextStyle(
        name="pill",
        family="jakarta",
        size=26,
        case="upper",
        tracking=0.05,
        max_lines=1,
        plain=Paint(fill=(INK,)),
    ),
)


def lines(*rows: str) -> Lines:
    """Rows of words as pieces, numbered from 0."""
    pieces: list[tuple[Piece, ...]] = []
    word = 0
    for row in rows:
        line: list[Piece] = []
        for text in row.split(" "):
            line.append(Piece(word, text, space=bool(line)))
            word += 1
        pieces.append(tuple(line))
    return tuple(pieces)


def text(style: str, size: float, box: Box, *rows: str, first: int = 0, stop: int = 90) -> Text:
    """A plain text cue, as it stands inside another."""
    return Text(
        first=first,
        stop=stop,
        scene=0,
        text=" ".join(rows),
        lines=lines(*rows),
        size=size,
        style=style,
        box=box,
    )


def said(sentence: str, first: int, scene: int = 0) -> tuple[TimedWord, ...]:
    """Words said at three a second from a frame on."""
    return tuple(
        TimedWord(
            text=word,
            start=(first + 10 * k) / 30,
            end=(first + 10 * k + 9) / 30,
            first=first + 10 * k,
            scene=scene,
            sentence=0,
        )
        for k, word in enumerate(sentence.split(" "))
    )


def clip(*cues: object, words: tuple[TimedWord, ...] = (), **more: object) -> Timeline:
    """A 90-frame universal timeline with all the fixtures' sources."""
    sounds: tuple[Sound, ...] = (
        MusicSound(
            start=0.0,
            end=3.0,
            source="musik.wav",
            level=-22.0,
            duck=-12.0,
            fade_in=0.4,
            fade_out=1.2,
        ),
    )
    settings = {
        "fps": 30,
        "size": (1080, 1920),
        "frames": 90,
        "lang": "id",
        "profile": "universal",
        "title": "Candi Badut",
        "scenes": ((0, 90),),
        "sources": (
            ("foto/candi.jpg", SourceFile(path="foto/candi.jpg", digest="sha256:1")),
            ("foto/relief.jpg", SourceFile(path="foto/relief.jpg", digest="sha256:2")),
            ("brand:logo.png", SourceFile(path="logo.png", digest="sha256:3")),
            ("musik.wav", SourceFile(path="musik.wav", digest="sha256:4")),
        ),
        "styles": STYLES,
        "sound": sounds,
        "cues": cues,
        "words": words,
    }
    return Timeline(**(settings | more))  # type: ignore[arg-type]


COVER = clip(
    Photo(
        first=0,
        stop=90,
        scene=0,
        source="foto/candi.jpg",
        box=Box(0, 0, 1080, 1920),
        view=(View(1.0, 0.5, 0.5), View(1.16, 0.5, 0.4)),
    ),
    Scrim(
        first=0,
        stop=90,
        scene=0,
        box=Box(0, 940, 1080, 980),
        ink=INK,
        opacity=(0.0, 0.8),
        solid=0.4,
    ),
    Bug(first=0, stop=90, scene=0, source="brand:logo.png", box=Box(120, 292, 72, 72)),
    Caption(
        first=4,
        stop=84,
        scene=0,
        text="Candi Badut berdiri sejak 760",
        lines=lines("Candi Badut", "berdiri sejak 760"),
        size=78,
        style="caption",
        box=Box(192, 1010, 696, 230),
        words=(0, 5),
        spans=((2, 11), (12, 21), (22, 31), (32, 41), (42, 51)),
        emphasis=(4,),
    ),
    Progress(
        first=0,
        stop=90,
        scene=0,
        segment=0,
        segments=1,
        box=Box(120, 1468, 768, 8),
        ink=ACCENT,
        rest="#FFFDF760",
    ),
    words=said("Candi Badut berdiri sejak 760", 6),
)

PANEL = clip(
    Photo(
        first=0,
        stop=51,
        scene=0,
        source="foto/relief.jpg",
        box=Box(0, 586, 1080, 684),
        fit="panel",
        view=(View(1.0, 0.5, 0.0), View(1.16, 0.2, 0.0)),
    ),
    Photo(first=39, stop=90, scene=1, source="foto/candi.jpg", box=Box(0, 0, 1080, 1920)),
    Transition(first=39, stop=51, scene=1, name="crossfade", of=(0, 1)),
    TitleCue(
        first=0,
        stop=45,
        scene=0,
        text="Tiga cara memesan kopi",
        lines=lines("Tiga cara", "memesan kopi"),
        size=66,
        style="title",
        box=Box(156, 396, 732, 154),
        bar=Box(120, 396, 10, 154),
        bar_ink=ACCENT,
        enter=Change(frames=10, dx=-40),
        leave=Change(frames=6),
    ),
    List(
        first=6,
        stop=45,
        scene=0,
        box=Box(120, 640, 768, 228),
        ink=PAPER,
        badge_ink=PRIMARY,
        items=tuple(
            Item(
                first=first,
                stop=45,
                scene=0,
                text=row,
                lines=lines(row),
                size=46,
                style="item",
                box=Box(240, y + 20, 616, 64),
                plate=Box(120, y, 768, 104),
                badge=Box(142, y + 16, 72, 72),
                number=text("number", 46, Box(142, y + 16, 72, 72), str(k), first=first, stop=45),
                enter=Change(frames=9, dy=40),
            )
            for k, (row, y, first) in enumerate(
                (("Datang ke kedai", 640, 6), ("Pesan lewat WA", 764, 24)), start=1
            )
        ),
    ),
    Label(
        first=0,
        stop=90,
        scene=0,
        name="label",
        text="UMKM LOKAL",
        lines=lines("UMKM LOKAL"),
        size=26,
        style="pill",
        box=Box(664, 296, 208, 48),
        shape="pill",
        plate=Box(648, 296, 240, 48),
        ink=ACCENT,
    ),
    scenes=((0, 45), (45, 90)),
)

QUOTE = clip(
    Colour(first=0, stop=90, scene=0, box=Box(0, 0, 1080, 1920), ink=(PRIMARY, INK)),
    Scrim(
        first=2,
        stop=60,
        scene=0,
        box=Box(0, 0, 1080, 1920),
        ink=INK,
        opacity=(0.62, 0.62),
        enter=FADE,
        leave=FADE,
    ),
    Quotation(
        first=2,
        stop=60,
        scene=0,
        text="Kopi yang baik tidak butuh gula.",
        lines=lines("Kopi yang baik", "tidak butuh gula."),
        size=84,
        style="quotation",
        box=Box(120, 700, 768, 210),
        mark=text("quotation", 200, Box(116, 560, 200, 120), "“", first=2, stop=60),
        by=text("by", 40, Box(196, 960, 692, 56), "Bu Rini", first=2, stop=60),
        rule=Box(120, 984, 56, 6),
        ink=ACCENT,
        enter=Change(frames=8, dy=30),
        leave=Change(frames=6),
    ),
    LowerThird(
        first=60,
        stop=90,
        scene=0,
        name=text("name", 44, Box(164, 1300, 696, 56), "Rini Astuti", first=60),
        role=text("role", 28, Box(164, 1358, 696, 40), "Pemilik Kedai Kopi", first=60),
        box=Box(120, 1290, 768, 118),
        ink=PAPER,
        bar=Box(120, 1290, 14, 118),
        bar_ink=PRIMARY,
        enter=Change(frames=10, dx=-60),
        leave=Change(frames=8),
    ),
    Source(
        first=0,
        stop=90,
        scene=0,
        text="Sumber: Karang Taruna",
        lines=lines("Sumber: Karang Taruna"),
        size=26,
        style="source",
        box=Box(120, 1424, 768, 40),
    ),
)

FIXTURES = {"cover": COVER, "panel": PANEL, "quote": QUOTE}
