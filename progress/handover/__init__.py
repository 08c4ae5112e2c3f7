"""The hand-over file: a record whole, to be read without this platform."""
