"""Findings get a key for their addresses, and a number of their own in their report."""

from uuid import uuid4

from django.db import migrations, models
from django.db.models import Q

NOT_SENT = ["reviewing", "settling"]


def name_the_findings(apps, _schema_editor):
    """A report that was sent names its findings as it always did: what is published stays."""
    findings = apps.get_model("accreditation", "Finding").objects
    for finding in findings.select_related("application").order_by("pk"):
        finding.key = uuid4()
        if finding.taken_up and finding.application.state not in NOT_SENT:
            finding.report_number = finding.pk
        finding.save(update_fields=["key", "report_number"])


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0005_hearing")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="key",
            field=models.UUIDField(default=uuid4, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="finding",
            name="report_number",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Given when the report is sent, and never changed.",
                null=True,
                verbose_name="number in the report",
            ),
        ),
        migrations.RunPython(name_the_findings, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="finding",
            name="key",
            field=models.UUIDField(default=uuid4, editable=False, unique=True),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                name="finding_number_once_in_a_report", fields=["application", "report_number"]
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                name="only_what_stands_in_the_report_has_a_number_there",
                condition=Q(report_number=None) | Q(taken_up=True),
            ),
        ),
    ]
