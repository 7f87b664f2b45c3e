"""Clips that speak: a quotation under `sound=on` is found in the clip's own sound."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

import clipkit
from clipkit import pipeline
from clipkit.delivery import subtitles
from clipkit.errors import ClipkitError
from clipkit.media import samples
from clipkit.model.cues import Footage, LowerThird
from clipkit.model.options import Options
from clipkit.model.timeline import FootageSound, Timeline, VoiceSound
from tests.media import files
from tests.voice.recordings import RATE, SCRIPT, recorded

QUOTE = SCRIPT[1:3]
BY = "> — Bu Sari"


def filmed(path: Path, said: NDArray[np.int16] | None, seconds: float | None = None) -> Path:
    """A clip of a grey wall, with a mono sound or none."""
    length = seconds or (len(said) / RATE if said is not None else 2.0)
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", 30)
        video.width, video.height, video.pix_fmt = 720, 1280, "yuv420p"
        sound = out.add_stream("aac", RATE, layout="mono") if said is not None else None
        wall = av.VideoFrame.from_ndarray(np.full((1280, 720, 3), 120, np.uint8))
        for number in range(round(length * 30)):
            wall.pts = number
            out.mux(video.encode(wall))
        out.mux(video.encode())
        if sound is not None and said is not None:
            frame = av.AudioFrame.from_ndarray(said[None], "s16", "mono")
            frame.rate, frame.pts = RATE, 0
            out.mux(sound.encode(frame))
            out.mux(sound.encode())
    return path


def planned(folder: Path, text: str, lang: str = "id") -> Timeline:
    (folder / "uji.md").write_text(f"---\nbahasa: {lang}\n---\n{text}", "utf-8")
    return pipeline.plan(clipkit.load(folder / "uji.md"))


def quoting(*sentences: str, trim: str = "", by: str = BY, before: str = "") -> str:
    lines = "\n".join(f"> {sentence}" for sentence in sentences)
    return f"{before}![](warga.mp4){{bunyi=on{trim}}}\n\n{lines}\n{by}\n"


def heard_at(timeline: Timeline, speed: float = 1.0) -> list[float]:
    """Seconds of the file at which each captioned word of the clip is shown."""
    (sound,) = [one for one in timeline.sound if isinstance(one, FootageSound)]
    (cue,) = [one for one in timeline.cues if isinstance(one, Footage)]
    assert (sound.start, sound.source_start) == (round(cue.first / 30, 3), cue.source_start)
    words = [word for word in timeline.words if sound.start <= word.start < sound.end]
    return [(word.start - sound.start) * speed + sound.source_start for word in words]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    filmed(tmp_path / "warga.mp4", recorded(SCRIPT)[0])
    return tmp_path


@pytest.fixture(scope="module")
def truth() -> list[float]:
    return [at for part in recorded(SCRIPT)[1][1:3] for at in part]


def test_a_clip_says_its_quotation_itself(folder: Path, truth: list[float]) -> None:
    timeline = planned(folder, quoting(*QUOTE))
    assert [w.text for w in timeline.words] == " ".join(QUOTE).split()
    assert {w.shown for w in timeline.words} == {"caption"}
    assert not [one for one in timeline.sound if isinstance(one, VoiceSound)]
    off = np.abs(np.subtract(heard_at(timeline), truth))
    assert np.median(off) <= 0.02
    assert max(off) <= 0.12
    assert timeline.problems == ()
    (third,) = [cue for cue in timeline.cues if isinstance(cue, LowerThird)]
    assert third.name.text == "Bu Sari"
    shown = subtitles.subtitles(timeline.words, timeline.seconds)
    assert " ".join(one.text.replace("\n", " ") for one in shown) == " ".join(QUOTE)


def test_what_the_script_leaves_open_is_cut_to_the_quotation(
    folder: Path, truth: list[float]
) -> None:
    (cue,) = [c for c in planned(folder, quoting(*QUOTE)).cues if isinstance(c, Footage)]
    assert truth[0] - 0.6 < cue.source_start < truth[0] - 0.2
    assert truth[-1] + 0.5 < cue.source_end < truth[-1] + 1.6
    timeline = planned(folder, quoting(*QUOTE, trim=" mulai=3 selesai=16"))
    (cue,) = [c for c in timeline.cues if isinstance(c, Footage)]
    assert (cue.source_start, cue.source_end, timeline.frames) == (3.0, 16.0, 13 * 30)
    assert np.median(np.abs(np.subtract(heard_at(timeline), truth))) <= 0.02


def test_it_is_found_at_its_speed_and_after_a_narrator(folder: Path, truth: list[float]) -> None:
    text = quoting(*QUOTE, trim=" kecepatan=1.25", before="Warga menunggu bantuan.\n\n")
    timeline = planned(folder, text + "\nItu kata warga.\n")
    off = np.abs(np.subtract(heard_at(timeline, 1.25), truth))
    assert np.median(off) <= 0.025
    voices = [one for one in timeline.sound if isinstance(one, VoiceSound)]
    (own,) = [one for one in timeline.sound if isinstance(one, FootageSound)]
    assert len(voices) == 2
    assert voices[0].end <= own.start < own.end <= voices[1].start


def test_a_sentence_that_is_not_said_is_told_and_still_shown(tmp_path: Path) -> None:
    filmed(tmp_path / "warga.mp4", recorded((SCRIPT[0], SCRIPT[2]))[0])
    timeline = planned(tmp_path, quoting(*SCRIPT[:3]))
    told = [(p.code, p.severity, p.place.line) for p in timeline.problems]
    assert ("recording-skipped", "warning", 7) in told, told
    assert [word.text for word in timeline.words] == " ".join(SCRIPT[:3]).split()
    assert all(a.end <= b.start + 2e-3 for a, b in pairwise(timeline.words))


def test_another_text_or_language_is_spread_over_the_clip(folder: Path) -> None:
    english = (
        "They carried the old people out in rubber boats, and nobody was left behind that night."
    )
    timeline = planned(folder, quoting(english))
    assert "recording-other" in [problem.code for problem in timeline.problems]
    (cue,) = [c for c in timeline.cues if isinstance(c, Footage)]
    assert cue.source_start == 0.0
    words = timeline.words
    assert words[-1].end == pytest.approx(timeline.seconds, abs=0.1)
    assert all(a.end <= b.start + 2e-3 for a, b in pairwise(words))


@pytest.mark.parametrize("samples", [None, np.zeros(3 * RATE, np.int16)], ids=["none", "silent"])
def test_a_clip_in_which_nobody_speaks_is_a_problem(
    samples: NDArray[np.int16] | None, tmp_path: Path
) -> None:
    filmed(tmp_path / "warga.mp4", samples)
    with pytest.raises(ClipkitError) as caught:
        planned(tmp_path, quoting(QUOTE[0]))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("quotation-unheard", 4)
    assert "bunyi=on" in problem.words("id").hint
    assert "sound=on" in problem.words("en").hint


def test_a_quotation_that_no_clip_says_is_read_and_shown_large(folder: Path) -> None:
    for text in (
        quoting(QUOTE[0]).replace("bunyi=on", "bunyi=duck"),
        quoting(QUOTE[0]).replace("\n\n>", "\nBegini katanya.\n\n>"),
    ):
        timeline = planned(folder, text)
        assert "quotation" in {word.shown for word in timeline.words}
        assert [one for one in timeline.sound if isinstance(one, VoiceSound)]


def test_it_is_checked_without_listening(folder: Path) -> None:
    (folder / "uji.md").write_text("---\nbahasa: id\n---\n" + quoting(*QUOTE), "utf-8")
    checked = pipeline.check(clipkit.load(folder / "uji.md"))
    assert checked.problems == ()
    assert 3 < checked.seconds < 20


def envelope(samples: NDArray[np.floating], rate: int) -> NDArray[np.float64]:
    """How loud it is, a hundred times a second, around its mean."""
    hop = rate // 100
    loud = np.abs(samples[: len(samples) // hop * hop]).reshape(-1, hop).mean(1)
    return np.asarray(loud - loud.mean(), np.float64)


def test_in_the_finished_clip_it_is_heard_when_its_words_are_shown(folder: Path) -> None:
    files.song(folder / "musik.mp3", 20, codec="libmp3lame")
    text = f"---\nbahasa: id\nmusik: musik.mp3\n---\nKata warga.\n\n---\n\n{quoting(*QUOTE)}"
    (folder / "uji.md").write_text(text, "utf-8")
    script = clipkit.load(folder / "uji.md")
    timeline = clipkit.plan(script)
    made = clipkit.render(script, folder / "uji.mp4", Options(draft=True)).outputs[0]
    heard = samples.read(made.path, key="uji.mp4", rate=RATE)[:, 0]
    (sound,) = [one for one in timeline.sound if isinstance(one, FootageSound)]
    said = recorded(SCRIPT)[0].astype(np.float32)
    part = said[round(sound.source_start * RATE) :][: round((sound.end - sound.start) * RATE)]
    long, short = envelope(heard, RATE), envelope(part, RATE)
    at = int(np.correlate(long, short).argmax()) / 100
    assert at == pytest.approx(sound.start, abs=1 / 30)
    assert made.lufs == pytest.approx(-14, abs=0.3)
    words = [word.start for word in timeline.words if word.start >= sound.start]
    assert len(words) == len(" ".join(QUOTE).split())
