"""Files become facts, pixels and samples here; everything hostile stops here.

A file is told by its first bytes, never by its name, and only what `formats` lists is decoded.
"""
