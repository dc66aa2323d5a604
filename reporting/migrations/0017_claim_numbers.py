"""A number of its own for each time a worker takes a report or a release; and a report can be cancelled."""

from django.db import migrations, models

TRIED = "How often it was tried since it was asked for"
TAKEN = "How often a worker has ever taken it"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0016_signed_texts_kept")]

    operations = [
        *(
            operation
            for model in ("release", "reportrun")
            for operation in (
                migrations.AddField(
                    model_name=model, name="claim", field=models.PositiveIntegerField(default=0, help_text=TAKEN)
                ),
                migrations.AlterField(
                    model_name=model,
                    name="attempt",
                    field=models.PositiveSmallIntegerField(default=0, help_text=TRIED),
                ),
            )
        ),
        migrations.AlterField(
            model_name="reportrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("requested", "Waiting to start"),
                    ("running", "Being made"),
                    ("stored", "Ready"),
                    ("failed", "Could not be made"),
                    ("cancelled", "Cancelled"),
                ],
                default="requested",
                max_length=10,
            ),
        ),
    ]
