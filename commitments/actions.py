"""What happens to an edition: its text is fixed, it is published, it is retired."""

from django.db import transaction

from accounts.models import User
from commitments.choices import EditionState
from commitments.models import Framework
from office import trail
from office.actors import PROCEDURE, Actor, acting
from office.days import today

ORDER = (EditionState.CONSULTATION, EditionState.PUBLISHED, EditionState.RETIRED)


@transaction.atomic
def fix_text(framework: Framework) -> None:
    """Fix an edition's text from the first filing under it on (design §3). Done once."""
    framework.refresh_from_db(from_queryset=Framework.objects.select_for_update(no_key=True))
    if framework.fixed_on is None:
        framework.fixed_on = today()
        framework.save(update_fields=["fixed_on"])


def publish_edition(framework: Framework, *, by: User | Actor) -> None:
    """Publish an edition in consultation; from now on it never changes."""
    advance(framework, EditionState.PUBLISHED, by=by)


def retire_edition(framework: Framework, *, by: User | Actor) -> None:
    """Retire an edition; what was judged by it stays as it is."""
    advance(framework, EditionState.RETIRED, by=by)


@transaction.atomic
def advance(framework: Framework, state: str, *, by: User | Actor = PROCEDURE) -> bool:
    """Move an edition forward to ``state``; returns whether it moved. It never moves back."""
    framework.refresh_from_db(from_queryset=Framework.objects.select_for_update(no_key=True))
    source, target = EditionState(framework.state), EditionState(state)
    if ORDER.index(target) <= ORDER.index(source):
        return False
    framework.state = target
    if target == EditionState.PUBLISHED:
        framework.published_on = today()
    else:
        framework.retired_on = today()
    framework.save(update_fields=["state", "published_on", "retired_on"])
    step = "publish" if target == EditionState.PUBLISHED else "retire"
    trail.record(framework, step, by=acting(by), source=source, target=target)
    return True
