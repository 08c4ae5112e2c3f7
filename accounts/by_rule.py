"""Asks the rules of the rooms for a permission, and nobody else where there is a rule."""

from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from rules.permissions import ObjectPermissionBackend

from accounts.models import User


class ByRuleAlone(ObjectPermissionBackend):
    """What has a rule is decided by it: no row grants it, and none is looked for (decisions, 4).

    Stands before Django's own backend, which is left with what no rule names.
    """

    def has_perm(self, user: User, perm: str, *args: Any, **kwargs: Any) -> bool:
        """Raises PermissionDenied, which tells Django to ask no further, where a rule says no."""
        if super().has_perm(user, perm, *args, **kwargs):
            return True
        if rules.perm_exists(perm):
            raise PermissionDenied
        return False
