"""What others add to clipkit: objects named in the entry points of installed packages.

    [project.entry-points."clipkit.layers"]     # a package's pyproject.toml
    ticker = "my_package:ticker"

A group is looked up when it is first asked for, a plug-in is loaded when it is first used.
"""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Literal, NamedTuple

from clipkit.errors import NOWHERE, ClipkitError

Group = Literal["clipkit.layers", "clipkit.voices"]


class Found(NamedTuple):
    """A loaded plug-in. made_by: its package and version, part of every key made with it."""

    plugin: object
    made_by: str


@cache
def points(group: Group) -> dict[str, EntryPoint]:
    """Entry points of a group, by name; looked up once."""
    return {point.name: point for point in entry_points(group=group)}


def names(group: Group) -> list[str]:
    """Names that installed packages give, sorted; nothing is loaded."""
    return sorted(points(group))


def load(group: Group, name: str) -> Found:
    """Load a plug-in by its name.

    Raises: ClipkitError: plugin-missing, no package gives it; plugin-broken, it can't be imported.
    """
    point = points(group).get(name)
    if point is None:
        known = ", ".join(names(group))
        raise ClipkitError(NOWHERE.problem("plugin-missing", name=name, known=known))
    try:
        plugin: object = point.load()
    except Exception as error:  # a stranger's module may raise anything when it is imported
        problem = NOWHERE.problem("plugin-broken", name=name, reason=error)
        raise ClipkitError(problem) from error
    package = point.dist
    return Found(plugin, f"{package.name} {package.version}" if package else "")
