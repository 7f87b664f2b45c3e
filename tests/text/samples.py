"""The ten styles in a brand's colours, and texts that are hard to set."""

from importlib.resources import files

from msgspec.structs import replace

from clipkit.model.style import TextStyle, resolved
from clipkit.reading import styles

ROLES = {"primary": "#0B6E78", "accent": "#FFC93C", "ink": "#0B1B2B", "paper": "#FFFDF7"}
NAMES = (
    *("big_word", "box_word", "classic", "gradient", "karaoke"),
    *("neon", "pop_in", "punch", "ticker", "typewriter"),
)
AWKWARD = (
    "Jangan lupa, gayeng!",
    "ÅÉÑÇ ĝq Ý",
    "pertanggungjawaban",
    "Ketidakbertanggungjawabannyaka",
    "“Kenapa?” (760) 50%…",
    "www.malangkota.go.id/layanan/akta",
    "kopi ☕️ 👨‍👩‍👧‍👦 🇮🇩 enak",
    "مرحبا بكم في Malang 2026",
    "ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ",
    "नमस्ते दुनिया",
    "สวัสดี ชาวโลก",
    "日本語の 文字、 テスト。",
    "f",
    "— yang itu",
)
TITLE = "Pendaftaran vaksin rabies gratis bagi kucing dan anjing warga Kota Malang dibuka"


def style(name: str) -> TextStyle:
    """A bundled style, resolved."""
    text = files("clipkit").joinpath("assets", "styles", f"{name}.yaml").read_text("utf-8")
    found, problems = styles.read(text, f"{name}.yaml")
    assert problems == []
    return resolved(found, ROLES)


def hard(name: str) -> TextStyle:
    """A bundled style without its soft edges: what is left must lie in its box."""
    return replace(style(name), shadows=(), glow=None)
