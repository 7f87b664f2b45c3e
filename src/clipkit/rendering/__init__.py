"""Timeline to MoviePy clip to file."""
