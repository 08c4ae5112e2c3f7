"""Corrections of facts get their place among those of their application."""

from collections import Counter

from django.db import migrations, models


def number_the_corrections(apps, _schema_editor):
    counted = Counter()
    for correction in apps.get_model("accreditation", "FactCorrection").objects.order_by("pk"):
        counted[correction.application_id] += 1
        correction.number = counted[correction.application_id]
        correction.save(update_fields=["number"])


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0008_draws_name_their_seed_in_advance")]

    operations = [
        migrations.AddField(
            model_name="factcorrection",
            name="number",
            field=models.PositiveIntegerField(
                default=0, help_text="Its place among those of the application."
            ),
            preserve_default=False,
        ),
        migrations.RunPython(number_the_corrections, migrations.RunPython.noop),
        migrations.AlterModelOptions(name="factcorrection", options={"ordering": ["number"]}),
        migrations.AddConstraint(
            model_name="factcorrection",
            constraint=models.UniqueConstraint(
                name="correction_number_once_in_an_application", fields=["application", "number"]
            ),
        ),
    ]
