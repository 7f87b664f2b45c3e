"""The reference clip, made by others: of the same timeline, at the same settings of libx264."""
