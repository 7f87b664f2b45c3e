"""What a command line, or a Python caller, asks for over what the script says."""

from typing import Literal

from msgspec import Struct

Writer = Literal["fast", "moviepy"]
Quality = Literal["fast", "good", "best"]


class Options(Struct, frozen=True, kw_only=True):
    """Overrides; empty means: as the script, its brand or its template have it.

    profile: names; several make several clips. brand: a name, or a path to a brand.yaml.
    recording: a path, from the caller's folder. draft: fast and small, limits only warn.
    quality: of a clip that is no draft.
    fit: over the limit, shorten pauses, then quicken the voice up to 1.15x.
    allow_outside: paths may lead out of the script's folder.
    """

    profile: tuple[str, ...] = ()
    brand: str = ""
    template: str = ""
    style: str = ""
    voice: str = ""
    recording: str = ""
    draft: bool = False
    fit: bool = False
    quality: Quality = "good"
    writer: Writer = "fast"
    allow_outside: bool = False
