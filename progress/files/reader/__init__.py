"""What looks into files that strangers made. Runs in a limited process and knows no Django.

Started as ``python -m progress.files.reader check docx`` with the file as its input; answers in
lines of JSON. ``progress.files.limited`` starts it, and ends it whole.
"""
