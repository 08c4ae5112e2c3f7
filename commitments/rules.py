"""Who looks at comments on an edition, and answers them."""

import rules

from accounts.rules import is_secretariat

rules.add_perm("commitments.keep_comments", is_secretariat)
