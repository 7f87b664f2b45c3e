"""What a clip is: frozen data, no I/O."""
