"""What people read when the platform stands and something below it does not."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from accounts.mail import MailAway
from hrcities.storage import StorageAway

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
BROKEN = {errno.EIO, errno.ESTALE, errno.EROFS, errno.ENOTCONN}  # a disk, or a folder of a network
WAIT = "60"  # seconds, for programs that ask


def error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``: an outage is told as one; all else is a fault of ours."""
    what = outage(sys.exc_info()[1])
    if not what:
        return server_error(request)
    page = render_to_string("503.html", {"what": what})
    return HttpResponse(page, status=503, headers={"Retry-After": WAIT})


def outage(problem: BaseException | None) -> str:
    """Which part is away: ``database``, ``mail``, ``room`` on the disk, ``storage``, or none."""
    if isinstance(problem, OperationalError | InterfaceError):
        return "database"
    if isinstance(problem, MailAway):
        return "mail"
    if isinstance(problem, OSError) and problem.errno in NO_ROOM:
        return "room"
    if isinstance(problem, StorageAway) or (
        isinstance(problem, OSError) and problem.errno in BROKEN
    ):
        return "storage"
    return ""
