"""The quick scan: what residents say when asked a few questions, and what becomes of it."""
