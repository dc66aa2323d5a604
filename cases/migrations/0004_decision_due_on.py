"""By when each decision had to be taken, so that a later re-opening does not change whether it was in time."""

from django.db import migrations, models

HELP = "By when it had to be taken; the case's own date moves on when it is re-opened"


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_terms")]

    operations = [
        migrations.AddField("decision", "due_on", models.DateField(null=True, help_text=HELP)),
        migrations.RunSQL(
            "UPDATE cases_decision d SET due_on = c.decision_due_on FROM cases_case c WHERE c.id = d.case_id",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField("decision", "due_on", models.DateField(help_text=HELP)),
    ]
