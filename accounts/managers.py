"""Creating people."""

from typing import Any

from django.contrib.auth.models import BaseUserManager


class UserManager(BaseUserManager):
    """Makes accounts; an address is kept in lower case, so that one person has one account."""

    def get_by_natural_key(self, email: str | None) -> Any:
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """A person with this address; without a password they sign in by a code."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user: Any = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """For the first set-up only; nobody works day to day as one."""
        return self.create_user(email, password, **{**fields, "is_superuser": True})
