"""A referral can be taken back by its sender."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_row_security")]

    operations = [
        migrations.AlterField(
            model_name="referral",
            name="state",
            field=models.CharField(
                choices=[
                    ("offered", "Waiting for an answer"),
                    ("accepted", "Accepted"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn by the sender"),
                ],
                default="offered",
                max_length=10,
            ),
        ),
    ]
