"""Records of cities, made by the actions people use."""

import io

import factory
import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cities.choices import Role
from commitments.choices import CountsAs
from office import files
from progress.actions import agree, answer_requirement, attach_evidence, cite
from progress.choices import AnswerState, PreviewState
from progress.edition import edition_of
from progress.files import checking
from progress.models import Answer, EvidencePage, EvidenceVersion
from tests.factories.cities import CityFactory, MembershipFactory


def a_pdf(pages=1):
    """The bytes of a PDF with so many empty pages; the same each time."""
    file = io.BytesIO()
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page(page_size=(200, 280))
        document.save(file, deterministic_id=True, min_version="1.4")
    return file.getvalue()


def a_picture(kind="WEBP", size=(20, 28), **options):
    """The bytes of a white picture."""
    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, kind, **options)
    return file.getvalue()


A_PDF = a_pdf()
A_PAGE = a_picture()


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
    """A piece of evidence of this city, with a file that has been released and drawn."""
    evidence = waiting_evidence(city, by=by, title=title, file=file, **facts)
    version = evidence.versions.get()
    checking.release(version)
    drawn(version)
    return evidence


def waiting_evidence(city, *, by=None, title="Annual report", file=None, **facts):
    """A piece of evidence whose file is still to be checked."""
    return attach_evidence(
        city=city, by=by or lead_for(city), title=title, language="de", file=file or pdf(), **facts
    )


def drawn(version, pages=1):
    """What the worker leaves once it has drawn so many pages."""
    image = files.keep("previews", A_PAGE, ".webp")
    for number in range(1, pages + 1):
        EvidencePage.objects.create(
            version=version, number=number, image=image, width=20, height=28, text="What it says."
        )
    EvidenceVersion.objects.filter(pk=version.pk).update(
        preview=PreviewState.MADE, pages_in_all=pages, pages_to_show=pages
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
