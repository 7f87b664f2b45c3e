"""Turn a script and its media into a captioned, branded vertical clip.

The line is `load` a script, `plan` it, `stage` it as a MoviePy clip, `render` it to a file.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clipkit.errors import ClipkitError as ClipkitError
    from clipkit.pipeline import load as load
    from clipkit.pipeline import plan as plan
    from clipkit.pipeline import render as render
    from clipkit.pipeline import stage as stage

# OpenBLAS, in numpy and again in OpenCV, starts threads for all cores, which spin for a tenth of a
# second before they sleep: a core is lost while a run starts, for sums that we hardly ask for.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
__all__ = ["ClipkitError", "__version__", "load", "plan", "render", "stage"]


def __getattr__(name: str) -> object:
    """Fetch a public name on first use, so that `import clipkit` stays cheap (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module 'clipkit' has no attribute {name!r}")
    from clipkit import errors, pipeline

    return getattr(errors if name == "ClipkitError" else pipeline, name)
