from pathlib import Path

import pytest

import clipkit
from clipkit.reading import profiles

SHIPPED = Path(clipkit.__file__).parent / "assets" / "profiles.yaml"
ONE = """
x:
  size: [1080, 1920]
  fps: 30
  margins: {top: 288, right: 192, bottom: 672, left: 120, secondary bottom: 440}
  limit: 60
  source: a page
  date: 2026-11-24
"""


def test_the_shipped_figures_are_the_platforms_own() -> None:
    found, problems = profiles.read(SHIPPED.read_text("utf-8"), SHIPPED.name)
    assert problems == []
    assert list(found) == [
        *("universal", "shorts", "reels", "tiktok", "status", "square", "portrait", "wide")
    ]
    assert found["universal"].area("main") == (120, 288, 768, 960)
    assert found["universal"].area("low").bottom == 1480
    assert found["tiktok"].area("main").bottom == 1480
    for profile in found.values():
        assert profile.limit == 60
        assert profile.source
        assert profile.date
        assert not any(side % 2 for side in profile.size)


@pytest.mark.parametrize(
    "change",
    [
        ("  fps: 30\n", ""),
        ("  source: a page\n", ""),
        ("top: 288, ", ""),
        ("[1080, 1920]", "[1081, 1920]"),
        ("bottom: 672", "bottom: 1600"),
    ],
)
def test_a_profile_that_lacks_figures_or_room_is_a_problem(change: tuple[str, str]) -> None:
    found, problems = profiles.read(ONE.replace(*change), "profiles.yaml")
    assert found == {}
    assert [p.code for p in problems] == ["profile-figures"]


def test_a_profile_has_its_name() -> None:
    found, problems = profiles.read(ONE, "profiles.yaml")
    assert problems == []
    assert found["x"].name == "x"
    assert found["x"].loudness == -14.0


def test_a_text_that_is_no_table_of_profiles_is_a_problem() -> None:
    found, problems = profiles.read("- a\n", "profiles.yaml")
    assert found == {}
    assert [p.code for p in problems] == ["settings-not-a-map"]
