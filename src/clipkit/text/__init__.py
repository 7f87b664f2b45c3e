"""Words and a style to sprites."""
