"""A scene that is being written."""

from typing import Any

from msgspec import Struct, field

from clipkit.errors import NOWHERE, Place
from clipkit.model.script import LowerThird, Note, Pause, Picture, Sentence, Title, Token


class Draft(Struct):
    """What has been read of a scene. words: that are spoken in it so far."""

    place: Place = NOWHERE
    title: Title | None = None
    heading: tuple[Token, ...] = ()
    sentences: list[Sentence] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    thirds: list[LowerThird] = field(default_factory=list)
    sources: list[Note] = field(default_factory=list)
    quotations: list[Note] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    settings_place: Place = NOWHERE
    words: int = 0
    lists: int = 0
    items: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing of it could be seen or heard."""
        seen = self.title or self.pictures or self.thirds or self.sources
        return not (seen or self.sentences)

    @property
    def speaking(self) -> int | None:
        """The clip that says a quotation which stands here: right before it, with its sound on.

        Only other quotations of the same clip may stand between.
        """
        clip = len(self.pictures) - 1
        if clip < 0 or self.pictures[clip].sound != "on":
            return None
        goes_on = bool(self.sentences) and self.sentences[-1].picture == clip
        return clip if goes_on or self.pictures[clip].at == self.words else None

    @property
    def fresh(self) -> bool:
        """Whether a line of settings may still stand here."""
        return self.empty or (self.title is not None and not self.words and not self.pictures)
