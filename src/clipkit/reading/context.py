"""What every part of a reading shares."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from clipkit.errors import Place, Problem

# Beyond so many problems nobody wants to be told what a misspelt name was meant to be.
GUESSES = 20
# Nor are more than these looked for: a wrong file could hold a hundred thousand.
MAX_PROBLEMS = 1000
MAX_FILLED = 256  # kB of what fills `{{name}}`: as much as a script may hold itself


class TooManyError(Exception):
    """So much is wrong with a text that it is read no further; never leaves this room."""


class Context(Struct, kw_only=True):
    """Of one script. values: what fills `{{name}}`. problems: all that was found so far.

    filled: characters that took the place of a `{{name}}`.
    """

    file: str
    values: Mapping[str, str] = field(default_factory=dict)
    allow_outside: bool = False
    problems: list[Problem] = field(default_factory=list)
    filled: int = 0

    def problem(self, place: Place, code: str, **values: str) -> None:
        """Note an error, and go on."""
        self.note([place.problem(code, "error", **values)])

    def note(self, problems: Iterable[Problem]) -> None:
        """Note what others found.

        Raises: TooManyError: it is enough.
        """
        self.problems.extend(problems)
        if len(self.problems) >= MAX_PROBLEMS:
            del self.problems[MAX_PROBLEMS:]
            raise TooManyError

    @property
    def guesses(self) -> bool:
        """Whether a hint may still be looked for."""
        return len(self.problems) < GUESSES
