"""Who may read and change a city's record. It is private to the city until it submits."""

import rules

from accounts.rules import is_secretariat
from cities.choices import Role
from cities.rules import edits_city, leads_city, on_team, speaks_for

rules.add_perm("progress.read_record", on_team)
rules.add_perm("progress.change_record", edits_city)
rules.add_perm("progress.agree_answers", leads_city)
rules.add_perm("progress.take_hand_over_file", leads_city)
rules.add_perm("progress.share_work", speaks_for(Role.LEAD, Role.COORDINATOR))
rules.add_perm("progress.answer_questions", is_secretariat)
rules.add_perm("progress.publish_practice", leads_city)
rules.add_perm("progress.take_out_practice", is_secretariat)
