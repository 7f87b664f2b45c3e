"""Script, Facts and Words to Timeline: pure."""
