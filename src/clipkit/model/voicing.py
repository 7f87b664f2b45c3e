"""Who reads a script, and how: a voice's name with its settings."""

import re

from msgspec import Struct

_FORM = re.compile(r"([^{}]*?)\s*\{([^{}]*)\}")


class Voicing(Struct, frozen=True, kw_only=True):
    """A voice as it is asked for.

    name: as `clipkit list voices` has it. speed, pitch: times the usual.
    pause: seconds between sentences; None: as the plan has them.
    folder: where a path in its name begins; no part of its text.
    """

    name: str
    speed: float = 1.0
    pitch: float = 1.0
    pause: float | None = None
    folder: str = ""

    @property
    def file(self) -> str:
        """The file that it is made by, as its name has it; empty: none.

        >>> Voicing(name="piper:suara/siti.onnx").file
        'suara/siti.onnx'
        """
        kind, _, file = self.name.partition(":")
        return file if kind == "piper" and file.lower().endswith(".onnx") else ""

    def __str__(self) -> str:
        """As it is written in a script, with what isn't usual.

        >>> str(Voicing(name="espeak:f2", speed=1.1, pause=0.5))
        'espeak:f2 {speed=1.1 pause=0.5}'
        """
        told = [f"speed={self.speed:g}"] if self.speed != 1.0 else []
        told += [f"pitch={self.pitch:g}"] if self.pitch != 1.0 else []
        told += [f"pause={self.pause:g}"] if self.pause is not None else []
        return f"{self.name} {{{' '.join(told)}}}" if told else self.name

    @classmethod
    def of(cls, text: str) -> "Voicing":
        """Return what `str` has made a text of.

        >>> Voicing.of("espeak {pitch=0.9}")
        Voicing(name='espeak', speed=1.0, pitch=0.9, pause=None, folder='')

        Raises: ValueError: it never made this.
        """
        form = _FORM.fullmatch(text)
        if form is None:
            return cls(name=text)
        pairs = (pair.partition("=") for pair in form[2].split())
        found = {key: float(value) for key, _, value in pairs}
        if not found.keys() <= {"speed", "pitch", "pause"}:
            raise ValueError(f"no voice is asked for by {text!r}")
        return cls(
            name=form[1],
            speed=found.get("speed", 1.0),
            pitch=found.get("pitch", 1.0),
            pause=found.get("pause"),
        )
