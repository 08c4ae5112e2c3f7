"""The table of a practice: published and taken back by the lead, taken out by the secretariat."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cities.choices import Role
from cities.models import City
from office import letters
from office.days import today
from office.workflow import Taken, Transition, Workflow
from progress.choices import PracticeState as S
from progress.models import Practice

ASKED = {
    "problem": gettext_lazy("Say what the problem was."),
    "done": gettext_lazy("Say what was done."),
    "cost": gettext_lazy("Say what it cost."),
    "result": gettext_lazy("Say what came of it."),
    "office": gettext_lazy("Name the office that answers questions."),
    "email": gettext_lazy("Give the e-mail of that office."),
}


def all_of_it_is_said(practice: Practice) -> Iterator[str]:
    for name, sentence in ASKED.items():
        if not getattr(practice, name).strip():
            yield str(sentence)
    if not practice.links.exists():
        yield _("Name a requirement that it bears on.")


def its_authority_is_public(practice: Practice) -> Iterator[str]:
    if not City.objects.published().filter(pk=practice.city_id).exists():
        yield _("Your authority is not listed in public yet. It will be once it is confirmed.")


def tell_the_lead(practice: Practice, taken: Taken) -> None:
    """Whoever leads the authority reads why it was taken out."""
    leads = practice.city.memberships.current().filter(role=Role.LEAD)
    for lead in User.objects.filter(pk__in=leads.values("user"), is_active=True):
        letters.write(
            to=lead,
            template="mail/practice_taken_out.txt",
            about=practice.city,
            link=practice.get_absolute_url(),
            context={"practice": practice, "city": practice.city, "reasons": taken.note},
        )


def from_today(practice: Practice, taken: Taken) -> None:
    """Remember the day it was published."""
    practice.published_on = today()
    practice.save(update_fields=["published_on"])


PRACTICE = Workflow(
    "practice",
    Transition(
        name="publish",
        label=gettext_lazy("Publish it"),
        source=(S.DRAFT,),
        target=S.PUBLISHED,
        permission="progress.publish_practice",
        guards=[all_of_it_is_said, its_authority_is_public],
        effects=[from_today],
        explains=gettext_lazy(
            "Everybody can read it from now on, with the office that answers questions. Its text "
            "stays as it is until you take it back."
        ),
    ),
    Transition(
        name="withdraw",
        label=gettext_lazy("Take it back"),
        source=(S.PUBLISHED,),
        target=S.WITHDRAWN,
        permission="progress.publish_practice",
        explains=gettext_lazy(
            "Nobody outside your team finds it any more. What others have copied stays with them."
        ),
    ),
    Transition(
        name="take_out",
        label=gettext_lazy("Take it out of the register"),
        source=(S.PUBLISHED,),
        target=S.WITHDRAWN,
        permission="progress.take_out_practice",
        reasons=True,
        effects=[tell_the_lead],
        explains=gettext_lazy(
            "Nobody outside its team finds it any more. Its lead reads your reasons, and can have "
            "it worked on and published again."
        ),
    ),
    Transition(
        name="revise",
        label=gettext_lazy("Work on it again"),
        source=(S.WITHDRAWN,),
        target=S.DRAFT,
        permission="progress.publish_practice",
        explains=gettext_lazy("It becomes a draft again, which your team can change."),
    ),
)
