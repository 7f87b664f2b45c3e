"""Problems on their way from a child process to its parent: as JSON data, without their words."""

from collections.abc import Sequence
from typing import Any

import msgspec

from clipkit.errors import Problem


def plain(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON data; the parent knows in which language to say them."""
    return [msgspec.to_builtins(problem) for problem in problems]


def from_plain(told: Sequence[dict[str, Any]]) -> tuple[Problem, ...]:
    """Return what `plain` was given.

    Raises: msgspec.ValidationError: `plain` never gave this.
    """
    return msgspec.convert(told, tuple[Problem, ...])
