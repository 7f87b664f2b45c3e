"""template.yaml to a Template; `extend:` is resolved by whoever can load the other one."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from msgspec.structs import replace

from clipkit.errors import Place, Problem
from clipkit.model.style import TextStyle
from clipkit.model.template import STYLES, ZONES, Inks, LabelLook, Template, Var, Wording, Zone
from clipkit.reading import Read
from clipkit.reading import settings as s
from clipkit.reading.keys import TRANSITIONS
from clipkit.reading.styles import role, style

Loader = Callable[[str], Read[Template | None]]

_AREA = s.choice("main", "low", "frame")
_SHARE = s.number(0, 1)
_PX = s.number(2, 160)
_ZONE = s.record(
    {
        "area": _AREA,
        "x": _SHARE,
        "width": _SHARE,
        "centred": s.flag,
        "bleed": s.flag,
        "anchor": s.choice("top", "middle", "bottom"),
        "y": _SHARE,
        "below": s.several(s.text),
        "above": s.several(s.text),
        "gap": s.number(0, 40),
        "beside": s.text,
        "height": _SHARE,
    }
)
_LABEL = s.record(
    {
        "text": s.text,
        "zone": s.text,
        "style": s.text,
        "shape": s.choice("none", "pill", "badge", "button", "rule"),
        "when": s.choice("first", "each", "last", "outro"),
        "ink": role,
        "edge": role,
        "strike": s.flag,
        "needs": s.text,
    }
)
_BOTH = s.record({"id": s.text, "en": s.text})


def _wording(node: s.Node) -> Read[Wording]:
    """Read `{id: …, en: …}`; one text stands for both."""
    if isinstance(node.value, dict):
        given, problems = _BOTH(node)
        one = next(iter(given.values()), "")
        return Wording(**{"id": one, "en": one} | given), problems
    value, problems = s.text(node)
    return Wording(id=value, en=value), problems


_VAR = s.record({"label": _wording, "example": _wording, "most": s.number(1, 200)})


def _named(reader: s.Reader) -> s.Reader:
    """Return a reader of a mapping of any names to what `reader` reads, in order."""

    def read(node: s.Node) -> Read[dict[str, Any]]:
        if not isinstance(node.value, dict):
            return {}, [node.place.problem("settings-not-a-map")]
        found = {name: reader(part) for name, part in node.value.items()}
        problems = [problem for _, wrong in found.values() for problem in wrong]
        return {name: value for name, (value, _) in found.items()}, problems

    return read


def _styles(node: s.Node) -> Read[dict[str, TextStyle]]:
    if not isinstance(node.value, dict):
        return {}, [node.place.problem("settings-not-a-map")]
    found = {name: style(part, name) for name, part in node.value.items()}
    problems = [problem for _, wrong in found.values() for problem in wrong]
    return {name: value for name, (value, _) in found.items()}, problems


def _two(node: s.Node) -> Read[tuple[str, str]]:
    """Read a role, or two: from top to bottom."""
    value, problems = s.several(role)(node)
    if problems or len(value) > 2:
        return ("", ""), problems or [node.place.problem("value-not-text")]
    return (value[0], value[-1]), []


_INKS = s.record(
    {
        "title bar": lambda node: ("", []) if node.value == "none" else role(node),
        "third plate": role,
        "third bar": role,
        "item plate": role,
        "item badge": role,
        "progress": role,
        "progress rest": role,
        "quotation": role,
        "scrim": role,
        "ground": _two,
        "card": _two,
    }
)
_TEMPLATE = s.record(
    {
        "about": _wording,
        "extend": s.text,
        "caption": s.text,
        "transition": s.choice(*TRANSITIONS),
        "motion": s.choice(
            *("auto", "none", "zoom-in", "zoom-out"),
            *("pan-left", "pan-right", "pan-up", "pan-down"),
        ),
        "progress": s.choice("story", "none"),
        "numbers": s.flag,
        "headline": s.flag,
        "stays": s.flag,
        "keep": _SHARE,
        "badge": _PX,
        "third rule": _PX,
        "intro": s.choice("card", "none"),
        "outro": s.choice("card", "none"),
        "dim list": _SHARE,
        "dim quotation": _SHARE,
        "music": s.number(-40, -10),
        "duck": s.number(-40, 0),
        "inks": _INKS,
        "zones": _named(_ZONE),
        "labels": _named(_LABEL),
        "vars": _named(_VAR),
        "styles": _styles,
    }
)


def read(text: str, file: str, *, name: str = "", load: Loader | None = None) -> Read[Template]:
    """Read a template.

    name: what it is called. load: gives the template that it extends, by name, or a problem without
    a place; what that holds stays unless this one says otherwise, zone by zone, label by label,
    style by style.
    """
    node, problems = s.tree(text, file)
    if node is None:
        return Template(name=name, file=file), problems
    given, wrong = _TEMPLATE(node)
    problems = problems + wrong
    under = Template(name=name)
    if "extend" in given:
        own = (name, PurePath(file).name)
        known, wrong = _extended(given.pop("extend"), own, load, node)
        problems += wrong
        if known is None:  # what it lacks can't be told without
            return _over(under, given, name, file), problems
        under = known
    made = _over(under, given, name, file)
    return made, problems + _incomplete(made, node)


def _extended(
    wanted: str, own: tuple[str, str], load: Loader | None, node: s.Node
) -> Read[Template | None]:
    """Return what is extended. own: what the template that extends it is called, and its file."""
    assert isinstance(node.value, dict)  # noqa: S101 - it was read as a mapping
    place = node.value["extend"].place
    if wanted in own:
        return None, [place.problem("template-loop", name=wanted)]
    if load is None:
        return None, [place.problem("option-unknown-name", kind="template", name=wanted, near="")]
    found, problems = load(wanted)
    return found, [one if one.place.file else one.moved(place) for one in problems]


def _over(under: Template, given: Mapping[str, Any], name: str, file: str) -> Template:
    """Lay what was given over what it extends."""
    zones = {zone.name: zone for zone in under.zones}
    for key, parts in given.get("zones", {}).items():
        zones[key] = replace(zones.get(key, Zone(name=key)), **parts)
    labels = {label.name: label for label in under.labels}
    for key, parts in given.get("labels", {}).items():
        usual = LabelLook(name=key, text=f"{{{{{key}}}}}", zone=key, style=key)
        labels[key] = replace(labels.get(key, usual), **parts)
    asked = {var.name: var for var in under.vars}
    for key, parts in given.get("vars", {}).items():
        most = {"most": round(parts["most"])} if "most" in parts else {}
        asked[key] = replace(asked.get(key, Var(name=key)), **(parts | most))
    styles = {style.name: style for style in under.styles} | given.get("styles", {})
    inks = {key.replace(" ", "_"): value for key, value in given.get("inks", {}).items()}
    dim = (
        given.get("dim list", under.dim[0]),
        given.get("dim quotation", under.dim[1]),
    )
    own = (
        *("about", "caption", "transition", "motion", "progress", "numbers", "headline"),
        *("stays", "keep", "intro", "outro", "music", "duck"),
    )
    plain = {key: given[key] for key in own if key in given}
    whole = ("badge", "third rule")
    plain |= {key.replace(" ", "_"): round(given[key]) for key in whole if key in given}
    return replace(
        under,
        name=name,
        file=file,
        zones=tuple(zones.values()),
        labels=tuple(labels.values()),
        vars=tuple(asked.values()),
        styles=tuple(styles.values()),
        inks=replace(under.inks, **inks) if inks else under.inks or Inks(),
        dim=dim,
        **plain,
    )


def _incomplete(template: Template, node: s.Node) -> list[Problem]:
    """Return a problem for each zone or style that is needed, or named, and isn't there."""
    place = node.place
    zones = {zone.name for zone in template.zones}
    named = {n for z in template.zones for n in (*z.below, *z.above, z.beside) if n}
    named |= {label.zone for label in template.labels} | set(ZONES)
    styles = {style.name for style in template.styles}
    used = {label.style for label in template.labels} | set(STYLES)
    wrong = [
        place.problem("template-zone", name=name, known=", ".join(ZONES))
        for name in sorted(named - zones)
    ]
    wrong += [
        place.problem("template-style", name=name, known=", ".join(STYLES))
        for name in sorted(used - styles)
    ]
    return wrong or _circular(template, place)


def _circular(template: Template, place: Place) -> list[Problem]:
    """Return a problem if zones keep clear of each other in a circle, which has no beginning."""
    for way in ("below", "above"):
        near = {zone.name: set(getattr(zone, way)) for zone in template.zones}
        while near:
            free = [name for name, others in near.items() if not others & set(near)]
            if not free:
                name = sorted(near)[0]
                return [place.problem("template-zone", name=name, known=", ".join(ZONES))]
            for name in free:
                del near[name]
    return []
