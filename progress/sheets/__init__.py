"""The record as a spreadsheet: taken away, worked on offline, brought back as proposals."""
