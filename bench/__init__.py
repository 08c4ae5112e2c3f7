"""How fast is it? Measured against bare references in the same run: `make bench`."""
