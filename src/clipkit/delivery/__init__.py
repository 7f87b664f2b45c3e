"""What goes beside the clip."""
