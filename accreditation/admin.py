"""For looking only: the procedure has no back door (house, chapter 5)."""

from django.apps import apps
from django.contrib import admin

from office.admin import ReadOnlyAdmin

# A technical admin keeps accounts and settings and sees no assessments (design §2), so of this
# room only what is public anyway is here at all.
SHOWN = ("session", "decision", "label")


for name in SHOWN:
    admin.site.register(apps.get_model("accreditation", name), ReadOnlyAdmin)
