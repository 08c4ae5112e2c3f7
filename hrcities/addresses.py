"""Every address the platform has, by name."""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def every_address() -> dict[str, str]:
    """Name → pattern, in the order of the configuration. Unnamed ones go by their pattern."""
    return dict(reversed(list(_walk(get_resolver().url_patterns, "", ""))))


def _walk(
    patterns: Iterable[URLPattern | URLResolver], path: str, space: str
) -> Iterator[tuple[str, str]]:
    for one in reversed(list(patterns)):
        here = f"{path}{one.pattern}"
        if isinstance(one, URLPattern):
            yield f"{space}{one.name or here}", here
        else:
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, here, inner)
