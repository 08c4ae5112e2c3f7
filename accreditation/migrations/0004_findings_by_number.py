"""Findings get their place in the review they were written in."""

from collections import Counter

from django.db import migrations, models
from django.db.models import Q


def number_the_findings(apps, _schema_editor):
    counted = Counter()
    for finding in apps.get_model("accreditation", "Finding").objects.order_by("pk"):
        if finding.review_id:
            counted[finding.review_id] += 1
            finding.number = counted[finding.review_id]
            finding.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0003_label_states")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="number",
            field=models.PositiveIntegerField(
                default=0,
                help_text="Its place in the review it was written in; counts nobody else's.",
            ),
        ),
        migrations.RunPython(number_the_findings, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                name="finding_number_once_in_a_review",
                fields=["review", "number"],
                condition=Q(review__isnull=False),
            ),
        ),
    ]
