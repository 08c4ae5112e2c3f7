"""The countries whose cities and regions may take part.

Council of Europe states, where the framework's standards are at home, and Kosovo.
"""

from django.utils.translation import gettext_lazy as _

COUNTRIES = [
    *("AL", "AD", "AM", "AT", "AZ", "BE", "BA", "BG", "HR", "CY", "CZ", "DK"),
    *("EE", "FI", "FR", "GE", "DE", "GR", "HU", "IS", "IE", "IT", "LV", "LI"),
    *("LT", "LU", "MT", "MD", "MC", "ME", "NL", "MK", "NO", "PL", "PT", "RO"),
    *("SM", "RS", "SK", "SI", "ES", "SE", "CH", "TR", "UA", "GB"),
    ("XK", _("Kosovo")),  # not in the package's own list
]
