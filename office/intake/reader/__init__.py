"""What looks into files that strangers made. Runs in a limited process and knows no Django.

Started as ``python -m office.intake.reader check docx`` with the file as its input; answers in
lines of JSON. ``office.intake.limited`` starts it, and ends it whole.
"""
