"""Records of cities, made by the actions people use."""

import factory
from django.core.files.uploadedfile import SimpleUploadedFile

from cities.choices import Role
from commitments.choices import CountsAs
from progress.actions import agree, answer_requirement, attach_evidence, cite
from progress.choices import AnswerState
from progress.edition import edition_of
from progress.models import Answer
from tests.factories.cities import CityFactory, MembershipFactory

A_PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class AnswerFactory(factory.django.DjangoModelFactory):
    """A row as it might stand; say for which ``requirement``."""

    class Meta:
        model = Answer

    city = factory.SubFactory(CityFactory)
    requirement = None
    step = 1
    text = "We do this every year."
    state = AnswerState.READY
    version = 1


def pdf(name="report.pdf", content=A_PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


def evidence_of(city, *, by=None, title="Annual report", file=None, **facts):
    """A piece of evidence of this city, with a stored file."""
    return attach_evidence(
        city=city, by=by or lead_for(city), title=title, language="de", file=file or pdf(), **facts
    )


def lead_for(city):
    """The city's lead; made if there is none."""
    membership = city.memberships.current().filter(role=Role.LEAD).first()
    return (membership or MembershipFactory(city=city, role=Role.LEAD)).user


def answered(city, framework, step=2, evidence=True, *, except_for=(), agreed=False):
    """Every requirement of this edition answered by the lead, at ``step`` or the nearest below.

    With evidence each cites the same document. Returns the answers.
    """
    lead = lead_for(city)
    document = evidence_of(city, by=lead) if evidence else None
    answers = []
    for requirement in edition_of(framework).requirements.values():
        if requirement.code in except_for:
            continue
        values = [value for value in sorted(requirement.labels) if value <= step]
        answer = answer_requirement(
            city=city,
            requirement=requirement,
            by=lead,
            version=0,
            step=values[-1] if values else min(requirement.labels),
            text=f"What we do about {requirement.code}.",
            state=AnswerState.READY,
        )
        if document:
            cite(
                answer=answer,
                evidence=document,
                locator=f"p. {requirement.position + 1}",
                shows=f"That {requirement.code} is kept.",
                by=lead,
            )
        answers.append(answer)
    return agree(answers=answers, by=lead) if agreed else answers


def special_of(framework, counts_as=CountsAs.OWN_POWERS):
    """The first special answer of this edition that counts so."""
    return framework.special_answers.filter(counts_as=counts_as).first()
