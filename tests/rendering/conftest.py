from pathlib import Path

import pytest

from tests.rendering.sample import Files, picture, saved


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder: Path = tmp_path_factory.mktemp("media")
    return Files(
        {
            "a.png": saved(folder / "a.png", picture(600, 800, 1)),
            "b.png": saved(folder / "b.png", picture(900, 600, 2)),
            "icon.png": saved(folder / "icon.png", picture(16, 16, 3)),
            "wide.png": saved(folder / "wide.png", picture(4000, 300, 4)),
        }
    )
