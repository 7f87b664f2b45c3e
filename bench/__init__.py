"""The speed harness: `python -m bench [--check] [--short] [--docs]`.

Everything is measured in fresh processes, in turns, on media that the bench makes itself.
Ratios are of one run; figures are medians of its rounds. docs/reference/performance.md says what
is measured and how to read it.
"""
