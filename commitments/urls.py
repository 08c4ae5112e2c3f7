"""Addresses of this room."""

from django.urls import path

from commitments.views import editions

app_name = "commitments"
urlpatterns = [
    path("", editions.current, name="framework"),
    path("<slug:code>/<str:edition>/", editions.edition, name="edition"),
    path("<slug:code>/<str:edition>/<str:commitment>/", editions.commitment, name="commitment"),
]
