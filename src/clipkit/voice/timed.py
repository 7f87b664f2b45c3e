"""Words whose times are written down, in subtitles: nothing is spoken, nothing is listened for."""

from collections.abc import Sequence
from itertools import islice

from clipkit.model.script import Share
from clipkit.model.words import Said, Word
from clipkit.voice import silent
from clipkit.voice.heard import Part
from clipkit.voice.takes import Spoken

Words = tuple[Word, ...]


def words(sentences: Sequence[Spoken], times: Sequence[Share]) -> list[Words]:
    """Return when each token of each sentence is said, on the times' own clock.

    Those that share a time divide it as `voice: none` would.
    Raises: ValueError: the times are of other tokens.
    """
    tokens = [token for sentence in sentences for token in sentence.tokens]
    if sum(share.tokens for share in times) != len(tokens):
        raise ValueError(f"the times are not those of {len(tokens)} tokens")
    left, found = iter(tokens), list[Word]()
    for share in times:
        read = silent.paced(tuple(islice(left, share.tokens)))
        slower = (share.end - share.start) / (read[-1].end or 1.0)
        found += [
            Word(share.start + word.start * slower, share.start + word.end * slower)
            for word in read
        ]
    each = iter(found)
    return [tuple(islice(each, len(sentence.tokens))) for sentence in sentences]


def said(
    sentences: Sequence[Spoken],
    spans: Sequence[Words],
    *,
    until: float,
    heard: Part | None = None,
    source: str = "",
) -> list[Said]:
    """Return what planning needs of sentences whose words have times.

    Each goes on until the next begins, the first from 0.0 on, so that nothing between them can be
    shortened. until: seconds that the last goes on to, at least. heard: a whole recording, which
    sounds from the first's beginning through all of them; None: they are silent. source: its path.
    """
    begins = [0.0, *(part[0].start for part in spans[1:])]
    ends = [*begins[1:], max(until, spans[-1][-1].end)]
    found: list[Said] = []
    for sentence, part, (begin, end) in zip(
        sentences, spans, zip(begins, ends, strict=True), strict=True
    ):
        sounds = heard if not found else None
        found.append(
            Said(
                words=tuple(Word(word.start - begin, word.end - begin) for word in part),
                seconds=end - begin,
                take=sounds.key if sounds else "",
                voice=sounds.settings(source) if sounds else (),
                spoken=sentence.words,
                pause=0.0,
                lasts=sounds.seconds if sounds else None,
            )
        )
    return found
