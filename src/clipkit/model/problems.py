"""Problems on their way from a child process to its parent: as JSON data, without their words."""

from collections.abc import Sequence
from typing import Any

from clipkit.errors import Place, Problem


def plain(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON data; the parent knows in which language to say them."""
    return [
        {"code": p.code, "place": p.place, "values": p.values, "severity": p.severity}
        for p in problems
    ]


def from_plain(told: Sequence[dict[str, Any]]) -> tuple[Problem, ...]:
    """Return what `plain` was given.

    Raises: KeyError, TypeError, ValueError: `plain` never gave this.
    """
    return tuple(
        Problem(
            code=one["code"],
            place=Place(*one["place"]),
            values=tuple((name, value) for name, value in one["values"]),
            severity=one["severity"],
        )
        for one in told
    )
