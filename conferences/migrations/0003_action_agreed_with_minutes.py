"""An action is agreed when the minutes are finalised, not when it is typed."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conferences", "0002_row_security")]

    operations = [
        migrations.AlterField(
            model_name="action",
            name="agreed_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, help_text="When the minutes were finalised", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "open"), ("agreed_at__isnull", False), _connector="OR"),
                name="action_answered_was_agreed",
            ),
        ),
    ]
