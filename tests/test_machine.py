import os
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


# How many threads a process has that has loaded what paints and listens.
THREADS = "import os, clipkit, numpy, cv2; print(len(os.listdir('/proc/self/task')))"


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


def threads(**environment: str) -> int:
    own = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"}
    line = [sys.executable, "-c", THREADS]
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=own | environment)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="tells of /proc")
def test_no_thread_spins_beside_a_run_that_starts() -> None:
    assert threads() == 1


@pytest.mark.skipif(sys.platform != "linux" or machine.cores() < 2, reason="tells of /proc")
def test_who_asks_for_such_threads_gets_them() -> None:
    assert threads(OPENBLAS_NUM_THREADS="2") > 1
