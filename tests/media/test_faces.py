"""People's faces are found and kept in view, and nothing else is taken for one."""

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from clipkit.media import faces, probe, saliency
from clipkit.model.facts import Facts, Part, around
from clipkit.model.script import Picture
from clipkit.planning.cropping import fitted, panel_box, subject
from clipkit.planning.framing import Shown, views
from clipkit.units import Box
from tests.media.files import clip

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
PHOTOS = sorted(
    path for name in ("candi", "kopi", "rabies") for path in (EXAMPLES / name).glob("*/*.jpg")
)
FRAMES = [(1080, 1920), (1080, 1080), (1920, 1080)]
HAIR, CHIN, LEFT, RIGHT = 0.03, 0.31, 0.34, 0.56  # where the head ends, by its ears


def portrait(side: int = 384) -> Image.Image:
    """NASA's photo of Eileen Collins: `pictures/CREDITS.md`."""
    with Image.open(HERE / "pictures" / "astronaut.jpg") as image:
        whole: Image.Image = image.convert("RGB")
    return whole.resize((side, side), Image.Resampling.LANCZOS)


def facts(tmp_path: Path, image: Image.Image) -> Facts:
    image.save(tmp_path / "a.png")
    return probe.facts(tmp_path / "a.png", "a.png")


def pair(between: int, apart: int = 0) -> Image.Image:
    """Two people at the sides of a wide picture, the second `apart` px lower, with a lawn amid."""
    person = portrait().crop((60, 0, 290, 384))
    image = Image.new("RGB", (2 * person.width + between, person.height + apart), (90, 140, 70))
    image.paste(person, (0, 0))
    image.paste(person, (image.width - person.width, apart))
    return image


def test_a_head_is_found_with_its_hair(tmp_path: Path) -> None:
    found = facts(tmp_path, portrait())
    ((left, top, right, bottom),) = found.faces
    assert LEFT - 0.06 < left < LEFT
    assert 0.0 <= top < HAIR
    assert RIGHT < right < RIGHT + 0.06
    assert CHIN < bottom < CHIN + 0.1
    assert found.focus == pytest.approx(((left + right) / 2, (top + bottom) / 2))


def test_a_head_joins_what_stands_out(tmp_path: Path) -> None:
    found = facts(tmp_path, portrait())
    alone = saliency.seen(portrait(128)).subject
    assert alone is not None
    assert alone[1] > HAIR  # without it, the hair is cut
    assert found.subject == pytest.approx(around((alone, *found.faces)), abs=0.03)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_head_is_where_the_picture_is_turned(tmp_path: Path, turn: int) -> None:
    found = facts(tmp_path, portrait()).turned(turn)
    upright = facts(tmp_path, portrait()).faces
    assert found.turned(360 - turn).faces[0] == pytest.approx(upright[0])


def test_people_are_told_from_left_to_right(tmp_path: Path) -> None:
    one, other = facts(tmp_path, pair(260, apart=60)).faces
    assert one[2] < 0.4
    assert other[0] > 0.6
    assert one[3] < other[3]


def test_passers_by_are_left_out(tmp_path: Path) -> None:
    image = Image.new("RGB", (700, 480), (90, 140, 70))
    image.paste(portrait(480), (0, 0))
    image.paste(portrait(120).crop((18, 0, 90, 120)), (600, 60))
    assert len(facts(tmp_path, image).faces) == 1


@pytest.mark.parametrize("path", PHOTOS, ids=lambda path: path.name)
def test_nobody_is_in_a_picture_without_people(path: Path) -> None:
    """Its subject is what it always was: what stands out."""
    found = probe.facts(path, path.name)
    assert found.faces == ()
    assert found.subject is not None


@pytest.mark.parametrize("size", [(3, 3), (48, 48), (47, 4000), (4000, 50), (1080, 1920)])
def test_nobody_is_in_any_shape_of_noise_or_plain_colour(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (size[1], size[0], 3), np.uint8)
    assert faces.heads(Image.fromarray(noise)) == ()
    assert faces.heads(Image.new("RGB", size, (200, 160, 140))) == ()


def test_a_clip_has_the_faces_of_its_first_frame(tmp_path: Path) -> None:
    frame = np.asarray(portrait())
    clip(tmp_path / "a.mp4", [frame, frame])
    assert len(probe.facts(tmp_path / "a.mp4", "a.mp4").faces) == 1


@pytest.mark.parametrize("content", [None, b"", b"no model", faces.MODEL.read_bytes()[:500_000]])
def test_without_its_model_nobody_is_found(tmp_path: Path, content: bytes | None) -> None:
    model = tmp_path / "model.tflite"
    if content is not None:
        model.write_bytes(content)
    assert faces.heads(portrait(), model) == ()


def test_a_model_is_found_in_a_folder_of_any_letters(tmp_path: Path) -> None:
    model = tmp_path / "Łódź 東京.tflite"
    model.write_bytes(faces.MODEL.read_bytes())
    assert faces.heads(portrait(), model) == faces.heads(portrait())


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
@pytest.mark.parametrize("seconds", [2.0, 9.0])
@pytest.mark.parametrize("between", [0, 120, 500])
def test_no_face_is_ever_cut(
    tmp_path: Path, between: int, seconds: float, turn: int, frame: tuple[int, int]
) -> None:
    picture = Picture(source="a.png", at=0)
    for image in (portrait(), pair(between)):
        known = facts(tmp_path, image)
        fit = fitted(picture, known, frame)
        whole = Box(0, 0, *frame)
        panel = Box(0, frame[1] // 4, frame[0], frame[1] // 2)
        box = whole if fit == "cover" else panel_box(panel, known.size, subject(picture, known))
        part = Shown(
            picture=picture,
            facts=replace(known, path="a.png"),
            fit=fit,
            box=box,
            centre=(0.5, 0.45),
            seconds=seconds,
            turn=turn,
        )
        for view in views(part):
            assert inside(around(known.faces), seen(known.size, box, view))


def seen(size: tuple[int, int], box: Box, view: tuple[float, float, float]) -> Part:
    """Return what of a picture is seen, in shares."""
    zoom, x, y = view
    scale = max(box.width / size[0], box.height / size[1]) * zoom
    wide, high = box.width / scale / size[0], box.height / scale / size[1]
    left, top = x * (1 - wide), y * (1 - high)
    return left, top, left + wide, top + high


def inside(heads: Part, view: Part) -> bool:
    """Whether heads are in a view, but for its rounding."""
    return (
        view[0] <= heads[0] + 0.001
        and view[1] <= heads[1] + 0.001
        and heads[2] <= view[2] + 0.001
        and heads[3] <= view[3] + 0.001
    )
