"""Who may read and change a city's record. It is private to the city until it submits."""

import rules

from cities.rules import edits_city, leads_city, on_team

rules.add_perm("progress.read_record", on_team)
rules.add_perm("progress.change_record", edits_city)
rules.add_perm("progress.agree_answers", leads_city)
rules.add_perm("progress.take_hand_over_file", leads_city)
