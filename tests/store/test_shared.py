"""Memory that two processes share has no name that could be left behind."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from clipkit.store import shared

CHILD = """
import sys
from clipkit.store import shared
memory = shared.found(sys.argv[1], 8192)
memory[4096:4101] = memory[:5].upper()
"""


@pytest.mark.parametrize("of_memory", [True, False])
def test_what_a_child_writes_is_read_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of_memory: bool
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if not of_memory:
        monkeypatch.delattr(os, "memfd_create", raising=False)
    memory = shared.begun()
    kept = shared.sized(memory, 8192)
    kept[:5] = b"kopi!"
    line = [sys.executable, "-c", CHILD, memory.told]
    subprocess.run(line, pass_fds=memory.passed, check=True)
    shared.let_go(memory)
    assert kept[4096:4101] == b"KOPI!"
    assert not list(tmp_path.iterdir())
    kept.close()
