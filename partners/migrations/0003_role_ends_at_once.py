"""A role that is ended is over at that moment, not at the end of a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_row_security")]

    operations = [
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_once_at_a_time",
        ),
        migrations.AddField(
            model_name="membership",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("until__isnull", True)),
                fields=("user", "agency", "partnership", "role"),
                name="membership_once_at_a_time",
            ),
        ),
    ]
