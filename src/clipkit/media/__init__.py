"""Files to facts, pixels and samples: everything hostile stops here."""
