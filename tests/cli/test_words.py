from pathlib import Path

import pytest

from clipkit.cli import words


@pytest.fixture(autouse=True)
def _no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("value", "lang"), [("id_ID.UTF-8", "id"), ("en_GB", "en"), ("jv_ID", "en"), ("", "en")]
)
def test_the_locale_chooses_if_we_speak_it(
    value: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", value)
    assert words.of_locale() == lang


def test_what_is_asked_for_is_stronger_than_the_script() -> None:
    assert words.of_script(words.Lang.EN, "-", "bahasa: id") == "en"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("---\nbahasa: 'en'\n---\nKopi yang enak.", "en"),
        ("---\nlang: id\n---\nThe coffee.", "id"),
        ("The coffee of the village is good.", "en"),
        ("Kopi dari kampung kami.", "id"),
        ("", "en"),
    ],
)
def test_a_broken_script_still_tells_its_language(text: str, lang: str) -> None:
    assert words.of_script(None, "-", text) == lang


def test_a_folder_speaks_as_the_script_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Kopi yang enak dari kampung kami.", "utf-8")
    assert words.of_script(None, str(tmp_path)) == "id"
    assert words.of_script(None, str(tmp_path / "none")) == "en"
