from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("progress", "0028_measures_serve_requirements")]

    operations = [
        migrations.RemoveField(model_name="measure", name="requirement"),
        migrations.AddField(
            model_name="measure",
            name="requirements",
            field=models.ManyToManyField(
                blank=True,
                related_name="measures",
                through="progress.ServedRequirement",
                to="commitments.requirement",
            ),
        ),
    ]
