"""Who signs in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.choices import PostKind
from accounts.managers import UserManager
from accounts.worded import worded_once

from .post import Post, PostQuerySet


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in, by e-mail. What they may do is decided in each room's rules."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(
        _("language"), max_length=10, default="en", help_text=_("Letters reach you in it.")
    )
    reads_in = models.CharField(
        _("language of texts"),
        max_length=10,
        blank=True,
        help_text=_("Texts that are translated are shown in it; empty: as they were written."),
    )
    invented = models.BooleanField(
        _("invented"), default=False, help_text=_("A person of the demonstration.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email_address"),
        ]

    def __str__(self):
        return self.name or self.email

    @cached_property
    def mark(self) -> str:
        """Names this person in what a browser keeps, and says nothing of them."""
        return salted_hmac("accounts.user", str(self.pk)).hexdigest()[:20]

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    @property
    def is_staff(self) -> bool:
        """Whether the admin opens: to the technical admin while the post is held, day by day."""
        return self.is_superuser or PostKind.TECHNICAL_ADMIN in self.posts_held

    @cached_property
    def posts_held(self) -> frozenset[str]:
        """The kinds of post held now; asked once a request, so a change counts from the next."""
        return frozenset(_kinds_held(user=self.pk, day=timezone.localdate()))

    def holds(self, *kinds: str) -> bool:
        return self.is_active and not self.posts_held.isdisjoint(kinds)


@worded_once(user=models.BigAutoField(), day=models.DateField())
def _kinds_held(user, day) -> PostQuerySet:
    return Post.objects.current(day).filter(user=user).order_by().values_list("kind", flat=True)
