"""Human speech: the clips that Debian's pocketsphinx-testdata holds, by pocketsphinx's own times.

Those are of a grid of 10 ms, and a machine's too: a bound against them holds the two together.
"""

import re
import wave
from pathlib import Path
from typing import Any

import numpy as np

from bench.alignment.recordings import Half, MissingError, Recording, Times

CLIPS = Path("usr/share/pocketsphinx/test/data")
LINES = {"librivox": "transcription", "cards": "cards.transcription"}
HALVES: dict[Half, tuple[int, int]] = {"tune": (0, 2), "held": (1, 2)}  # each second clip


def recording(root: Path, name: str, half: Half) -> Recording:
    """One half of the clips, one after the other. name: `librivox`, `cards`. root: of Debian.

    Raises: MissingError.
    """
    try:
        import pocketsphinx
    except ImportError:
        raise MissingError("pip install pocketsphinx") from None
    folder = root / CLIPS / name
    if not folder.is_dir():
        raise MissingError("apt-get install pocketsphinx-testdata")
    lines = (folder / LINES[name]).read_text("utf-8")
    texts = {
        key: " ".join(said.split()) for said, key in re.findall(r"<s>(.*?)</s>\s*\((.*?)\)", lines)
    }
    first, step = HALVES[half]
    parts, words, at, rate = [], [], 0, 16000
    chosen = sorted(texts)[first::step]
    for key in chosen:
        with wave.open(str(folder / f"{key}.wav")) as file:
            rate = file.getframerate()
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int16)
        words.append(_times(pocketsphinx, texts[key], samples) + at / rate)
        parts.append(samples)
        at += len(samples)
    said = tuple(texts[key] for key in chosen)
    times = np.concatenate(words)
    return Recording("en", rate, np.concatenate(parts), said, times, times)


def _times(pocketsphinx: Any, text: str, samples: Any) -> Times:  # noqa: ANN401
    decoder = pocketsphinx.Decoder(lm=None, loglevel="FATAL")
    decoder.set_align_text(text)
    decoder.start_utt()
    decoder.process_raw(samples.tobytes(), full_utt=True)
    decoder.end_utt()
    found = [
        (re.sub(r"\(\d\)", "", one.word), one.start_frame / 100, (one.end_frame + 1) / 100)
        for one in decoder.seg()
    ]
    said = text.split()
    told = [one for one in found if one[0] in said]
    if [one[0] for one in told] != said:
        raise ValueError(f"pocketsphinx heard {told} in {text}")
    return np.array([times for _, *times in told])
