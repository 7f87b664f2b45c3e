"""The whole line, from a folder to a playing file."""

from pathlib import Path
from typing import get_args

import av
import numpy as np
import pytest
from PIL import Image

import clipkit
from clipkit import pipeline
from clipkit.errors import ClipkitError, ExitCode
from clipkit.media import samples
from clipkit.model.cues import Caption, Effect
from clipkit.model.options import Options
from clipkit.model.timeline import VoiceSound
from tests.sound.meter import loudness, true_peak

TEXT = """---
judul: Uji
bahasa: id
---

# Kopi pagi

![](foto.jpg)
Kopi **pagi** di kampung kami.

- Datang
- Pesan

---

> Kopi baik tidak butuh gula.
> — Bu Rini
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    noise = np.random.default_rng(1).integers(0, 255, (40, 60, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((900, 600)).save(tmp_path / "foto.jpg")
    (tmp_path / "uji.md").write_text(TEXT, "utf-8")
    return tmp_path / "uji.md"


def styled(script: Path, own: str) -> Path:
    """The script with a caption style of its own beside it."""
    (script.parent / "pasar.yaml").write_text(own, "utf-8")
    script.write_text(TEXT.replace("bahasa: id", "suara: none\ngaya: pasar.yaml"), "utf-8")
    return script


def test_a_caption_style_of_ones_own_is_a_file_beside_the_script(script: Path) -> None:
    own = styled(script, "family: poppins\nsize: 60\nactive: {fill: accent, box: ink}\n")
    timeline = clipkit.plan(clipkit.load(own))
    card = next(cue for cue in timeline.cues if isinstance(cue, Caption))
    style = timeline.style(card.style)
    assert (style.family, style.size) == ("poppins", 60.0)
    assert style.active.fill != style.plain.fill


def test_what_is_wrong_in_a_style_of_ones_own_is_told_with_its_place(script: Path) -> None:
    own = styled(script, "size: -4\nfamly: poppins\n")
    with pytest.raises(ClipkitError) as caught:
        clipkit.plan(clipkit.load(own))
    told = {(p.code, Path(p.place.file).name, p.place.line) for p in caught.value.problems}
    assert told == {("value-number", "pasar.yaml", 1), ("key-unknown", "pasar.yaml", 2)}


def test_a_style_that_is_not_there_is_told_with_those_that_are(script: Path) -> None:
    styled(script, "size: 60\n")
    (script.parent / "pasar.yaml").unlink()
    with pytest.raises(ClipkitError) as caught:
        clipkit.plan(clipkit.load(script))
    (problem,) = caught.value.problems
    assert problem.code == "style-unknown"
    assert "karaoke" in dict(problem.values)["known"]


@pytest.mark.slow
def test_a_script_becomes_a_clip_with_its_cover(script: Path) -> None:
    told: list[str] = []
    report = pipeline.render(clipkit.load(script), progress=lambda stage, *_: told.append(stage))
    (made,) = report.outputs
    assert {p.name for p in script.parent.iterdir()} == {"uji.md", "foto.jpg", "uji.mp4", "uji.jpg"}
    assert {"sound", "encode"} <= set(told)
    with av.open(str(made.path)) as clip:
        video, audio = clip.streams.video[0], clip.streams.audio[0]
        assert (video.width, video.height) == (1080, 1920)
        assert float(video.average_rate or 0) == 30
        assert video.codec_context.profile == "High"
        assert video.frames == made.frames
        assert abs(float((audio.duration or 0) * (audio.time_base or 0)) - made.seconds) < 0.02
    sound = samples.read(made.path)
    assert abs(loudness(sound) + 14) < 0.3
    assert true_peak(sound) < -0.8  # AAC adds a little; the mix itself is at most -1
    assert made.true_peak <= -1.0
    again = pipeline.render(clipkit.load(script), options=Options(draft=True)).outputs[0]
    assert again.frames == (made.frames + 1) // 2


def test_every_word_is_shown_and_has_its_time(script: Path) -> None:
    timeline = clipkit.plan(clipkit.load(script))
    words = [word.text for word in timeline.words]
    shown = "Kopi pagi di kampung kami. Datang Pesan Kopi baik tidak butuh gula."
    assert " ".join(words) == shown
    assert len([s for s in timeline.sound if isinstance(s, VoiceSound)]) == 4
    frame = clipkit.stage(timeline).get_frame(1.0)
    assert frame.shape == (1920, 1080, 3)


def test_a_missing_picture_is_named_with_the_nearest(script: Path) -> None:
    script.write_text(TEXT.replace("foto.jpg", "fotoo.jpg"), "utf-8")
    with pytest.raises(clipkit.ClipkitError) as caught:
        clipkit.plan(clipkit.load(script))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("media-missing", 8)
    assert "foto.jpg" in problem.words("id").hint
    assert caught.value.exit_code is ExitCode.MEDIA


def test_a_link_that_leads_out_is_refused(script: Path) -> None:
    outside = script.parent.parent / "luar.jpg"
    (script.parent / "foto.jpg").rename(outside)
    (script.parent / "foto.jpg").symlink_to(outside)
    with pytest.raises(clipkit.ClipkitError) as caught:
        clipkit.plan(clipkit.load(script))
    assert [p.code for p in caught.value.problems] == ["path-outside"]
    assert clipkit.plan(clipkit.load(script), Options(allow_outside=True)).frames


def test_an_input_is_never_written_over(script: Path) -> None:
    before = (script.parent / "foto.jpg").read_bytes()
    with pytest.raises(clipkit.ClipkitError) as caught:
        pipeline.render(clipkit.load(script), script.parent / "foto.jpg")
    assert caught.value.exit_code is ExitCode.USAGE
    assert (script.parent / "foto.jpg").read_bytes() == before


def test_too_long_names_what_to_cut_and_a_draft_only_warns(script: Path) -> None:
    script.write_text("# Panjang\n\n" + "Satu dua tiga empat lima. " * 60, "utf-8")
    with pytest.raises(clipkit.ClipkitError) as caught:
        pipeline.render(clipkit.load(script))
    assert caught.value.exit_code is ExitCode.LIMIT
    assert pipeline.check(clipkit.load(script)).words == 300
    draft = clipkit.plan(clipkit.load(script), Options(draft=True))
    assert [p.severity for p in draft.problems if p.code == "too-long"] == ["warning"]


def test_a_starter_works_at_once(tmp_path: Path) -> None:
    for lang in ("id", "en"):
        folder = tmp_path / lang
        pipeline.new(folder, "news", lang, brand=True)
        assert clipkit.plan(clipkit.load(folder)).lang == lang
        with pytest.raises(clipkit.ClipkitError):
            pipeline.new(folder, "news", lang, brand=False)


def test_a_recording_of_the_script_is_used(script: Path) -> None:
    made = clipkit.plan(clipkit.load(script))
    stage = clipkit.stage(made)
    voice = 48000
    assert stage.audio is not None
    sound = stage.audio.to_soundarray(fps=voice)
    target = script.parent / "suara.wav"
    with av.open(str(target), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=voice, layout="mono")
        mono = (sound.mean(axis=1) * 20000).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(mono, format="s16", layout="mono")
        frame.sample_rate = voice
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    told = clipkit.plan(clipkit.load(script), Options(recording=str(target)))
    kinds = {dict(s.voice)["engine"] for s in told.sound if isinstance(s, VoiceSound)}
    assert kinds == {"recording"}
    assert len(told.words) == len(made.words)


@pytest.mark.parametrize("effect", get_args(Effect))
def test_every_effect_that_may_be_written_is_painted(effect: str, script: Path) -> None:
    script.write_text(f"# Uji\n\n![](foto.jpg){{effect={effect}}}\nSatu dua tiga.\n", "utf-8")
    timeline = clipkit.plan(clipkit.load(script))
    assert pipeline.still(timeline, 10).shape == (1920, 1080, 3)


def test_a_template_of_one_s_own_lies_beside_the_script(tmp_path: Path) -> None:
    (tmp_path / "kantor.yaml").write_text(
        "extend: news\ncaption: classic\nvars: {label: {label: Apa?, example: KANTOR, most: 20}}\n",
        "utf-8",
    )
    script = tmp_path / "a.md"
    script.write_text("---\nvoice: none\ntemplate: kantor.yaml\n---\nKopi enak.\n", "utf-8")
    checked = pipeline.check(clipkit.load(script))
    assert ("template", "kantor.yaml", "script") in checked.origins
    assert ("style", "classic", "template") in checked.origins
    (tmp_path / "kantor.yaml").write_text("extend: news\nkapsion: classic\n", "utf-8")
    with pytest.raises(clipkit.ClipkitError) as found:
        clipkit.plan(clipkit.load(script))
    (problem,) = found.value.problems
    assert (problem.code, problem.place.line) == ("key-unknown", 2)
    assert problem.place.file.endswith("kantor.yaml")


def test_a_brand_is_a_page_not_a_film(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Kopi enak.\n", "utf-8")
    brand = tmp_path / "brand.yaml"
    brand.write_bytes(b"\xef\xbb\xbfname: Kedai\n")  # a mark before it is no part of a name
    assert pipeline.check(clipkit.load(tmp_path)).problems == ()
    with brand.open("ab") as file:
        file.truncate(3_000_000_000)  # of nothing: no disk holds it, no memory should
    with pytest.raises(clipkit.ClipkitError) as found:
        pipeline.check(clipkit.load(tmp_path))
    assert [problem.code for problem in found.value.problems] == ["settings-large"]


def test_a_voice_that_is_asked_for_reads_over_every_recording(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nrecording: hilang.m4a\n---\nKopi enak.\n\n---\n\n{recording=dua.m4a}\nDua.\n", "utf-8"
    )
    script = clipkit.load(tmp_path)
    timeline = clipkit.plan(script, Options(voice="none"))
    assert timeline.sources == ()
    assert pipeline.check(script, Options(voice="none")).problems == ()
    with pytest.raises(clipkit.ClipkitError):
        clipkit.plan(script)
