"""Whether what somebody waits for is made just now."""

from typing import Any

from django import template

from office import heartbeat
from office.models.report import ReportState

register = template.Library()
AWAITED = (ReportState.ASKED, ReportState.BEING_MADE)


@register.filter
def made_later(document: Any) -> bool:
    """Whether a document that is awaited (with ``state`` and ``waited``) has to wait for a worker
    that is not there.
    """
    return document.state in AWAITED and heartbeat.has_to_wait(document.waited)
