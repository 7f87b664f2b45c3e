"""Captions as the text of a file, for players that show their own: SRT, VTT, ASS or JSON."""

import json
from collections.abc import Iterable
from typing import Literal

from clipkit.delivery.subtitles import Subtitle, subtitles
from clipkit.model.timeline import Timeline
from clipkit.units import Box

Form = Literal["srt", "vtt", "ass", "json"]
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def written(timeline: Timeline, form: Form, area: Box | None = None) -> str:
    """Return a clip's captions as the text of a file, with LF.

    area: where ASS may set them; None: the frame, but for a tenth of it at each edge.
    """
    if form == "ass":
        from clipkit.delivery import substation

        return substation.ass(timeline, area)
    shown = subtitles(timeline.words, timeline.seconds)
    if form == "json":
        return _json(shown, timeline.lang)
    return as_text(shown, timeline.lang, form)


def as_text(shown: Iterable[Subtitle], lang: str, form: Literal["srt", "vtt"]) -> str:
    """Return subtitles as the text of an SRT or VTT file.

    Not by pysubs2: it takes a backslash in a text for its own, and escapes nothing in VTT.
    """
    if form == "vtt":
        cues = [_cue(one, ".", one.text.translate(_ENTITIES)) for one in shown]
        return "\n".join([f"WEBVTT\nKind: captions\nLanguage: {lang}\n", *cues])
    rows = enumerate((_cue(one, ",", one.text.replace("-->", "→")) for one in shown), start=1)
    return "\n".join(f"{number}\n{cue}" for number, cue in rows)


def _cue(one: Subtitle, point: str, said: str) -> str:
    return f"{_clock(one.start, point)} --> {_clock(one.end, point)}\n{said}\n"


def _clock(ms: int, point: str) -> str:
    """Return `00:00:01.500`; two digits of hours are what every player reads."""
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{ms:03}"


def _json(shown: Iterable[Subtitle], lang: str) -> str:
    captions = [
        {
            "start": one.start / 1000,
            "end": one.end / 1000,
            "text": one.line,
            "words": [
                {"text": word.text, "start": round(word.start, 3), "end": round(word.end, 3)}
                for word in one.words
            ],
        }
        for one in shown
    ]
    document = {"schema": "clipkit.captions/1", "lang": lang, "captions": captions}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
