"""Addresses of this room, at the root of the site."""

from django.urls import path

from register.views import (
    about,
    api,
    city,
    decisions,
    directory,
    draws,
    home,
    open_data,
    practices,
    verification,
)

app_name = "register"
urlpatterns = [
    path("", home.home, name="home"),
    path("cities/", directory.cities, name="cities"),
    path("cities/<slug:slug>/", city.city, name="city"),
    path("cities/<slug:slug>/report/<str:reference>.pdf", city.report, name="report"),
    path("cities/<slug:slug>/decision/<str:reference>.pdf", city.decision, name="decision"),
    path("cities/<slug:slug>/certificate/<str:number>.pdf", city.certificate, name="certificate"),
    path("cities/<slug:slug>/evidence/<str:reference>/", city.evidence, name="evidence"),
    path(
        "cities/<slug:slug>/evidence/<str:reference>/<str:sha256>",
        city.evidence_file,
        name="evidence_file",
    ),
    path("map/", directory.whole_map, name="map"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("practices/", practices.practices, name="practices"),
    path("practices/<slug:slug>/<int:number>/", practices.practice, name="practice"),
    path("sessions/", decisions.sessions, name="sessions"),
    path("sessions/draw.pyz", draws.draw_program, name="draw_program"),
    path("sessions/<slug:code>/draws/", draws.draws, name="draws"),
    path("sessions/<slug:code>/draws/<int:number>.json", draws.draw_json, name="draw_json"),
    path("sessions/<slug:code>/draws/<int:number>/file.json", draws.draw_file, name="draw_file"),
    path("verify/", verification.verify, name="verify"),
    path("verify/<str:number>.json", verification.label_json, name="label_json"),
    path("verify/<str:number>/", verification.label, name="label"),
    path("verify/<str:number>/history/", verification.label_history, name="label_history"),
    path("data/", open_data.data, name="data"),
    path("data/cities.csv", open_data.cities_csv, name="cities_csv"),
    path("data/cities.geojson", open_data.cities_geojson, name="cities_geojson"),
    path("data/decisions.atom", open_data.decisions_feed, name="decisions_feed"),
    path("robots.txt", open_data.robots, name="robots"),
    path("sitemap.xml", open_data.sitemap, name="sitemap"),
    path("api/v1/cities/", api.cities, name="api_cities"),
    path("api/v1/labels/<str:number>/", verification.label_json, name="api_label"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("about/", about.about, name="about"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
]
