"""Do the links of the record still lead somewhere? Asked now and then, by the worker."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from office import heartbeat, outside, trail
from office.actors import PROCEDURE
from office.claims import claim, free
from office.days import now
from progress.choices import LinkState
from progress.models import EvidenceVersion, LinkCheck

WELL = timedelta(days=7)  # until a link that answers is asked again
ILL = timedelta(days=2)  # and one that does not
LOST_AFTER = 3  # failures in a row
LOST_OVER = timedelta(days=7)  # and no sooner than that
A_HOST = 5  # links of one host in one go
AT_ONCE = 200


def check_due() -> int:
    """Ask about every link whose time has come; how many were asked. Politely: few of each host."""
    if not settings.CHECK_LINKS:
        return 0
    _note_new()
    waiting = LinkCheck.objects.due().filter(free())
    rows = waiting.order_by("due_at").values_list("version__pk", "version__url")
    asked, hosts = 0, Counter[str]()
    for key, url in rows[:AT_ONCE]:
        host = _host_of(url)
        hosts[host] += 1
        if hosts[host] <= A_HOST and claim(waiting.filter(pk=key)) is not None:
            heartbeat.beat()
            check(LinkCheck.objects.select_related("version__evidence").get(pk=key))
            asked += 1
    return asked


def check(link: LinkCheck) -> None:
    """Ask about this link and note what was found. Marks once, however often it is called."""
    state = LinkState(outside.look(link.version.url).value)
    mine = LinkCheck.objects.filter(pk=link.pk, attempts=link.attempts)
    moment = now()
    found = {"state": state, "asked_at": moment, "claimed_until": None}
    if state not in LinkState.failures():
        _note(
            mine, link, **found, failures=0, failing_since=None, lost_at=None, due_at=moment + WELL
        )
        return
    failures, since = link.failures + 1, link.failing_since or moment
    lost = failures >= LOST_AFTER and moment - since >= LOST_OVER
    _note(
        mine,
        link,
        **found,
        failures=failures,
        failing_since=since,
        lost_at=link.lost_at or (moment if lost else None),
        due_at=moment + (WELL if lost else ILL),
    )


def _note(mine: QuerySet[LinkCheck], link: LinkCheck, **found: object) -> None:
    step = {(False, True): "mark_link", (True, False): "unmark_link"}
    was, is_now = link.is_lost, found["lost_at"] is not None
    with transaction.atomic():
        if mine.update(**found) and (what := step.get((was, is_now))):
            trail.record(link.version.evidence, what, by=PROCEDURE, note=link.version.url)


def _note_new() -> None:
    """A row for each link that has none yet."""
    new = EvidenceVersion.objects.exclude(url="").filter(link_check=None)
    checks = [LinkCheck(version_id=key) for key in new.values_list("pk", flat=True)]
    LinkCheck.objects.bulk_create(checks, ignore_conflicts=True)


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
