"""Where a page stands, worked out once.

Finding an address among four hundred patterns takes Django four times as long as remembering it,
and a page of a record has nineteen (docs/decisions, “Addresses and words of templates”).
"""

from functools import lru_cache
from typing import Any

from django.urls import get_resolver, get_script_prefix, get_urlconf, reverse

KEPT = 2_000  # addresses that a process remembers


def address(page: str, *key: str | int) -> str:
    """The address of a page of the platform, without the host.

    ``page`` is a name as ``reverse`` takes it, ``key`` what stands in the address.
    Raises ``NoReverseMatch`` where there is no such page.
    """
    return _address(get_resolver(get_urlconf()), get_script_prefix(), page, key)


@lru_cache(maxsize=KEPT)
def _address(_pages: Any, _prefix: str, page: str, key: tuple[str | int, ...]) -> str:
    return reverse(page, args=key)
