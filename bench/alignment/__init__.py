"""How near the words of a recording are found to where they are: `python -m bench.alignment`."""
