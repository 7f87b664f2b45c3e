"""How near words are found, in rooms and noise, by voices that CI has; others: bench.alignment."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.alignment.degraded import WAYS, degraded
from bench.alignment.engines import READERS
from bench.alignment.recordings import Recording
from clipkit.voice.align import Aligner
from clipkit.voice.judging import Alignment
from tests.pace import work
from tests.voice.recordings import RATE, SCRIPT, recorded, spoken

Seconds = NDArray[np.float64]
OTHERS = [who for who in READERS if who.engine == "espeak" and who.half == "tune"]


def off(found: Alignment, one: Recording) -> tuple[Seconds, Seconds]:
    """Seconds that starts and ends are off; every sentence is found."""
    assert all(found.words)
    apart = np.abs(np.array([word for words in found.words for word in words]) - one.words)
    return apart[:, 0], apart[:, 1]


@pytest.mark.slow
@pytest.mark.parametrize("way", sorted(WAYS))
def test_words_of_other_voices_are_found(way: str) -> None:
    starts: list[float] = []
    ends: list[float] = []
    for who in OTHERS:
        one = who.recording()
        heard = degraded(one.samples, one.rate, way)
        found = Aligner(one.lang).align(heard, one.rate, one.script)
        for all_of, some in zip((starts, ends), off(found, one), strict=True):
            all_of.extend(some)
    median, most = (0.017, 0.050) if way == "clean" else (0.020, 0.080)
    assert np.median(starts) <= median
    assert np.percentile(starts, 95) <= most
    assert np.mean(np.array(starts) < 0.1) >= 0.97
    assert np.median(ends) <= 0.025
    assert np.percentile(ends, 95) <= 0.150


def test_the_same_recording_has_the_same_times() -> None:
    samples, _ = recorded(SCRIPT[:2])
    first, again = (Aligner("id").align(samples, RATE, spoken(*SCRIPT[:2])) for _ in range(2))
    assert first.words == again.words
    assert first.sure == again.sure


def test_speech_that_stops_in_the_middle_of_a_script_is_found() -> None:
    """The end lies far beyond what a search looks at from where the speech stops."""
    samples, starts = recorded(SCRIPT[:1])
    script = spoken(*(SCRIPT[:1] + SCRIPT[1:] * 8))
    found = Aligner("id").align(samples, RATE, script)
    assert (
        np.median([abs(w.start - at) for w, at in zip(found.words[0], starts[0], strict=True)])
        < 0.02
    )
    assert sum(map(bool, found.words)) < 4


@pytest.mark.slow
def test_ten_minutes_take_little_memory_and_time(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "bench.jobs", "alignment, 10 minutes", str(tmp_path), "600"]
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["missed"] <= 1
    assert told["rss"] <= 300
    slower = max(1.0, work() / 0.03)
    assert told["minute"] <= 2 * slower
