"""Who may read what was sent, and who is called when somebody is in danger."""

import rules

from accounts.rules import is_screener, is_secretariat_lead

rules.add_perm("voices.screen", is_screener)
rules.add_perm("voices.see_alerts", is_screener | is_secretariat_lead)
