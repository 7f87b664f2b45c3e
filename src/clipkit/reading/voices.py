"""A voice with its settings, as text: `espeak:f2 {speed=1.1 pitch=0.9 pause=0.5}`."""

import re

from clipkit.model.voicing import Voicing
from clipkit.reading import Read
from clipkit.reading.context import Context
from clipkit.reading.settings import Node, text

_FORM = re.compile(r"(?P<name>[^{}]+?)\s*(?:\{(?P<inner>[^{}]*)\})?")


def voice(node: Node) -> Read[str]:
    """Read a voice; what is returned is `str` of its Voicing."""
    from clipkit.reading import attributes, keys  # late: both know this reader

    written, problems = text(node)
    if problems or not set("{}") & set(written):
        return written, problems
    form = _FORM.fullmatch(written)
    if form is None:
        return "", [node.place.problem("value-voice", value=written)]
    context = Context(file=node.place.file)
    place = node.place.along(form.start("inner"))
    found = attributes.read(form["inner"], place, keys.VOICE, context)
    return str(Voicing(name=form["name"], **found)), context.problems
