"""An account made for somebody else, who has not been here yet."""

from allauth.account.models import EmailAddress

from accounts.models import User


def account_for(address: str, name: str) -> User:
    """A new account without a password: its owner signs in by a code sent to the address.

    That shows that the address is theirs, so that they are not asked to confirm it once more.
    """
    user: User = User.objects.create_user(address, name=name.strip())
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user
