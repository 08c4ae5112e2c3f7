"""How connections to each kind of database begin."""

import pytest
from django.db import connection

from hrcities.databases import copied, tuned

SAID = {"ENGINE": "django.db.backends.postgresql", "NAME": "db"}


def test_what_the_address_says_to_the_server_is_kept():
    told = tuned({**SAID, "OPTIONS": {"options": "-c statement_timeout=9000"}})

    assert told["OPTIONS"]["options"] == "-c statement_timeout=9000 -c jit=off"


def test_a_replica_is_told_what_the_primary_is_told():
    replica = copied(SAID, of=tuned(SAID))

    assert "jit=off" in replica["OPTIONS"]["options"]
    assert "default_transaction_read_only=on" in replica["OPTIONS"]["options"]


@pytest.mark.postgres(only=True)
@pytest.mark.django_db
def test_plans_are_not_compiled():
    """A plan that only looks dear would take a second to compile, again on each connection."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")

        assert cursor.fetchone() == ("off",)
