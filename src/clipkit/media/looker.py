"""The child process that looks at files first: what crashes or never ends costs this process only.

`python -P -m clipkit.media.looker`. Each line on standard input is one file as JSON: path, key,
wanted (`picture`, `sound` or null), digest. For each a line comes back on standard output:
`{"facts": …}` or `{"problems": […]}`. It ends with its standard input, as it does when its parent
dies.
"""

import json
import sys
from pathlib import Path
from typing import Any

from clipkit.errors import ClipkitError, Place
from clipkit.media import children, formats, probe
from clipkit.model import facts
from clipkit.model.problems import plain


def main() -> int:
    """Look at what is asked for until nothing more is."""
    telling = children.begun()
    for line in sys.stdin.buffer:
        telling.write(json.dumps(_looked(**json.loads(line))).encode() + b"\n")
        telling.flush()
    return 0


def _looked(path: str, **said: Any) -> dict[str, Any]:  # noqa: ANN401 - as `Unknown` has them
    key = said["key"]
    try:
        found = probe.facts(Path(path), **said)
    except ClipkitError as error:
        return {"problems": plain(error.problems)}
    except MemoryError:
        most = formats.MAX_PIXELS // 1_000_000
        return {"problems": plain([Place(key).problem("media-too-large", path=key, most=most)])}
    return {"facts": facts.packed(found).decode()}


if __name__ == "__main__":
    sys.exit(main())
