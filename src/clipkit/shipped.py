"""Where what ships with clipkit lies: its fonts, words, styles, profiles and voices' rules."""

from pathlib import Path

# By its path: importlib.resources would load zip files first, in every start.
ASSETS = Path(__file__).with_name("assets")
