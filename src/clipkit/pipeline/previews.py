"""What there is to choose from, as pictures."""

from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from clipkit.errors import NOWHERE, ClipkitError
from clipkit.model.brand import Brand
from clipkit.model.style import TextStyle, resolved
from clipkit.pipeline import folders
from clipkit.pipeline.listing import Styles, template_names
from clipkit.units import Box

if TYPE_CHECKING:
    import numpy as np

SHOWN = ("styles", "templates")  # kinds that have a look; voices have a sound (`auditions`)
SIZE = (900, 760)  # px, of a style's picture
GROUND = ("#CED6DC", "#263442")  # from top to bottom
SAID = {"id": "Ini gaya {name}: kata demi kata", "en": "This is {name}, word by word"}


def sheet(kind: str, lang: str) -> "np.ndarray":
    """Return all of a kind on one sheet, (h, w, 3) uint8 RGB. lang: `id` or `en`.

    Raises: ClipkitError: option-value, the kind has no look.
    """
    from clipkit.delivery import sheet as board

    if kind not in SHOWN:
        form = ", ".join(("voices", *SHOWN))
        raise ClipkitError(NOWHERE.problem("option-value", option="--sheet", value=kind, form=form))
    made = _templates() if kind == "templates" else _styles(lang)
    return board.sheet(list(made.values()), list(made))


def _templates() -> "dict[str, np.ndarray]":
    import numpy as np
    from PIL import Image

    found = {}
    for name in template_names():
        with Image.open(folders.shelf("templates") / name / "preview.jpg") as image:
            found[name] = np.asarray(image.convert("RGB"))
    return found


def _styles(lang: str) -> "dict[str, np.ndarray]":
    """A card in each style, its third word lit, on a ground that goes from light to dark."""
    roles = asdict(Brand().colours)
    return {
        name: _set(SAID[lang].format(name=name.replace("_", " ")), resolved(style, roles))
        for name, style in Styles().items()
    }


def _set(said: str, style: TextStyle) -> "np.ndarray":
    """A text over the ground."""
    from clipkit import text
    from clipkit.rendering.layers.pictures import sloped
    from clipkit.rendering.planes import Patch, planes_to_rgb

    free = replace(style, max_lines=6)
    measured = text.measure(said.split(" "), free, width=SIZE[0] - 120, height=SIZE[1] - 60)
    box = Box(60, (SIZE[1] - measured.height) // 2, SIZE[0] - 120, measured.height)
    sprite = text.Card(measured.lines, free, measured.size, box).sprite(2)
    planes = sloped(Box(0, 0, *SIZE), GROUND)
    Patch(sprite.rgba, sprite.x, sprite.y).blend(planes)
    return planes_to_rgb(planes)
