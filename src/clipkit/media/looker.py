"""The child process that looks at files first: what crashes or never ends costs this process only.

`python -P -m clipkit.media.looker`. Each line on standard input is one file as JSON: path, key,
wanted (`picture`, `sound` or null), digest. For each a line comes back on standard output:
`{"facts": …}` or `{"problems": […]}`. It ends with its standard input, as it does when its parent
dies.
"""

import json
import os
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

from clipkit.errors import ClipkitError, Place
from clipkit.media import formats, probe
from clipkit.model import facts
from clipkit.model.problems import plain

MEMORY = 4_000_000_000  # bytes of addresses: of 100 megapixels Pillow takes a tenth


def main() -> int:
    """Look at what is asked for until nothing more is."""
    warnings.simplefilter("ignore")
    with suppress(ImportError, ValueError, OSError):  # Windows has none of it, macOS not all
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    telling = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no part of what is told
    for line in sys.stdin.buffer:
        telling.write(json.dumps(_looked(**json.loads(line))) + "\n")
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
