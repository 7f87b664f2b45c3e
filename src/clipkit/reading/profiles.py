"""profiles.yaml to Profiles, by name."""

from typing import Any

from clipkit.model.profile import Profile
from clipkit.reading import Read
from clipkit.reading import settings as s

LEAST = 320  # px that the main area must leave, at 1080 px across

_SIDE = s.number(0, 2000)
_MARGINS = s.record(
    {"top": _SIDE, "right": _SIDE, "bottom": _SIDE, "left": _SIDE, "secondary bottom": _SIDE}
)
_PROFILE = s.record(
    {
        "size": s.several(s.number(160, 4096)),
        "fps": s.number(10, 60),
        "margins": _MARGINS,
        "limit": s.number(1, 600),
        "loudness": s.number(-30, -8),
        "bitrate": s.number(100_000, 100_000_000),
        "source": s.text,
        "date": s.text,
    }
)
_NEEDED = ("size", "fps", "margins", "limit", "source", "date")


def read(text: str, file: str) -> Read[dict[str, Profile]]:
    """Read all profiles of a file."""
    node, problems = s.tree(text, file)
    if node is None or not isinstance(node.value, dict):
        return {}, problems or ([node.place.problem("settings-not-a-map")] if node else [])
    found: dict[str, Profile] = {}
    for name, part in node.value.items():
        given, wrong = _PROFILE(part)
        if not wrong:
            lacking = [key for key in _NEEDED if key not in given]
            made = None if lacking else _made(name, given)
            if made is None:
                values = {"name": name, "what": ", ".join(lacking) or "margins, size"}
                wrong = [part.place.problem("profile-figures", **values)]  # type: ignore[arg-type]
            else:
                found[name] = made
        problems += wrong
    return found, problems


def _made(name: str, given: dict[str, Any]) -> Profile | None:
    """Return a profile; None if it leaves no room for text, or its size is odd."""
    margins, size = given["margins"], [round(side) for side in given["size"]]
    sides = {key.replace(" ", "_"): round(value) for key, value in margins.items()}
    if len(size) != 2 or any(side % 2 for side in size) or len(sides) != 5:
        return None
    profile = Profile(
        name=name,
        size=(size[0], size[1]),
        fps=round(given["fps"]),
        limit=given["limit"],
        loudness=given.get("loudness", -14.0),
        bitrate=round(given.get("bitrate", 10_000_000)),
        source=given["source"],
        date=given["date"],
        **sides,
    )
    main = profile.area("main")
    least = profile.px(LEAST)
    return profile if main.width >= least and main.height >= least else None
