"""People: with a verified address, a password they know, and a second factor."""

import time
from datetime import date

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from factory.django import DjangoModelFactory

from accounts.choices import PostKind
from accounts.models import Post, User

PASSWORD = "a long enough walk by the river"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of every factory-made authenticator app


class UserFactory(DjangoModelFactory):
    """Someone who can sign in. ``second_factor=False`` leaves them without one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Person {number}")
    email = factory.LazyAttributeSequence(lambda person, number: f"person-{number}@example.org")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        password = kwargs.pop("password", PASSWORD)
        return model_class.objects.create_user(*args, password=password, **kwargs)

    @factory.post_generation
    def verified(self, create, given, **kwargs):
        if given is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @factory.post_generation
    def second_factor(self, create, given, **kwargs):
        if given is not False:
            TOTP.activate(self, SECRET)
            RecoveryCodes.activate(self)


class PostFactory(DjangoModelFactory):
    """A post held since long ago, as the first set-up gives it."""

    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory)
    kind = PostKind.SECRETARIAT
    since = date(2020, 1, 1)


def one_time_code(secret: str = SECRET) -> str:
    """What an authenticator app shows now; a factory-made person's, unless told."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
