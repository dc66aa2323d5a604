"""What the further tables of reports are counted from, from reporting/sql/report_tables.sql."""

from django.db import migrations

from audit.migration_sql import from_file


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_remedies"),
        ("conferences", "0016_repeats"),
        ("referrals", "0003_withdrawn"),
        ("reporting", "0004_decision_times"),
    ]

    operations = [from_file("reporting", "report_tables")]
