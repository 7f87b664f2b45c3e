"""Sentences to sound and Words."""
