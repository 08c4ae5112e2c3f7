"""Addresses of this room."""

from django.urls import path

from commitments.views import comments, comparing, editions, mapping

app_name = "commitments"
urlpatterns = [
    path("", editions.current, name="framework"),
    path("<slug:code>/<str:edition>/", editions.edition, name="edition"),
    path("<slug:code>/<str:edition>/comments/", comments.by_commitment, name="comments"),
    path("<slug:code>/<str:edition>/<str:commitment>/", editions.commitment, name="commitment"),
    path(
        "<slug:code>/<str:edition>/<str:commitment>/comments/",
        comments.comments,
        name="comments_on",
    ),
    path(
        "<slug:code>/<str:edition>/<str:commitment>/comments/new/",
        comments.comment,
        name="comment",
    ),
    path(
        "<slug:code>/<str:edition>/beside/<slug:other>/<str:other_edition>/",
        mapping.mapping,
        name="mapping",
    ),
    path("<slug:code>/<str:edition>/since/<str:older>/", comparing.compare, name="compare"),
]
