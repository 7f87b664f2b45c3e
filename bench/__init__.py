"""The speed harness: `python -m bench [--check] [--short]`.

Everything is measured in fresh processes, in turns, on media that the bench makes itself.
Ratios are of one run; figures are medians of its rounds.
"""
