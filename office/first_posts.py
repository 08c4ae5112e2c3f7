"""The first two people of the secretariat, whom nobody is there to entrust (design §2)."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import PostKind
from accounts.invited import account_for
from accounts.models import Post, User
from office import letters, trail
from office.actors import PROCEDURE
from office.workflow import Refused

NOTE = "%(post)s, by whoever runs this installation, since there was no secretariat"


@transaction.atomic
@trail.gathered()
def entrust(people: Sequence[tuple[str, str]]) -> list[Post]:
    """Entrust two people, each a name and an address, with the secretariat, and write to them.

    Whoever has no account gets one without a password: they sign in by a code sent to their
    address, and set up a second factor then. Raises Refused unless they are two, whose accounts
    are open, and nobody of an open account holds such a post or will.
    """
    addresses = {address.strip().lower() for _name, address in people}
    if len(people) != 2 or len(addresses) != 2:
        raise Refused(_("Two different people are needed: each confirms what the other asks for."))
    ahead = Q(until=None) | Q(until__gt=timezone.localdate())
    held = Post.objects.of_kind(PostKind.SECRETARIAT).filter(ahead, user__is_active=True)
    if held.exists():
        raise Refused(_("There is a secretariat already; two of its people grant posts together."))
    return [_entrust(name.strip(), address.strip()) for name, address in people]


def _entrust(name: str, address: str) -> Post:
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        user = account_for(address, name)
    elif not user.is_active:
        raise Refused(_("The account of %(address)s is closed.") % {"address": address})
    post = Post(user=user, kind=PostKind.SECRETARIAT, since=timezone.localdate())
    post.full_clean()
    post.save()
    trail.record(post, "grant_post", by=PROCEDURE, note=NOTE % {"post": post})
    letters.write(
        to=user,
        template="mail/first_post.txt",
        context={"address": address},
        link=reverse("account_request_login_code"),
    )
    return post
