"""What anybody may take away: the page that says what there is, and the files."""

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from office.days import days_may_move, today
from register.feed import DecisionsFeed
from register.http import for_all, page
from register.open_data import COLUMNS, FORMATS, entries
from register.sitemap import SITEMAPS


@page
def data(request: HttpRequest) -> HttpResponse:
    """What there is, in which format, what it means, and what is not there."""
    return render(request, "register/data.html", {"columns": COLUMNS})


@page
def cities_csv(request: HttpRequest) -> HttpResponseBase:
    """The whole directory as a table."""
    return _streamed("csv")


@page
def cities_geojson(request: HttpRequest) -> HttpResponseBase:
    """The whole directory as points on a map."""
    return _streamed("geojson")


@page
def decisions_feed(request: HttpRequest) -> HttpResponse:
    """The newest decisions, asked for again by their tag: two of one day have the same date."""
    response = DecisionsFeed()(request)
    del response["Last-Modified"]
    return for_all(response)


@page
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Which pages there are, for search engines."""
    return sitemaps.sitemap(request, SITEMAPS)


@page
def robots(request: HttpRequest) -> HttpResponse:
    """Where search engines look first: anybody may read all of it, but a demonstration's cities
    are invented, and nobody who searches for a label is to find one of theirs.
    """
    if days_may_move():
        return HttpResponse("User-agent: *\nDisallow: /\n", "text/plain")
    address = settings.PUBLIC_ADDRESS + reverse("register:sitemap")
    return HttpResponse(f"User-agent: *\nAllow: /\n\nSitemap: {address}\n", "text/plain")


def _streamed(ending: str) -> HttpResponseBase:
    content_type, written = FORMATS[ending]
    day, is_demonstration = today(), days_may_move()
    about = {"as_of": day, "demonstration": is_demonstration}
    content = written(entries(day, is_demonstration=is_demonstration), **about)
    name = f"{'demonstration-' if is_demonstration else ''}cities-{day.isoformat()}.{ending}"
    response = StreamingHttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return for_all(response)
