"""Where anybody can speak. Of these addresses no log, no number and no count is kept."""

from django.urls import path

from voices.views import contributing, reprisals, returning

app_name = "voices"
urlpatterns = [
    path("", contributing.speak, name="speak"),
    path("protection/", contributing.protection, name="protection"),
    path("receipt/", returning.receipt, name="receipt"),
    path("reprisal/", reprisals.reprisal, name="reprisal"),
    path("in/<slug:slug>/", contributing.contribution, name="contribution"),
]
