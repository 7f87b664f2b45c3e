"""What is simply looked up: symbols, units alone, abbreviations, words with their own reading."""

from clipkit.voice.rules import Here

MERIDIEM = {"am": "eigh em", "pm": "pee em"}


def looked_up(here: Here) -> str | None:
    """Read what the language's tables hold."""
    language, core, low = here.language, here.core, here.low
    for name in ("fractions", "symbols"):
        if core in language.table(name):
            return language.table(name)[core]
    if here.after_number:
        said = _after_number(here)
        if said:
            return said
    if low in language.table("words"):
        return language.table("words")[low]
    if low in language.table("abbr") and not core.isupper():
        return language.table("abbr")[low]
    if "." in core and low.rstrip(".") in language.table("abbr_dot"):
        return language.table("abbr_dot")[low.rstrip(".")]
    return None


def _after_number(here: Here) -> str:
    language, low = here.language, here.low
    units = language.table("units")
    short = len(low) < 5 or "/" in low
    if low in units and low != "in" and short and here.core.upper() != here.before.upper():
        return language.plural(units[low], 1 if here.before == "1" else 2)
    if not language.indonesian and low in MERIDIEM:
        return MERIDIEM[low]
    if language.among(low, "loose_magnitude"):
        return language.table("magnitude")[low]
    return ""
