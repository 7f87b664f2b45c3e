from pathlib import Path

import numpy as np
import pytest

from clipkit.rendering.bridge import write_moviepy
from clipkit.rendering.encode import write
from clipkit.rendering.settings import Settings
from clipkit.rendering.stage import Stage
from tests.rendering.film import Film, seen
from tests.rendering.sample import Files, psnr, row, sound, timeline


@pytest.mark.slow
def test_moviepys_file_is_the_fast_writers(files: Files, tmp_path: Path) -> None:
    stage = Stage(timeline(*row(40), frames=40), files, sound(40))
    told: list[tuple[int, int]] = []
    moviepys = write_moviepy(stage, tmp_path / "a.mp4", progress=lambda n, of: told.append((n, of)))
    ours = write(stage, tmp_path / "b.mp4")
    slow, fast = seen(tmp_path / "a.mp4"), seen(tmp_path / "b.mp4")
    assert len(slow.frames) == len(fast.frames) == 40
    for name in ("codec", "profile", "pixels", "rate", "tags", "sound", "seconds", "pts"):
        assert getattr(slow, name) == getattr(fast, name), name
    assert slow.sound_seconds == pytest.approx(fast.sound_seconds, abs=0.02)
    assert slow.boxes.index("moov") < slow.boxes.index("mdat")
    assert min(psnr(slow.rgb(n), fast.rgb(n)) for n in range(0, 40, 6)) >= 32
    for number in (0, 20, 39):
        assert psnr(slow.rgb(number), stage.rgb(number)) >= 32
    assert told == [(n, 40) for n in range(1, 41)]
    assert (moviepys.frames, moviepys.fps, moviepys.size) == (ours.frames, ours.fps, ours.size)
    assert 0 < moviepys.painting < moviepys.seconds
    assert late(slow, fast) == 0


def late(one: Film, other: Film) -> int:
    """Samples by which a file's sound comes after another's, by correlation."""
    size = 1 << 18
    first, second = (np.fft.rfft(film.samples[2000:50000, 0], size) for film in (one, other))
    found = int(np.argmax(np.fft.irfft(first * second.conj())))
    return found if found < size // 2 else found - size


@pytest.mark.parametrize("frames", [29, 30])  # int(29 / 30 * 30) is 28
def test_moviepys_draft_is_the_fast_writers(files: Files, tmp_path: Path, frames: int) -> None:
    stage = Stage(timeline(*row(frames), frames=frames), files, sound(frames))
    moviepys = write_moviepy(stage, tmp_path / "a.mp4", Settings.DRAFT)
    ours = write(stage, tmp_path / "b.mp4", Settings.DRAFT)
    assert (moviepys.frames, moviepys.fps, moviepys.size) == (ours.frames, ours.fps, ours.size)
    slow, fast = seen(tmp_path / "a.mp4"), seen(tmp_path / "b.mp4")
    assert len(slow.frames) == len(fast.frames) == 15
    assert slow.rate == fast.rate == 15
    assert min(psnr(slow.rgb(n), fast.rgb(n)) for n in range(15)) >= 28  # crf 28, both


def test_no_frame_is_lost_to_rounding(files: Files, tmp_path: Path) -> None:
    stage = Stage(timeline(*row(29), frames=29), files)
    assert write_moviepy(stage, tmp_path / "a.mp4").frames == 29
    assert len(seen(tmp_path / "a.mp4").frames) == 29
