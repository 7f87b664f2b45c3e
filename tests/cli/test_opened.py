"""What a run opens, as the system sees it: what the clip needs, nothing else, and no socket."""

import os
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import clipkit
from tests.cli.shell import unwatched
from tests.media import files
from tests.media.files import corners, greys
from tests.media.test_svg import NAMES

CALLS = "trace=open,openat,openat2,creat,socket,connect,sendto"
OPENED = re.compile(r'(?:open|openat|openat2|creat)\((?:AT_FDCWD, )?"([^"]+)".*\) = \d+')
SOCKET = re.compile(r"\b(?:socket|connect|sendto)\((?!AF_UNIX)")
PACKAGE = Path(clipkit.__file__).parent
HOMES = (  # of Python, of what it loads, of what belongs to the system and is nobody's own
    *{sys.prefix, sys.base_prefix, sysconfig.get_paths()["stdlib"], str(PACKAGE)},
    *map(str, (PACKAGE.parents[1] / "templates", PACKAGE.parents[1] / "fonts")),
    *("/usr", "/lib", "/lib64", "/proc", "/sys", "/dev", "/etc/ld.so.cache", "/etc/localtime"),
    *("/etc/ld.so.preload", "/etc/fonts", "/etc/mime.types", "/etc/ssl"),
)
SECRET = "rahasia"  # a folder that no clip may look into


def strace() -> str:
    return shutil.which("strace") or pytest.skip("strace isn't installed here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A script's folder, and beside it one that isn't any of its business."""
    made = tmp_path / "naskah"
    made.mkdir()
    (tmp_path / SECRET).mkdir()
    files.photo(tmp_path / SECRET / "kartu.png", corners(), "PNG")
    files.clip(tmp_path / SECRET / "video.mp4", greys(30))
    return made


def opened(folder: Path, script: str) -> tuple[int, set[Path]]:
    """Render a script under strace. Returns: the exit code, and files; sockets fail the test."""
    (folder / "klip.md").write_text(script, "utf-8")
    log = folder.parent / "strace.txt"
    cache = folder.parent / "cache"
    line = [strace(), "-f", "-s", "4096", "-e", CALLS, "-o", str(log), sys.executable, "-P", "-m"]
    done = subprocess.run(
        [*line, "clipkit", "render", "klip.md", "--draft", "-q"],
        cwd=folder,
        env=unwatched() | {"CLIPKIT_CACHE": str(cache)},
        capture_output=True,
        check=False,
    )
    told = log.read_text("utf-8", "replace")
    assert not SOCKET.search(told)
    paths = (folder / found for found in OPENED.findall(told))  # an absolute one stays as it is
    return done.returncode, {Path(os.path.normpath(path)) for path in paths}


def strange(paths: set[Path], folder: Path) -> set[Path]:
    """Those that are neither the script's, nor the cache's, nor Python's or the system's."""
    temporary, compiled = os.environ.get("TMPDIR", "/tmp"), os.environ["PYTHONPYCACHEPREFIX"]
    homes = (*HOMES, str(folder), str(folder.parent / "cache"), compiled)
    near = {path for path in paths if any(path.is_relative_to(home) for home in homes)}
    scratch = {path for path in paths if path.parent == Path(temporary)}
    return paths - near - scratch - {Path(one) for one in sys.path}  # that modules are listed in


@pytest.mark.slow
def test_a_run_opens_what_its_clip_needs(folder: Path) -> None:
    files.photo(folder / "foto.jpg", corners(300, 400), "JPEG")
    files.clip(folder / "video.mp4", greys(40), tone=330)
    files.song(folder / "musik.mp3", 3, codec="libmp3lame")
    text = "---\nmusic: musik.mp3\n---\n![](foto.jpg)\nSatu dua.\n\n---\n\n![](video.mp4)\nTiga.\n"
    code, paths = opened(folder, text)
    assert code == 0
    assert {folder / name for name in ("foto.jpg", "video.mp4", "musik.mp3")} <= paths
    assert strange(paths, folder) == set()


def elsewhere(video: Path, target: Path) -> None:
    """Have a video's track refer to another file, as QuickTime can (File Format, data references).

    Its alias holds the absolute path, which old players follow.
    """
    data = video.read_bytes()
    told = str(target).encode() + b"\0" * (len(str(target)) % 2)
    record = bytes(4 + 10 + 1 + 27 + 12 + 1 + 63 + 16) + struct.pack(">hh", 1, 1) + bytes(16)
    alias = record + struct.pack(">HH", 2, len(told)) + told + b"\xff\xff\0\0"
    entry = struct.pack(">I4s", 8 + len(alias), b"alis") + alias
    old = data.index(b"dref") - 4
    size = struct.unpack_from(">I", data, old)[0]
    new = struct.pack(">I4sII", 16 + len(entry), b"dref", 0, 1) + entry
    bent = bytearray(data[:old] + new + data[old + size :])
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        at = data.rindex(box, 0, old) - 4
        told_size = struct.unpack_from(">I", data, at)[0]
        struct.pack_into(">I", bent, at, told_size + len(new) - size)
    video.write_bytes(bent)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["playlist", "list", "reference", "link", "drawing", "session"])
def test_no_file_leads_to_another(folder: Path, kind: str) -> None:
    """Whatever a file names, only that file itself is opened."""
    secret = folder.parent / SECRET
    name, picture, video = "a.mp4", secret / "kartu.png", secret / "video.mp4"
    if kind == "playlist":
        (folder / name).write_text(f"#EXTM3U\n#EXTINF:1,\n{video}\nhttp://127.0.0.1:9/a.ts\n")
    elif kind == "list":
        (folder / name).write_text(f"ffconcat version 1.0\nfile '{video}'\n")
    elif kind == "session":
        (folder / name).write_text("v=0\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n")
    elif kind == "reference":
        elsewhere(files.clip(folder / name, greys(30)), video)
    elif kind == "link":
        (folder / name).symlink_to(video)
    else:
        name = "a.svg"
        (folder / name).write_text(
            f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "{picture}">]>'
            f'<svg {NAMES} viewBox="0 0 9 9"><image href="{picture}"/>&e;</svg>'
        )
    code, paths = opened(folder, f"---\nvoice: none\n---\n![]({name})\nSatu dua.\n")
    assert code == (3 if kind == "link" else 4)
    assert not any(SECRET in path.parts for path in paths)
    assert strange(paths, folder) == set()
