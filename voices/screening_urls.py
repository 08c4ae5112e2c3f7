"""The screeners' pages and the alerts."""

from django.urls import path

from voices.views import alerts, screening

app_name = "screening"
urlpatterns = [
    path("", screening.desk, name="desk"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<uuid:key>/", alerts.alert, name="alert"),
    path("<int:pk>/", screening.window, name="window"),
    path("<int:pk>/<uuid:key>/", screening.contribution, name="contribution"),
]
