"""Every page of the register that has an address of its own, for search engines."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from commitments.models import Commitment, Framework
from register import published

MOST = 10_000  # of a kind: a sitemap may hold five times as many in all
PAGES = ("home", "cities", "map", "practices", "decisions", "sessions", "verify", "data", "about",
         "accessibility", "privacy")  # fmt: skip


class Ours(Sitemap):
    """A kind of page. ``items`` gives a list, cut off in the database: nothing is counted there.

    Addresses are those the platform is known by, whoever asks how.
    """

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PUBLIC_ADDRESS).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.PUBLIC_ADDRESS).netloc


class Pages(Ours):
    def items(self) -> Sequence[str]:
        return [*(f"register:{name}" for name in PAGES), "commitments:framework"]

    def location(self, item: str) -> str:
        return reverse(item)


class Editions(Ours):
    """Each edition of the framework, and each of its commitments."""

    def items(self) -> list[tuple[str, ...]]:
        readable = Framework.objects.readable().order_by()
        commitments = Commitment.objects.filter(framework__in=readable).order_by("pk")
        asked = commitments.values_list("framework__code", "framework__edition", "code")
        rows = list(asked[:MOST])
        return [*dict.fromkeys(row[:2] for row in rows), *rows]

    def location(self, item: tuple[str, ...]) -> str:
        name = "commitments:edition" if len(item) == 2 else "commitments:commitment"
        return reverse(name, args=item)


class Cities(Ours):
    def items(self) -> list[str]:
        cities = published.cities().order_by("name_sort", "pk")
        return list(cities.values_list("slug", flat=True)[:MOST])

    def location(self, item: str) -> str:
        return reverse("register:city", args=[item])


class Labels(Ours):
    """The latest ones, also those that have ended: who finds an old certificate asks for them."""

    def items(self) -> list[str]:
        labels = published.labels().order_by("-pk")
        return list(labels.values_list("number", flat=True)[:MOST])

    def location(self, item: str) -> str:
        return reverse("register:label", args=[item])


class Practices(Ours):
    def items(self) -> list[tuple[str, int]]:
        practices = published.practices().order_by("-published_on", "-pk")
        return list(practices.values_list("city__slug", "number")[:MOST])

    def location(self, item: tuple[str, int]) -> str:
        return reverse("register:practice", args=item)


SITEMAPS: dict[str, Any] = {
    "pages": Pages,
    "editions": Editions,
    "cities": Cities,
    "labels": Labels,
    "practices": Practices,
}
