"""Where an asynchronous web server comes in."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrcities.settings")
application = get_asgi_application()

from hrcities.demonstration.offer import insist  # noqa: E402 -- models must be loaded first

insist()
