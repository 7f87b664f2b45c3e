"""What a second render makes anew, and what it finds."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from moviepy import ColorClip
from msgspec.structs import replace

from clipkit.model.cues import Cue, Transition
from clipkit.model.timeline import Timeline
from clipkit.rendering import kept, segments
from clipkit.rendering.encode import Written, form_of, write
from clipkit.rendering.mp4 import Frame, PieceEncoder, join
from clipkit.rendering.packets import Coded, Packets
from clipkit.rendering.planes import Planes
from clipkit.rendering.settings import Settings
from clipkit.rendering.stage import Stage
from clipkit.rendering.workers import taken
from clipkit.store import Cache
from tests.rendering.film import seen
from tests.rendering.sample import FRAME, Files, flat, real, row, saved, timeline

FRAMES = 60  # three pieces: a photo, a fade of six frames, another photo


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def clip(files: Files) -> Timeline:
    return real(timeline(*row(FRAMES), frames=FRAMES), files)


def made(
    clip: Timeline, files: Files, cache: Cache, out: Path, settings: Settings | None = None
) -> Written:
    return write(Stage(clip, files), out / "x.mp4", settings, cache=cache)


def with_cue(clip: Timeline, *more: Cue) -> Timeline:
    return replace(clip, cues=(*clip.cues, *more))


def later(cue: Cue, frames: int) -> Cue:
    return replace(cue, first=cue.first + frames, stop=cue.stop + frames)


def test_nothing_changed_is_nothing_made_and_the_same_file(
    clip: Timeline, files: Files, cache: Cache, tmp_path: Path
) -> None:
    cold = made(clip, files, cache, tmp_path)
    file = (tmp_path / "x.mp4").read_bytes()
    warm = made(clip, files, cache, tmp_path)
    assert (cold.pieces, cold.made, warm.pieces, warm.made) == (3, 3, 3, 0)
    assert (tmp_path / "x.mp4").read_bytes() == file
    assert (warm.frames, warm.fps, warm.size) == (cold.frames, cold.fps, cold.size)


def test_what_is_shown_anew_is_made_anew_and_no_more(
    clip: Timeline, files: Files, cache: Cache, tmp_path: Path
) -> None:
    made(clip, files, cache, tmp_path)
    mark = flat(40, 50, "#FFC93C", box=FRAME._replace(height=40))
    assert made(with_cue(clip, mark), files, cache, tmp_path).made == 1
    assert seen(tmp_path / "x.mp4").rgb(45)[5, 5].astype(int) == pytest.approx(
        (255, 201, 60), abs=12
    )
    moved = replace(mark, first=41)
    assert made(with_cue(clip, moved), files, cache, tmp_path).made == 1
    assert made(with_cue(clip, mark), files, cache, tmp_path).made == 0
    other = flat(40, 50, "#0F7B5F", box=mark.box)
    assert made(with_cue(clip, mark, other), files, cache, tmp_path).made == 1
    assert made(with_cue(clip, other, mark), files, cache, tmp_path).made == 1  # on top: another


def test_a_scene_that_only_moved_keeps_its_pieces(
    files: Files, cache: Cache, tmp_path: Path
) -> None:
    """A longer first scene moves the second by seven frames."""
    one, two, fade = row(FRAMES)
    made(real(timeline(one, two, fade, frames=FRAMES), files), files, cache, tmp_path)
    moved = replace(one, stop=one.stop + 7), later(two, 7), later(fade, 7)
    again = made(real(timeline(*moved, frames=FRAMES + 7), files), files, cache, tmp_path)
    assert (again.pieces, again.made) == (3, 2)  # the first scene, and the fade from it


def test_another_size_or_rate_or_quality_is_another_piece(
    clip: Timeline, files: Files, cache: Cache, tmp_path: Path
) -> None:
    made(clip, files, cache, tmp_path)
    assert made(clip, files, cache, tmp_path, Settings.DRAFT).made == 3
    assert made(clip, files, cache, tmp_path, Settings(crf=30.0)).made == 3
    assert made(clip, files, cache, tmp_path, Settings.DRAFT).made == 0


def test_a_draft_whose_frames_fall_otherwise_is_made_anew(
    files: Files, cache: Cache, tmp_path: Path
) -> None:
    """Every second frame of the clip: from an odd start they are others of the piece."""
    one, two = flat(0, 6, "#0F7B5F"), flat(6, 30, "#B06A36")
    fade = Transition(first=2, stop=4, scene=1, name="crossfade", of=(0, 1))
    made(timeline(one, two, fade, frames=30), files, cache, tmp_path, Settings.DRAFT)
    moved = replace(fade, first=3, stop=5)
    clip = timeline(replace(one, stop=7), later(two, 1), moved, frames=31)
    again = made(clip, files, cache, tmp_path, Settings.DRAFT)
    assert len(seen(tmp_path / "x.mp4").frames) == 16 == again.frames


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty"])
def test_a_damaged_piece_is_made_anew(
    harm: str, clip: Timeline, files: Files, cache: Cache, tmp_path: Path
) -> None:
    made(clip, files, cache, tmp_path)
    file = (tmp_path / "x.mp4").read_bytes()
    for path in (tmp_path / "cache").rglob("pieces/*"):
        content = bytearray(path.read_bytes())
        if harm == "flipped":
            content[len(content) // 2] ^= 1
        path.write_bytes(content if harm == "flipped" else content[: len(content) // 2])
        if harm == "empty":
            path.write_bytes(b"")
    assert made(clip, files, cache, tmp_path).made == 3
    assert (tmp_path / "x.mp4").read_bytes() == file
    assert made(clip, files, cache, tmp_path).made == 0


def test_a_photo_that_changed_since_the_plan_is_not_kept(
    clip: Timeline, files: Files, cache: Cache, tmp_path: Path
) -> None:
    other = saved(tmp_path / "a.png", np.full((80, 60, 3), 200, np.uint8))
    swapped = Files({**files.paths, "a.png": other})
    assert made(clip, swapped, cache, tmp_path).made == 3
    assert made(clip, files, cache, tmp_path).made == 2  # only the second photo was as planned


def test_a_plug_in_that_can_not_tell_is_never_kept(
    clip: Timeline, files: Files, cache: Cache
) -> None:
    guest = ColorClip((20, 20), (255, 0, 0)).with_start(40 / clip.fps).with_duration(10 / clip.fps)
    stage = Stage(clip, files).with_layer(guest)
    pieces = kept.Kept(cache, stage.timeline, files)
    form = form_of(stage, Settings())
    for piece in segments.cut(clip):
        pieces.put(piece, form, Packets.of([Coded(0, 0, 1, True, b"x")]))
    found = [pieces.get(piece, form) is not None for piece in segments.cut(clip)]
    assert found == [True, True, False]


def test_joined_pieces_are_the_pieces(clip: Timeline, files: Files, tmp_path: Path) -> None:
    """Frames as decoded from each piece alone; every time once, none missing."""
    stage = Stage(clip, files)
    write(stage, tmp_path / "x.mp4")
    film, form = seen(tmp_path / "x.mp4"), form_of(stage, Settings(bitrate=clip.bitrate))
    alone: list[bytes] = []
    for piece in segments.cut(clip):
        encoder, frame, reel = PieceEncoder(form, piece.frames), Frame(form.size), stage.reel()
        for number in taken(piece, 1):
            reel.paint(number, frame.planes())
            encoder.encode(frame)
        join(tmp_path / "alone.mp4", form, [encoder.end()], None)
        alone += map(plain, seen(tmp_path / "alone.mp4").frames)
    assert list(map(plain, film.frames)) == alone
    assert len(film.pts) == FRAMES
    steps = {b - a for a, b in pairwise(film.pts)}
    assert steps == {film.pts[1] - film.pts[0]}
    with av.open(str(tmp_path / "x.mp4")) as file:
        dts = [packet.dts for packet in file.demux(file.streams.video[0]) if packet.size]
    assert all(b > a for a, b in pairwise(dts))  # type: ignore[operator]


def plain(planes: Planes) -> bytes:
    return np.concatenate([plane.ravel() for plane in planes]).tobytes()
