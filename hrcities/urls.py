"""Where each room's addresses are mounted."""

from django.contrib import admin
from django.urls import include, path

from accounts.views import activate_app

from . import views
from .demonstration import days, letters, people, story

handler404 = "hrcities.missing.missing"
handler500 = "hrcities.outages.error"
urlpatterns = [
    path("", include("register.urls")),
    path("framework/", include("commitments.urls")),
    path("consultation/", include("commitments.desk_urls")),
    path("accounts/login/", people.sign_in, name="account_login"),
    path("accounts/2fa/totp/activate/", activate_app, name="mfa_activate_totp"),
    path("accounts/", include("allauth.urls")),
    path("accounts/", include("accounts.urls")),
    path("record/", include("progress.urls")),
    path("questions/", include("progress.question_urls")),
    path("scan/", include("progress.scan_urls")),
    path("team/", include("cities.urls")),
    path("office/", include("office.urls")),
    path("voices/", include("voices.urls")),
    path("screening/", include("voices.screening_urls")),
    path("", include("accreditation.urls")),
    path("demonstration/", story.story, name="demonstration"),
    path("demonstration/help/<slug:what>/", story.help_on, name="demonstration_help"),
    path("demonstration/days/", days.days, name="demonstration_days"),
    path("demonstration/letters/", letters.letter_list, name="demonstration_letters"),
    path("demonstration/letters/<int:pk>/", letters.letter, name="demonstration_letter"),
    path("demonstration/sign-in/<int:pk>/", people.sign_in_as, name="sign_in_as"),
    path("admin/", admin.site.urls),
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
    path("metrics", views.metrics, name="metrics"),
]
