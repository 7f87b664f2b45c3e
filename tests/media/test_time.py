"""Long clips: no drift, and what isn't shown isn't decoded."""

import os
import time
from pathlib import Path

import av
import numpy as np
import pytest

from clipkit.media import probe
from clipkit.media.decoding import Decoded
from clipkit.media.footage import Footage
from tests.media import files
from tests.media.awkward import NoEncoderError, encoded, ffmpeg, number, numbered

MINUTES = 600.0  # ten of them, in seconds


def test_uneven_frames_do_not_drift_in_ten_minutes(tmp_path: Path) -> None:
    gaps = np.random.default_rng(5).integers(330, 671, 1200)  # ms: a screen that seldom changes
    times = [0, *np.cumsum(gaps).tolist()]
    path = files.clip(tmp_path / "a.mkv", [numbered(k % 32) for k in range(1201)], times=times)
    last = times[-1] / 1000
    assert last == pytest.approx(MINUTES, rel=0.02)
    assert probe.facts(path, "a.mkv").seconds == pytest.approx(last, abs=0.7)
    footage = Footage(path)
    for k in (1200, 1199, 3, 1150, 600):  # sought
        assert number(footage.at(times[k] / 1000 + 0.001).y) == (k % 32, k % 32)
    for k in range(1150, 1201):  # and played to the end
        assert number(footage.at(times[k] / 1000).y) == (k % 32, k % 32)
        assert number(footage.at(times[k] / 1000 - 0.01).y)[0] == (k - 1) % 32
    footage.close()


def plain(path: Path, start: float, seconds: float) -> float:
    """Seconds of a processor that libav takes for a part, alone."""
    began = time.process_time()
    with av.open(str(path)) as opened:
        stream = opened.streams.video[0]
        stream.codec_context.thread_count = 1
        opened.seek(int(start / (stream.time_base or 1)), stream=stream)
        for frame in opened.decode(stream):
            if (frame.time or 0.0) >= start + seconds:
                break
    return time.process_time() - began


def shown(path: Path, start: float, seconds: float) -> float:
    """Seconds of a processor that a clip of 30 frames a second takes for it."""
    began = time.process_time()
    footage = Footage(path)
    for k in range(round(30 * seconds)):
        footage.at(start + k / 30)
    footage.close()
    return time.process_time() - began


def handed(path: Path, start: float, seconds: float) -> float:
    """The same by a child, which is started for it. (Windows tells only of this process.)"""
    began = os.times()
    clip = Decoded(path)
    times = [start + k / 30 for k in range(round(30 * seconds))]
    for k, at in enumerate(times):
        clip.at(at, times[k + 1 :])
    clip.close()
    assert not clip.lost
    return sum(os.times()[:4]) - sum(began[:4])


@pytest.mark.slow
@pytest.mark.parametrize("start", [300.0, 2.5])
def test_five_seconds_of_ten_minutes_in_4k_cost_five_seconds(tmp_path: Path, start: float) -> None:
    second, path = tmp_path / "second.mp4", tmp_path / "a.mp4"
    tags = "setparams=colorspace=bt709:range=tv:color_primaries=bt709:color_trc=bt709"
    try:
        encoded(
            *(second, "-vf", f"scale=3840:2160:out_color_matrix=bt709,format=yuv420p,{tags}"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "40", "-g", "60", "-bf", "2"),
            pictures=[numbered(k % 32) for k in range(60)],
            fps=60,
        )
        ffmpeg("-stream_loop", "599", "-i", second, "-c", "copy", path)
    except NoEncoderError as missing:
        pytest.skip(f"no encoder here makes it: {missing}")
    assert probe.facts(path, "a.mp4").seconds == pytest.approx(MINUTES, abs=0.1)
    alone = plain(path, start, 5.0)
    assert shown(path, start, 5.0) <= 1.5 * alone
    assert handed(path, start, 5.0) <= 1.5 * alone
