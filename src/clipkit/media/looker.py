"""The child process that looks at files first: what crashes or never ends costs this process only.

`python -P -m clipkit.media.looker`. Each line on standard input is one file as JSON: path, key,
wanted (`picture`, `sound` or null), digest. For each a line comes back on standard output:
`{"facts": …}` or `{"problems": […]}`. It ends with its standard input, as it does when its parent
dies.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from clipkit.errors import ClipkitError, Place
from clipkit.media import children, formats, opening, probe
from clipkit.model import facts
from clipkit.model.problems import plain

_PLAYED = 5.0  # seconds that it may take to decode a sound: twenty minutes of it take two
_LARGEST = 300_000_000  # bytes: what is larger can't be read in time from a slow disk


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
        if found.sound:
            _play(Path(path), key)
    except ClipkitError as error:
        return {"problems": plain(error.problems)}
    except MemoryError:
        most = formats.MAX_PIXELS // 1_000_000
        return {"problems": plain([Place(key).problem("media-too-large", path=key, most=most)])}
    return {"facts": facts.packed(found).decode()}


def _play(path: Path, key: str) -> None:
    """Decode a sound: what breaks the process that mixes it later breaks this one, before.

    Raises: ClipkitError: as `opening.sound_stream`.
    """
    if path.stat().st_size > _LARGEST:
        return
    stop = time.monotonic() + _PLAYED
    with opening.lent(path, key) as opened:
        stream = opening.sound_stream(opened, key)
        if stream is None or stream.codec_context.name.startswith("pcm_"):
            return  # samples as they are: nothing is decoded
        for _ in opening.decoded(opened, stream):
            if time.monotonic() > stop:
                return


if __name__ == "__main__":
    sys.exit(main())
