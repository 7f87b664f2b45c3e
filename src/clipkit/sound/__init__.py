"""Tracks to one mastered mix: pieces are pydub's, filters are libavfilter's, sums are numpy's."""
