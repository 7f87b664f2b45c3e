"""The child process that draws an SVG; nothing else in clipkit loads resvg.

The folder of the package, width and height on the command line, the drawing's text on standard
input; a PNG on standard output, no larger than that and in the drawing's own shape. It is started
as a file by `python -I -S`: a drawing that never ends, takes all memory or crashes what draws it
costs this process only. Exit code 3: it is no drawing.
"""

import sys
from contextlib import suppress

MEMORY = 1_500_000_000  # bytes
SECONDS = 10  # of a processor


def main() -> int:
    """Draw what is on standard input."""
    with suppress(ImportError, ValueError, OSError):  # Windows has none of it, macOS not all
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    folder, width, height = sys.argv[1:]
    sys.path.append(folder)
    import resvg_py

    text = sys.stdin.buffer.read().decode()
    try:
        # Of fonts it is to find none: they are another computer's.
        png = resvg_py.svg_to_bytes(
            svg_string=text, width=int(width), height=int(height), skip_system_fonts=True
        )
    except ValueError:
        return 3
    sys.stdout.buffer.write(png)
    return 0


if __name__ == "__main__":
    sys.exit(main())
