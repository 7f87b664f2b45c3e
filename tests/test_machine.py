import subprocess
import sys

import pytest

from clipkit import machine

# What a process uses of the machine, once it was told its share: in a process of its own.
SHARED = """
from clipkit import machine
from clipkit.rendering.machine import workers
from clipkit.voice.engine import side_by_side
machine.share({cores})
print(machine.cores(), workers(), side_by_side())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="tells of /proc")
def test_free_memory_is_a_part_of_the_machine() -> None:
    free = machine.free_memory()
    assert free is not None
    assert 50 * 2**20 < free < 2**45


def shared(cores: int) -> str:
    program = SHARED.format(cores=cores)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    return done.stdout.strip()


def test_a_share_is_all_that_a_process_uses() -> None:
    assert shared(1) == "1 1 1"


def test_a_share_is_never_more_than_there_is() -> None:
    assert shared(1000).split()[0] == str(machine.cores())


def test_a_share_of_nothing_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="0 processors"):
        machine.share(0)
