"""Contrast of the roles that a template lays over each other (WCAG 2.2, relative luminance)."""

from collections.abc import Mapping

from clipkit.errors import Place, Problem
from clipkit.model.style import TextStyle
from clipkit.model.template import Template

LEAST = 3.0  # WCAG 2.2, 1.4.3, large text
_GROUNDS = {"primary", "accent"}  # that change where they lie under ink or paper


def contrast(one: str, other: str) -> float:
    """Return the contrast of two `#rrggbb` colours, 1.0 to 21.0.

    >>> round(contrast("#FFFFFF", "#000000"), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def grey_of(colour: str) -> float:
    """Return the grey, 0.0 to 255.0, that is as light as a colour.

    >>> round(grey_of("#FF0000"))
    127
    """
    return _grey(_luminance(colour))


def grey_under(text: str, least: float) -> float:
    """Return the lightest grey, 0.0 to 255.0, on which a light text has a contrast.

    >>> round(grey_under("#FFFFFF", 4.5))
    119
    """
    return _grey(max(0.0, (_luminance(text) + 0.05) / least - 0.05))


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour so far from `one` to `other`, 0.0 to 1.0, `#rrggbb`.

    >>> mixed("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = zip(_levels(one), _levels(other), strict=True)
    return "#" + "".join(f"{int(a + (b - a) * share + 0.5):02X}" for a, b in pairs)


def passing(colour: str, under: str, least: float = LEAST) -> str:
    """Return the colour nearest to one of them that passes over `under`, in steps of 2 %."""
    for step in range(51):
        for end in ("#000000", "#FFFFFF"):
            nearer = mixed(colour, end, step / 50)
            if contrast(nearer, under) >= least:
                return nearer
    return "#000000"


def contrast_problems(
    template: Template, caption: TextStyle, roles: Mapping[str, str], place: Place
) -> list[Problem]:
    """Return a warning for each pair of roles that is hard to read, with a colour that isn't.

    Each takes it that the colours which those before it name are taken: together they can be read.
    """
    problems: list[Problem] = []
    better = dict(roles)
    pairs = sorted(_pairs(template, caption), key=lambda pair: (bool(_GROUNDS & {*pair}), pair))
    for over, under in pairs:
        found = contrast(better[over], better[under])
        if found >= LEAST:
            continue
        changed = under if under in _GROUNDS else over
        better[changed] = passing(roles[changed], better[over if changed == under else under])
        problems.append(
            place.problem(
                "contrast-low",
                "warning",
                over=over,
                under=under,
                contrast=f"{found:.1f}",
                role=changed,
                better=better[changed],
            )
        )
    return problems


def _pairs(template: Template, caption: TextStyle) -> set[tuple[str, str]]:
    """Return (text, ground) roles that a template lays over each other."""
    fills = {style.name: style.plain.fill[0] for style in template.styles}
    plates = {style.name: style.plate.colour for style in template.styles if style.plate}
    inks = template.inks
    pairs = {(fills[name], colour) for name, colour in plates.items()}
    pairs |= {
        (fills[label.style], label.ink)
        for label in template.labels
        if label.shape not in ("none", "rule") and label.style in fills
    }
    pairs |= {
        (fills.get("name", "ink"), inks.third_plate),
        (fills.get("item", "ink"), inks.item_plate),
        (fills.get("number", "paper"), inks.item_badge),
        (fills.get("title", "paper"), plates.get("title", inks.scrim)),
    }
    if caption.plate is not None:
        under = caption.active.box if caption.plate.scope == "word" else caption.plate.colour
        pairs.add((caption.active.fill[0], under or caption.plate.colour))
    named = {(_role(a), _role(b)) for a, b in pairs}
    return {(a, b) for a, b in named if a and b and a != b}


def _role(colour: str) -> str:
    """Return a role without its opacity; nothing for what is no role."""
    return next((r for r in ("primary", "accent", "ink", "paper") if colour.startswith(r)), "")


def _levels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _grey(light: float) -> float:
    return 255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (level / 255 for level in _levels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
