"""What every part of a reading shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clipkit.errors import Place, Problem

# Beyond so many problems nobody wants to be told what a misspelt name was meant to be.
GUESSES = 100
# Nor are more than these kept: a wrong file could hold a hundred thousand.
MAX_PROBLEMS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Of one script. values: what fills `{{name}}`. problems: all that was found so far."""

    file: str
    values: Mapping[str, str] = field(default_factory=dict)
    allow_outside: bool = False
    problems: list[Problem] = field(default_factory=list)

    def problem(self, place: Place, code: str, **values: str) -> None:
        """Note an error, and go on."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(place.problem(code, "error", **values))

    @property
    def guesses(self) -> bool:
        """Whether a hint may still be looked for."""
        return len(self.problems) < GUESSES
