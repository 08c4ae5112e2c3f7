"""Where a web server comes in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrcities.settings")
application = get_wsgi_application()

from hrcities.demonstration.offer import insist  # noqa: E402 -- models must be loaded first

insist()
