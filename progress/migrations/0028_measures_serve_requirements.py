import django.db.models.deletion
from django.db import migrations, models


def take_over(apps, schema_editor):
    """What each measure was for until now."""
    Measure = apps.get_model("progress", "Measure")
    Served = apps.get_model("progress", "ServedRequirement")
    kept = Measure.objects.exclude(requirement=None).values_list("pk", "requirement")
    Served.objects.bulk_create(
        [Served(measure_id=measure, requirement_id=requirement) for measure, requirement in kept]
    )


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0006_public_help_withdrawn"),
        ("progress", "0027_what_is_said_of_evidence_has_a_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServedRequirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="served",
                        to="progress.measure",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commitments.requirement",
                    ),
                ),
            ],
            options={"ordering": ["measure", "requirement__position", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="servedrequirement",
            constraint=models.UniqueConstraint(
                fields=("measure", "requirement"), name="a_measure_serves_a_requirement_once"
            ),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
