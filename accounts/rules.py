"""Who holds which post. Rooms above put these together into permissions."""

import rules

from accounts import second_factor
from accounts.choices import PostKind


def holds(*kinds):
    """A predicate: this person holds one of these posts now."""

    @rules.predicate(name="holds_" + "_or_".join(kinds))
    def predicate(user, _subject=None):
        return user.is_authenticated and user.holds(*kinds)

    return predicate


is_secretariat = holds(PostKind.SECRETARIAT)
is_screener = holds(PostKind.SCREENER)
is_secretariat_lead = holds(PostKind.SECRETARIAT_LEAD)
is_committee_member = holds(PostKind.COMMITTEE, PostKind.COMMITTEE_CHAIR)
is_committee_chair = holds(PostKind.COMMITTEE_CHAIR)
is_board_member = holds(PostKind.BOARD)
is_auditor = holds(PostKind.AUDITOR)
is_observer = holds(PostKind.OBSERVER)
is_technical_admin = holds(PostKind.TECHNICAL_ADMIN)


@rules.predicate
def needs_second_factor(user):
    return user.is_authenticated and user.is_active and second_factor.is_needed(user)


rules.add_perm(second_factor.PERMISSION, needs_second_factor)
rules.add_perm("accounts.keep_accounts", is_technical_admin)
rules.add_perm("accounts.grant_post", is_secretariat)
rules.add_perm("accounts.see_posts", is_secretariat | is_auditor)

# What the technical admin finds in the admin: accounts and posts, nothing of the procedure.
rules.add_perm("accounts", is_technical_admin)
rules.add_perm("accounts.view_user", is_technical_admin)
rules.add_perm("accounts.change_user", is_technical_admin)
rules.add_perm("accounts.view_post", is_technical_admin)
