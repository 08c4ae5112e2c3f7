"""How a file becomes evidence: looked at, kept apart, read within limits, scanned, released."""
