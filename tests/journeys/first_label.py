"""A county has come to its label under the whole edition, by actions and steps."""

from accreditation.choices import ApplicationState as S
from accreditation.models import Application, Assessment, Label
from office.models import Letter, Report
from office.trail import first_fault


def look_at_what_stands(cast):
    """Whether a demonstration that has just been made stands as it is to stand."""
    accredited = Application.objects.get(city=cast.cities["valdoria"])
    assert accredited.state == S.PUBLISHED
    assert accredited.framework.requirements.count() == 116
    assert accredited.filing.answers.count() == 116
    assert Assessment.objects.filter(review__member__panel__application=accredited).count() > 400

    label = Label.objects.get()
    assert (label.city, label.level.code, label.is_valid) == (accredited.city, "B", True)
    assert label.is_demonstration

    assert Application.objects.get(city=cast.cities["clarens"]).state == S.REVIEWING
    assert Application.objects.get(city=cast.cities["iduna"]).state == S.DRAFT
    assert Report.objects.count() >= 4
    assert Letter.objects.filter(to=cast.leads["valdoria"]).count() >= 8
    assert first_fault() == ""
