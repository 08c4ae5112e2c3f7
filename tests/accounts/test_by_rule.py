"""A permission with a rule is decided by its rule alone."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from accounts.choices import PostKind
from accounts.models import User

pytestmark = pytest.mark.django_db
RULED, UNRULED = "accounts.see_posts", "contenttypes.view_contenttype"


def granted(user, name):
    """The same person in another request, once a row says that they may."""
    label, codename = name.split(".")
    kind = ContentType.objects.filter(app_label=label).first()
    row, _made = Permission.objects.get_or_create(content_type=kind, codename=codename)
    user.user_permissions.add(row)
    return User.objects.get(pk=user.pk)


def test_no_row_grants_what_a_rule_refuses(someone):
    assert not granted(someone, RULED).has_perm(RULED)


def test_a_refusal_looks_for_no_row(someone, django_assert_num_queries):
    assert not someone.holds(PostKind.SECRETARIAT)

    with django_assert_num_queries(0):
        may = someone.has_perm(RULED)

    assert not may


def test_what_has_no_rule_is_granted_by_a_row(someone):
    assert not someone.has_perm(UNRULED)

    assert granted(someone, UNRULED).has_perm(UNRULED)


def test_who_the_rule_names_may(secretariat):
    assert secretariat.has_perm(RULED)
