"""Text to model: never raises for what a user wrote, never stops at the first problem."""

from typing import TypeVar

from clipkit.errors import Problem

T = TypeVar("T")
Read = tuple[T, list[Problem]]
