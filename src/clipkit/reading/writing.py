"""The way back: a text as it is written into settings, so that reading it gives it again."""

import json
import re

from clipkit.reading.filling import FILL

# Signs that YAML takes for the end of a line, or for none of a text's.
_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ue000-\uf8ff\ufeff\ufffe\uffff]")


def quoted(text: str) -> str:
    r"""Return a text in quotes, on one line, for a setting's value or name.

    >>> print(quoted('kopi: "enak" #1'))
    "kopi: \"enak\" #1"
    """
    plain = text.encode("utf-8", "replace").decode()  # what a broken terminal sent has no letter
    inner = json.dumps(plain, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", inner)


def unfilled(text: str) -> list[str]:
    """Return names that stand in `{{…}}` in a text: each needs a value, or reading asks for it."""
    return list(dict.fromkeys(match[1].strip() for match in FILL.finditer(text)))
