"""Counting goes on where Redis does not answer."""

import pytest
from django.urls import reverse

from hrcities.cache import RedisOrMemory


@pytest.fixture
def no_redis(settings):
    """The cache as it is with Redis, at an address where nobody is."""
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "hrcities.cache.RedisOrMemory",
            "LOCATION": "redis://127.0.0.1:1/0",
        },
    }


def test_what_is_kept_without_redis_is_found_again():
    cache = RedisOrMemory("redis://127.0.0.1:1/0", {})

    cache.set("a", 1, timeout=60)
    cache.set_many({"b": 2, "c": 3})
    added = cache.add("a", 2), cache.add("d", 4)

    assert added == (False, True)
    assert cache.incr("b") == 3
    assert cache.get_many(["a", "b", "c", "d", "e"]) == {"a": 1, "b": 3, "c": 3, "d": 4}
    assert cache.delete("a")
    assert cache.get("a", "gone") == "gone"


def test_guessing_a_password_is_throttled_without_redis(client, db, no_redis):
    said = {"login": "nobody@example.org", "password": "a wrong guess by somebody"}

    answers = [client.post(reverse("account_login"), said).status_code for _guess in range(12)]
    page = client.post(reverse("account_login"), said)

    assert set(answers) <= {200, 429}
    assert "too many attempts" in page.text


@pytest.mark.postgres(only=True)
def test_with_redis_it_is_redis_that_keeps(settings):
    one, other = (RedisOrMemory(settings.CACHES["default"]["LOCATION"], {}) for _each in "ab")

    one.set("kept", "here")

    assert other.get("kept") == "here"
