"""A machine that breaks a child's work: by the name of the script that the child opens."""

from pathlib import Path

# Python imports a module of this name by itself, in every process that starts.
BREAKS = """
import os, sys

def opened(event, args):
    if event == "open" and str(args[0]).endswith(".md"):
        name = os.path.basename(str(args[0]))
        if name == "abort.md":
            os.abort()
        if name == "memory.md":
            raise MemoryError
        if name == "bug.md":
            raise ValueError("what nobody thought of")

sys.addaudithook(opened)
os.write(1, b"42\\n{}\\nhello\\n")  # somebody's greeting
"""


def machine(folder: Path, inherited: str) -> str:
    """Return a PYTHONPATH that makes it so. inherited: the usual one."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(BREAKS, "utf-8")
    return f"{folder}:{inherited}" if inherited else str(folder)
