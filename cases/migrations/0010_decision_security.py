"""Row security of what belongs to risk, the decision and single-agency work."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_decision_and_work")]

    operations = [from_file("cases", "decision")]
