"""The life of a label (design §6; the states of the first edition of the platform)."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation.choices import LabelState as S
from accreditation.models import Label
from office.days import today
from office.workflow import Taken, Transition, Workflow


def validity_is_over(label: Label) -> Iterator[str]:
    if today() <= label.valid_until:
        yield _("The label is valid until the end of %(day)s.") % {
            "day": date_format(label.valid_until)
        }


def validity_is_not_over(label: Label) -> Iterator[str]:
    if today() > label.valid_until:
        yield _("The label's time ended on %(day)s.") % {"day": date_format(label.valid_until)}


def keep_the_reason(label: Label, taken: Taken) -> None:
    label.reason, label.state_since = taken.note, today()
    label.save(update_fields=["reason", "state_since"])


LABEL = Workflow(
    "label",
    Transition(
        name="suspend",
        label=gettext_lazy("Suspend the label"),
        source=(S.VALID,),
        target=S.SUSPENDED,
        permission="accreditation.keep_labels",
        two=True,
        reasons=True,
        effects=[keep_the_reason],
        explains=gettext_lazy("The verification page says so at once, with your reasons."),
    ),
    Transition(
        name="restore",
        label=gettext_lazy("Restore the label"),
        source=(S.SUSPENDED,),
        target=S.VALID,
        permission="accreditation.keep_labels",
        two=True,
        reasons=True,
        guards=[validity_is_not_over],
        effects=[keep_the_reason],
        explains=gettext_lazy("The label is valid again, until the day it always had."),
    ),
    Transition(
        name="expire",
        label=gettext_lazy("Expire"),
        source=(S.VALID, S.SUSPENDED),
        target=S.EXPIRED,
        clock=True,
        guards=[validity_is_over],
        effects=[keep_the_reason],
    ),
    Transition(
        name="replace",
        label=gettext_lazy("Replace by a new label"),
        source=(S.VALID, S.SUSPENDED),
        target=S.REPLACED,
        procedure=True,
        effects=[keep_the_reason],
    ),
)
