"""Tracks to one mastered mix."""
