"""Addresses of this room."""

from django.urls import path

from commitments.views import comparing, editions

app_name = "commitments"
urlpatterns = [
    path("", editions.current, name="framework"),
    path("<slug:code>/<str:edition>/", editions.edition, name="edition"),
    path("<slug:code>/<str:edition>/<str:commitment>/", editions.commitment, name="commitment"),
    path("<slug:code>/<str:edition>/since/<str:older>/", comparing.compare, name="compare"),
]
